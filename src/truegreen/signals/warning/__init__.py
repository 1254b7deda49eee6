"""Early warning: which accounts may decide to leave, how sure that is, and what it said of those that did."""
