"""Ledger: money that is held, and what becomes of it: released, returned or forfeited, never more than is held.

A clause that holds money keeps its balance under ``held`` in every period (see ``model.statement.Statement.held``).
What goes in and out must be rounded before it is entered, so that the balance is what the invoices add up to.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import no_money
from truegreen.primitives.entry import Keep
from truegreen.primitives.now import Now
from truegreen.units.value import Value

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
    most = max(Fraction(0), min(wanted.value.number, held.value.number))
    if most == wanted.value.number:
        return wanted
    return now.step("{0}, of which {1} are held", wanted, held, value=Value(most, held.value.unit))


def held_after(now: Now, held: Step, *, added: Step | None = None, gone: Step | None = None, name: str = HELD) -> Keep:
    """Keep the balance: what was held, with what is added, less what is released, returned or forfeited.

    Raises:
        ValueError: more is gone than was held; see ``at_most_held``.
    """
    moved = [("with {} added", 1, added), ("less {}", -1, gone)]
    known = [(words, sign, step) for words, sign, step in moved if step is not None and step.number]
    number = sum((sign * step.number for _, sign, step in known), held.number)
    if number < 0:
        raise ValueError(f"{now.term} would hold {number}; take what leaves it from at_most_held")
    says = ", ".join(["{0} held", *(words.format(f"{{{place}}}") for place, (words, *_) in enumerate(known, 1))])
    return Keep(name, now.step(says, held, *(step for *_, step in known), value=Value(number, now.agreement.currency)))
