"""Suppliers or sites beside each other by many criteria, and how far the ranking can be trusted."""
