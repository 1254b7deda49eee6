"""Saves without a hold-out: nothing planted, nothing found; an effect is covered; what people know is missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.value.foretold import Told, foretold_world
from truegreen.value.modelled import LEAST, Alike, Expected, expected, foretold


def told(made: Told) -> Expected | None:
    found = foretold(made.score, made.alike)
    return None if found.because else expected(found, made.score, made.left, made.worth)


def covered(worlds: int, risk: float, *, chosen: bool = False) -> tuple[int, float, float, float]:
    """Give in how many worlds it was told, how often that held the truth, of accounts and worth, and the mean error."""
    many, holds, of_worth, errors = 0, 0, 0, []
    for seed in range(worlds):
        made = foretold_world(400, risk, seed, hidden=0.7 * chosen, chosen=chosen)
        found = told(made)
        if found is None:
            continue
        assert found.of_worth is not None
        many += 1
        holds += found.lift.low <= made.lift <= found.lift.high
        of_worth += found.of_worth.low <= made.of_worth <= found.of_worth.high
        errors.append(found.lift.value - made.lift)
    return many, holds / many, of_worth / many, float(np.mean(errors))


def test_attempts_that_do_nothing_save_nobody_in_a_few_worlds() -> None:
    many, holds, _, error = covered(12, 1.0)
    assert many >= 6
    assert holds >= 0.85
    assert abs(error) < 0.03


@pytest.mark.slow
def test_attempts_that_do_nothing_save_nobody() -> None:
    many, holds, of_worth, error = covered(200, 1.0)
    assert many >= 120  # in the others what came did not agree with what was said, and nothing is told
    assert holds >= 0.93
    assert of_worth >= 0.93
    assert abs(error) < 0.01


@pytest.mark.slow
def test_a_planted_effect_is_covered() -> None:
    many, holds, of_worth, error = covered(200, 0.4)
    assert many >= 100
    assert holds >= 0.93
    assert of_worth >= 0.93
    assert -0.03 < error < 0.005  # ten points are planted; who is helped within their months makes it rather too small


@pytest.mark.slow
def test_people_who_choose_those_they_know_to_be_worse_make_it_wrong() -> None:
    many, holds, _, error = covered(120, 1.0, chosen=True)
    assert many >= 20
    assert error < -0.05  # more left than the model could know: attempts that do nothing seem to do harm
    assert holds < 0.85


def test_who_looked_worst_looks_better_soon_and_that_is_not_a_save() -> None:
    made = foretold_world(400, 1.0, 3)
    found = foretold(made.score, made.alike)
    would, low, high = found.share(made.score)
    assert low < made.left.mean() < high
    assert would < 0.6  # most of those that were feared for stay, whoever tries


def test_where_too_little_was_said_nothing_is_told() -> None:
    made = foretold_world(400, 1.0, 3)
    few = foretold(made.score[: LEAST - 1], made.alike)
    assert f"only {LEAST - 1} treated accounts" in few.because
    nobody = Alike(made.alike.score, np.zeros(len(made.alike.hit)), made.alike.account)
    assert "only 0 of" in foretold(made.score, nobody).because
    with pytest.raises(ValueError, match="only 0 of"):
        foretold(made.score, nobody).share(made.score)


def test_chances_that_did_not_come_true_are_not_used() -> None:
    made = foretold_world(400, 1.0, 3)
    lower = Alike(made.alike.score - 1.5, made.alike.hit, made.alike.account)
    found = foretold(made.score - 1.5, lower)
    assert "more gave notice than the model said" in found.because
    assert found.in_the_large is not None
    assert found.in_the_large.low > 0
    bold = Alike(3 * made.alike.score, made.alike.hit, made.alike.account)
    assert "too bold" in foretold(3 * made.score, bold).because


def test_worth_that_nobody_knows_is_left_out() -> None:
    made = foretold_world(400, 1.0, 3)
    found = told(replace(made, worth=np.full(len(made.worth), np.nan)))
    assert found is not None
    assert found.of_worth is None
    assert found.foretold[0] == pytest.approx(found.treated * (found.lift.value + found.left / found.treated))
