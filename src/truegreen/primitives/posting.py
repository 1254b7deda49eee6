"""P12, timing: how an amount comes onto a statement: within its cap, on its invoice; or what it lacks is said."""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.model.finding import Finding, warning
from truegreen.model.statement import Category
from truegreen.model.step import Step, plain, steps_of
from truegreen.primitives.arithmetic import minus
from truegreen.primitives.entry import Entry, Post
from truegreen.primitives.limit import Cap, limited
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import Rounded, at_once
from truegreen.primitives.timing import Paid


def not_known(now: Now, *steps: Step) -> Finding:
    """Say that a clause moves no money because a number that it takes is not known."""
    leaves = [
        each for each in steps_of(*steps) if each.value is None and not any(one.value is None for one in each.given)
    ]
    at = next((each.at for each in leaves if each.at.line), now.at)
    names = "; ".join(dict.fromkeys(each.sentence for each in leaves))
    says = f"The clause “{now.term}” moves no money in {now.period}: {names}."
    return warning(at, "number-not-given", says, "Give the number, or agree what holds without it.")


def unknown(now: Now, needed: Step, category: Category, name: str = "") -> Iterator[Entry]:
    """Post an amount that is not known, because a number is missing, and say so to the reader; in the term only."""
    if now.is_in_term:
        yield Post(now.step(f"not known: {plain(needed.sentence)}", needed, value=None), category, Paid.SAME, name=name)
        yield not_known(now, needed)


def posted(
    now: Now, amount: Step, category: Category, paid: Paid, rounding: Rounded | None, name: str = ""
) -> Iterator[Entry]:
    """Post an amount, or say which number it lacks; zero is not posted.

    Args:
        now: the clause being settled.
        amount: positive where the client pays.
        category: what it is on an invoice.
        paid: on which invoice it stands.
        rounding: how it is rounded.
        name: tells the lines of one clause apart.
    """
    if amount.value is None:
        yield from unknown(now, amount, category, name)
    elif amount.value.number:
        yield Post(amount, category, paid, rounding, name)


def credited(
    now: Now, wanted: Step, cap: Cap | None, base: Step | None, rounding: Rounded, paid: Paid
) -> Iterator[Entry]:
    """Post a credit, or say which number it lacks; what was posted, not what was exact, uses up its cap.

    Args:
        now: the clause being settled.
        wanted: the amount, not negative.
        cap: the most that it may come to; None for no cap.
        base: this period's money that the cap's share is of.
        rounding: how it is rounded.
        paid: on which invoice it stands.
    """
    if wanted.value is None:
        yield not_known(now, wanted)
        return
    if cap is not None:
        wanted = at_once(wanted, rounding, now.clause)
    credit, keeps = limited(now, cap, wanted, base, rounding)
    yield from keeps
    if credit.value is not None and credit.value.number:
        yield Post(minus(now, credit), Category.CREDIT, paid, rounding)
