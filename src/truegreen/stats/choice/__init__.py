"""Choosing among a few by many criteria: weights from judgements, rankings, and how far a ranking can be trusted."""
