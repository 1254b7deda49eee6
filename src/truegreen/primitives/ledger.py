"""Ledger: money that is held, and what becomes of it: released, returned or forfeited, never more than is held.

A clause that holds money keeps its balance under ``held`` in every period (see ``model.statement.Statement.held``).
What goes in and out must be rounded before it is entered, so that the balance is what the invoices add up to.
"""

from __future__ import annotations

from typing import Final

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import clamped, less, no_money, plus
from truegreen.primitives.entry import Keep
from truegreen.primitives.now import Now

HELD: Final = "held"


def held_before(now: Now, name: str = HELD) -> Step:
    """Give what this clause holds from earlier periods; zero where it holds nothing."""
    found = now.last_kept(name)
    if found is not None and found.value is not None:
        return found
    return no_money(now, "nothing is held from before")


def at_most_held(now: Now, wanted: Step, held: Step) -> Step:
    """Give what may leave the ledger of what is asked for: never more than is held, and never less than nothing."""
    if wanted.value is None or held.value is None:
        return wanted
    return clamped(now, wanted, no_money(now, "nothing"), held)


def held_after(now: Now, held: Step, *, added: Step | None = None, gone: Step | None = None, name: str = HELD) -> Keep:
    """Keep the balance: what was held, with what is added, less what is released, returned or forfeited.

    Raises:
        ValueError: more is gone than was held; see ``at_most_held``.
    """
    balance = now.step("{0} held", held, value=held.value)
    if added is not None and added.number:
        balance = plus(now, [held, added], "{0} held, with {1} added")
    if gone is not None and gone.number:
        balance = less(now, balance if balance.given[1:] else held, gone, "{0} held, less {1}")
    if balance.number < 0:
        raise ValueError(f"{now.term} would hold {balance.number}; take what leaves it from at_most_held")
    return Keep(name, balance)
