"""Each design in worlds with a change planted and with none: what is said, how well evidenced, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.value.effects.worlds import accounts, base, place
from truegreen.model.effect import Design, Effect
from truegreen.model.value import Grade
from truegreen.stats.estimate import Verdict
from truegreen.value.effects import at_times, beside_alike, one_site
from truegreen.value.effects.choosing import chosen
from truegreen.value.effects.finished import finished
from truegreen.value.effects.lines import Lines, naive, pooled


def site(seed: int, effect: float = 0.0, **more: int) -> Effect:
    lines = place(seed, effect, **more)
    return finished(one_site.told(base(lines, Design.ONE_SITE), lines))


def times(seed: int, effect: float = 0.0, **more: object) -> Effect:
    lines = accounts(seed, effect, **more)  # type: ignore[arg-type]
    return finished(at_times.told(base(lines, Design.STAGGERED, "score"), lines))


def passed(of: Effect) -> dict[str, bool | None]:
    return {each.name: each.passed for each in of.checks}


def test_a_planted_fall_of_one_site_is_found_and_well_evidenced() -> None:
    found = site(1, -0.25)
    assert found.estimate is not None
    assert found.estimate.low < -0.25 < found.estimate.high
    assert found.verdict is Verdict.ESTABLISHED
    assert found.grade is Grade.QUASI_EXPERIMENTAL, passed(found)
    assert found.reasons == ()
    assert {each.name for each in found.beside} == {"synthetic control", "difference-in-differences"}
    assert sum(each.weight for each in found.twin) == pytest.approx(1)
    assert found.sensitivity.ratio is not None
    assert found.sensitivity.ratio > 2
    assert found.sensitivity.placebo is not None
    assert found.sensitivity.placebo > 1
    assert [each.rows for each in found.months] == [150] * 23


def test_one_site_with_nothing_planted_says_nothing() -> None:
    told = [site(seed, 0.0, others=12, many=16, since=10) for seed in range(20, 23)]
    assert sum(each.verdict is Verdict.ESTABLISHED for each in told) == 0
    assert all(each.sensitivity.ratio_bound == 1 for each in told if each.verdict is Verdict.NOT_ENOUGH)


def test_a_change_that_came_earlier_than_said_loses_its_evidence() -> None:
    lines = place(2, -0.3, since=10)
    late = replace(lines, first=np.where(lines.first >= 0, 14, lines.first))
    found = finished(one_site.told(base(late, Design.ONE_SITE), late))
    assert passed(found)["an earlier date"] is False
    assert found.grade is Grade.DESCRIPTIVE
    assert "before anything was changed" in " ".join(found.reasons)


def test_few_others_and_few_months_are_said() -> None:
    few = site(3, -0.25, others=6)
    assert passed(few)["enough others"] is False
    assert few.grade is Grade.ADJUSTED
    assert "fewer than ten" in " ".join(few.reasons)
    short = site(3, -0.25, many=8, since=4)
    assert passed(short)["an earlier date"] is None
    assert short.grade is not Grade.QUASI_EXPERIMENTAL
    none = site(3, -0.25, others=2)
    assert none.estimate is None
    assert none.refused == "2 others are too few to say how far off a twin can be"
    assert none.verdict is Verdict.NOT_ENOUGH
    assert none.grade is Grade.DESCRIPTIVE


def test_thin_months_are_put_together() -> None:
    lines = place(4, -0.25)
    others = ~lines.treated[:, None]
    count = np.where(others, np.maximum(np.round(lines.count / 24), 1), lines.count)
    total = np.where(others, np.minimum(np.round(lines.total / 24), count), lines.total)
    thin = replace(lines, total=total, count=count)
    found = one_site.told(base(thin, Design.ONE_SITE), thin)
    assert "three are put together" in found.because
    assert len(found.months) == 7
    assert found.until == lines.months[22]
    assert found.since == lines.months[14]


def test_a_month_without_rows_of_the_site_is_no_zero() -> None:
    lines = place(5)
    count = lines.count.copy()
    count[0, 3] = 0
    found = one_site.told(base(lines, Design.ONE_SITE), replace(lines, count=count))
    assert found.estimate is None
    assert "nothing counted in some month" in found.refused


def test_changes_at_different_times_are_found() -> None:
    found = times(1, 2.0, at=(8, 12))
    assert found.estimate is not None
    assert found.estimate.low < 2.0 < found.estimate.high
    assert found.grade is Grade.QUASI_EXPERIMENTAL, passed(found)
    assert found.beside[0].name == "the usual regression"
    assert found.points[0].months < 0 < found.points[-1].months
    assert found.sensitivity.drift_bound is not None
    assert found.sensitivity.drift_bound >= 1


def test_changes_at_different_times_with_nothing_planted_say_nothing() -> None:
    assert sum(times(seed, at=(8, 12), many=120).verdict is Verdict.ESTABLISHED for seed in range(8)) <= 1


def test_a_drift_before_costs_the_evidence() -> None:
    found = times(2, 0.0, drift=0.2)
    assert passed(found)["alike before"] is False
    assert found.grade is Grade.DESCRIPTIVE


def test_two_that_had_it_are_too_few_for_good_evidence() -> None:
    lines = accounts(3, 2.0)
    had = np.flatnonzero(lines.treated)
    few = replace(lines, first=np.where(np.isin(np.arange(300), had[:2]), 10, -1))
    found = finished(at_times.told(base(few, Design.STAGGERED, "score"), few))
    assert passed(found)["enough treated"] is False
    assert found.grade is not Grade.QUASI_EXPERIMENTAL
    one = replace(lines, first=np.where(np.arange(300) == had[0], 10, -1))
    assert "too few" in at_times.told(base(one, Design.STAGGERED, "score"), one).refused


def compared(seed: int, effect: float, *, apart: float = 0.6, many: int = 400) -> beside_alike.Compared:
    random = np.random.default_rng(seed)
    size = random.normal(size=many)
    treated = random.random(many) < 1 / (1 + np.exp(-apart * size))
    outcome = 0.5 + 0.1 * size + random.normal(size=many) * 0.15 + effect * treated
    return beside_alike.Compared(
        outcome=outcome, treated=treated, columns=size[:, None], names=("size",), clusters=np.arange(many), binary=False
    )


def alike(held: beside_alike.Compared) -> Effect:
    return finished(beside_alike.told(base(place(1), Design.ADJUSTED), held))


def test_accounts_are_held_against_others_like_them() -> None:
    found = alike(compared(3, 0.1))
    assert found.estimate is not None
    assert found.estimate.low < 0.1 < found.estimate.high
    assert found.verdict is Verdict.ESTABLISHED
    assert found.grade is Grade.ADJUSTED
    assert found.balance[0].name == "size"
    assert abs(found.balance[0].after) < abs(found.balance[0].before)
    assert found.beside[0].value > found.estimate.value


def test_where_nobody_is_alike_it_is_refused() -> None:
    found = alike(compared(2, 0.1, apart=20.0))
    assert found.estimate is None
    assert "not enough overlap" in found.refused
    assert found.grade is Grade.DESCRIPTIVE


def test_which_design_fits() -> None:
    one, several = place(1), accounts(1, at=(8, 12))
    assert chosen(one, None, by_account=False)[0] is Design.ONE_SITE
    assert chosen(several, None, by_account=True)[0] is Design.STAGGERED
    assert chosen(accounts(1), None, by_account=True)[0] is Design.ADJUSTED
    assert chosen(accounts(1), None, by_account=False)[0] is Design.STAGGERED
    assert chosen(one, Design.ADJUSTED, by_account=False) == (Design.ADJUSTED, "The adjusted design was asked for.")


def test_before_and_after_by_hand() -> None:
    lines = Lines(
        names=["a", "b"], months=place(1).months[:4], total=np.array([[5.0, 5, 2, 2], [8, 8, 8, 4]]),
        count=np.array([[10.0] * 4, [10.0] * 4]), first=np.array([2, -1]), clusters=np.array(["a", "b"]),
        units="pieces",
    )  # fmt: skip
    told = naive(lines)
    assert (told.before, told.after, told.others_before, told.others_after) == (0.5, 0.2, 0.8, 0.6)
    assert told.change == pytest.approx(-0.3)
    assert told.others_change == pytest.approx(-0.2)
    value, rows = pooled(lines, np.array([True, True]))
    assert value.tolist() == [0.65, 0.65, 0.5, 0.3]
    assert rows.tolist() == [20] * 4
    assert lines.until(2).first.tolist() == [-1, -1]
    assert lines.only(lines.treated, "why").left_out == (("b", "why"),)
    assert lines.by(2).first.tolist() == [1, -1]
    assert lines.by(2).total.tolist() == [[10, 4], [16, 12]]


@pytest.mark.slow
@pytest.mark.parametrize("effect", [0.0, -0.1])
@pytest.mark.parametrize("size", [{}, {"others": 12, "many": 16, "since": 10}], ids=["usual", "small"])
def test_intervals_of_one_site_hold_the_truth(effect: float, size: dict[str, int]) -> None:
    held = []
    for seed in range(200):
        estimate = site(seed, effect, **size).estimate
        assert estimate is not None
        held.append(estimate.low <= effect <= estimate.high)
    assert np.mean(held) >= 0.93


@pytest.mark.slow
@pytest.mark.parametrize("effect", [0.0, 0.3])
def test_intervals_of_changes_at_different_times_hold_the_truth(effect: float) -> None:
    told = [times(seed, effect, at=(8, 12), many=150) for seed in range(200)]
    held = [each.estimate.low <= effect <= each.estimate.high for each in told if each.estimate]
    assert len(held) == 200
    assert np.mean(held) >= 0.93
    assert np.mean([passed(each)["alike before"] is False for each in told]) <= 0.1
