"""Silence in the example, walked through time: nobody is named who did not fall silent, whatever the day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.project.acme import example, opened
from truegreen.project.silence.silences import Choices, silences

pytestmark = pytest.mark.slow
FIRST, LAST, EVERY = date(2024, 9, 1), date(2025, 12, 31), timedelta(days=14)


def _named(folder: Path) -> dict[str, date]:
    """Give every account that is named on one of the days, with the first."""
    first: dict[str, date] = {}
    with opened(folder) as (view, _):
        day = FIRST
        while day <= LAST:
            found = silences(view, Choices(until=day))
            for name in (*(each.account.id for each in found.entries), *(each.account.id for each in found.slowed)):
                first.setdefault(name, day)
            day += EVERY
    return first


def test_who_is_named_fell_silent_and_some_are_named_before_their_notice(tmp_path: Path) -> None:
    folder = example(tmp_path / "acme")
    leaving = {
        each["account_id"]: each for each in json.loads((folder / "truth" / "truth.json").read_text())["leaving"]
    }
    silent = {name: each for name, each in leaving.items() if each["silent_since"]}
    named = _named(folder)
    assert len(silent) > 30
    assert {
        name for name, day in named.items() if name not in silent or str(day) < silent[name]["silent_since"]
    } == set()
    assert sum(str(day) < silent[name]["decision_on"] for name, day in named.items()) >= 3


def test_where_nothing_is_planted_nobody_is_named(tmp_path: Path) -> None:
    assert _named(example(tmp_path / "acme", nothing=True)) == {}
