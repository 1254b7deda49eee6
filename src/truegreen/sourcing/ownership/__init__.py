"""Total cost of a supplier, line by line: what was sold beside what runs, each line with where it comes from.

Everything is exact: ranges are reckoned with by their ends (interval arithmetic), and lines are rounded before they are
added, so that what is shown adds up to the cent.
"""
