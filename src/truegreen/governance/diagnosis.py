"""Three questions on customers, answered with evidence or not at all: are we quick, do customers see it, are we ready?

The questions are those of a sourcing readiness check, in our words. Each asks for evidence that the workspace or a run
has; nobody's word is taken for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.governance.saying import counted, joined, sentence
from truegreen.model.diagnosis import Answer, Held
from truegreen.stats.estimate import Estimate
from truegreen.stats.intervals import wilson

QUICK: Final = "Do both sides decide in time?"
SEEN: Final = "Do customers see the benefit?"
READY: Final = "Are we set up for what will matter next?"
IN_TIME: Final = 0.8
"""Share of turns that have to be answered in time."""
LEAST: Final = 5
"""Change requests before anything is said of how they are decided."""


@dataclass(frozen=True, slots=True)
class Turns:
    """How often a side had to move by a day, and how often it did in time."""

    kept: int
    of: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures that money moves by: how many go with what customers value, and how many nobody can tell of yet."""

    telling: int
    untold: int
    of: int


def quick(turns: Turns) -> Answer:
    """Say whether both sides answer in time what is put to them.

    It is said where the whole 95 % interval of the share (Wilson) lies on one side of 80 %.
    """
    if not turns.of:
        return Answer(
            QUICK,
            Held.UNTOLD,
            sentence("Nothing was put to either side yet that had to be answered by a day."),
            ("governance",),
        )
    low, high = wilson(turns.kept, turns.of)
    says = counted(
        "%(kept)s of %(count)s turn was taken in time (%(range)s); 80 %% is what is asked.",
        "%(kept)s of %(count)s turns were taken in time (%(range)s); 80 %% is what is asked.", turns.of,
        kept=turns.kept, range=_range(low, high),
    )  # fmt: skip
    if low >= IN_TIME:
        return Answer(QUICK, Held.YES, says, ("governance",))
    if high < IN_TIME:
        return Answer(QUICK, Held.NO, says, ("governance",))
    enough = sentence("About %(enough)s turns would tell, if nearly all are in time.", enough=_enough())
    return Answer(QUICK, Held.UNTOLD, joined(says, enough), ("governance",))


def seen(trend: Estimate | None, months: int) -> Answer:
    """Say whether what customers report gets better, month by month.

    Args:
        trend: of the customers' side, in its own standard deviations a month; None where there are too few months.
        months: how many there are.
    """
    rests = ("alignment",)
    if trend is None:
        says = sentence("There are %(months)s months of customers' answers; twelve would tell a trend.", months=months)
        return Answer(SEEN, Held.UNTOLD, says, rests)
    says = sentence(
        "What customers report moves by %(year)s standard deviations a year (%(low)s to %(high)s), "
        "over %(months)s months.",
        year=12 * trend.value, low=12 * trend.low, high=12 * trend.high, months=trend.count,
    )  # fmt: skip
    if trend.low > 0:
        return Answer(SEEN, Held.YES, says, rests)
    return Answer(SEEN, Held.NO if trend.high < 0 else Held.UNTOLD, says, rests)


def ready(figures: Figures | None, changes: Turns) -> Answer:
    """Say whether the agreement pays for what customers value, and is changed when it does not; it takes two of three.

    Args:
        figures: those that money moves by; None where validity was not computed.
        changes: change requests, and how many were decided in time.
    """
    tests = (_paying(figures), _changing(changes), (None, sentence("Spare capacity is not measured here.")))
    passed, failed = (sum(each is told for each, _ in tests) for told in (True, False))
    held = Held.YES if passed >= 2 else Held.NO if failed >= 2 else Held.UNTOLD
    return Answer(READY, held, joined(*(says for _, says in tests)), ("validity", "governance", "agreement"))


def _paying(figures: Figures | None) -> tuple[bool | None, str]:
    if figures is None or not figures.of:
        return None, sentence("Whether what is paid for goes with what customers value was not computed.")
    told = {"telling": figures.telling, "of": figures.of}
    if 2 * figures.telling > figures.of:
        return True, sentence("%(telling)s of %(of)s figures that money moves by go with what customers value.", **told)
    if 2 * (figures.telling + figures.untold) <= figures.of:
        return False, sentence(
            "%(telling)s of %(of)s figures that money moves by go with what customers value; that is not most of them.",
            **told,
        )
    return None, sentence(
        "%(telling)s of %(of)s figures that money moves by go with what customers value; "
        "of %(untold)s nobody can tell yet.",
        untold=figures.untold, **told,
    )  # fmt: skip


def _changing(changes: Turns) -> tuple[bool | None, str]:
    if changes.of < LEAST:
        return None, sentence(
            "%(of)s change requests were decided so far; %(least)s would say how quickly.", of=changes.of, least=LEAST
        )
    says = sentence("%(kept)s of %(of)s change requests were decided in time.", kept=changes.kept, of=changes.of)
    return changes.kept >= IN_TIME * changes.of, says


def _enough() -> int:
    """Give how many turns, all kept, put the interval above what is asked."""
    return next(many for many in range(1, 1000) if wilson(many, many)[0] >= IN_TIME)


def _range(low: float, high: float) -> str:
    return sentence("95 %% interval %(low)s %% to %(high)s %%", low=round(100 * low), high=round(100 * high))


def diagnosed(
    turns: Turns, trend: Estimate | None, months: int, figures: Figures | None, changes: Turns
) -> Sequence[Answer]:
    """Give all three answers."""
    return (quick(turns), seen(trend, months), ready(figures, changes))
