"""Trials: what two arms of a pilot show, whenever somebody looks."""
