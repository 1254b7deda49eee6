"""Ledger: money that is held, and what becomes of it: released, returned or forfeited, never more than is held.

A clause that holds money keeps its balance under ``held`` in every period (see ``model.statement.Statement.held``).
What goes in and out must be rounded before it is entered, so that the balance is what the invoices add up to.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from truegreen.primitives.entry import Keep
from truegreen.units.value import Value

if TYPE_CHECKING:
    from truegreen.model.statement import Step
    from truegreen.primitives.now import Now

HELD: Final = "held"


def held_before(now: Now, name: str = HELD) -> Step:
    """Give what this clause holds from earlier periods; zero where it holds nothing."""
    found = now.last_kept(name)
    if found is not None and found.value is not None:
        return found
    return now.step("nothing is held from before", value=Value(Fraction(0), now.agreement.currency))


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
    parts = [held, *(each for each in (added, gone) if each is not None)]
    signs = [1, *([1] if added is not None else []), *([-1] if gone is not None else [])]
    number = sum((sign * each.value.number for sign, each in zip(signs, parts, strict=True) if each.value), Fraction(0))
    if number < 0:
        raise ValueError(f"{now.term} would hold {number}; take what leaves it from at_most_held")
    words = "{0} held" + (", and {1}" if added is not None else "")
    words += f", less {{{len(parts) - 1}}}" if gone is not None else ""
    return Keep(name, now.step(words, *parts, value=Value(number, now.agreement.currency)))
