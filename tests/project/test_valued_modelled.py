"""Saves of a project without a hold-out: what early warning had said is told where it can be believed, and not else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.project.test_valued import found_in
from tests.project.worth import FIRST, LAST, MONTHS, Row, project
from truegreen.model.value import Grade
from truegreen.model.valued import Valued
from truegreen.project.value.valued import Choices

ACCOUNTS, STARTS, USUAL = 500, 10, 7


def world(folder: Path, risk: float, seed: int) -> tuple[Valued, int]:
    """Run a project whose accounts leave when they order less; half of those are tried, nobody is held out.

    Args:
        folder: where to.
        risk: how many times as likely notice is within half a year of an attempt.
        seed: of the draws.

    Returns:
        What is found, and how many attempts there were.
    """
    random = np.random.default_rng(seed)
    accounts: list[Row] = []
    months: list[Row] = []
    orders: list[Row] = []
    saves: list[Row] = []
    for at in range(ACCOUNTS):
        name, level, tried, gone = f"A{at:04}", 1.0, -1, ""
        ordered = [USUAL] * 3
        for month in range(MONTHS):
            first = FIRST + month
            level = min(max(level + 0.25 * random.normal(), 0.05), 1.0)
            missing = max(1 - sum(ordered[-3:]) / 3 / USUAL, 0.0)
            if missing > 0.5 and tried < 0 and month >= STARTS and at % 2:
                tried = month
                saves.append((name, f"{first}-02 10:00", "true", "", "50.00"))
            chance = 1 / (1 + np.exp(5.0 - 4.0 * missing))
            leaves = random.random() < chance * (risk if 0 <= tried <= month < tried + 6 else 1.0)
            ordered.append(int(random.poisson(USUAL * level)))
            for number in range(ordered[-1]):
                day = first.astype("datetime64[D]") + int(random.integers(0, 28))
                orders.append((name, f"{day} 09:{number:02}", f"{at}-{month}-{number}", 100.0))
            months.append((name, f"{first}-01", 1000, 0, 0, str(bool(leaves)).lower()))
            if leaves:
                gone = str(first.astype("datetime64[D]") + int(random.integers(2, 28)))
                break
        accounts.append((name, "Large", "2022-01-01", gone, ""))
    orders.append((accounts[0][0], f"{LAST} 08:00", "last", 1.0))
    made = project(folder, accounts=accounts, months=months, orders=orders, saves=saves)
    return found_in(made, Choices()), len(saves)


@pytest.mark.slow
@pytest.mark.parametrize(("risk", "sure"), [(1.0, False), (0.3, True)])
def test_without_a_hold_out_the_model_tells_what_was_saved(tmp_path: Path, risk: float, sure: bool) -> None:
    found, attempts = world(tmp_path / "p", risk, 1)
    saves, amount = found.saves, found.amounts["protected modelled"]
    assert saves is not None
    assert saves.lift is None  # nobody was held out
    assert found.amounts["protected"].value is None
    said = saves.modelled
    assert said is not None
    assert said.because == ""
    assert said.slope is not None
    assert said.slope.low < 1 < said.slope.high
    assert 0 < said.treated + said.unsaid <= attempts
    assert said.lift is not None
    assert (said.lift.low > 0) == sure
    assert amount.grade is Grade.ADJUSTED
    assert amount.is_certain == sure
