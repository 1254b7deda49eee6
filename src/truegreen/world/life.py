"""How a world lives through a month: notices, new matters, who comes back, calls, surveys and money; all is booked."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

import numpy as np

from truegreen.engine.duck import Duck
from truegreen.world import accounts as customers
from truegreen.world import exports, figures, history, ledger, resources
from truegreen.world.accounts import Accounts, Standing
from truegreen.world.books import enter, open_books
from truegreen.world.calls import take_calls
from truegreen.world.cases import CHAIN, nobody_comes, open_cases
from truegreen.world.draws import prepare
from truegreen.world.nature import Nature, cells
from truegreen.world.setting import MONTHS
from truegreen.world.work import work_cases

_LOST_CALLS_FROM: Final = 2**29
_BACK_IN_THE_MONTH: Final = 0.15


@dataclass(slots=True)
class World:
    """A world as its months go by.

    Attributes:
        duck, random, nature, accounts, now, agents: what it is made with and of.
        numbers, opened: the next case's number, and the cases so far.
        months: what is remembered of each.
        solved: of each month, whom something may be offered after a solved problem, after which ticket, and when.
    """

    duck: Duck
    random: np.random.Generator
    nature: Nature
    accounts: Accounts
    now: Standing
    agents: int
    numbers: int = 1
    opened: int = 0
    months: list[history.Month] = field(default_factory=list)
    solved: list[tuple[customers.Whole, customers.Whole, customers.Days]] = field(default_factory=list)


def begun(cases: int, seed: int, nature: Nature) -> World:
    """Give a world of about so many cases, before its first month."""
    duck, random = Duck(), np.random.default_rng(seed)
    prepare(duck, seed)
    open_books(duck)
    nobody_comes(duck)
    accounts = customers.founded(min(max(cases // 100, 60), 20_000), random)
    return World(
        duck, random, nature, accounts, customers.standing(accounts), agents=min(max(cases // 1_500, 24), 6_000)
    )


def live(world: World, month: int, cases_by_now: int) -> None:
    """Let a month happen: notices, new matters and who comes back, calls, surveys, evaluations; all entered."""
    duck, accounts, now, random = world.duck, world.accounts, world.now, world.random
    world.months.append(history.before(accounts, now, month))
    customers.give_notice(accounts, now, month, world.nature, random)
    coming = int(duck.row("SELECT count(*) FROM coming")[0])
    matters = customers.new_matters(
        accounts, now, month, round((cases_by_now - world.opened - coming) / (1 + _BACK_IN_THE_MONTH)), random
    )
    ledger.lay_out(duck, "panel", _panel(accounts, now, month, matters))
    ledger.lay_out(duck, "cells", _cells(month, world.nature))
    open_cases(duck, month, world.numbers)
    work_cases(duck, month, world.agents, world.nature)
    take_calls(duck, month, _LOST_CALLS_FROM + world.numbers)
    duck.run(f"CREATE OR REPLACE TEMP TABLE surveyed AS {exports.SURVEYED}")
    duck.run(f"CREATE OR REPLACE TEMP TABLE checked AS {exports.CHECKED}")
    for page in figures.PAGES:
        enter(duck, page)
    resources.book_costs(duck, month)
    world.numbers += CHAIN * int(matters.sum())
    _remember(world, month)


def _remember(world: World, month: int) -> None:
    """Let accounts feel what they met, say it, and pay more or less from the next month on."""
    duck, accounts, now = world.duck, world.accounts, world.now
    met = duck.connection.execute("SELECT account, count(*), count_if(failed) FROM cases GROUP BY account").fetchnumpy()
    who, cases, failures = met.values()
    world.opened += int(cases.sum())
    customers.lived_through(
        now, *(np.bincount(who, weights, len(accounts)).astype(np.int64) for weights in (cases, failures))
    )
    staying = customers.may_give_notice(accounts, now, month)
    growth = np.where(staying, customers.growth_chances(now, world.nature), 0.0)
    moves = customers.moves(accounts, now, month, world.nature, world.random)
    ledger.keep_ledger(duck, month, accounts, now, moves, world.random)
    ledger.hear_signals(duck, month, accounts, now, world.nature, world.random)
    world.months[-1] = replace(world.months[-1], growth=growth, grown=moves[0])
    world.solved.append(history.solved_for_good(duck))
    now.revenue = now.revenue + moves[0] - moves[1]


def _panel(accounts: Accounts, now: Standing, month: int, matters: customers.Whole) -> dict[str, Any]:
    here = np.flatnonzero(customers.active(accounts, now, month))
    each = matters[here]
    return {
        "account": here,
        "segment": accounts.segment[here],
        "home": accounts.home[here],
        "focus": accounts.focus[here],
        "leaving": now.leaves[here] == month,
        "n": each,
        "first": np.cumsum(each) - each,
    }


def _cells(month: int, nature: Nature) -> dict[str, Any]:
    true = [asdict(each) for each in cells(MONTHS[month], nature)]
    where = {name: [each[name] for each in true] for name in ("site", "contact_type", "segment")}
    return where | {f"p_{name}": [each[name] for each in true] for name in ("late", "fast", "came_back", "reopened")}
