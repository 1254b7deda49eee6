"""Silence: what is thin, odd or wrong gets an answer in words or a clear refusal, and never a warning."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from truegreen.stats.lifetime.histories import Thin
from truegreen.stats.lifetime.planted import come_back
from truegreen.stats.silence.months import below
from truegreen.stats.silence.regularity import of_spread, own
from truegreen.stats.silence.rhythm import rhythm
from truegreen.stats.silence.staying import Staying, staying
from truegreen.stats.silence.surprise import surprise
from truegreen.stats.silence.usual_days import usual_days

WORLD = come_back(100, r=0.8, alpha=5.0, a=0.8, b=2.5, age=52.0, seed=3)[:3]

REFUSED: list[tuple[str, Callable[[], Any]]] = [
    ("last after now", lambda: surprise([3], [4], [inf], 1, 10)),
    ("not negative", lambda: rhythm([1, 2], [3, 4], [1, inf])),
    ("variance", lambda: of_spread(inf)),
    ("variance", lambda: of_spread(-0.1)),
    ("do not belong", lambda: own([1, inf], [-1, -1])),
    ("do not belong", lambda: own([1, 2], [-1, nan])),
    ("not negative", lambda: usual_days([1, inf, 2])),
    ("not negative", lambda: usual_days([1, 2, 2], among=[5, 5, inf])),
    ("a history has", lambda: staying([1, inf], [1, 2], [3, 4])),
]


@pytest.mark.parametrize(("says", "asked"), REFUSED, ids=[f"{at}-{says}" for at, (says, _) in enumerate(REFUSED)])
def test_what_is_none_is_refused_in_words(says: str, asked: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=says):
        asked()


@pytest.mark.parametrize("histories", [([], [], []), ([3], [4.0], [5.0]), ([0, 0], [0, 0], [5, 6])])
def test_nobody_one_account_and_accounts_that_never_came_again_say_why(histories: tuple[Any, Any, Any]) -> None:
    found = staying(*histories)
    assert isinstance(found, Thin)
    assert found.because


@pytest.mark.parametrize("scale", [1e-9, 1e9])
def test_times_may_be_large_or_small(scale: float) -> None:
    repeats, last, age = WORLD
    assert surprise(repeats, last * scale, age * scale, 0.8, 5 * scale) == pytest.approx(
        surprise(repeats, last, age, 0.8, 5)
    )
    assert rhythm(repeats, age * scale).r == pytest.approx(rhythm(repeats, age).r, rel=1e-6)


@pytest.mark.parametrize("days", [0, 1, 6, 30])
@pytest.mark.parametrize("each", [0.0, 1.0, 1e9])
def test_few_days_and_days_that_are_all_alike_are_worth_one(days: int, each: float) -> None:
    found = usual_days(np.full(days, each))
    assert found.weights == pytest.approx(np.ones(days))
    assert found.runs == ()


def test_where_nothing_was_ever_counted_nobody_can_tell() -> None:
    assert below(np.zeros((30, 12))).why
    assert below(np.full((30, 12), nan)).why
    assert below(np.empty((0, 12))).why


def test_nothing_that_is_given_is_changed() -> None:
    given = [each.copy() for each in WORLD]
    for each in given:
        each.flags.writeable = False
    repeats, last, age = given
    found = staying(repeats, last, age)
    assert isinstance(found, Staying)
    found.alive(repeats, last, age)
    rhythm(repeats, age)
    surprise(repeats, last, age, 1, 10)
    usual_days(repeats)
    own(np.minimum(repeats, 3), -np.minimum(repeats, 3))
