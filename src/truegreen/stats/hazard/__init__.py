"""Hazards: the chance that an account decides to leave next month, what moves it, and how well it was told."""
