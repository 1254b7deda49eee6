"""What a clause remembers: misses in a row, and so many of so many."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.primitives.state import EXCUSED, MET, MISSED, UNKNOWN, Often, Repeat, misses_in_a_row, misses_within

HISTORY = {".": MET, "x": MISSED, "e": EXCUSED, "?": UNKNOWN}


def history(text: str) -> list[int]:
    return [HISTORY[each] for each in text]


@pytest.mark.parametrize(
    ("text", "excused_breaks", "unmeasured_breaks", "row"),
    [
        ("", False, False, 0), ("x", False, False, 1), ("xx", True, True, 2), ("x.x", False, False, 1),
        ("xex", False, True, 2), ("xex", True, True, 1), ("x?x", True, False, 2), ("x?x", True, True, 1),
        ("xe?x", False, False, 2), ("xe.x", False, False, 1), ("xxx.", False, False, 0), ("ee", False, False, 0),
    ],
)  # fmt: skip
def test_misses_in_a_row(text: str, excused_breaks: bool, unmeasured_breaks: bool, row: int) -> None:
    rule = Repeat(times=Decimal(2), excused_breaks=excused_breaks, unmeasured_breaks=unmeasured_breaks)
    assert misses_in_a_row(history(text), rule) == row


def defaults(text: str, *, times: int, of: int, starts_anew: bool = False) -> list[int]:
    """Give the months, counted from one, in which a history of misses is a default."""
    rule, each = Often(times=times, of=of, starts_anew=starts_anew), history(text)
    return [month for month in range(1, len(each) + 1) if misses_within(each[:month], rule) >= times]


def test_missed_in_months_1_4_7_and_10_of_12_is_a_default_in_month_10_only() -> None:
    assert defaults("x..x..x..x..", times=4, of=12) == [10]


def test_the_window_rolls() -> None:
    assert defaults("x..x..x.....x", times=4, of=12) == []
    assert defaults("x..x..x....x.", times=4, of=12) == [12]


def test_every_further_miss_within_the_window_is_one_more_default() -> None:
    assert defaults("xxxxxx", times=4, of=12) == [4, 5, 6]


def test_or_misses_that_have_counted_once_count_no_more() -> None:
    assert defaults("xxxxxxxxx", times=4, of=12, starts_anew=True) == [4, 8]
    assert defaults("xx.xx.x.xxx", times=4, of=12, starts_anew=True) == [5, 11]


def test_failing_every_other_month_is_never_a_row_and_soon_four_of_twelve() -> None:
    every_other = "x.x.x.x.x.x."
    rule = Repeat(times=Decimal(2), excused_breaks=True)
    assert max(misses_in_a_row(history(every_other[:month]), rule) for month in range(13)) == 1
    assert defaults(every_other, times=4, of=12) == [7, 9, 11]


def test_excused_and_unmeasured_months_take_a_place_in_the_window() -> None:
    assert defaults("xeeex", times=2, of=4) == []
    assert defaults("xeex", times=2, of=4) == [4]
    assert defaults("x??x", times=2, of=4) == [4]


@given(st.text("x.e?", max_size=30), st.integers(1, 5), st.integers(1, 12))
def test_a_window_never_counts_more_misses_than_it_has_months(text: str, times: int, of: int) -> None:
    plain = misses_within(history(text), Often(times=times, of=of, starts_anew=False))
    anew = misses_within(history(text), Often(times=times, of=of, starts_anew=True))
    assert anew <= plain == (text[-of:].count("x") if text.endswith("x") else 0)
