"""What a review has to decide about accounts that may leave: who speaks with them, and who is held out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from truegreen.model.review import Review
from truegreen.model.warning import Alert, Risk
from truegreen.reports import figures, value_words
from truegreen.reports.review.parts import Need
from truegreen.reports.review.question import Choice, Question
from truegreen.units.money import Money

_FIRST: Final = 10


def accounts(review: Review) -> Iterator[Question]:
    """Ask who speaks with the accounts that owners are told of."""
    found = review.ranked
    told = [each for each in found.risks if each.alert is Alert.RAISED] if found else []
    if not found or not told:
        return
    lost = _lost(told)
    worth = f"; expected loss of these: {value_words.estimated(lost)}" if lost else ""
    first = sorted((each for each in told if each.loss), key=lambda each: -_size(each))[:_FIRST]
    choices = [Choice(f"Owners go to all {len(told)}", _an_attempt(review))]
    if lost and len(first) < len(told):
        choices.append(
            Choice(f"Owners go to the first {len(first)}", f"They hold {value_words.estimated(_lost(first))} of that.")
        )
    yield Question(
        f"Who speaks with the {figures.counted(len(told), 'account')} that owners are told of, and by when?",
        f"Early warning as known on {found.as_of}{worth}. The chances are modelled.",
        f"{review.client}: those who look after them", choices, Need.VALUE,
    )  # fmt: skip


def _size(risk: Risk) -> Decimal:
    return risk.loss.amount if risk.loss else Decimal(0)


def _lost(risks: Sequence[Risk]) -> Money | None:
    losses = [each.loss for each in risks if each.loss is not None]
    return sum(losses[1:], losses[0]) if losses else None


def _an_attempt(review: Review) -> str:
    """Say what an attempt cost on average, where that is counted."""
    cost = review.valued.amounts.get("attempts") if review.valued else None
    counted = cost.counts.get("with a cost", 0) if cost else 0
    if not cost or cost.value is None or not counted:
        return "What an attempt costs is not recorded."
    each = value_words.estimated(Money(cost.value.amount / counted, cost.value.currency))
    return f"An attempt cost about {each} on average of {figures.counted(counted, 'attempt')} with a cost."


def saves(review: Review) -> Iterator[Question]:
    """Ask whether more accounts are held out, where what attempts protected hangs on few."""
    found = review.valued.saves if review.valued else None
    if review.valued is None or found is None:
        return
    if found.lift is not None and not (found.hangs and found.hangs.alike < value_words.MANY):
        return
    held = figures.counted(found.hangs.held_out if found.hangs else 0, "account")
    why = (found.because or f"The amount hangs on {held} held out").rstrip(".")
    kept = review.valued.amounts["protected"]
    unsure = f"What attempts protect may be anything from {value_words.interval(kept)}."
    choices = [
        Choice("Hold out more by lot", "Nobody goes to these; what becomes of them says what going is worth."),
        Choice("Leave it", unsure if kept.low is not None else "What attempts protect stays unknown."),
    ]
    words = "Are more accounts held out by lot, so that next time somebody can tell what keeping accounts brings?"
    yield Question(words, f"{why}.", choices=choices, needs=Need.VALUE)
