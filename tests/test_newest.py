"""`make newest` tries what pyproject.toml admits, and says which end of a range nobody can install."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from tests.newest import admits, ends, unreleased

RANGE = SpecifierSet(">=1.5.6,<2.1")


def test_the_range_is_that_of_pyproject() -> None:
    assert "2.0.0" in admits("duckdb")
    assert "2.1.0" not in admits("duckdb")


@pytest.mark.parametrize(
    ("released", "expected"),
    [
        (["2.1.0", "2.0.1", "2.0.0", "1.5.10", "1.5.6", "1.5.5"], ["1.5.6", "2.0.1"]),
        (["1.5.10", "1.5.9"], ["1.5.9", "1.5.10"]),
        (["1.5.6"], ["1.5.6"]),
        (["2.1.0", "1.5.5"], []),
    ],
)
def test_the_ends_are_releases_that_there_are(released: list[str], expected: list[str]) -> None:
    assert ends(RANGE, released) == expected


def test_nothing_is_said_where_both_ends_are_released() -> None:
    assert list(unreleased(RANGE, ["2.1.0", "2.0.3", "1.5.6"])) == []


@pytest.mark.parametrize(
    ("released", "said"),
    [
        (["2.0.0", "1.5.7"], ["1.5.6, the lower end of", "the oldest of it is 1.5.7."]),
        (["1.5.7", "1.5.6"], ["No 2.0, the upper end of", "the newest of it is 1.5.7."]),
    ],
)
def test_an_end_that_is_not_released_is_said(released: list[str], said: list[str]) -> None:
    (sentence,) = unreleased(RANGE, released)
    assert all(each in sentence for each in said), sentence


def test_where_nothing_is_released_both_ends_are_said() -> None:
    assert [each.rpartition("is ")[2] for each in unreleased(RANGE, ["1.5.5"])] == ["none.", "none."]
