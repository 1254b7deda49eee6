"""Small projects in which it is known what customers are worth: accounts, orders, attempts to keep them, as wanted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from tests.project.planted import AGREEMENT
from truegreen.project.opened import open_project
from truegreen.project.run import run

NOW = datetime(2026, 1, 2)
FIRST, LAST = np.datetime64("2024-01"), np.datetime64("2025-12-31")
MONTHS = 24
SOURCES = {
    "accounts": ("account", {"account_id": "account", "segment": "segment", "started_on": "started",
                             "decision_on": "decided", "ended_on": "ended"}),
    "months": ("account_month", {"account_id": "account", "month": "month", "recurring_revenue": "revenue",
                                 "expansion": "more", "contraction": "less", "churned": "churned"}),
    "orders": ("engagement", {"account_id": "account", "at": "at", "kind": "{constant: order}", "reference": "number",
                              "amount": "amount"}),
    "saves": ("save", {"account_id": "account", "at": "at", "accepted": "kept", "arm": "arm", "amount": "cost"}),
}  # fmt: skip
Row = Sequence[object]


def project(folder: Path, **tables: Iterable[Row]) -> Path:
    """Write a project of some tables and run it.

    Args:
        folder: where to.
        tables: rows of ``accounts``, ``months``, ``orders`` and ``saves``, in the order of their columns.
    """
    for each in ("agreements", "sources", "data"):
        (folder / each).mkdir(parents=True)
    (folder / "truegreen.toml").write_text('currency = "EUR"\ntime_zone = "UTC"\n', "utf-8")
    (folder / "agreements" / "desk.yml").write_text(AGREEMENT, "utf-8")
    for name, rows in tables.items():
        table, columns = SOURCES[name]
        written = [each for each in columns.values() if not each.startswith("{")]
        with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([written, *rows])
        mapped = "".join(f"      {column}: {source}\n" for column, source in columns.items())
        text = f"source: {name}\nfiles: [data/{name}.csv]\nzone: UTC\nfacts:\n  {table}:\n    columns:\n{mapped}"
        (folder / "sources" / f"{name}.yml").write_text(text, "utf-8")
    done, findings = run(open_project(folder), NOW)
    assert done, findings
    return folder


def contracts(many: int, chance: float, seed: int) -> tuple[list[Row], list[Row], np.ndarray]:
    """Give accounts that pay 1,000 a month and decide to leave by chance, their months, and when they decided."""
    random = np.random.default_rng(seed)
    started = FIRST - random.integers(0, 30, many)
    life = random.geometric(chance, many)
    first = np.maximum((FIRST - started).astype(int), 0)
    life = first + life  # only who is still there when the records begin
    decided = (started + life).astype("datetime64[D]") + random.integers(0, 28, many)
    decided = np.where(decided > LAST, np.datetime64("NaT"), decided)
    accounts: list[Row] = []
    months: list[Row] = []
    for at in range(many):
        gone = "" if np.isnat(decided[at]) else str(decided[at])
        accounts.append((f"A{at:04}", ("Large", "Small")[at % 2], str(started[at]) + "-01", gone, ""))
        for month in range(MONTHS):
            day = FIRST + month
            there = np.isnat(decided[at]) or day <= decided[at].astype("datetime64[M]")
            if there:
                leaves = not np.isnat(decided[at]) and day == decided[at].astype("datetime64[M]")
                months.append((f"A{at:04}", f"{day}-01", 1000, 0, 0, str(bool(leaves)).lower()))
    return accounts, months, decided
