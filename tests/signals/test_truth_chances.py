"""Truly green is what stays so if content customers are keener to answer; where all are counted, none is silent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.signals.truths import SIDES, world
from truegreen.metrics.catalogue import Spec, catalogue
from truegreen.model.truth import Kind
from truegreen.readings.grid import Grid
from truegreen.readings.specs import formula
from truegreen.signals.truth.beliefs import beliefs
from truegreen.signals.truth.chances import KEENER
from truegreen.signals.truth.lists import lists
from truegreen.signals.truth.pieces import pieces


def test_what_is_truly_green_is_so_even_if_content_customers_are_keener() -> None:
    made = world(27, 12, 3, answers=40)
    found = beliefs(pieces([made], [[SIDES] * 12], "minimum"))
    assert (found.even_so < found.content).all()
    # The target that all customers have to reach is that of those who answer, their odds divided.
    odds = 0.8 / 0.2 * KEENER
    moved = pieces([made], [[SIDES] * 12], "minimum")
    moved = replace(moved, target=np.full(moved.target.size, odds / (1 + odds)))
    assert beliefs(moved).content == pytest.approx(found.even_so, abs=1e-12)


def test_where_every_case_is_counted_nobody_is_silent() -> None:
    made = world(27, 12, 3, answers=40)
    level = made.counted["satisfied"]
    question = replace(level.question, formula=formula(Spec("reopen_rate", "of_resolved", ()), catalogue()))
    cases = _with_level(made, replace(level, question=question))
    found = beliefs(pieces([cases], [[SIDES] * 12], "minimum"))
    assert found.even_so.tolist() == found.content.tolist()


def test_a_list_of_true_green_rests_on_it() -> None:
    made = world(27, 12, 3, answers=40)
    row = pieces([made], [[SIDES] * 12], "minimum")
    found = beliefs(row)
    everything = np.ones(row.grid.size, np.bool_)
    on = [each is Kind.TRUE_GREEN for each in lists(row, found, everything, 0.1).kinds]
    easily = replace(found, even_so=found.content)
    assert 0 < sum(on) < [*lists(row, easily, everything, 0.1).kinds].count(Kind.TRUE_GREEN)


def _with_level(made: Grid, level: object) -> Grid:
    return replace(made, counted={**made.counted, "satisfied": level})  # type: ignore[dict-item]
