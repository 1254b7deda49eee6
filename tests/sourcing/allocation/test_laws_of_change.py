"""What a change of the problem may and may not change in the plan; every plan keeps to its rows in plain numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.sourcing.allocation.problems import small
from tests.sourcing.allocation.test_laws import SEEDS, best, futures, money, near, wished
from truegreen.sourcing.allocation.answer import billed, objective
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.program import broken
from truegreen.sourcing.allocation.why import losing


def times(problem: Problem, rate: float) -> Problem:
    """Give a problem with every amount of money times a rate."""
    return replace(
        problem, work=replace(problem.work, worth=problem.work.worth * rate), opening=problem.opening * rate,
        closing=problem.closing * rate, committed=problem.committed * rate,
        sites=replace(problem.sites, fixed=problem.sites.fixed * rate),
        pairs=replace(problem.pairs, spend=problem.pairs.spend * rate),
        tiers=tuple(replace(each, starts=tuple(start * rate for start in each.starts)) for each in problem.tiers),
    )  # fmt: skip


@drawn(15, 150)
@given(SEEDS, st.sampled_from([0.004, 0.86, 1.09, 25.4, 168.0]))
def test_a_plan_reckoned_in_another_currency_is_a_best_plan_in_this_one(seed: int, rate: float) -> None:
    """The same shares: among plans that are as good as each other, either may be given."""
    problem = small(seed, supplier_share=0.8)
    ours, theirs = best(problem), best(times(problem, rate))
    assert (ours is None) == (theirs is None)
    if ours and theirs:
        assert objective(problem, billed(problem, theirs.answer)) == near(ours.certificate.objective)
        assert not list(broken(problem, theirs.answer))


@drawn(10, 100)
@given(SEEDS, st.floats(0.1, 1.0), st.floats(1.0, 2.0))
def test_a_plan_that_stands_a_failure_keeps_to_all_that_is_asked_without_it(
    seed: int, cover: float, stretch: float
) -> None:
    problem = small(seed)
    safe = wished(problem, cover=np.full(2, cover), stretch=stretch)
    plan = best(safe)
    if plan is not None:
        assert not list(broken(problem, plan.answer))
        assert money(problem) <= plan.certificate.objective + 1e-3


@drawn(10, 100)
@given(SEEDS, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_cover_never_costs_less(seed: int, one: float, other: float) -> None:
    problem = small(seed)
    less, more = (money(wished(problem, cover=np.full(2, each), stretch=1.5)) for each in sorted((one, other)))
    assert less <= more + 1e-3


@drawn(10, 100)
@given(SEEDS, st.floats(0.3, 1.0))
def test_a_country_that_may_have_less_never_makes_a_plan_cheaper(seed: int, share: float) -> None:
    problem = small(seed)
    assert money(wished(problem, country_share=np.array([share, 1.0]))) >= money(problem) - 1e-3


@drawn(10, 100)
@given(SEEDS)
def test_no_plan_is_cheaper_than_the_one_that_counts_no_value(seed: int) -> None:
    problem = small(seed)
    cheapest = best(wished(problem, value_weight=0.0))
    assert cheapest is not None
    for weight in (0.3, 1.0, 5.0):
        other = best(wished(problem, value_weight=weight))
        assert other is not None
        assert other.bill.cost >= cheapest.bill.cost - 1e-3


@drawn(10, 100)
@given(SEEDS)
def test_what_is_dearer_never_costs_less(seed: int) -> None:
    problem = small(seed)
    dearer = replace(problem, pairs=replace(problem.pairs, spend=problem.pairs.spend * 1.1),
                     sites=replace(problem.sites, fixed=problem.sites.fixed + 5))  # fmt: skip
    tierless = replace(problem, tiers=tuple(type(each)() for each in problem.tiers))
    assert money(tierless) >= money(problem) - 1e-3
    assert money(replace(dearer, tiers=tierless.tiers)) >= money(tierless) - 1e-3


@drawn(10, 100)
@given(SEEDS)
def test_hours_that_nobody_needs_change_nothing(seed: int) -> None:
    problem = small(seed)
    more = replace(problem, sites=replace(problem.sites, hours=problem.sites.hours * 1.5))
    assert money(more) <= money(problem) + 1e-3
    endless = replace(problem, sites=replace(problem.sites, hours=np.full(3, 1e5)))
    other = replace(problem, sites=replace(problem.sites, hours=np.full(3, 2e5)))
    assert money(other) == near(money(endless))


@drawn(10, 100)
@given(SEEDS)
def test_everything_wished_at_once_is_kept_to_in_plain_numbers(seed: int) -> None:
    problem = small(seed, sites=4, supplier_share=0.9, country_share=np.array([0.9, 0.9]), least_share=0.1,
                    most_suppliers=4, cover=np.full(2, 0.2), stretch=2.0, most_moved=600.0)  # fmt: skip
    problem = wished(problem, scenarios=futures(replace(problem), seed))
    plan = best(problem)
    if plan is not None:
        assert not list(broken(problem, plan.answer))
        assert objective(problem, plan.bill) == near(plan.certificate.objective)
        assert billed(problem, plan.answer) == plan.bill


@drawn(8, 60)
@given(SEEDS)
def test_a_loser_whose_work_is_worth_more_than_its_cut_wins_some(seed: int) -> None:
    problem = small(seed)
    plan = best(problem)
    assert plan is not None
    for each in losing(problem, plan.answer):
        if not each.is_least and each.cut > 1e-6:
            cell = problem.pairs.cell[each.pair]
            solved = problem.pairs.solved.copy()
            solved[each.pair] += (1.05 * each.cut + 0.5) / (problem.work.volume[cell] * problem.work.worth[cell])
            richer = best(replace(problem, pairs=replace(problem.pairs, solved=solved)))
            assert richer is not None
            assert richer.answer.shares[each.pair] > 0


@pytest.mark.parametrize("seed", range(3))
def test_a_cell_of_nothing_changes_nothing(seed: int) -> None:
    problem = small(seed)
    pairs, cells = problem.pairs, len(problem.work.volume)
    copied = np.flatnonzero(pairs.cell == 0)
    work = replace(problem.work, volume=np.append(problem.work.volume, 0.0), worth=np.append(problem.work.worth, 9.0),
                   type_of=np.append(problem.work.type_of, problem.work.type_of[0]))  # fmt: skip
    parts = {name: np.append(getattr(pairs, name), getattr(pairs, name)[copied] * (name in ("solved", "most", "today")))
             for name in ("hours", "spend", "solved", "most", "today")}  # fmt: skip
    more = replace(pairs, cell=np.append(pairs.cell, np.full(len(copied), cells)),
                   site=np.append(pairs.site, pairs.site[copied]), **parts)  # fmt: skip
    assert money(replace(problem, work=work, pairs=more)) == near(money(problem))
