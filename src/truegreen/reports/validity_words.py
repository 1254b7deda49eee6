"""KPI validity in words: what a figure goes with, by how much, and what to do with it, said so that it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from truegreen.model.agreement import Role
from truegreen.model.validity import Advice, Figure, Grain, Link, Outcome, Said, Validity
from truegreen.reports import figures
from truegreen.reports.statuses import Mark
from truegreen.stats.estimate import Estimate
from truegreen.stats.validity.student import quantile

SAID: Final = {
    Said.PREDICTS: Mark("predicts", "✔", "good"),
    Said.PERVERSE: Mark("perverse", "✖", "bad"),
    Said.NOTHING: Mark("no material effect", "–", "quiet"),
    Said.NOT_ENOUGH: Mark("not enough data", "?", "quiet"),
    Said.UNINFORMATIVE: Mark("uninformative", "○", "quiet"),
    Said.CONFOUNDED: Mark("confounded", "⇄", "quiet"),
}
TONE: Final = {Said.PREDICTS: "good", Said.PERVERSE: "bad"}
ADVICE: Final = {
    Advice.PAY: "Pay on it",
    Advice.GUARD: "Keep as guardrail",
    Advice.RETIRE: "Retire",
    Advice.REDEFINE: "Redefine",
    Advice.WAIT: "Wait for data",
}
_REST: Final = {
    Advice.GUARD: "a floor is enough",
    Advice.RETIRE: "no outcome hangs on it",
    Advice.WAIT: "of other outcomes nobody can tell yet",
}
_EVERY: Final = {Grain.CASE: "cases", Grain.MONTH: "accounts’ months"}


def answer(found: Validity) -> str:
    """Say in one line what the parties pay for against what customers value."""
    paid = [each for each in found.figures if is_paid(each)]
    if not found.outcomes:
        return "Nobody can tell: no customer outcome is agreed."
    if not paid:
        return "No measure is paid for."
    good = sum(each.advice is Advice.PAY for each in paid)
    hangs = f"Of {figures.counted(len(paid), 'figure')} that money hangs on"
    return f"{hangs}, {good or 'none'} {'are' if good > 1 else 'is'} shown to matter to customers."


def is_paid(figure: Figure) -> bool:
    """Say whether money hangs on a figure: it is a critical service level, or a clause is paid by it."""
    return figure.role is Role.CRITICAL or bool(figure.paid)


def family(found: Validity) -> str:
    """Say how many links were judged, and what the verdicts promise."""
    return (
        f"{figures.counted(found.family, 'link')} of a figure and an outcome were judged together: of those called "
        "predicting or perverse, and of those called no material effect, no more than "
        f"{found.rate:.0%} are expected to be wrong. Material is a change of {found.material:g} standard deviations of "
        "the outcome, or of a rare event a quarter of its frequency."
    )


def sentence(link: Link, figure: Figure, outcome: Outcome) -> str:
    """Say of a link what may be said aloud, with counts and doubt."""
    if link.per_sd is None or link.per_unit is None:
        return f"{figure.title} and {outcome.title}: nobody can tell, because {link.because or 'nothing differs'}."
    return f"{_sized(goes(link, figure, outcome))}: {said(link)}."


def goes(link: Link, figure: Figure, outcome: Outcome) -> str:
    """Say what goes with what: one unit more of the figure with how much of the outcome, over how many rows."""
    when = f" {link.when}" if link.when else ""
    rows = figures.count(link.per_sd.count) if link.per_sd else "0"
    return (
        f"{link.unit} more of “{figure.title}”{when} goes with {change(link)} of “{outcome.title}” over {rows} "
        + (_EVERY[link.grain])
    )


def change(link: Link) -> str:
    """Write the change of the outcome for one contract unit of the figure, with its interval."""
    if link.per_unit is None:
        return figures.NOTHING
    each, unit = link.per_unit, f" {link.outcome_unit}" if link.outcome_unit else ""
    return f"{signed(each.value)}{unit} ({signed(each.low)} to {signed(each.high)})"


def why(figure: Figure, outcomes: Mapping[str, Outcome]) -> str:
    """Say why that is the advice, in one sentence with the number that decides."""
    link = next((each for each in figure.links if each.outcome == figure.decides), None)
    if link is None:
        return "No outcome is agreed that it could be held against."
    title = outcomes[link.outcome].title
    if link.said is Said.UNINFORMATIVE:
        return f"{_sized(link.because)}, so that it tells no good month from a bad one; a floor is enough."
    if link.said in (Said.PREDICTS, Said.PERVERSE):
        told = _sized(goes(link, figure, outcomes[link.outcome]))
        return f"{told}{'' if link.said is Said.PREDICTS else ': it gets better while customers fare worse'}."
    if link.said is Said.NOTHING:
        seen = f"by {at_most(link)} at most, and {_sd(link.material)} would matter"
        return f"“{title}” was shown not to move with it: {seen}; {_REST[figure.advice]}."
    if link.because or link.per_sd is None:
        return f"Nobody can tell of “{title}”, because {link.because or 'nothing differs'}."
    there = f"{link.per_sd.effective:.0f}"
    more = f"; about {figures.count(link.enough)} would tell" if link.enough else ""
    seen = f"{there} independent accounts would show an effect of {_sd(link.per_sd.smallest)}"
    return f"Nobody can tell of “{title}”: {seen}, and {_sd(link.material)} would matter{more}."


def at_most(link: Link) -> str:
    """Write how much an effect shown to be immaterial can be: the far end of its 90 % interval."""
    if link.per_sd is None:
        return figures.NOTHING
    reach = quantile(0.9, link.per_sd.effective - 1) * link.per_sd.error
    return _sd(abs(link.per_sd.value) + reach)


def _sd(value: float) -> str:
    return f"{value:.2g} standard deviations"


def _sized(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def said(link: Link) -> str:
    """Write the verdict with its reason, or what would be enough."""
    word = str(link.said)
    if link.because:
        return f"{word}, because {link.because}"
    if link.said is Said.NOT_ENOUGH and link.enough and link.per_sd:
        there = f"{link.per_sd.effective:.0f}"
        return f"{word}; about {figures.count(link.enough)} independent accounts would tell, and there are {there}"
    if link.opposite:
        return f"{word}, though between accounts it is the other way round"
    return word


def signed(value: float) -> str:
    """Write a number with its sign and three figures.

    >>> signed(0.78049), signed(-0.0042)
    ('+0.78', '−0.0042')
    """
    return f"{value:+.2g}".replace("-", "−")


def per_sd(of: Estimate | None) -> str:
    """Write an effect in standard deviations."""
    return figures.NOTHING if of is None else f"{of.value:+.2f}".replace("-", "−")


def interval(of: Estimate | None) -> str:
    """Write an effect's interval in standard deviations."""
    return figures.NOTHING if of is None else f"{of.low:+.2f} to {of.high:+.2f}".replace("-", "−")


def told_of(figure: Figure) -> float | None:
    """Give the most that a figure is of what can be explained of any outcome, as a share of that; None if unknown."""
    return max((each.share / each.explained for each in figure.parts if each.explained > 0), default=None)


def titles(found: Validity) -> dict[str, str]:
    """Give the titles of figures and outcomes by id."""
    return {each.id: each.title for each in found.figures} | {each.id: each.title for each in found.outcomes}


def links_by_outcome(found: Validity) -> Sequence[tuple[Outcome, Sequence[tuple[Figure, Link]]]]:
    """Give the links of every outcome, those that say most first."""
    return [
        (outcome, [(figure, link) for figure in found.figures for link in figure.links if link.outcome == outcome.id])
        for outcome in found.outcomes
    ]
