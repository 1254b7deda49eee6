"""Metrics to cells inside the engine; readings and the sensitivity panel from cells."""
