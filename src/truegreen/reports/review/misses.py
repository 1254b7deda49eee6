"""What a review has to decide about measures that were missed: what brings them back, and what going on costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truegreen.model.reading import Contract
from truegreen.model.review import Review
from truegreen.model.scorecard import Row
from truegreen.reports import figures, written
from truegreen.reports.review.bills import arisen
from truegreen.reports.review.measures import MISSED, is_sure, told, worst_first
from truegreen.reports.review.parts import Need
from truegreen.reports.review.question import CHANGE, Choice, Question


def missed(review: Review) -> Iterator[Question]:
    """Ask for the worst miss by name, where it is more than chance."""
    for each in _sure(review)[:1]:
        what = "its agreed minimum" if each.contract is Contract.BELOW_MINIMUM else "its target"
        choices = [
            Choice("A plan with an owner and a day", "Not known before there is one."),
            *_as_now([each], review),
            Choice("The target is not right: change it", CHANGE),
        ]
        yield Question(
            f"What brings “{written.title(each)}” back to {what}, and by when?", told(each),
            f"{review.provider} proposes, {review.client} agrees", choices, measures=(each.id,),
        )  # fmt: skip


def _as_now(rows: Sequence[Row], review: Review) -> Iterator[Choice]:
    """Say what going on as now cost in the period: the credits that arose for these measures."""
    if review.statements:
        amount, period = arisen([each.id for each in rows], review), figures.period(review.period)
        it = "it" if len(rows) == 1 else "them"
        cost = f"Credits for {it} of {amount}" if amount else f"No credit for {it}"
        yield Choice("Go on, and take off what the contract says", f"{cost} arose in {period}.", Need.MONEY)


def others(review: Review) -> Iterator[Question]:
    """Ask for the causes of the other misses, and apart for those that chance may explain."""
    whose = f"{review.provider} names one, {review.client} agrees"
    if rest := _sure(review)[1:]:
        yield Question(
            "Who owns the causes of the other misses, and by when are they known?", f"{_named(rest)}.", whose, [
                Choice("One owner for each, with a day", "The provider’s work, beside what is decided above."),
                *_as_now(rest, review),
            ],
            measures=tuple(each.id for each in rest),
        )  # fmt: skip
    lucky = [each for each in worst_first(review.card) if each.contract in MISSED and not is_sure(each)]
    if lucky:
        choices = [
            Choice("Wait for the next reading", "Nothing now; a real miss goes on for one more period."),
            Choice("Look into them as into the others", "Work that chance may have made needless."),
        ]
        said = f"Their 95 % intervals hold the target: {_named(lucky)}."
        words = "Is anything done about the misses that chance may explain?"
        yield Question(words, said, choices=choices, measures=tuple(each.id for each in lucky))


def _sure(review: Review) -> list[Row]:
    return [each for each in worst_first(review.card) if each.contract in MISSED and is_sure(each)]


def _named(rows: Sequence[Row]) -> str:
    return "; ".join(map(written.title, rows))
