"""KPI validity drawn: what is paid for against what is valued, and every link of an outcome as a forest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from truegreen.model.validity import Advice, Figure, Link, Outcome, Validity
from truegreen.reports import advice_words
from truegreen.reports import validity_words as words
from truegreen.reports.forest import Effect, forest
from truegreen.reports.paid_picture import Weighed, paid_picture

ALONG: Final = "Change of the outcome, in its standard deviations, for one of the figure’s"
_TONE: Final = {Advice.PAY: "good", Advice.REDEFINE: "bad"}
_LONGEST: Final = 55
"""Letters of a title that fit beside a bar; long titles are written smaller."""


def paid_of(found: Validity) -> str:
    """Draw what is paid for against what customers value: two bars for each figure, those with money first."""
    outcomes = {each.id: each for each in found.outcomes}
    ordered = sorted(found.figures, key=lambda each: (not advice_words.is_paid(each), -(each.weight or 0.0)))
    weighed = [
        Weighed(
            name=short(each.title),
            paid=each.weight,
            by_clause=bool(each.paid),
            valued=advice_words.told_of(each),
            tone=_TONE.get(each.advice, "unsure"),
            said=advice_words.ADVICE[each.advice],
            words=f"{each.title}: {advice_words.why(each, outcomes)}",
        )
        for each in ordered
    ]
    return paid_picture("What you pay for against what customers value", weighed)


def forest_of(outcome: Outcome, links: Sequence[tuple[Figure, Link]]) -> str:
    """Draw every figure's link with an outcome, with its interval; empty where none could be measured."""
    told = [(figure, link) for figure, link in links if link.per_sd is not None]
    if not told:
        return ""
    effects = [_effect(figure, link, outcome) for figure, link in told]
    return forest(f"{outcome.title}: what goes with it", effects, told[0][1].material, ALONG)


def _effect(figure: Figure, link: Link, outcome: Outcome) -> Effect:
    estimate, tone = link.per_sd, words.TONE.get(link.said, "unsure")
    said, told = words.SAID[link.said].word, words.sentence(link, figure, outcome)
    if estimate is None:
        return Effect(short(figure.title), None, None, None, tone, said, told)
    return Effect(short(figure.title), estimate.value, estimate.low, estimate.high, tone, said, told)


def short(title: str) -> str:
    """Cut a title to what fits beside a bar.

    >>> short("Document cases checked and found right for the customer, at last")
    'Document cases checked and found right for the custome…'
    """
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
