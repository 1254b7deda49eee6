"""The truth test, wired, and who is behind what it finds."""
