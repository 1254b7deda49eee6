"""Fact tables: what they hold, how they are loaded, and what is wrong with what was sent."""
