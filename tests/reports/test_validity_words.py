"""KPI validity in words: what a manager can say aloud without being wrong, with the number that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from truegreen.model.agreement import Role
from truegreen.model.validity import Advice, Bands, Figure, Grain, Lag, Link, Outcome, Response, Validity
from truegreen.reports import advice_words, dose_words
from truegreen.reports import validity_words as words
from truegreen.reports.dose_picture import dose_picture
from truegreen.reports.validity_opened import effects
from truegreen.reports.validity_page import validity_page
from truegreen.reports.validity_pictures import forest_of, paid_of
from truegreen.reports.validity_text import validity_text
from truegreen.stats.estimate import Estimate
from truegreen.stats.validity.said import Said

HAPPY = Outcome(id="happy", title="Satisfied", grain=Grain.CASE, rows=5000, accounts=120, explained=0.3)
OUTCOMES = {"happy": HAPPY}


def estimate(value: float, error: float = 0.02) -> Estimate:
    return Estimate(
        value=value, error=error, low=value - 2 * error, high=value + 2 * error, count=5000, effective=100,
        smallest=2.8 * error, method="drawn", p=0.5,
    )  # fmt: skip


def link(said: Said = Said.PREDICTS, value: float = 0.4, **more: object) -> Link:
    blank = Link(
        figure="speed", outcome="happy", grain=Grain.CASE, when="", said=said, per_sd=estimate(value),
        per_unit=estimate(value), unit="one point", outcome_unit="points", p=0.0001,
    )  # fmt: skip
    return replace(blank, **more)  # type: ignore[arg-type]


def figure(advice: Advice, links: Sequence[Link] = (), **more: object) -> Figure:
    blank = Figure(
        id="speed", title="Speed", words="", role=Role.KEY, weight=None, paid=(), ceiling=None, links=links, parts=(),
        advice=advice, decides=links[0].outcome if links else "",
    )  # fmt: skip
    return replace(blank, **more)  # type: ignore[arg-type]


def report(*figures: Figure, responses: Sequence[Response] = ()) -> Validity:
    return Validity(
        agreement="desk", title="Desk", period=None, figures=figures, outcomes=[HAPPY], responses=responses, rate=0.05,
        family=len(figures), material=0.1, assumes=("accounts are alike",),
    )  # fmt: skip


RESPONSE = Response(
    figure="hours", words="Hours", unit="hours", outcome="happy", outcome_unit="share", shape="a kink", starts=14.0,
    low=12.0, high=16.5, pays=24.0, measure="on-time", knots=(8.0, 14.0, 24.0), level=(0.8, 0.8, 0.6),
    below=(0.8, 0.7, 0.5), above=(0.8, 0.9, 0.7), rows=5000, accounts=120,
    bands=Bands(inside=0.739, early=0.777, within=(20.0, 24.0), before=12.0, difference=estimate(-0.04)),
)  # fmt: skip


def test_a_link_is_said_with_its_unit_its_interval_and_its_rows() -> None:
    said = words.sentence(link(), figure(Advice.PAY), HAPPY)
    assert said.startswith("One point more of “Speed” goes with +0.4")
    assert said.endswith("of “Satisfied” over 5,000 cases: predicts.")
    later = words.sentence(link(when="2 months before"), figure(Advice.PAY), HAPPY)
    assert "“Speed” 2 months before goes with" in later


def test_what_nobody_can_tell_says_what_would_be_enough() -> None:
    thin = link(Said.NOT_ENOUGH, 0.02, enough=340)
    assert "about 340 would tell" in words.sentence(thin, figure(Advice.WAIT), HAPPY)
    near = link(Said.NOT_ENOUGH, 0.09, enough=90)
    assert "neither surely nothing nor surely something" in words.sentence(near, figure(Advice.WAIT), HAPPY)
    none = link(Said.NOT_ENOUGH, per_sd=None, per_unit=None, because="it is a ratio of two totals")
    assert words.sentence(none, figure(Advice.WAIT), HAPPY) == (
        "Speed and Satisfied: nobody can tell, because it is a ratio of two totals."
    )


@pytest.mark.parametrize(
    ("of", "says"),
    [
        (figure(Advice.PAY, [link()]), "One point more of “Speed” goes with"),
        (figure(Advice.REDEFINE, [link(Said.PERVERSE, -0.4)]), ": it gets better while customers fare worse."),
        (figure(Advice.GUARD, [link(Said.NOTHING, 0.01)]), "where 0.1 would matter; a floor is enough."),
        (figure(Advice.RETIRE, [link(Said.NOTHING, 0.01)]), "by 0.043 standard deviations at most"),
        (
            figure(Advice.GUARD, [link(Said.UNINFORMATIVE, because="all are at their best")]),
            "All are at their best, so",
        ),
        (figure(Advice.WAIT, [link(Said.NOT_ENOUGH, 0.05, enough=400)]), "about 400 would tell."),
        (
            figure(Advice.WAIT, [link(Said.CONFOUNDED, because="the month after says so too")]),
            "because the month after",
        ),
        (figure(Advice.WAIT), "No outcome is agreed"),
    ],
)
def test_every_advice_has_a_reason_with_its_number(of: Figure, says: str) -> None:
    outcomes = OUTCOMES if of.links else {}
    assert says in advice_words.why(of, outcomes)


def test_the_answer_counts_what_money_hangs_on() -> None:
    good, bad, unsure = (figure(each, role=Role.CRITICAL) for each in (Advice.PAY, Advice.REDEFINE, Advice.WAIT))
    assert advice_words.answer(report(good)) == "The one figure that money hangs on goes with how customers fare."
    assert advice_words.answer(report(bad)) == (
        "The one figure that money hangs on gets better while customers fare worse."
    )
    assert advice_words.answer(report(good, bad, unsure)) == (
        "Of 3 figures that money hangs on, 1 is shown to go with how customers fare, and 1 gets better while "
        "customers fare worse."
    )
    assert advice_words.answer(report(unsure, unsure)).startswith("Of 2 figures that money hangs on, none is shown")
    assert advice_words.answer(report(figure(Advice.PAY))) == "No measure is paid for."


def test_dose_and_response_reads_as_in_the_room() -> None:
    said = dose_words.response(RESPONSE, {"happy": "Satisfied"})
    assert "“Satisfied” starts to get worse after about 14 hours (12 to 16.5); the contract pays until 24" in said
    assert "cases at 20 to 24 hours are green at 73.9" in said
    steady = replace(RESPONSE, shape="a straight line", starts=None, low=None, high=None)
    told = dose_words.response(steady, {})
    assert told == "Hours, 5,000 cases: “happy” falls the longer it takes, with no point at which that starts."
    nothing = replace(steady, shape="no response")
    assert list(dose_words.responses([nothing, nothing], {})) == [
        "From when on do customers care? Of 2 pairs of a duration and an outcome no such point can be claimed."
    ]
    assert "because it hardly differs" in dose_words.response(replace(nothing, because="it hardly differs"), {})


def test_simpson_is_said() -> None:
    told = words.others(link(opposite=True, between=estimate(-0.5)), figure(Advice.PAY))
    assert "+0.40 within accounts, but −0.50 between them" in told
    assert words.others(link(), figure(Advice.PAY)) == ""


def test_an_opened_link_shows_every_lag() -> None:
    held = link(lags=(Lag(back=1, per_sd=estimate(0.1)), Lag(back=-1, per_sd=estimate(0.0))), placebo=estimate(0.0))
    names = [name for name, _ in effects(held)]
    assert "1 month before, the others alike" in names
    assert names[-1] == "of what comes after, which should be nothing"
    assert len(names) == 4


def test_pictures_and_pages_hold_what_there_is() -> None:
    told = report(figure(Advice.PAY, [link()], weight=0.4, role=Role.CRITICAL), responses=[RESPONSE])
    assert "Pay on it" in paid_of(told)
    assert "too little to matter" in forest_of(HAPPY, [(told.figures[0], link())])
    assert forest_of(HAPPY, [(told.figures[0], link(per_sd=None))]) == ""
    assert "the contract pays until 24" in dose_picture(RESPONSE, "Satisfied")
    assert dose_picture(replace(RESPONSE, knots=()), "Satisfied") == ""
    page = validity_page(told)
    assert page.count("customers start to care") == 1
    assert "Accounts are alike." in page
    assert validity_page(report()).count("<h1>") == 1
    assert "✔ predicts" in validity_text(told)
