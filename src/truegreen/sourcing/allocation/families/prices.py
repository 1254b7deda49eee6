"""What is paid follows what is spent: tiers on all that is bought or on each part of it, and what is owed at least.

Where a tier holds for all that is bought, one tier is chosen and the spend lies between its ends. Where it holds for
its part only, parts are filled in their order, for which integers are needed only where the price falls. The end of the
last tier is as near as the work that could go to the supplier allows.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.arrays import Floats, Places
from truegreen.sourcing.allocation.draft import Draft
from truegreen.sourcing.allocation.families.served import is_priced_by_spend
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.tiers import REACHED


def lay(draft: Draft, problem: Problem) -> None:
    """Write for each supplier who needs it whether it is used, its spend by tier, and what it is owed besides."""
    most = most_spent(problem)
    used = {int(each): _lay_supplier(draft, problem, int(each), float(most[each]))
            for each in np.flatnonzero(is_priced_by_spend(problem))}  # fmt: skip
    if problem.wishes.most_suppliers is not None:
        with_people = [used[each] for each in np.unique(problem.sites.supplier_of[~problem.sites.is_free])]
        draft.add_rows("suppliers", 1, (0, with_people, 1.0),
                       upper=float(problem.wishes.most_suppliers))  # fmt: skip


def _lay_supplier(draft: Draft, problem: Problem, supplier: int, most: float) -> int:
    name, tiers = f"supplier {supplier}", problem.tiers[supplier]
    (used,) = draft.add_columns(f"{name} used", 1, upper=1.0, whole=True)
    sites = np.flatnonzero((problem.sites.supplier_of == supplier) & ~problem.sites.is_free)
    each = np.arange(len(sites))
    draft.add_rows(f"{name} open", len(sites), (each, draft.at("sites")[sites], 1.0),
                   (each, np.full(len(sites), used), -1.0), upper=0.0)  # fmt: skip
    counted = problem.counted(supplier)
    end = most if tiers.counted == "spend" else float((counted * problem.pairs.most).sum())
    reached = [place for place, start in enumerate(tiers.starts) if start <= end * (1 + REACHED)]
    starts = np.array([tiers.starts[place] for place in reached])
    prices = 1 - np.array([tiers.discounts[place] for place in reached])
    ends = np.append(starts[1:], max(end, starts[-1]))
    by_tier = draft.add_columns(f"{name} spend", len(starts), cost=prices)
    _lay_sum(draft, f"{name} spent", by_tier, np.where(problem.supplier == supplier, problem.pairs.spend, 0.0))
    if not tiers.on_all:
        _lay_by_part(draft, name, by_tier, starts, ends, prices, int(used))
    elif tiers.counted == "spend":
        _lay_on_all(draft, name, by_tier, starts, ends, int(used))
    else:
        much = draft.add_columns(f"{name} counted", len(starts))
        _lay_sum(draft, f"{name} counted", much, counted)
        _lay_on_all(draft, name, much, starts, ends, int(used))
        rows = np.arange(len(starts))
        draft.add_rows(
            f"{name} priced", len(starts), (rows, by_tier, 1.0), (rows, draft.at(f"{name} tier"), -most), upper=0.0
        )
    _lay_owed(draft, name, by_tier, prices, float(problem.committed[supplier]), int(used))
    return int(used)


def _lay_sum(draft: Draft, name: str, parts: Places, weight: Floats) -> None:
    pairs = np.flatnonzero(weight)
    draft.add_rows(name, 1, (0, parts, 1.0),
                   (0, draft.at("shares")[pairs], -weight[pairs]), lower=0.0, upper=0.0)  # fmt: skip


def _lay_on_all(draft: Draft, name: str, by_tier: Places, starts: Floats, ends: Floats, used: int) -> None:
    count, each = len(starts), np.arange(len(starts))
    held = draft.add_columns(f"{name} tier", count, upper=1.0, whole=count > 1)
    draft.add_rows(f"{name} from", count, (each, by_tier, 1.0), (each, held, -starts), lower=0.0)
    draft.add_rows(f"{name} to", count, (each, by_tier, 1.0), (each, held, -ends), upper=0.0)
    draft.add_rows(f"{name} one tier", 1, (0, held, 1.0), (0, [used], -1.0), lower=0.0, upper=0.0)


def _lay_by_part(
    draft: Draft, name: str, by_tier: Places, starts: Floats, ends: Floats, prices: Floats, used: int
) -> None:
    widths, count = ends - starts, len(starts)
    falls = np.diff(prices) < 0
    begun = draft.add_columns(f"{name} part", count - 1, upper=1.0, whole=bool(falls.any()))
    each, first = np.arange(count), np.append(used, begun)
    draft.add_rows(f"{name} to", count, (each, by_tier, 1.0), (each, first, -widths), upper=0.0)
    if count > 1:
        rows = np.arange(count - 1)
        draft.add_rows(f"{name} full", count - 1, (rows, by_tier[:-1], 1.0), (rows, begun, -widths[:-1]), lower=0.0)


def _lay_owed(draft: Draft, name: str, by_tier: Places, prices: Floats, owed: float, used: int) -> None:
    if owed > 0:
        (short,) = draft.add_columns(f"{name} owed", 1, cost=1.0)
        draft.add_rows(f"{name} owes", 1, (0, [short], 1.0), (0, by_tier, prices),
                       (0, [used], -owed), lower=0.0)  # fmt: skip


def most_spent(problem: Problem) -> Floats:
    """Give the most that could be spent with each supplier at list prices: by its work, and by its people's hours."""
    pairs, sites = problem.pairs, problem.sites
    key = problem.supplier * len(problem.work.volume) + pairs.cell
    dearest = np.zeros(sites.suppliers * len(problem.work.volume))
    np.maximum.at(dearest, key, pairs.spend * np.where(problem.needs_people, 1.0, pairs.most))
    by_work = dearest.reshape(sites.suppliers, -1).sum(axis=1)
    rate = np.divide(pairs.spend, pairs.hours, out=np.full(len(pairs.hours), np.inf), where=pairs.hours > 0)
    highest = np.zeros(len(sites.hours))
    np.maximum.at(highest, pairs.site, np.where(problem.needs_people, rate, np.inf))
    with np.errstate(invalid="ignore"):
        by_hours = np.bincount(sites.supplier_of, np.nan_to_num(highest * sites.hours, nan=0.0, posinf=np.inf),
                               sites.suppliers)  # fmt: skip
    return np.asarray(np.minimum(by_work, by_hours))


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Name what does not hold for suppliers: how many are used. What is paid is recomputed by the bill."""
    if problem.wishes.most_suppliers is not None:
        count = len(np.unique(problem.sites.supplier_of[answer.used]))
        if count > problem.wishes.most_suppliers:
            yield f"{count} suppliers are used, of {problem.wishes.most_suppliers}"
