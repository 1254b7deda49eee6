"""One file per detector: Readings to Findings."""
