"""Pilots: does a change help? Chance decides who gets it, and the rule for stopping is written down before."""
