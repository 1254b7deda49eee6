"""Nouns to text and pages."""
