"""Experience levels of other kinds: mean scores, and those where less is better; what speaks for which side."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from tests.cli.calling import starter
from tests.signals.truths import LEVEL, SIDES, world
from truegreen.metrics.catalogue import Spec, catalogue
from truegreen.model.truth import Kind
from truegreen.project.opened import open_project
from truegreen.readings.grid import Grid
from truegreen.readings.questions import Question
from truegreen.readings.specs import formula
from truegreen.signals.truth.held import held
from truegreen.signals.truth.rehearsal import OURS, rehearsed
from truegreen.signals.truth.sides import sides
from truegreen.units.quantity import Quantity


def _as_score(made: Grid) -> Grid:
    """Give the same world with grades: 5 for whoever was content, 2 for the others."""
    level = made.counted["satisfied"]
    measure = replace(LEVEL, metric="csat.mean", target=Quantity.parse("4.4"), minimum=Quantity.parse("4.0"))
    score = replace(
        level, hits=(level.of * 2 + level.hits * 3) * 10_000, standing=[measure] * level.of.shape[1], variance=1.1,
        question=Question("satisfied", formula(Spec("csat", "mean", ()), catalogue())),
    )  # fmt: skip
    return replace(made, counted={**made.counted, "satisfied": score})


def _as_effort(made: Grid) -> Grid:
    """Give the same world asked the other way round: the share of whom it cost too much, less being better."""
    level = made.counted["satisfied"]
    metrics = catalogue()
    assert metrics["reopen_rate"].better == "lower"
    measure = replace(LEVEL, target=Quantity.parse("20 %"), minimum=Quantity.parse("30 %"))
    effort = replace(
        level, hits=level.of - level.hits, standing=[measure] * level.of.shape[1],
        question=Question("satisfied", formula(Spec("reopen_rate", "of_resolved", ()), metrics)),
    )  # fmt: skip
    return replace(made, counted={**made.counted, "satisfied": effort})


@pytest.mark.parametrize("asked", [_as_score, _as_effort])
def test_levels_that_are_asked_otherwise_find_the_same(asked: object) -> None:
    made = asked(world(27, 12, 3, red=[4]))  # type: ignore[operator]
    found = held([made], [[SIDES] * 12], None, 0.1, "minimum")
    named = [(*each.members.values(), str(each.period)) for each in found.cells if each.kind is Kind.WATERMELON]
    planted = {("site 0", "type 1", "segment 1", f"2024-{month:02}") for month in range(7, 13)}
    assert len(planted.intersection(named)) >= 5
    assert len(set(named) - planted) <= 1


def test_every_piece_says_the_line_that_it_was_held_to() -> None:
    made = world(27, 12, 3, red=[4])
    lines = {
        line_is: {each.line for each in held([made], [[SIDES] * 12], None, 0.1, line_is).cells}
        for line_is in ("minimum", "target")
    }
    assert lines == {"minimum": {Fraction(7, 10)}, "target": {Fraction(8, 10)}}


def test_a_rehearsal_knows_that_less_may_be_better() -> None:
    made = _as_effort(world(27, 12, 3, answers=30))
    found = rehearsed([made], [[SIDES] * 12], 0.1, "minimum", worlds=3, seed=7)
    ours = next(each for each in found.planted if each.name == OURS)
    assert ours.found is not None
    assert ours.found > 0.1
    assert ours.false < 0.15
    assert max(each.false for each in found.nothing if each.name == OURS) == 0


def test_work_outside_the_agreement_is_marked() -> None:
    made = world(27, 12, 3, red=[4])
    inside = np.ones(27, np.bool_)
    inside[4] = False
    found = held([replace(made, inside=inside)], [[SIDES] * 12], None, 0.1, "minimum")
    assert [each.inside for each in found.entries if each.kind is Kind.WATERMELON] == [False]


def test_the_red_line_may_be_the_target() -> None:
    made = world(27, 12, 3, red=[4])
    by_minimum, by_target = (held([made], [[SIDES] * 12], None, 0.1, each).cells for each in ("minimum", "target"))
    assert all(one.belief.red <= other.belief.red for one, other in zip(by_minimum, by_target, strict=True))
    assert [each.belief.content for each in by_minimum] == [each.belief.content for each in by_target]


def test_the_starter_names_both_sides(tmp_path_factory: pytest.TempPathFactory) -> None:
    project = open_project(starter(tmp_path_factory.mktemp("sides") / "project"))
    agreement = next(iter(project.agreements.values())).latest
    found = sides(agreement, catalogue())
    [level] = found
    assert found[level].contracted
    assert all(agreement.measures[name].outcome == level for name in (*found[level].contracted, *found[level].proxies))


@pytest.mark.slow
def test_rehearsals_keep_the_promise_where_naive_rules_do_not() -> None:
    made = world(90, 18, 5, answers=8)
    found = rehearsed([made], [[SIDES] * 18], 0.1, "minimum", 12, 7)
    ours, naive, *_ = found.planted
    assert ours.name == OURS
    assert ours.false_low <= 0.12
    assert naive.false > 0.4
    assert found.nothing[0].false <= 0.1
    assert rehearsed([made], [[SIDES] * 18], 0.1, "minimum", 2, 7) == rehearsed(
        [made], [[SIDES] * 18], 0.1, "minimum", 2, 7
    )
