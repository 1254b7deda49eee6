"""Small projects in which it is known what customers care about, as anybody could have them: two files and a contract.

Every case took some hours and may be late; each was answered about. The contract pays until 24 hours.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from truegreen.project.opened import open_project
from truegreen.project.run import run

NOW = datetime(2026, 1, 2)
AGREEMENT = """
agreement: desk
title: The desk
starts: 2025-01-01
ends: 2025-12-31
currency: EUR
zone: UTC
parties:
  client: {name: Client, contact: {name: A}}
  provider: {name: Provider, contact: {name: B}}
services:
  desk: {title: The desk}
measures:
  on-time:
    metric: on_time.by_target
    title: Resolved within 24 hours
    role: critical service level
    target: 90 %
    weight: 0.6
    outcome: satisfied
  kept-closed:
    metric: reopen_rate.of_resolved
    title: Cases reopened
    target: 5 %
    outcome: satisfied
  satisfied:
    metric: csat.top2
    title: Satisfied with the case
    role: experience level
    target: 80 %
obligations:
  say: {owed_by: client, what: Says what is wrong}
  solve: {owed_by: provider, what: Solves it}
governance:
  escalation:
    - {client: A, provider: B, within: 5 d}
"""
SOURCE = """
source: desk
files: [data/cases.csv]
facts:
  case:
    columns: {case_id: id, account_id: account, customer_id: account, channel: channel, opened_at: opened,
              due_at: due, resolved_at: resolved, reopened: reopened}
"""
SURVEYS = """
source: surveys
files: [data/surveys.csv]
facts:
  feedback:
    columns: {feedback_id: id, case_id: case, kind: kind, value: value, scale_min: low, scale_max: high,
              answered_at: answered}
"""


def planted(folder: Path, kind: str, seed: int = 1, accounts: int = 150, cases: int = 60) -> Path:
    """Write a project and run it.

    Args:
        folder: where.
        kind: what is planted: ``kink`` (customers care from 14 hours on), ``nothing``, ``perverse`` (late cases are the
            good ones), ``simpson`` (accounts served late are unhappy, though each is happier with a late case),
            ``ceiling`` (always on time).
        seed: of what is drawn.
        accounts: how many.
        cases: of each.
    """
    random = np.random.default_rng(seed)
    whose = np.repeat(np.arange(accounts), cases)
    hours = random.gamma(2.2, 6, len(whose)) * np.exp(random.normal(0, 0.3, accounts))[whose]
    reopened = random.random(len(whose)) < 0.1
    hours = np.minimum(hours, 23.0) if kind == "ceiling" else hours
    late = hours > 24
    usual = np.bincount(whose, late)[whose] / cases
    happy = random.random(len(whose)) < 1 / (1 + np.exp(-_drawn(random, kind, hours, late, usual, whose)))
    _write(folder, whose, hours, reopened, happy, random)
    made, findings = run(open_project(folder), NOW)
    assert made, findings
    return folder


def _drawn(
    random: np.random.Generator,
    kind: str,
    hours: NDArray[np.float64],
    late: NDArray[np.bool_],
    usual: NDArray[np.float64],
    whose: NDArray[np.intp],
) -> NDArray[np.float64]:
    """Give the log-odds that a customer is satisfied."""
    level = 1.25 + random.normal(0, 0.3, whose.max() + 1)[whose]
    drawn: NDArray[np.float64] = level + {
        "kink": -0.12 * np.maximum(hours - 14, 0),
        "perverse": 1.2 * (late - 0.5),
        "simpson": 1.0 * late - 9.0 * (usual - usual.mean()),
    }.get(kind, np.zeros(len(hours)))
    return drawn


def _write(
    folder: Path,
    whose: NDArray[np.intp],
    hours: NDArray[np.float64],
    reopened: NDArray[np.bool_],
    happy: NDArray[np.bool_],
    random: np.random.Generator,
) -> None:
    for place, text in (("agreements/desk.yml", AGREEMENT), ("sources/cases.yml", SOURCE),
                        ("sources/surveys.yml", SURVEYS),
                        ("truegreen.toml", 'currency = "EUR"\ntime_zone = "UTC"\nslices = ["channel"]\n')):  # fmt: skip
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, "utf-8")
    (folder / "data").mkdir()
    first = datetime(2025, 1, 1, tzinfo=UTC)
    opened = [first + timedelta(days=float(each)) for each in random.uniform(0, 330, len(whose))]
    with (folder / "data" / "cases.csv").open("w", newline="") as cases:
        rows = csv.writer(cases)
        rows.writerow(["id", "account", "channel", "opened", "due", "resolved", "reopened"])
        rows.writerows(
            [
                f"c{at}",
                f"a{who}",
                "phone",
                *(_at(opened[at] + timedelta(hours=each)) for each in (0, 24, took)),
                int(again),
            ]
            for at, (who, took, again) in enumerate(zip(whose, hours.tolist(), reopened, strict=True))
        )
    with (folder / "data" / "surveys.csv").open("w", newline="") as surveys:
        rows = csv.writer(surveys)
        rows.writerow(["id", "case", "kind", "value", "low", "high", "answered"])
        rows.writerows(
            [f"s{at}", f"c{at}", "csat", 5 if yes else 2, 1, 5, _at(opened[at] + timedelta(days=10))]
            for at, yes in enumerate(happy)
        )


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
