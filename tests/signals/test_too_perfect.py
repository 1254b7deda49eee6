"""Who is better than honest work can be is named with counts; a handful of rows, or everybody alike, is not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from truegreen.model.finding import Level
from truegreen.model.reading import Reading
from truegreen.signals.too_perfect import LEAST_ROWS, too_perfect
from truegreen.units.span import Span

AT = Span("agreements/acme.yml", 12, 3)


def reading(name: str, hits: int, rows: int) -> Reading:
    return Reading(
        measure="same-day", spec="on_time.exactly_on_day", count=rows, total=hits, squares=0, unit="share",
        slice={"provider": name} if name else {}, value=Fraction(hits, rows) if rows else None,
    )  # fmt: skip


EVERYBODY = reading("", 612, 1000)


def named(*members: Reading, everybody: Reading | None = EVERYBODY) -> list[str]:
    return [each.says.partition(":")[0] for each in too_perfect(members, everybody, Decimal("0.98"), AT)]


def test_the_finding_holds_the_counts_of_both() -> None:
    (found,) = too_perfect([reading("Gleam", 2940, 3000)], EVERYBODY, Decimal("0.98"), AT)
    assert (found.at, found.level, found.id, found.count) == (AT, Level.WARNING, "too-perfect", 3000)
    assert found.says == ("Gleam: 2,940 of 3,000 (98.0 %) by on_time.exactly_on_day, where all together have 61.2 %.")
    assert "evidence" in found.remedy


def test_only_those_at_or_above_the_level_are_named() -> None:
    assert named(reading("At", 98, 100), reading("Above", 100, 100), reading("Below", 979, 1000)) == ["At", "Above"]


def test_a_handful_of_rows_proves_nothing() -> None:
    assert named(reading("Few", LEAST_ROWS - 1, LEAST_ROWS - 1), reading("None", 0, 0)) == []
    assert named(reading("Enough", LEAST_ROWS, LEAST_ROWS)) == ["Enough"]


@pytest.mark.parametrize("everybody", [None, reading("", 0, 0), reading("", 98, 100)])
def test_nobody_stands_out_where_all_are_that_good_or_nothing_is_known(everybody: Reading | None) -> None:
    assert named(reading("Gleam", 100, 100), everybody=everybody) == []
