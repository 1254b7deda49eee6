"""What is said and drawn of queues: each number with how it is known, relief on one side, and others' words inert."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from truegreen.model.staffed import (
    Clause,
    Day,
    Fared,
    Goal,
    How,
    Known,
    Line,
    Off,
    Opening,
    Split,
    Staffed,
    Step,
    Today,
)
from truegreen.reports.sourcing import band_words
from truegreen.reports.sourcing import staff_pictures as pictures
from truegreen.reports.sourcing import staff_words as words
from truegreen.reports.sourcing.staff_page import staff_page
from truegreen.reports.sourcing.staff_record import staff_record
from truegreen.reports.sourcing.staff_text import staff_text
from truegreen.units.money import Money

WEEK = [[None] * 16 + [2.0] * 20 + [None] * 12 for _ in range(5)] + [[None] * 48 for _ in range(2)]
GAP = [[None] * 16 + [-1.0] * 4 + [0.2] * 8 + [1.0] * 8 + [None] * 12 for _ in range(5)] + [[None] * 48] * 2
MISSED = Off(whose="Truegreen", days=56, ahead=(1, 56), wape=0.2, bias=-0.05, chance=0.17, days_low=-0.3, days_high=0.4)
LOCKED = Off(whose="Truegreen, as long before", days=300, ahead=(28, 61), wape=0.22, bias=0.01, chance=0.17,
             days_low=-0.3, days_high=0.4, months_low=-0.08, months_high=0.12)  # fmt: skip
FIRST = date(2026, 1, 1)
LINE = Line(
    name="help", title="Help desk", where={"service": "help"},
    goal=Goal(answered=Known(value=0.8, how=How.AGREED, says="Calls in 20 seconds, 4.1"), within=20.0, speed=None,
              given_up=None, busiest=Known(value=0.9, how=How.ASSUMED, says="nobody says it")),
    takes=Known(value=300.0, how=How.MEASURED, says="900 contacts", low=280.0, high=320.0), spread=0.9,
    patience=Known(value=180.0, how=How.MEASURED, says="40 gave up", low=120.0, high=250.0),
    staying=[(0.0, 1.0), (30.0, 0.85), (90.0, 0.6)], shrinkage=Known(value=0.25, how=How.MEASURED, says="hours"),
    hours=Opening(How.AGREED, "calendar desk of acme"),
    contacts=Known(value=12_000.0, how=How.FORECAST), outside=0.0, method="smoothed", agents=WEEK, work=5200.0,
    paid=6933.3, fte=3.32, by_month=2.4, peak=3, peak_fte=4.0, spare=3000.0, occupancy=0.42,
    fared=[Fared(change=-0.1, in_time=0.949, seconds=3.0, given_up=0.01, fte=3.1),
           Fared(change=0.0, in_time=0.888, seconds=8.0, given_up=0.02, fte=3.32),
           Fared(change=0.1, in_time=0.783, seconds=19.0, given_up=0.04, fte=3.7)],
    curve=[Step(2, (0.6, 0.5, 0.4)), Step(3, (0.95, 0.89, 0.78)), Step(4, (0.99, 0.97, 0.94))],
    today=Today(months=12.0, people=5.0, paid=700.0, productive=520.0, contacts=180.0, others=20.0, in_time=0.7,
                agents=2.2, would=0.85, gap=GAP),
    tried=[Day(FIRST - timedelta(days=each), 30.0, 20.0, 40.0, 31.0 + 6 * (each % 3)) for each in range(20, 0, -1)],
    held=0.8, coming=[Day(FIRST + timedelta(days=each), 30.0, 20.0, 40.0) for each in range(20)],
    offs=[MISSED, LOCKED],
    splits=[Split(by="language", parts=[("de", 0.4, 2.0), ("en", 0.6, 2.6)], fte=3.32, split=4.6,
                  price=Money(Decimal("52345.67"), "EUR"))],
    per_hour=Money(Decimal(20), "EUR"), length=1800,
)  # fmt: skip
FOUND = Staffed(
    plan="p", title="A plan", first=FIRST, last=date(2026, 12, 31), lines=[LINE], pools=[], clauses=[], band=0.1,
    confidence=0.8, week=40.0, untold=0.02, source="contacts", run="r1", known_until="2025-12-31",
)  # fmt: skip


def test_the_band_is_wide_enough_for_four_of_five_months_and_relieves_on_one_side() -> None:
    _, band, sides = band_words.advice(FOUND)
    assert "A band of −10 % to +15 %" in band
    assert "(−8 % to +12 % of what was said 28 to 61 days before)" in band
    assert sides.startswith("Above +15 %: service levels do not hold for the surplus, and for it alone.")
    assert "Below −10 %: at least 90 % of the forecast is billed, and no service level is excused" in sides


def test_a_forecast_that_was_written_afterwards_makes_no_band() -> None:
    late = replace(LOCKED, whose="The recorded forecast", wape=0.04, months_low=-0.01, months_high=0.01)
    found = replace(FOUND, lines=[replace(LINE, offs=[MISSED, late])])
    said = " ".join(band_words.advice(found))
    assert "A band of" not in said
    assert "lock it a month before" in said


@pytest.mark.parametrize(
    ("clause", "says"),
    [
        (
            Clause("acme", "Band", True, True, True),
            "excuses the whole period, which is worth all its credits",
        ),
        (Clause("acme", "Band", True, False, False), "excuses the surplus alone, and says nothing of a shortfall"),
        (Clause("acme", "Volume", False, False, False), "excuses no service level where more comes than was forecast"),
    ],
)
def test_what_an_agreement_says_already_is_told_first(clause: Clause, says: str) -> None:
    assert says in band_words.advice(replace(FOUND, clauses=[clause]))[0]


def test_more_do_more_harm_than_fewer_do_good() -> None:
    said = band_words.lopsided(LINE)
    assert "10 % more contacts bring the share answered in time from 88.8 % to 78.3 %, 10.5 points less" in said
    assert "10 % fewer add 6.1 points" in said
    assert "more take 0.4 people besides; fewer spare 0.2" in said


def test_every_number_says_how_it_is_known() -> None:
    rows = {name: (number, how) for name, number, how in words.numbers(LINE)}
    assert rows["Work on one"] == (
        "5 min (4 min 40 s to 5 min 20 s)",
        "measured: 900 contacts; they spread by 90 % of it",
    )
    assert rows["Patience"] == ("3 min (2 min to 4 min 10 s)", "measured: 40 gave up")
    assert rows["Open"] == ("calendar desk of acme", "agreed")
    unknown = {name: how for name, _, how in words.numbers(replace(LINE, patience=None))}
    assert "all are taken to wait (Erlang C)" in unknown["Patience"]
    assert words.goal(LINE.goal) == (
        "80 % answered in 20 s (agreed: Calls in 20 seconds, 4.1); agents busy 90 % of their time at most "
        "(assumed: nobody says it)"
    )


def test_what_there_is_stands_against_what_is_needed() -> None:
    said = words.now(LINE, 40.0)
    assert "Today 4.0 full-time people are paid" in said
    assert "70 % were, so people are there at other times than contacts come" in said
    assert words.gap(LINE) == (
        "Of 100 open intervals of a week 20 have too few by half an agent or more, 40 too many. Records tell hours by "
        "month: that they are spread evenly is assumed."
    )
    assert words.now(replace(LINE, today=None), 40.0) == words.gap(replace(LINE, today=None)) == ""


def test_text_and_record_say_the_same() -> None:
    text, record = staff_text(FOUND), staff_record(FOUND)
    assert "3.3 full-time people for 12,000 contacts; 4.0 are paid today." in text
    assert record["answer"] in " ".join(text.split())
    assert "52,346 EUR" in text
    assert record["queues"][0]["splits"][0]["price"] == {"amount": "52345.67", "currency": "EUR"}
    assert record["queues"][0]["takes"] == {"value": 300.0, "how": "measured", "says": "900 contacts", "low": 280.0,
                                            "high": 320.0}  # fmt: skip
    assert "08:00" in staff_text(FOUND, queue="help")


def test_nothing_recorded_is_said_and_not_drawn() -> None:
    nothing = replace(FOUND, lines=[])
    assert "Nobody can say: of no queue both contacts" in staff_text(nothing)
    assert pictures.splits_of(nothing) == ""
    assert "drawing-of" not in staff_page(nothing).partition("<main")[2]


@pytest.mark.parametrize(
    "draw", [getattr(pictures, f"{each}_of") for each in ("week", "gap", "days", "curve", "waits")]
)
def test_pictures_are_drawings_with_their_words(draw: Callable[[Line], str]) -> None:
    drawn = draw(LINE)
    assert drawn.lstrip().startswith('<svg class="drawing-of"')
    assert 'role="img" aria-label="Help desk: ' in drawn
    assert drawn.count("<g>") == drawn.count("</g>")
    assert "nan" not in drawn


@pytest.mark.parametrize("draw", [getattr(pictures, f"{each}_of") for each in ("gap", "days", "curve", "waits")])
def test_what_nobody_knows_is_not_drawn(draw: Callable[[Line], str]) -> None:
    assert draw(replace(LINE, today=None, tried=[], coming=[], curve=[], patience=None)) == ""


def test_too_few_and_too_many_have_a_sign_and_a_tone() -> None:
    drawn = pictures.gap_of(LINE)
    assert len(re.findall(r'class="bad"', drawn)) == 20
    assert drawn.count(">−1<") == 20
    assert drawn.count(">+1<") == 40
    assert "Mon 08:00: −1.0 agents more than needed" in drawn


def test_what_others_wrote_is_text() -> None:
    hostile = "<script>alert(1)</script>\u202e"
    line = replace(LINE, name=hostile, title=hostile, splits=[replace(LINE.splits[0], parts=[(hostile, 1.0, 2.0)])])
    page = staff_page(replace(FOUND, title=hostile, lines=[line], clauses=[Clause(hostile, hostile, True, True, True)]))
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in staff_text(replace(FOUND, title=hostile, lines=[line]))
