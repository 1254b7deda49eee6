"""What to do with each figure, in words with the number that decides; and the answer to what is paid for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from truegreen.model.agreement import Role
from truegreen.model.validity import Advice, Figure, Link, Outcome, Validity
from truegreen.reports import figures
from truegreen.reports.validity_words import goes, sized, through, untold
from truegreen.stats.validity.said import Said
from truegreen.stats.validity.student import quantile

ADVICE: Final = {
    Advice.PAY: "Pay on it",
    Advice.GUARD: "Keep as guardrail",
    Advice.RETIRE: "Retire",
    Advice.REDEFINE: "Redefine",
    Advice.WAIT: "Wait for data",
}
MATERIAL: Final = 0.1
"""The usual smallest effect that matters, in standard deviations."""
_REST: Final = {
    Advice.GUARD: "a floor is enough",
    Advice.RETIRE: "no outcome hangs on it",
    Advice.WAIT: "of other outcomes nobody can tell yet",
}


def answer(found: Validity) -> str:
    """Say in one line what the parties pay for against what customers value."""
    paid = [each for each in found.figures if is_paid(each)]
    if not found.outcomes:
        return "Nobody can tell: no customer outcome is agreed."
    if not paid:
        return "No measure is paid for."
    if not found.family:
        return f"Nobody can tell yet of any of the {figures.counted(len(paid), 'figure')} that money hangs on."
    good, bad = (sum(each.advice is advice for each in paid) for advice in (Advice.PAY, Advice.REDEFINE))
    if len(paid) == 1:
        does = "goes with how customers fare" if good else "gets better while customers fare worse" if bad else ""
        return f"The one figure that money hangs on {does or 'is not shown to go with how customers fare'}."
    shown = f"{good or 'none'} {'are' if good > 1 else 'is'} shown to go with how customers fare"
    against = f", and {bad} {'get' if bad > 1 else 'gets'} better while customers fare worse" if bad else ""
    return f"Of {len(paid)} figures that money hangs on, {shown}{against}."


def is_paid(figure: Figure) -> bool:
    """Say whether money hangs on a figure: it is a critical service level, or a clause is paid by it."""
    return figure.role is Role.CRITICAL or bool(figure.paid)


def advised(found: Validity) -> Iterator[str]:
    """Say what to do with each figure and why; figures without money whose data nobody has are left out."""
    outcomes = {each.id: each for each in found.outcomes}
    for each in found.figures:
        if is_paid(each) or each.weight is not None or each.advice is not Advice.WAIT:
            yield f"{each.title}: {each.advice!s}. {why(each, outcomes)}"


def why(figure: Figure, outcomes: Mapping[str, Outcome]) -> str:
    """Say why that is the advice, in one sentence with the number that decides."""
    link = next((each for each in figure.links if each.outcome == figure.decides), None)
    if link is None:
        return _unheld(figure, outcomes)
    title = outcomes[link.outcome].title
    if link.said is Said.UNINFORMATIVE:
        return f"{sized(link.because)}, so that it tells no good month from a bad one; a floor is enough."
    if link.said in (Said.PREDICTS, Said.PERVERSE):
        return _there(link, figure, outcomes[link.outcome])
    if link.said is Said.NOTHING:
        moves = f"“{title}” moves with it by {at_most(link)} at most, where {link.material:.2g} would matter"
        return f"{moves}; {_REST[figure.advice]}."
    if link.because or link.per_sd is None:
        return f"Nobody can tell of “{title}”, because {link.because or 'nothing differs'}."
    return f"Nobody can tell of “{title}”: {untold(link)}."


def _there(link: Link, figure: Figure, outcome: Outcome) -> str:
    if link.through:
        return f"It goes with “{outcome.title}” only through {through(link)}."
    told = sized(goes(link, figure, outcome))
    return f"{told}{'' if link.said is Said.PREDICTS else ': it gets better while customers fare worse'}."


def _unheld(figure: Figure, outcomes: Mapping[str, Outcome]) -> str:
    """Say why a figure is held against nothing: the outcome that it is meant for lacks something, or there is none."""
    asked = [each for each in outcomes.values() if each.not_asked]
    meant = next((each for each in asked if each.id == figure.meant_for), asked[0] if asked else None)
    if meant is None:
        return "No outcome is agreed that it could be held against."
    return f"Nobody can tell of “{meant.title}”, because {meant.not_asked}."


def at_most(link: Link) -> str:
    """Write how much an effect shown to be immaterial can be: the far end of its 90 % interval."""
    if link.per_sd is None:
        return figures.NOTHING
    reach = quantile(0.9, link.per_sd.effective - 1) * link.per_sd.error
    return f"{abs(link.per_sd.value) + reach:.2g} standard deviations"


def told_of(figure: Figure) -> float | None:
    """Give the most that a figure is of what can be explained of any outcome, as a share of that; None if unknown.

    Where all figures together explain less than a material effect would, there is nothing to divide.
    """
    return max((each.share / each.explained for each in figure.parts if each.explained >= MATERIAL**2), default=None)
