"""Value of small projects and of the example: what is planted lies within its interval, and nothing is made up."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.project.worth import FIRST, LAST, MONTHS, contracts, project
from truegreen.model.value import Grade
from truegreen.model.valued import Basis, Behind, Valued
from truegreen.project.looking import look
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.project.value.opened import opened
from truegreen.project.value.valued import Choices, gathered, valued
from truegreen.stats.estimate import Verdict
from truegreen.world.make import make

EXAMPLE = Path(__file__).parents[2] / "examples" / "acme"
CHOICES = Choices(with_model=False)


def found_in(folder: Path, choices: Choices = CHOICES) -> Valued:
    with look(open_project(folder)) as view:
        assert view
        return valued(view, gathered(view, choices))


def named(found: Valued) -> set[str]:
    return {each.id for each in found.findings}


@pytest.fixture(scope="module")
def by_contract(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, np.ndarray]:
    accounts, months, decided = contracts(400, 0.02, 1)
    random = np.random.default_rng(2)
    days = np.where(random.random(400) < 0.5, np.datetime64("2025-02-03"), np.datetime64("2025-04-07"))
    saves = [
        (f"A{at:04}", f"{days[at]} 10:00", "true" if at % 3 else "", "control" if held else "treated", "50.00")
        for at, held in enumerate(random.random(400) < 0.15)
        if np.isnat(decided[at]) or decided[at] > days[at]
    ]
    folder = project(tmp_path_factory.mktemp("contract") / "p", accounts=accounts, months=months, saves=saves)
    return folder, decided


def test_accounts_under_contract_are_worth_what_is_planted(by_contract: tuple[Path, np.ndarray]) -> None:
    folder, decided = by_contract
    found = found_in(folder)
    assert {each.basis for each in found.accounts} == {Basis.CONTRACT}
    still = int(np.isnat(decided).sum())
    assert len(found.accounts) == still
    worth, discount = found.amounts["worth"], 1.1 ** (1 / 12) - 1
    true = still * 1000 * sum(0.98 ** (month + 1) * (1 + discount) ** -month for month in range(60))
    assert worth.value is not None
    assert worth.low is not None
    assert worth.high is not None
    assert worth.low.amount < true < worth.high.amount
    assert (worth.grade, worth.method) == (Grade.ADJUSTED, "value.lifetime.shifted_beta_geometric")
    parts = [float(each.value.value.amount) for each in found.groups if each.value.value]
    assert sum(parts) == pytest.approx(float(worth.value.amount), abs=3)


def test_attempts_that_do_nothing_protect_nothing(by_contract: tuple[Path, np.ndarray]) -> None:
    found = found_in(by_contract[0])
    saves, kept = found.saves, found.amounts["protected"]
    assert saves is not None
    assert saves.lift is not None
    assert saves.decided == saves.accepted > 100  # all are reported as saved
    assert saves.lift.low < 0 < saves.lift.high
    assert kept.grade is Grade.RANDOMISED
    assert not kept.is_certain
    assert saves.test is not None
    assert saves.test.verdict is Verdict.NOT_ENOUGH
    assert saves.hangs is not None
    assert saves.hangs.held_out == saves.arms[1].over


@pytest.fixture(scope="module")
def lettered(tmp_path_factory: pytest.TempPathFactory) -> Valued:
    accounts = [
        ("left on the last day", "Large", "2022-01-01", "2025-11-03", "2025-12-31"),
        ("leaves later", "Large", "2022-01-01", "2025-11-03", "2026-01-31"),
        ("left without notice", "Large", "2022-01-01", "", "2025-12-01"),
        *((f"A{at}", "Large", "2022-01-01", "", "") for at in range(30)),
    ]
    months = [(each[0], f"{FIRST + month}-01", 1000, 0, 0, "false") for each in accounts for month in range(MONTHS)]
    saves = [(f"A{at}", "2025-02-03 10:00", "true", "AB"[at % 2], "") for at in range(30)]
    orders = [("A1", f"{LAST} 08:00", "last", 1.0)]
    folder = project(tmp_path_factory.mktemp("lettered") / "p", accounts=accounts, months=months, saves=saves,
                     orders=orders)  # fmt: skip
    return found_in(folder)


def test_arms_that_nobody_understands_are_not_said_to_be_empty(lettered: Valued) -> None:
    assert lettered.saves is not None
    assert lettered.saves.because == "nobody knows whether “A” and “B” were treated or held out"
    assert "arm-not-understood" in named(lettered)
    assert "nobody-held-out" not in named(lettered)


def test_who_gave_notice_and_is_still_there_is_counted_as_accounts_counts(lettered: Valued) -> None:
    assert lettered.given_notice == 1


def test_where_everybody_gave_notice_that_is_why_nothing_is_valued(tmp_path: Path) -> None:
    accounts = [(f"A{at}", "Large", "2022-01-01", "2025-11-03", "") for at in range(20)]
    months = [(each[0], f"{FIRST + month}-01", 1000, 0, 0, "false") for each in accounts for month in range(MONTHS)]
    found = found_in(project(tmp_path / "p", accounts=accounts, months=months))
    assert found.why == "No account can be valued: nobody is a customer who has not given notice."
    assert found.amounts["worth"].because == "nobody is a customer who has not given notice"
    assert found.given_notice == 20


@pytest.mark.slow
def test_arms_out_of_proportion_are_told_before_any_lift(by_contract: tuple[Path, np.ndarray]) -> None:
    found = found_in(by_contract[0], Choices(held_out=0.4, with_model=False))
    assert found.saves is not None
    assert found.saves.lift is None
    assert found.saves.saved is None
    assert found.amounts["protected"].value is None
    assert "arms-out-of-proportion" in named(found)
    assert "no difference between the arms may be read" in found.saves.because


@pytest.mark.slow
def test_what_stands_behind_amounts_can_be_opened(by_contract: tuple[Path, np.ndarray]) -> None:
    with look(open_project(by_contract[0])) as view:
        assert view
        held = gathered(view, CHOICES)
        found = valued(view, held)
        rows = {each: opened(view, held, found, each) for each in Behind}
        assert len(rows[Behind.ACCOUNTS].rows) == len(found.accounts)
        assert found.saves is not None
        assert len(rows[Behind.SAVES].rows) == sum(arm.entered for arm in found.saves.arms)
        assert not rows[Behind.OFFERS].rows
        asked = rows[Behind.SAVES].query.replace(".truegreen", str(by_contract[0] / ".truegreen"))
        assert len(view.source.duck.rows(asked)) >= len(rows[Behind.SAVES].rows)


@pytest.mark.slow
def test_without_anybody_held_out_nothing_is_measured(tmp_path: Path) -> None:
    accounts, months, _ = contracts(60, 0.03, 3)
    saves = [(f"A{at:04}", "2025-01-10 10:00", "true", "", "") for at in range(40)]
    found = found_in(project(tmp_path / "p", accounts=accounts, months=months, saves=saves))
    assert found.saves is not None
    assert found.saves.lift is None
    assert found.amounts["protected"].value is None
    assert found.amounts["risk"].value is None
    assert "nobody was held out" in found.saves.because
    assert "nobody-held-out" in named(found)
    assert found.amounts["attempts"].value is None  # no record says what they cost


@pytest.mark.slow
def test_arms_in_words_that_nobody_knows_are_not_compared(tmp_path: Path) -> None:
    accounts, months, _ = contracts(40, 0.03, 4)
    saves = [(f"A{at:04}", "2025-01-10 10:00", "true", "XY"[at % 2], "") for at in range(40)]
    found = found_in(project(tmp_path / "p", accounts=accounts, months=months, saves=saves))
    assert "arm-not-understood" in named(found)
    assert found.amounts["protected"].value is None


@pytest.mark.slow
def test_customers_without_a_contract_are_valued_by_their_orders(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    orders: list[tuple[object, ...]] = []
    for at in range(120):
        rate, days = random.gamma(1.5, 1 / 40), [int(random.integers(0, 400))]
        while days[-1] < 730 and random.random() > 0.05:
            days.append(days[-1] + 1 + int(random.exponential(1 / rate)))
        orders += [
            (
                f"C{at:03}",
                f"{np.datetime64('2024-01-01') + day} 09:00",
                f"{at}-{day}",
                round(float(random.gamma(6, 20)), 2),
            )
            for day in days
            if day < 730
        ]
    orders.append(("C000", f"{LAST} 09:00", "last", 99.5))
    found = found_in(project(tmp_path / "p", orders=orders))
    assert {each.basis for each in found.accounts} == {Basis.ORDERS}
    assert len(found.accounts) == 120
    assert "valued by their orders" in found.why
    assert found.amounts["worth"].value is not None
    assert all(each.alive is not None and 0 <= each.alive <= 1 for each in found.accounts)
    assert found.saves is None
    assert found.amounts["protected"].because == "the records hold no attempts to keep an account"


def planted(folder: Path, cases: int, seed: int, choices: Choices = CHOICES) -> tuple[Valued, float]:
    """Make and run the example at some size; give what is found, and the value truly protected."""
    shutil.copytree(EXAMPLE, folder)
    make(folder, cases=cases, seed=seed)
    assert run(open_project(folder), datetime(2026, 1, 2))[0]
    truth: dict[str, Any] = json.loads((folder / "truth" / "truth.json").read_text("utf-8"))["saves"]
    discount, chance = 1.1 ** (1 / 12) - 1, truth["monthly_chance_of_notice"]
    payments = sum((1 - chance) ** (month + 1) * (1 + discount) ** -month for month in range(54)) / (1 + discount) ** 6
    over = [each for each in truth["accounts"] if each["arm"] == "treated" and each["followed"]]
    true = sum((each["chance_held_out"] - each["chance_treated"]) * each["recurring_revenue"] for each in over)
    within = 180 / (365.25 / 12) / 2  # who gives notice within the days does so half-way, more or less
    return found_in(folder, choices), true * (payments + within)


@pytest.mark.slow
@pytest.mark.parametrize(("cases", "seed"), [(40_000, 7), (150_000, 7), (150_000, 11)])
def test_value_protected_in_the_example_is_the_planted_figure(tmp_path: Path, cases: int, seed: int) -> None:
    found, true = planted(tmp_path / "acme", cases, seed)
    kept, saves = found.amounts["protected"], found.saves
    assert saves is not None
    assert saves.lift is not None, saves.because
    assert kept.low is not None
    assert kept.high is not None
    assert kept.low.amount < true < kept.high.amount
    assert kept.grade is Grade.RANDOMISED
    offered = found.amounts["brought"]
    assert found.amounts["influenced"].value is not None
    assert offered.grade is Grade.RANDOMISED


@pytest.mark.slow
def test_an_example_in_which_attempts_do_nothing_has_no_value_protected(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "acme")
    make(tmp_path / "acme", cases=150_000, seed=7, nothing_planted=True)
    assert run(open_project(tmp_path / "acme"), datetime(2026, 1, 2))[0]
    found = found_in(tmp_path / "acme")
    assert found.saves is not None
    assert found.saves.accepted / found.saves.decided > 0.8  # and the team calls all these saved
    assert not found.amounts["protected"].is_certain
    assert not found.amounts["brought"].is_certain
