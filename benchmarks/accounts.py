"""Early warning of ten thousand accounts over two years: tried month by month, and told now, against what it may cost.

Each side runs in a process of its own, so that its memory is its own. Drawn is a hidden health that moves what is seen
of an account, and whether it leaves; it is first seen that leavers are told from others.
"""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import GIGABYTES, Result, cpu, peak_gigabytes
from truegreen.readings.panel import Standing
from truegreen.readings.risk_history import HEARD, Days, Engaged, History
from truegreen.signals.warning.backtest import Tried, backtest
from truegreen.signals.warning.labels import labels
from truegreen.signals.warning.leaks import leaks
from truegreen.signals.warning.now import Now, told_now
from truegreen.signals.warning.origins import Setting
from truegreen.stats.estimate import Verdict

ACCOUNTS, FEW, MONTHS, OWNERS, KEPT = 10_000, 500, 24, 12, 0.9
LARGE = 1_000_000
"""Cases of so many accounts; where fewer are asked for, there are few."""
PROMISED, MAY_HOLD = 120.0, 2.15
"""Two minutes, and two gibibytes."""
SETTING = Setting(horizon=3, budget=5)
Grid = NDArray[np.float64]
TASKS = {"backtest": "tried month by month", "accounts": "tried, and every account told now with its causes"}


def run(cases: int) -> list[Result]:
    """Time both at 10,000 accounts; at 500 where fewer than a million cases are asked for."""
    many = ACCOUNTS if cases >= LARGE else FEW
    at_size = 1.0 if many == ACCOUNTS else None
    results: list[Result] = []
    for verb, words in TASKS.items():
        line = [sys.executable, "-m", "benchmarks.accounts", verb, str(many)]
        made = json.loads(subprocess.run(line, check=True, capture_output=True, text=True).stdout)
        task = f"{verb}: {many:,} accounts, {MONTHS} months, {words}"
        results += [
            Result(task, made["cpu"], "two minutes", PROMISED, at_size, size=many, held=made["peak"]),
            Result(f"{task}: peak", made["peak"], "two GiB", MAY_HOLD, at_size, GIGABYTES, many),
        ]
    return results


def main(verb: str, accounts: int) -> None:
    """Do what a verb does, once its rows are read, and print what it took, as JSON."""
    history = drawn(accounts)
    took = cpu(lambda: _told(history) if verb == "accounts" else _tried(history, with_grouped=True), times=1)
    print(json.dumps({"cpu": took, "peak": peak_gigabytes()}))


def _tried(history: History, *, with_grouped: bool) -> Tried:
    marks = labels(history)
    seen = leaks(history, marks, SETTING.horizon, None)
    found = backtest(history, marks, SETTING, leaks=seen, currency="EUR", with_grouped=with_grouped)
    assert found.backtest.verdict is Verdict.ESTABLISHED
    return found


def _told(history: History) -> None:
    found = _tried(history, with_grouped=False)
    assert found.heard
    said = found.heard.sayings[found.backtest.winner]
    now = told_now(history, labels(history), SETTING, said.id, said.mend, said.ridge)
    assert isinstance(now, Now)
    assert all(now.causes(at) for at in range(len(now.rows)))


def drawn(accounts: int, seed: int = 0) -> History:
    """Draw accounts, a few of a hundred of which give notice in three months."""
    random = np.random.default_rng(seed)
    shape = (accounts, MONTHS)
    months = np.datetime64("2024-01", "M") + np.arange(MONTHS)
    starts, ends = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]") - 1
    ill = random.normal(size=shape)
    for at in range(1, MONTHS):
        ill[:, at] = KEPT * ill[:, at - 1] + np.sqrt(1 - KEPT**2) * ill[:, at]
    renews = random.integers(0, 12, accounts)
    away = (renews[:, None] - np.arange(MONTHS)) % 12
    leaves = random.random(shape) < _share(-5.5 + 1.2 * ill + ((away >= 2) & (away <= 4)))
    place = np.where(leaves.any(axis=1), leaves.argmax(axis=1), MONTHS)
    days = random.integers(0, 28, accounts).astype("timedelta64[D]")
    never = np.full(accounts, np.datetime64("NaT", "D"))
    decided = np.where(place < MONTHS, np.append(starts, never[0])[place] + days, never)
    ended = decided + np.timedelta64(75, "D")
    here = ~(ended[:, None] < starts)
    counts = _counts(random, ill, here)
    orders = random.poisson(4 * random.gamma(2.0, 0.5, (accounts, 1)) * np.exp(-0.25 * ill)) * here
    account, month = (np.repeat(each, orders.ravel()) for each in np.indices(shape).reshape(2, -1))
    day: Days = starts[month] + random.integers(0, 28, len(month)).astype("timedelta64[D]")
    return History(
        accounts=np.array([f"a{at:05}" for at in range(accounts)]),
        months=months,
        started=starts[0] - random.integers(30, 1500, accounts).astype("timedelta64[D]"),
        here=np.ones(shape, dtype=np.bool_),
        decided_on=decided,
        ended_on=np.where(ended <= ends[-1], ended, never),
        counts=counts,
        revenue=np.where(here, np.round(2000 * random.lognormal(0, 1, (accounts, 1))), np.nan),
        contraction=np.where(random.random(shape) < 0.01, 100.0, 0.0),
        renewal=np.broadcast_to((months[0] + renews).astype("datetime64[D]")[:, None], shape),
        owners=_standing("owner", random.integers(0, OWNERS, accounts)),
        segments=_standing("segment", random.integers(0, 3, accounts)),
        engaged=Engaged(account=account.astype(np.intp), day=day),
    )


def _counts(random: np.random.Generator, ill: Grid, here: NDArray[np.bool_]) -> dict[str, Grid]:
    """Draw what is counted of accounts by month."""
    cases = random.poisson(6 * random.lognormal(0, 0.6, (len(ill), 1)), ill.shape) * here
    answers = random.binomial(cases, 0.15)
    heard = {f"{HEARD}{kind}": random.poisson(0.03 * np.exp(0.6 * ill)) * here
             for kind in ("escalation", "complaint", "competitor_named", "praise")}  # fmt: skip
    made = {
        "cases": cases, "resolved": cases, "due": cases, "answers": answers,
        "returns": random.binomial(cases, _share(-2.0 + 0.5 * ill)),
        "reopened": random.binomial(cases, _share(-2.5 + 0.4 * ill)),
        "in time": random.binomial(cases, _share(1.5 - 0.3 * ill)),
        "escalated": random.binomial(cases, _share(-3.0 + 0.3 * ill)),
        "content": random.binomial(answers, _share(1.4 - 0.7 * ill)),
        "severe": heard[f"{HEARD}escalation"],
    }  # fmt: skip
    return {name: each.astype(np.float64) for name, each in {**made, **heard}.items()}


def _share(log_odds: Grid) -> Grid:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _standing(name: str, codes: NDArray[np.intp]) -> Standing:
    members = np.array([f"{name} {at}" for at in range(int(codes.max()) + 1)])
    return Standing(members, np.repeat(codes[:, None], MONTHS, axis=1))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
