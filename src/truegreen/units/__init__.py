"""Exact values that every other package speaks in; nothing here imports anything of ours."""
