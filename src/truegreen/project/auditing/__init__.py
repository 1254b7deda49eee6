"""Audits of clocks, surveys and definitions, wired."""
