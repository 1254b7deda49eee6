"""Raters: do two people who look at the same case say the same, beyond what chance would make them say?"""
