"""The twelve primitives that clauses are made of: each file holds what one says in the text, and its arithmetic.

calendar, measure, exclusion, sample_rule, curve, state, base, combine, gate, limit, index and timing; besides these
``operand`` (a number, or the name of one), ``rounding``, ``ledger``, ``entry`` (what a clause does) and ``now`` (what
it may look at).
"""
