"""What failed contacts do to staying: planted pulls are found within their intervals, and nothing where nothing is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.sourcing.segments.lived import TYPES, told, world
from truegreen.sourcing.segments.at_stake import EVERY, at_stake
from truegreen.sourcing.segments.impact import Impact, impact
from truegreen.sourcing.segments.lives import Lives
from truegreen.stats.panel.equations import Unfit


def found_in(pulls: tuple[float, float, float], seed: int = 1) -> Impact:
    found = impact(*world(pulls, seed))
    assert isinstance(found, Impact)
    return found


def test_one_pull_for_all_is_found_and_types_do_not_differ() -> None:
    found = found_in((6.0, 6.0, 6.0))
    assert found.is_established
    assert found.common.low < 6.0 < found.common.high
    assert found.differ is not None
    assert found.differ > 0.05
    assert (np.abs(found.means - 6.0) < 2.5 * found.errors).all()


def test_a_type_that_does_nothing_is_told_from_those_that_do() -> None:
    found = found_in((8.0, 8.0, 0.0), seed=2)
    assert found.differ is not None
    assert found.differ < 0.01
    assert found.means[2] - 1.96 * found.errors[2] < 0 < found.means[0] - 1.96 * found.errors[0]
    assert found.means[2] < found.means[0] / 2


def test_intervals_hold_as_often_as_they_say() -> None:
    held = [impact(*world((5.0, 5.0, 5.0), seed, accounts=250)) for seed in range(40)]
    inside = [each.common.low < 5.0 < each.common.high for each in held if isinstance(each, Impact)]
    assert len(inside) == 40
    assert sum(inside) >= 34  # 38 expected; 34 or more 99 times in 100


@pytest.mark.slow
def test_where_nothing_is_planted_one_in_forty_is_called_a_loss() -> None:
    held = [impact(*world((0.0, 0.0, 0.0), seed, accounts=250)) for seed in range(200)]
    assert sum(isinstance(each, Impact) and each.is_established for each in held) <= 11  # 5 expected; 99 in 100


def test_too_few_decisions_say_nothing() -> None:
    lives, contacts = world((5.0, 5.0, 5.0), 1)
    nobody = Lives(at_risk=lives.at_risk, leaves=np.zeros_like(lives.leaves), segment=lives.segment, segments=2)
    found = impact(nobody, contacts)
    assert isinstance(found, Unfit)
    assert "no customers are known to have decided to leave" in found.because


def test_a_type_without_failures_leans_on_the_others() -> None:
    lives, contacts = world((6.0, 6.0, 6.0), 3)
    found = impact(lives, replace(contacts, failed=np.where(contacts.type == 2, 0.0, contacts.failed)))
    assert isinstance(found, Impact)
    assert found.own.tolist() == [True, True, False]
    assert min(found.means[:2]) <= found.means[2] <= max(found.means[:2])


def test_what_hangs_on_a_contact_is_what_was_planted() -> None:
    lives, contacts = world((6.0, 6.0, 6.0), 1, accounts=1500)
    found = impact(lives, contacts)
    assert isinstance(found, Impact)
    stakes = [*at_stake(found, contacts, lives, 12)]
    every = [each for each in stakes if each.segment == EVERY]
    assert [TYPES[each.type] for each in every] == [*TYPES]
    chance = np.array([0.006, 0.012])[lives.segment]
    for each in stakes:
        own = (contacts.type == each.type) & (contacts.month >= 12)
        own &= (lives.segment[contacts.account, contacts.month] == each.segment) | (each.segment == EVERY)
        account, month = contacts.account[own], contacts.month[own]
        failed = sum(6.0 * _pooled(contacts, lives, kind) for kind in range(3))
        hazard = (chance * np.exp(failed))[account, month]
        lost = 3 * hazard * (1 - np.exp(-6.0 / (found.judged[account, month] + 4)))
        true = float(np.average(lost, weights=contacts.cases[own]))
        assert each.loss[1] < true < each.loss[2]
        assert each.weights.sum() == pytest.approx(each.cases * each.loss[0])


def _pooled(contacts: object, lives: Lives, kind: int) -> np.ndarray:
    from truegreen.readings.failed_contacts import Contacts
    from truegreen.sourcing.segments.lives import pooled

    assert isinstance(contacts, Contacts)
    shape = lives.at_risk.shape
    part = pooled(contacts.grid(contacts.failed, np.array([kind]), shape))
    return np.asarray(part / (pooled(contacts.grid(contacts.judged, None, shape)) + 4))


def test_no_account_that_has_decided_counts() -> None:
    lives, contacts = world((6.0, 6.0, 6.0), 1)
    found = impact(lives, contacts)
    assert isinstance(found, Impact)
    gone = np.flatnonzero(~lives.at_risk[:, -12:].any(axis=1))
    assert len(gone)
    for each in at_stake(found, told(np.ones((600, 24, 3)), np.zeros((600, 24, 3))), lives, 12):
        assert each.weights[gone].sum() == 0
