"""Numbers in, numbers out; no table, no agreement."""
