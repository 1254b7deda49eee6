"""P12, timing: a claim that must come in time, or the credit lapses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from truegreen.model.finding import Finding, note
from truegreen.primitives.days import Within, is_within
from truegreen.primitives.now import Now
from truegreen.primitives.seen import seen
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
