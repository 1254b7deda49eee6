"""Surveys: selection that is planted is found, and none where customers are asked and answer alike; bounds hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from truegreen.model.audit import Standing
from truegreen.signals.audit.drafts import Draft, judged
from truegreen.signals.audit.strata import together
from truegreen.signals.audit.survey_coverage import drafts as coverage
from truegreen.signals.audit.surveyed import Surveyed
from truegreen.signals.audit.tipping_point import drafts as tipping
from truegreen.signals.audit.who_answers import drafts as who_answers
from truegreen.signals.audit.who_answers import weighted
from truegreen.signals.audit.who_is_invited import drafts as who_is_invited
from truegreen.signals.audit.who_is_invited import gate
from truegreen.stats.validity.families import adjusted


def surveyed(seed: int = 0, *, hides: float = 0.0, shy: float = 0.0, cases: int = 6000, **other: Any) -> Surveyed:
    """Give a world in which half are asked and a third answer; of late ones less are asked, or answer."""
    random = np.random.default_rng(seed)
    late = random.random(cases) < 0.15
    invited = random.random(cases) < np.where(late, 0.5 - hides, 0.5)
    answered = invited & (random.random(cases) < np.where(late, 0.34 - shy, 0.34))
    content = np.where(answered, random.random(cases) < np.where(late, 0.4, 0.9), np.nan).astype(float)
    made = Surveyed(
        measure="content", title="Content", target=Fraction(4, 5), eligible=np.ones(cases, dtype=bool), invited=invited,
        answered=answered, content=content, member=random.choice(["a", "b", "c", "d", "e"], cases),
        within=random.integers(0, 40, cases), kinds=random.integers(0, 3, cases), traits={"was late": late},
    )  # fmt: skip
    return replace(made, **other)


def test_invitations_that_leave_out_late_cases_are_seen() -> None:
    (planted,) = who_is_invited(surveyed(hides=0.15))
    assert planted.p is not None
    assert planted.p < 1e-6
    assert planted.material
    assert planted.rate.share is not None
    assert planted.rate.share < 0.4


def test_where_all_are_asked_alike_chance_is_as_promised() -> None:
    chances = [each.p for seed in range(200) for each in who_is_invited(surveyed(seed, cases=1500))]
    assert np.mean([p is not None and p < 0.1 for p in chances]) < 0.15
    assert np.mean([p is not None and p < 0.1 for p in chances]) > 0.05


def test_a_difference_between_strata_is_no_difference_within() -> None:
    """One agent has the late cases and asks nobody; within each agent's cases all are asked alike."""
    strata = np.repeat([0, 1], 500)
    trait = strata == 0
    happened = np.concatenate([np.zeros(500, dtype=bool), np.ones(500, dtype=bool)])
    assert together(happened, trait, strata).p is None
    assert together(happened, trait, np.zeros(1000, dtype=int)).p == pytest.approx(0, abs=1e-9)


def test_mantel_and_haenszel_is_that_of_statsmodels() -> None:
    tables = pytest.importorskip("statsmodels.stats.contingency_tables")
    random = np.random.default_rng(3)
    strata, trait = random.integers(0, 5, 400), random.random(400) < 0.3
    happened = random.random(400) < np.where(trait, 0.6, 0.45)
    counts = [
        [[int((happened & trait & own).sum()), int((~happened & trait & own).sum())],
         [int((happened & ~trait & own).sum()), int((~happened & ~trait & own).sum())]]
        for own in (strata == each for each in range(5))
    ]  # fmt: skip
    wanted = tables.StratifiedTable([np.array(each, dtype=float) for each in counts]).test_null_odds().pvalue
    assert together(happened, trait, strata).p == pytest.approx(wanted, rel=1e-9)


def test_silent_discontent_is_seen_and_weighted_back() -> None:
    world = surveyed(hides=0.3, shy=0.2)
    (found,) = who_answers(world)
    assert found.p is not None
    assert found.p < 0.01
    back = weighted(world)
    truth = 0.85 * 0.9 + 0.15 * 0.4
    assert abs(back["weighted"] - truth) < abs(back["score"] - truth)
    assert back["worth"] <= world.answered.sum()


def test_where_all_are_heard_nothing_is_weighted() -> None:
    world = surveyed()
    heard = replace(world, invited=np.ones(6000, dtype=bool), answered=np.ones(6000, dtype=bool))
    full = replace(heard, content=np.where(np.isnan(world.content), 1.0, world.content))
    found = weighted(full)
    assert found["weighted"] == pytest.approx(found["score"], abs=1e-3)
    assert found["worth"] == pytest.approx(6000, rel=1e-3)
    assert who_answers(full) == []
    assert who_is_invited(full) == []


def test_the_gate_sees_that_the_content_are_asked_more() -> None:
    (planted,) = gate(surveyed(hides=0.15))
    assert planted.also["low"] > 0
    assert "more likely to be asked" in planted.says
    assert stand_out(gate(surveyed(hides=0.15))) == 1
    assert sum(stand_out(gate(surveyed(seed))) for seed in range(10)) <= 2


def stand_out(drafts: list[Draft]) -> int:
    return sum(each.standing is Standing.STANDS_OUT for each in judged(drafts, adjusted, 0.1))


def test_a_verdict_that_small_differences_flip_is_not_sure() -> None:
    (near,) = tipping(surveyed(cases=20_000))
    assert near.standing is Standing.TOO_FEW
    (sure,) = tipping(surveyed(cases=20_000, target=Fraction(1, 2)))
    assert sure.standing is Standing.ORDINARY
    assert sure.also["gap"] > 1


def test_between_target_and_interval_nobody_can_tell_and_it_says_how_many_more_would() -> None:
    few = surveyed(cases=300)
    share = float(np.nanmean(few.content))
    (found,) = tipping(replace(few, target=Fraction(round(share * 100) + 1, 100)))
    assert "more answers would" in found.says


def test_coverage_names_who_asks_far_less_than_the_others() -> None:
    world = surveyed()
    silent = replace(world, answered=world.answered & ((world.member != "e") | (np.arange(6000) % 4 == 0)))
    everybody, *members = coverage("team", silent)
    assert everybody.rate.of == 6000
    worst = min(members, key=lambda each: each.p if each.p is not None else 1)
    assert worst.member == "e"
    assert worst.p is not None
    assert worst.p < 0.01
    assert all(each.p is None or each.p > 0.05 for each in members if each.member != "e")


def test_nobody_answered_and_nothing_is_said() -> None:
    world = surveyed(cases=100)
    nobody = replace(world, answered=np.zeros(100, dtype=bool), content=np.full(100, np.nan))
    assert tipping(nobody) == []
    assert who_answers(nobody) == []
    assert coverage("team", nobody)[0].rate.hits == 0
