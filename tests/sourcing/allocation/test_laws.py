"""Laws that every plan keeps, on small problems drawn at random; other solvers and plain counting agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.sourcing.allocation.problems import small
from truegreen.sourcing.allocation.answer import Answer, billed, objective
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.path import ImpossibleError, Solution, solve
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.program import broken, program_of
from truegreen.sourcing.allocation.solver import solved
from truegreen.sourcing.allocation.tiers import Tiers
from truegreen.sourcing.allocation.wishes import Scenarios, Wishes

SEEDS = st.integers(0, 10_000)


def best(problem: Problem) -> Solution | None:
    """Give the proven best plan, or none where nothing is possible."""
    try:
        found = solve(problem, near=1e-9)
    except ImpossibleError:
        return None
    assert not found.certificate.breaches
    assert found.certificate.gap < 1e-4 * max(1.0, abs(found.certificate.objective))
    return found


def money(problem: Problem) -> float:
    """Give the objective of the best plan; infinite where nothing is possible."""
    found = best(problem)
    return found.certificate.objective if found else float("inf")


def wished(problem: Problem, **wishes: object) -> Problem:
    return replace(problem, wishes=replace(problem.wishes, **wishes))  # type: ignore[arg-type]


def near(number: float) -> object:
    return pytest.approx(number, rel=1e-5, abs=1e-3)


def futures(problem: Problem, seed: int) -> Scenarios:
    draw = np.random.default_rng(seed)
    sites = problem.sites
    demand, price = draw.uniform(0.8, 1.3, (5, problem.work.types)), draw.uniform(0.8, 1.3, (5, sites.countries))
    return Scenarios(np.full(5, 0.2), demand, price, draw.normal(0, 0.05, (5, len(sites.hours))), 0.6, 0.5)


@drawn(15, 150)
@given(SEEDS, st.floats(0.01, 100.0))
def test_dearer_money_changes_nothing_but_the_sum(seed: int, rate: float) -> None:
    problem = small(seed)
    other = replace(
        problem, work=replace(problem.work, worth=problem.work.worth * rate), opening=problem.opening * rate,
        sites=replace(problem.sites, fixed=problem.sites.fixed * rate), committed=problem.committed * rate,
        pairs=replace(problem.pairs, spend=problem.pairs.spend * rate),
        tiers=tuple(replace(each, starts=tuple(start * rate for start in each.starts)) for each in problem.tiers),
    )  # fmt: skip
    assert money(other) == near(money(problem) * rate)


@drawn(15, 150)
@given(SEEDS)
def test_a_site_that_is_worse_in_everything_changes_nothing(seed: int) -> None:
    problem = small(seed)
    pairs, sites, last = problem.pairs, problem.sites, len(problem.sites.hours)
    copied = np.flatnonzero(pairs.site == 0)
    order = np.argsort(np.append(pairs.cell, pairs.cell[copied]), kind="stable")
    grown = [np.append(old, new)[order] for old, new in (
        (pairs.cell, pairs.cell[copied]), (pairs.site, np.full(len(copied), last)), (pairs.hours, pairs.hours[copied]),
        (pairs.spend, pairs.spend[copied] * 1.2), (pairs.solved, pairs.solved[copied] * 0.9),
        (pairs.most, pairs.most[copied]), (pairs.today, 0.0 * pairs.today[copied]))]  # fmt: skip
    other = replace(
        problem, pairs=type(pairs)(*grown), opening=np.c_[problem.opening, problem.opening[:, 0] + 1],
        closing=np.c_[problem.closing, problem.closing[:, 0]], tiers=(*problem.tiers, Tiers()),
        committed=np.append(problem.committed, 0.0),
        sites=replace(sites, supplier_of=np.append(sites.supplier_of, last), country_of=np.append(sites.country_of, 0),
                      is_free=np.append(sites.is_free, False), hours=np.append(sites.hours, sites.hours[0]),
                      fixed=np.append(sites.fixed, sites.fixed[0] + 1)),
    )  # fmt: skip
    assert money(other) == near(money(problem))


@drawn(15, 150)
@given(SEEDS, st.sampled_from([
    {"supplier_share": 0.7}, {"two_sites": (0,)}, {"least_share": 0.2}, {"is_single": True}, {"most_suppliers": 2},
    {"most_moved": 100.0}, {"cover": np.full(2, 0.5), "stretch": 1.5}, {"most_cost": 5000.0}, {"least_value": 600.0},
]))  # fmt: skip
def test_one_more_wish_never_costs_less(seed: int, more: dict[str, object]) -> None:
    problem = small(seed)
    assert money(wished(problem, **more)) >= money(problem) - 1e-3


@drawn(15, 150)
@given(SEEDS, st.permutations(range(3)))
def test_names_of_sites_change_nothing(seed: int, order: list[int]) -> None:
    problem = small(seed)
    back, sites = np.argsort(order), problem.sites
    line = np.lexsort((back[problem.pairs.site], problem.pairs.cell))
    moved = {name: getattr(problem.pairs, name)[line] for name in ("cell", "hours", "spend", "solved", "most", "today")}
    other = replace(
        problem, pairs=replace(problem.pairs, site=back[problem.pairs.site][line], **moved),
        sites=replace(sites, hours=sites.hours[order], fixed=sites.fixed[order], country_of=sites.country_of[order]),
        opening=problem.opening[:, order], closing=problem.closing[:, order], committed=problem.committed[order],
        tiers=tuple(problem.tiers[each] for each in order),
    )  # fmt: skip
    assert money(other) == near(money(problem))


@drawn(15, 150)
@given(SEEDS)
def test_a_cell_cut_in_half_changes_nothing(seed: int) -> None:
    problem = small(seed)
    pairs, cells = problem.pairs, len(problem.work.volume)
    half = np.where(pairs.cell == 0, 0.5, 1.0)
    other_half = np.flatnonzero(pairs.cell == 0)
    volume = np.append(problem.work.volume, problem.work.volume[0] / 2)
    volume[0] /= 2
    work = replace(problem.work, volume=volume, worth=np.append(problem.work.worth, problem.work.worth[0]),
                   type_of=np.append(problem.work.type_of, problem.work.type_of[0]))  # fmt: skip
    grown = {name: np.append(getattr(pairs, name) * (half if name in ("hours", "spend") else 1.0),
                             getattr(pairs, name)[other_half] * (0.5 if name in ("hours", "spend") else 1.0))
             for name in ("hours", "spend", "solved", "most", "today")}  # fmt: skip
    cut = replace(pairs, cell=np.append(pairs.cell, np.full(len(other_half), cells)),
                  site=np.append(pairs.site, pairs.site[other_half]), **grown)  # fmt: skip
    assert money(replace(problem, work=work, pairs=cut)) == near(money(problem))


@drawn(15, 150)
@given(SEEDS)
def test_where_value_counts_for_nothing_no_plan_is_cheaper(seed: int) -> None:
    problem = small(seed)
    cheapest = best(wished(problem, value_weight=0.0))
    other = best(problem)
    assert cheapest is not None
    assert other is not None
    assert cheapest.bill.cost <= other.bill.cost + 1e-3
    assert cheapest.bill.value <= other.bill.value + 1e-3


@drawn(15, 150)
@given(SEEDS)
def test_another_solver_finds_the_same(seed: int) -> None:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    problem = small(seed, supplier_share=0.8)
    problem = wished(problem, scenarios=futures(problem, seed))
    program = program_of(problem)
    matrix = csr_array((program.numbers, program.columns_at, program.starts), shape=program.shape)
    rows = LinearConstraint(matrix, program.row_lower, program.row_upper)
    other = milp(program.cost, integrality=program.whole, bounds=Bounds(program.lower, program.upper), constraints=rows,
                 options={"mip_rel_gap": 0.0})  # fmt: skip
    ours = solved(program, seconds=60.0)
    assert ours.is_impossible == (other.x is None)
    if other.x is not None:
        assert ours.objective == near(other.fun)


@drawn(15, 150)
@given(
    SEEDS,
    st.sampled_from([{}, {"supplier_share": 0.7}, {"most_suppliers": 2}, {"most_moved": 150.0}, {"least_share": 0.4}]),
)
def test_counting_all_plans_finds_the_same(seed: int, wishes: dict[str, object]) -> None:
    problem = wished(small(seed), is_single=True, **wishes)
    problem = wished(problem, scenarios=futures(problem, seed))
    assert money(problem) == near(min((objective(problem, billed(problem, each)) for each in plans(problem)),
                                      default=float("inf")))  # fmt: skip


def plans(problem: Problem) -> Iterator[Answer]:
    """Give every way to send each cell to one site whole that keeps to all wishes."""
    pairs = problem.pairs
    ways = [np.flatnonzero(pairs.cell == cell) for cell in range(len(problem.work.volume))]
    for chosen in product(*ways):
        shares: Floats = np.zeros(len(pairs.cell))
        shares[list(chosen)] = 1.0
        teams = np.zeros(problem.opening.shape, bool)
        teams[problem.contact_type[list(chosen)], pairs.site[list(chosen)]] = True
        answer = Answer(shares, teams)
        if not any(broken(problem, answer)):
            yield answer


def test_nothing_is_wished_by_default() -> None:
    assert Wishes() == Wishes(value_weight=1.0)
