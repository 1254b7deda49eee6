"""The first sentence of a review: the hardest thing that the records show, and “nothing hard” only if that is so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.reports import samples, statements, warned
from tests.reports.reviews import SINCE, TODAY, governed, matter, nothing_found, review, truth
from truegreen.model.reading import Contract, Outcome
from truegreen.model.review import Billed, Governed, Review
from truegreen.model.truth import Kind
from truegreen.reports.review.bills import arisen, written
from truegreen.reports.review.hard import hard
from truegreen.reports.review.parts import Need
from truegreen.reports.review.seen import seen_by
from truegreen.reports.review.words import pack
from truegreen.units.period import parse_period


def calm(**other: Any) -> Review:
    """Give a review of a month in which all is met, customers are content and nobody is at risk."""
    rows = [replace(each, contract=Contract.MET, outcome=each.outcome and Outcome.GOOD) for each in samples.card().rows]
    card = replace(samples.card(), rows=rows)
    cells = [replace(each, kind=Kind.TRUE_GREEN) for each in truth().cells]
    first = next(each for each in truth().entries if each.kind is Kind.WATERMELON)
    good = replace(truth(), cells=cells, entries=[replace(first, kind=Kind.TRUE_GREEN, affected=None)])
    owed = [tuple(one for one in each.statement.lines if one.amount.amount >= 0) for each in review().statements]
    bills = [
        Billed(replace(each.statement, lines=kept), True) for each, kept in zip(review().statements, owed, strict=True)
    ]
    given: dict[str, Any] = {
        "card": card, "cards": [card], "whole": card, "truth": good, "through": good, "worst": None,
        "ranked": None, "statements": bills,
    }  # fmt: skip
    return review(**{**given, **other})


def missing(contract: Contract, outcome: Outcome | None = None) -> dict[str, Any]:
    """Give the calm month's card with its first measure otherwise."""
    first, *rest = calm().card.rows
    card = replace(calm().card, rows=[replace(first, contract=contract, outcome=outcome or first.outcome), *rest])
    return {"card": card, "cards": [card], "whole": card}


def test_a_calm_month_is_called_one() -> None:
    found = hard(calm())
    assert found.is_quiet
    assert found.words == "Nothing hard in March 2025: all is met, and customers are content where anybody can tell"
    assert "Nothing hard in March 2025" in pack(calm()).sections[0].blocks[0].title


@pytest.mark.parametrize(
    "other",
    [
        {"truth": nothing_found()}, {"truth": replace(truth(), cells=(), entries=())}, missing(Contract.MISSED),
        missing(Contract.MET, Outcome.BAD), {"statements": review().statements},
        {"ranked": warned.ranked(warned.risk(1, "A-1"))},
    ],
    ids=["nobody can tell", "nothing to hold", "a miss", "bad", "a credit", "an alert"],
)  # fmt: skip
def test_it_is_not_where_anything_is_hard_or_nobody_can_tell(other: dict[str, Any]) -> None:
    found = hard(calm(**other))
    assert not found.is_quiet
    assert "Nothing hard" not in found.words


def test_what_waits_too_long_is_said_in_the_same_sentence() -> None:
    made = pack(calm(), governed())
    assert (
        made.sections[0]
        .blocks[0]
        .title.endswith("; but 3 matters between the two sides are late, disputed or escalated")
    )
    closed = Governed(matters=[matter("dispute-9", "dispute", "accepted", "Over")], since=SINCE, today=TODAY)
    assert pack(calm(), closed).sections[0].blocks[0].id == "quiet"


def test_the_hardest_comes_first() -> None:
    assert hard(review()).words.startswith("Not in site 0, type 1, segment 1: the contract is met")
    assert hard(calm(**missing(Contract.MET, Outcome.BAD))).words == (
        "Not everywhere: “Resolved on time” is met over customers who are not content"
    )
    assert hard(calm(**missing(Contract.BELOW_MINIMUM))).words.startswith(
        "“Resolved on time” lies below its agreed minimum, which chance may explain: 93.3 % of "
    )
    assert hard(calm(**missing(Contract.MISSED), truth=nothing_found())).words.startswith(
        "Nobody can tell whether green is true, and “Resolved on time” misses its target, which chance may explain: "
    )
    assert hard(calm(truth=replace(truth(), cells=(), entries=()))).words.startswith("Nobody can tell")


def test_credits_that_arose_are_counted_once_wherever_they_stand() -> None:
    march = statements.full()
    (line,) = [each for each in march.lines if each.id == "late-credit"]
    first = replace(march, lines=(), later=(line,))
    then = replace(march, period=parse_period("2025-04"), lines=(line,), later=())
    both = review(statements=[Billed(replace(each, period=period), True) for each, period in (
        (first, line.arose), (then, parse_period("2025-04")),
    )])  # fmt: skip
    assert arisen(["on-time"], both) == written(-line.amount)
    assert arisen(["on-tim", "time"], both) == ""


def test_a_choice_says_what_was_found_of_its_cost_and_no_more() -> None:
    (section,) = [each for each in pack(review()).sections if each.id == "questions"]
    (held,) = [each.table for each in section.blocks]
    assert held
    said = {row[1].words: row[2].words for row in held.rows}
    leaves = {row[0].words: row[2].words for row in held.rows}
    assert leaves["1 c"] == "2 accounts, who pay 24,000 EUR a month, go on as now."
    assert said["Approve and issue"] == "43,712.07 EUR in all; what is issued is final."
    assert said["A plan with an owner and a day"] == "Not known before there is one."
    seen = seen_by(pack(review()), {Need.ACCOUNTS})
    (kept,) = [each.table for section in seen.sections for each in section.blocks if each.id == "questions"]
    assert kept
    assert not {"Approve and issue", "Go on, and take off what the contract says"} & {row[1].words for row in kept.rows}
    assert not any("owners are told of" in row[1].words for row in kept.rows)
