from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports import samples
from truegreen.model.finding import Level
from truegreen.model.reading import UNITS, Contract, Outcome, Reading
from truegreen.reports import figures, picture, statuses, written
from truegreen.reports.answer import sentence, verdict
from truegreen.units.quantity import Quantity


@pytest.mark.parametrize(
    ("amount", "unit", "apart", "expected"),
    [
        ("0.7996", "share", ["0.8"], "79.96 %"),
        ("0.8", "share", ["0.8"], "80.0 %"),
        ("0.99999", "share", [], "99.999 %"),
        ("0.0004", "share", [], "0.04 %"),
        ("1", "share", [], "100.0 %"),
        ("-0.031", "share", [], "−3.1 %"),
        ("18", "seconds", [], "18 s"),
        ("4.25", "seconds", [], "4.3 s"),
        ("19.98", "seconds", ["20"], "19.98 s"),
        ("3600", "seconds", [], "1 h"),
        ("14401", "seconds", ["14400"], "4 h 1 s"),
        ("-5400", "seconds", [], "−1 h 30 min"),
        ("180000", "seconds", [], "50 h"),
        ("302400", "seconds", [], "3 d 12 h"),
        ("1234.5", "money", [], "1,234.50 EUR"),
        ("4.2", "score", [], "4.20"),
        ("4.1999", "score", ["4.2"], "4.1999"),
        ("-12", "points", [], "−12"),
        ("0", "points", [], "0"),
        ("1234567", "count", [], "1,234,567"),
        ("1.7", "count", [], "1.70"),
        ("7200.4", "seconds", ["7200"], "7,200.4 s"),
        ("4.25", "days", [], "4.3 days"),
    ],
)
def test_a_value_is_written_with_its_unit_and_never_seems_to_reach_a_level(
    amount: str, unit: str, apart: list[str], expected: str
) -> None:
    assert figures.value(Fraction(amount), unit, "EUR", [Fraction(each) for each in apart]) == expected


def read(written: str, unit: str) -> Fraction:
    """Read a figure back as a person would."""
    plain = written.replace(",", "").replace("−", "-").removesuffix(" EUR").removesuffix(" days")
    if unit == "seconds":
        return sum((Quantity.parse(each).in_unit(unit) for each in re.findall(r"[-\d.]+ \w+", plain)), Fraction(0))
    return Fraction(plain.removesuffix(" %")) / (100 if unit == "share" else 1)


@given(st.fractions(-1, 1, max_denominator=1000), st.integers(1, 200_000), st.sampled_from(UNITS))
def test_a_written_value_stands_on_the_same_side_of_its_target_as_the_value(
    apart: Fraction, whole: int, unit: str
) -> None:
    level = Fraction(whole, 1000 if unit == "share" else 1)
    amount = level + apart / 50
    shown = read(figures.value(amount, unit, "EUR", [level]), unit)
    assert (shown < level, shown > level) == (amount < level, amount > level)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (samples.share(1334, 2090), "1,334 of 2,090"),
        (samples.reading(Fraction("12.5"), 1980, "money"), "24,750 EUR over 1,980"),
        (samples.reading(Fraction(31), 400, "points"), "net 124 of 400"),
        (samples.reading(Fraction(95), 12, "seconds", total=0), "a quantile of 12 rows, read within 1 %"),
        (samples.reading(None, 0, "share"), "nothing measured in 0 rows"),
    ],
)
def test_counts_are_exact(reading: Reading, expected: str) -> None:
    assert written.counts(reading, "EUR") == expected


def test_intervals_say_their_unit_once_where_it_is_one_word() -> None:
    assert figures.interval(11.9, 13.1, "money", "EUR") == "11.90–13.10 EUR"
    assert figures.interval(4.15, 4.27, "score") == "4.15–4.27"
    assert figures.interval(-4.0, 12.0, "points") == "−4 to +12"
    assert figures.interval(50.0, 70.0, "seconds") == "50 s – 1 min 10 s"


def test_every_status_has_a_word_a_shape_and_a_tone_of_its_own() -> None:
    for marks, all_of in (
        (statuses.CONTRACT, set(Contract)),
        (statuses.OUTCOME, {*Outcome, None}),
        (statuses.LEVEL, set(Level)),
    ):
        assert set(marks) == all_of
        shown = list(marks.values())
        assert all(mark.word and mark.shape and mark.tone for mark in shown)
        assert len({mark.shape for mark in shown}) == len({mark.word for mark in shown}) == len(shown)


def test_the_answer_counts_what_is_met_over_whom() -> None:
    rows = samples.card().rows
    assert verdict(rows) == "Not all of it."
    assert sentence(rows) == (
        "3 of 8 measures met; 1 of them over unhappy customers; 1 cannot be told yet; 2 not judged."
    )
    good, told = [row for row in rows if row.id == "nps"], [row for row in rows if row.id == "answer"]
    assert (verdict(good), verdict(told)) == ("Yes.", "We cannot tell yet.")
    assert verdict(good + told) == "As far as we can tell, yes."
    assert sentence(good) == "1 of 1 measure met; none of them over unhappy customers."
    assert verdict([]) == "There is no green to doubt."


def test_a_trend_breaks_where_nothing_was_measured() -> None:
    trend = [samples.share(5, 10), samples.reading(None, 0, "share"), samples.share(7, 10), samples.share(8, 10)]
    drawn = picture.line(trend, Fraction(9, 10))
    assert drawn is not None
    assert drawn.path.count("M") == 2
    assert drawn.target is not None
    assert drawn.last is not None
    assert drawn.target < drawn.last[1], "the target is higher, so it is drawn above"
    assert picture.line([samples.reading(None, 0, "share")], None) is None


def test_a_flat_trend_can_be_drawn() -> None:
    drawn = picture.line([samples.reading(Fraction(4), 9, "days")] * 3, None)
    assert drawn is not None
    assert drawn.last == (picture.WIDTH - 4.0, picture.HEIGHT / 2)
