"""How fast it is, as ratios to named peers or limits in the same run: ``python -m benchmarks``."""
