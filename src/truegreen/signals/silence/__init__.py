"""Silence: which accounts fell below their own rhythm, on a list that holds its promise."""
