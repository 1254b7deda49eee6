"""The line under an invoice's line: what was missed, how it came to the amount, in numbers that can be read."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.reports import statements
from truegreen.model.statement import Category, Line
from truegreen.model.step import Step
from truegreen.reports import statement_words as words
from truegreen.units.period import parse_period
from truegreen.units.value import Value


def step(says: str, number: object, unit: str, *given: Step, op: str = "") -> Step:
    return Step(says, Value(Fraction(str(number)), unit), given, op=op)


LEVEL = step("target of on-time", "0.9", "share")
READING = step("on-time of 2025-01, 967 rows", "824/967", "share")
SHORT = step("on-time at {0} misses {1}", "463/97", "points", READING, LEVEL)
SHARE = step("{0} × {1} a point", "463/9700", "share", SHORT, step("as agreed", "0.01", "share"), op="product")
MONEY = step("desk, charge of 2025-01", 10000, "EUR")
CREDIT = step("{0} of {1}", "4630000/9700", "EUR", SHARE, MONEY, op="product")
WORSE = step("uptime at {0} is worse than 99 %: {1}", "0.05", "share", LEVEL, step("as agreed", "0.05", "share"))
MOST = step("at most", 300, "EUR")
CALLS = step("{0} × {1}", 600, "EUR", step("calls", 60, "count"), step("price", 10, "EUR"), op="product")
MORE = step("{0} × {1}", 100, "EUR", step("calls", 20, "count"), step("price", 5, "EUR"), op="product")


def turned(given: Step) -> Step:
    assert given.value
    return Step("credited: {0}", Value(-given.value.number, given.value.unit), (given,), op="negated")


def line(category: Category, because: Step) -> Line:
    return replace(statements.full().lines[0], category=category, because=because, changes=(), corrects=None)


@pytest.mark.parametrize(
    ("category", "because", "says"),
    [
        (Category.CREDIT, turned(CREDIT), "on-time at 85.2119… % misses 90 %: 4.7731… % of 10,000.00 EUR"),
        (
            Category.CREDIT,
            turned(step("{0}, but at most {1}", 300, "EUR", CREDIT, MOST, op="least")),
            "on-time at 85.2119… % misses 90 %: 477.3195… EUR, but at most 300.00 EUR",
        ),
        (
            Category.CREDIT,
            turned(step("{0} of {1}", 500, "EUR", WORSE, MONEY, op="product")),
            "uptime at 90 % is worse than 99 %: 5 % of 10,000.00 EUR",
        ),
        (Category.CREDIT, turned(step("{0} + {1}", 2, "EUR", CREDIT, CREDIT, op="sum")),
         "4.7731… % of 10,000.00 EUR + 4.7731… % of 10,000.00 EUR"),
        (Category.CHARGE, step("{0} + {1}", 700, "EUR", CALLS, MORE, op="sum"), "60 × 10.00 EUR + 20 × 5.00 EUR"),
        (Category.HOLD, turned(step("found owed: {0}", 200, "EUR", step("owed of 2025-01", 200, "EUR"))),
         "found owed: 200.00 EUR"),
        (Category.ADJUSTMENT, step("{0} + {1}", -5, "EUR", MOST, turned(step("x", 305, "EUR", MOST)), op="sum"),
         "300.00 EUR − 305.00 EUR"),
        (Category.CHARGE, MONEY, ""),
    ],
)  # fmt: skip
def test_the_reason_of_a_line(category: Category, because: Step, says: str) -> None:
    assert words.reason(line(category, because)) == says


def test_a_correction_says_what_it_corrects_and_not_what_was_missed() -> None:
    both = step("{0} now, less {1} as settled for 2025-01", 100, "EUR", CREDIT, MOST)
    corrected = replace(line(Category.CREDIT, both), corrects=parse_period("2025-01"), id="correction.2025-01.late-one")
    assert words.reason(corrected) == "477.3195… EUR now, less 300.00 EUR as settled for 2025-01"
    assert words.called(corrected) == "Late one"
    assert words.told(corrected).startswith("correction.2025-01.late-one · ")


@pytest.mark.parametrize(
    ("name", "title", "called", "told"),
    [
        ("late-cases", "", "Late cases", ""), ("pool.calls", "", "Pool, calls", "pool.calls"),
        ("late", "Credit", "Credit", "late"), ("pool.on-time", "Credit", "Credit, on time", "pool.on-time"),
        ("late-cases", "Late cases", "Late cases", ""),
    ],
)  # fmt: skip
def test_a_line_is_called_by_its_title_or_its_id_in_words(name: str, title: str, called: str, told: str) -> None:
    named = replace(line(Category.CHARGE, MONEY), id=name, term=name.partition(".")[0], title=title)
    assert (words.called(named), words.told(named)) == (called, told)
