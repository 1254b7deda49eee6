"""P12, timing: how a credit comes onto a statement: claimed in time, rounded, within its cap, on its invoice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from truegreen.model.finding import Finding, note
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import minus
from truegreen.primitives.calendar import Within, is_within
from truegreen.primitives.combine import not_known
from truegreen.primitives.entry import Entry, Post
from truegreen.primitives.limit import Cap, limited
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import Rounded, at_once
from truegreen.primitives.seen import seen
from truegreen.primitives.timing import Paid
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBy:
    """A claim without which a credit lapses."""

    figure: Annotated[str, "Figure that is reported when the client claims; not given, or zero, is no claim"]
    within: Annotated[Within, "Days after the end of the period of the miss"]
    at: Span = NOWHERE


def not_claimed(now: Now, claim: ClaimBy | None, missed: Period) -> list[Finding]:
    """Say that a credit for a period lapses, since it was not claimed in time; nothing where it stands."""
    if claim is None:
        return []
    found = seen(now, claim.figure, missed)
    is_late = found.reported is not None and not is_within(now.agreement, missed.last, found.reported, claim.within)
    if found.step.number and not is_late:
        return []
    when = f"within {claim.within.days} {claim.within.counted} after {missed}"
    says = f"The credit “{now.term}” lapses: it was not claimed {when}."
    return [note(claim.at, "credit-lapsed", says, f"Report “{claim.figure}” in time, with its day.")]


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
