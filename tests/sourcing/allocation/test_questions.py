"""Other questions to the same program: the frontier, what a loser would have to give, conflicts, futures, a file."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.sourcing.allocation.problems import plain, small
from truegreen.sourcing.allocation.answer import Answer, billed, objective
from truegreen.sourcing.allocation.concentration import concentrated, shares_of_hours
from truegreen.sourcing.allocation.conflicts import Enough, conflicting, conflicting_rows
from truegreen.sourcing.allocation.draft import Draft
from truegreen.sourcing.allocation.export import write_mps
from truegreen.sourcing.allocation.frontier import better, cheaper, frontier, of_today, repaired, standing
from truegreen.sourcing.allocation.path import ImpossibleError, solve
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.program import broken, program_of
from truegreen.sourcing.allocation.regret import outcomes, regrets
from truegreen.sourcing.allocation.solver import relaxed, solved
from truegreen.sourcing.allocation.tiers import Tiers, cliffs
from truegreen.sourcing.allocation.why import _held, losing, scarce, wish_prices
from truegreen.sourcing.allocation.wishes import Scenarios, Wishes

SEEDS = st.integers(0, 10_000)


def two(first: float, second: float, *, hours: tuple[float, float] = (100.0, 100.0), **wishes: object) -> Problem:
    """Give ten cells of ten hours each, at the price of two sites, in money for a cell."""
    spend = np.tile([first, second], (10, 1))
    return plain(np.full((10, 2), 10.0), spend, np.array(hours), np.zeros(2), wishes=Wishes(**wishes))  # type: ignore[arg-type]


@drawn(8, 100)
@given(SEEDS)
def test_cost_and_value_rise_together_along_the_frontier(seed: int) -> None:
    problem = small(seed)
    line = frontier(problem, points=20)
    assert all(one.cost <= other.cost + 1e-4 and one.value <= other.value + 1e-4 for one, other in pairwise(line))
    for point in repaired(problem, line, plans=3):
        assert point.plan is not None
        assert not point.plan.certificate.breaches
        for other in line:
            assert not (point.cost < other.cost - 1e-3 and point.value > other.value + 1e-3)


@pytest.mark.parametrize("dear", [0.0, 1e-3, 1.0])
def test_each_point_is_the_best_for_its_weight_however_many_shares_are_left_out_at_first(
    dear: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("truegreen.sourcing.allocation.frontier.PAYS", -1.0)
    monkeypatch.setattr("truegreen.sourcing.allocation.frontier.DEAR", dear)
    for seed in range(6):
        problem = small(seed)
        for point in frontier(problem, points=8):
            wishes = replace(problem.wishes, value_weight=point.weight, scenarios=None)
            best = solved(relaxed(program_of(replace(problem, wishes=wishes))), seconds=60)
            reached = point.cost - point.weight * point.value
            assert reached == pytest.approx(best.objective + problem.closing.sum(), rel=1e-7, abs=1e-4)


@drawn(8, 100)
@given(SEEDS)
def test_today_is_cheaper_to_have_and_may_be_worth_more(seed: int) -> None:
    problem = replace(small(seed), committed=np.zeros(3))
    now = of_today(problem)
    assert now is not None
    try:
        less, more = cheaper(problem, now), better(problem, now)
    except ImpossibleError:
        assert list(broken(problem, standing(problem)))
        return
    slack = 0.002 * problem.spend_of_today()
    assert less.bill.value >= now.value - 1e-3
    assert more.bill.cost <= now.cost + 1e-3
    if not list(broken(problem, standing(problem))):
        assert less.bill.cost <= now.cost + slack
        assert more.bill.value >= now.value - slack


def test_work_that_is_nowhere_today_has_no_place_on_the_frontier() -> None:
    assert of_today(two(10.0, 12.0)) is None


def test_a_loser_begins_to_win_at_its_cut() -> None:
    problem = two(10.0, 13.0)
    plan = solve(problem, near=0)
    cuts = losing(problem, plan.answer)
    assert [each.cut for each in cuts] == pytest.approx([3.0] * 10)
    assert solve(two(10.0, 13.0 - 2.9), near=0).answer.shares[1::2].sum() == 0
    assert solve(two(10.0, 13.0 - 3.1), near=0).answer.shares[1::2].sum() == pytest.approx(10)


def test_an_hour_more_where_hours_are_scarce_saves_what_the_other_costs_more() -> None:
    problem = two(10.0, 13.0, hours=(60.0, 100.0))
    plan = solve(problem, near=0)
    assert plan.bill.cost == pytest.approx(6 * 10 + 4 * 13)
    assert scarce(problem, plan.answer) == pytest.approx([0.3, 0.0])


def test_a_wish_costs_what_it_costs() -> None:
    problem = two(10.0, 13.0, supplier_share=0.7)
    plan = solve(problem, near=0)
    (price,) = wish_prices(problem, plan)
    assert price.wish == "supplier_share"
    assert price.least == pytest.approx(9.0, abs=0.2)
    assert price.most == pytest.approx(9.0, abs=0.2)


def test_wishes_that_cannot_hold_together_are_named_and_no_others() -> None:
    problem = two(10.0, 13.0, hours=(60.0, 60.0), most_suppliers=1, least_share=0.1)
    with pytest.raises(ImpossibleError):
        solve(problem)
    found = {each.wish: each for each in conflicting(problem)}
    assert {name: each.is_enough for name, each in found.items()} == {"most_suppliers": True, "hours": True}
    suppliers, hours = (found[name].nearest for name in ("most_suppliers", "hours"))
    assert suppliers is not None
    assert hours is not None
    assert suppliers.wishes.most_suppliers == 2
    assert hours.sites.hours == pytest.approx([100.0, 100.0], rel=0.01)


def test_how_far_a_wish_would_have_to_give_way() -> None:
    """One of two suppliers has half of the hours at least; two sites cannot have six tenths each."""
    problem = two(10.0, 13.0, hours=(100.0, 60.0), supplier_share=0.3)
    (share,) = conflicting(problem)
    assert share.nearest is not None
    assert share.nearest.wishes.supplier_share == pytest.approx(0.5, abs=0.001)
    found = {each.wish: each for each in conflicting(two(10.0, 13.0, two_sites=(0,), least_share=0.6))}
    assert found["two_sites"] == Enough("two_sites", is_enough=True)  # there is nothing between two sites and one
    least = found["least_share"].nearest
    assert least is not None
    assert least.wishes.least_share == pytest.approx(0.5, abs=0.001)


def test_where_a_plan_is_possible_nothing_conflicts() -> None:
    assert conflicting(two(10.0, 13.0, supplier_share=0.7)) == ()


def test_three_rows_that_cannot_hold_together() -> None:
    draft = Draft()
    x = draft.add_columns("x and y", 2)
    draft.add_rows("together", 1, (0, x, 1.0), lower=15.0)
    draft.add_rows("x", 1, (0, x[:1], 1.0), upper=5.0)
    draft.add_rows("y", 1, (0, x[1:], 1.0), upper=6.0)
    assert conflicting_rows(draft.written()) == ("together", "x", "y")


def test_who_buys_up_to_a_tier_pays_less_than_who_buys_what_is_needed() -> None:
    """A price list as in many textbooks: 6.70 each, from 7,500 on 5.00 each for all."""
    tiers = Tiers((0.0, 7500.0 * 6.70), (0.0, 1 - 5.00 / 6.70))
    assert tiers.paid(7500 * 6.70) == pytest.approx(37_500)
    assert tiers.paid(6000 * 6.70) == pytest.approx(40_200)
    ((start, end),) = cliffs(tiers)
    assert start == pytest.approx(37_500)
    assert end == pytest.approx(50_250)
    assert cliffs(Tiers((0.0, 100.0), (0.0, 0.5), on_all=False)) == []


def test_how_much_hangs_on_whom() -> None:
    assert concentrated([0.5, 0.3, 0.2]) == pytest.approx(0.38)
    problem = two(10.0, 10.5, supplier_share=0.7)
    suppliers, countries = shares_of_hours(problem, solve(problem, near=0).answer)
    assert suppliers == pytest.approx([0.7, 0.3])
    assert countries == pytest.approx([0.7, 0.3])


def test_a_tier_that_counts_issues() -> None:
    problem = replace(two(10.0, 10.5), tiers=(Tiers(), Tiers((0.0, 8.0), (0.0, 0.2), counted="issues")))
    plan = solve(problem, near=0)
    assert plan.bill.cost == pytest.approx(10 * 10.5 * 0.8)
    dear = replace(problem, sites=replace(problem.sites, hours=np.array([100.0, 70.0])))
    assert solve(dear, near=0).bill.cost == pytest.approx(100.0)


@pytest.mark.parametrize("wrong", [
    {"starts": (1.0,)},
    {"starts": (0.0, 5.0, 5.0), "discounts": (0.0, 0.1, 0.2)},
    {"on_all": False, "counted": "hours"},
])  # fmt: skip
def test_a_price_list_that_nobody_can_mean_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="tier"):
        Tiers(**wrong)  # type: ignore[arg-type]


def test_regret_is_nothing_for_the_best_in_each_future() -> None:
    problem = two(10.0, 11.0)
    scenarios = Scenarios(np.array([0.5, 0.5]), np.ones((2, 1)), np.array([[1.0, 1.0], [1.5, 1.0]]), np.zeros((2, 2)))
    first, second = (
        Answer(np.tile(each, 10), np.array([each]) > 0) for each in (np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    )
    found = outcomes(problem, [first, second], scenarios)
    assert found == pytest.approx(np.array([[100.0, 150.0], [110.0, 110.0]]))
    assert regrets(found) == pytest.approx(np.array([[0.0, 40.0], [10.0, 0.0]]))


@drawn(8, 100)
@given(SEEDS)
def test_the_file_says_the_same(seed: int) -> None:
    from tempfile import TemporaryDirectory

    from highspy import Highs

    program = program_of(small(seed))
    with TemporaryDirectory() as made:
        write_mps(program, Path(made) / "plan.mps")
        other = Highs()  # type: ignore[no-untyped-call]
        other.setOptionValue("output_flag", False)
        other.setOptionValue("mip_rel_gap", 0.0)
        other.readModel(str(Path(made) / "plan.mps"))
        other.run()
        assert other.getInfo().objective_function_value == pytest.approx(
            solved(program, seconds=30).objective, rel=1e-6
        )


def test_a_plan_is_looked_at_again_row_by_row() -> None:
    """Every kind of row finds a plan that was bent to break it."""
    problem = small(1, sites=4, supplier_share=0.5, most_suppliers=1, two_sites=(0,), is_single=True, most_moved=0.0,
                    cover=np.ones(2), most_cost=1.0, least_value=1e9)  # fmt: skip
    bent = np.where(problem.pairs.site == 1, 0.6, 0.0)
    told = "\n".join(broken(problem, Answer(bent, np.zeros(problem.opening.shape, bool))))
    for words in ("is served", "goes to one site", "no team", "of two", "of all hours", "change their site",
                  "find nobody", "it costs", "it is worth"):  # fmt: skip
        assert words in told
    full = Answer(np.where(problem.pairs.site == 0, 1.0, 0.0) * 9, np.ones(problem.opening.shape, bool))
    again = "\n".join(broken(problem, full))
    assert "suppliers are used" in again
    assert "hours, of" in again
    assert objective(problem, billed(problem, full)) > 0


@pytest.mark.parametrize("seed", range(8))
def test_a_cut_is_what_the_first_share_would_cost_more(seed: int) -> None:
    """Held against the same program with a little forced there: with tiers, tails, bounds and small teams."""
    problem = small(seed, least_share=0.05, supplier_share=0.9)
    problem = replace(problem, closing=np.where(problem.opening > 20, 5.0, 0.0), opening=0 * problem.opening)
    scenarios = Scenarios(np.array([0.7, 0.3]), np.ones((2, 2)), np.array([[1.0, 1.0], [1.0, 1.2]]), np.zeros((2, 3)),
                          beyond=0.5, weight=0.3)  # fmt: skip
    problem = replace(problem, wishes=replace(problem.wishes, scenarios=scenarios))
    plan = solve(problem, near=0)
    held = _held(problem, program_of(problem), plan.answer)
    before, little = solved(held, seconds=30.0).objective, 1e-3
    found = losing(problem, plan.answer)
    assert found
    for each in found:
        lower = held.lower.copy()
        lower[held.columns["shares"].start + each.pair] = little
        forced = solved(replace(held, lower=lower), seconds=30.0)
        assert forced.is_impossible or each.cut == pytest.approx((forced.objective - before) / little, rel=1e-3)
