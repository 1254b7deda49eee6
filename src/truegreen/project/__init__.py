"""Open a folder and call the rest; wiring only."""
