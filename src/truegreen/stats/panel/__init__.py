"""Regression of customers' outcomes on figures, within and between accounts, from sums per account."""
