"""Each leak is seen where it is planted, and none where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.signals.business_worlds import business
from truegreen.model.leak import LeakKind
from truegreen.readings.risk_history import History
from truegreen.readings.risk_leaks import Recorded
from truegreen.signals.warning.feature import Feature
from truegreen.signals.warning.growing import growing, never_falling
from truegreen.signals.warning.labels import By, labels
from truegreen.signals.warning.leaks import leaks, vanishing


def kinds(history: History, by: By = By.NOTICE, blackout: int | None = None) -> dict[LeakKind, bool]:
    return {each.kind: each.refused for each in leaks(history, labels(history, by, blackout), 3)}


@pytest.fixture(scope="module")
def history() -> History:
    return business(1, accounts=400, months=24).history


def test_records_with_days_of_notice_have_no_leak(history: History) -> None:
    assert kinds(history) == {}


def test_days_of_leaving_are_refused_with_the_reason_and_the_remedy(history: History) -> None:
    unrecorded = replace(history, decided_on=np.full(len(history.accounts), np.datetime64("NaT", "D")))
    (found,) = [each for each in leaks(unrecorded, labels(unrecorded), 3) if each.refused]
    assert found.kind is LeakKind.LABEL
    many = int((~np.isnat(history.ended_on)).sum())
    assert found.evidence.startswith(f"{many} of {many} accounts that left are known by the day they left")
    assert "early_warning.blackout_days" in found.remedy
    assert not any(kinds(unrecorded, blackout=90).values())


def test_a_few_without_notice_are_said_and_not_refused(history: History) -> None:
    left = np.flatnonzero(~np.isnat(history.ended_on))
    decided = history.decided_on.copy()
    decided[left[:2]] = np.datetime64("NaT", "D")
    assert kinds(replace(history, decided_on=decided)) == {LeakKind.LABEL: False}


def test_a_world_labelled_by_leaving_is_told_by_its_behaviour_after_notice(history: History) -> None:
    found = kinds(history, By.LEAVING)
    assert found[LeakKind.LABEL]
    assert {LeakKind.AFTER_NOTICE, LeakKind.ANSWERED_LATE} <= found.keys()


@pytest.mark.slow
def test_leaving_passed_off_as_notice_is_found_by_what_vanishes_earlier() -> None:
    """Nothing says that the day is wrong, but who has given notice falls silent, and three months before does not."""
    history = business(2).history
    wrong = replace(history, decided_on=history.ended_on)
    found = leaks(wrong, labels(wrong), 3)
    assert {each.column for each in found if each.kind is LeakKind.VANISHES} >= {"engagement", "silence"}
    assert kinds(history) == {}


def test_a_figure_that_knows_is_too_good(history: History) -> None:
    hits = labels(history).hits(history.months, 3)
    knows = np.nan_to_num(hits) + 0.01 * np.random.default_rng(1).normal(size=hits.shape)
    feature = Feature(id="stage", words="", unit="score", shown=knows, columns={"stage": knows}, worse=1)
    found = vanishing(feature, hits, 3)
    assert found
    assert found.kind is LeakKind.TOO_GOOD
    assert "AUC of 1.000" in found.evidence
    honest = np.random.default_rng(2).normal(size=hits.shape)
    assert vanishing(replace(feature, columns={"stage": honest}), hits, 3) is None


def test_what_adds_up_is_found_and_what_goes_up_and_down_is_not() -> None:
    random = np.random.default_rng(1)
    lived, bill = random.integers(1, 70, 500).astype(float), random.uniform(20, 120, 500)
    total = lived * bill * random.uniform(0.97, 1.03, 500)
    found = growing({"bill": bill, "total": total, "noise": random.normal(size=500)}, lived)
    assert [each.column for each in found] == ["total"]
    assert growing({"few": bill[:20]}, lived[:20]) == []
    with pytest.raises(ValueError, match="as many rows"):
        growing({"bill": bill}, lived[:3])
    visits = random.poisson(2.0, (60, 12)).astype(float)
    here = np.ones(visits.shape, dtype=bool)
    assert never_falling("visits", visits, here) is None
    adds_up = never_falling("all visits", visits.cumsum(axis=1), here)
    assert adds_up
    assert adds_up.kind is LeakKind.GROWS
    assert never_falling("few", visits[:5].cumsum(axis=1), here[:5]) is None


def test_how_rows_came_is_said(history: History) -> None:
    came = Recorded(late=(("case", 12, 300),), backfilled=4, deals=9, deals_dated=0)
    found = {each.kind: each for each in leaks(history, labels(history), 3, came)}
    assert found[LeakKind.ARRIVED_LATE].evidence.startswith("12 of 300 rows of case were loaded more than 45 days")
    assert LeakKind.BACKFILLED in found
    assert LeakKind.EDITED in found
    assert leaks(history, labels(history), 3, Recorded(deals=9, deals_dated=4)) == []
