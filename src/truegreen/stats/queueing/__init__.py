"""How long customers wait, and how many people that takes: Erlang's formulas, for whole years of intervals at once."""
