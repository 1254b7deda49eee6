"""Small projects whose accounts order and log in, with silences, outages and leavers that a test plants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tests.cli.calling import call, starter

FIRST, LAST = date(2024, 1, 1), date(2025, 6, 30)
ENGAGED = """source: {kind}s
files: ["data/{kind}s-*.csv"]
zone: Europe/London
facts:
  engagement:
    columns:
      account_id: account
      at: {{column: at, format: "%Y-%m-%d %H:%M"}}
      kind: {{constant: {kind}}}
      reference: number
"""
ACCOUNTS = """source: accounts
files: ["data/accounts.csv"]
facts:
  account:
    columns:
      account_id: account
      segment: segment
      recurring_revenue: pays
      started_on: started
      renewal_on: renewal
      decision_on: notice
      owner: owner
"""
MONTHS = """source: months
files: ["data/months.csv"]
facts:
  account_month:
    columns:
      account_id: account
      month: month
      recurring_revenue: pays
      engagement: logins
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """What is planted.

    Attributes:
        accounts: how many there are, named A001 and so on.
        every: days between comings, by kind of engagement.
        steps: how regular they are, by kind.
        stops: for an account, the last day on which it did something of a kind; of all kinds for ``all``.
        slows: days from which accounts come a tenth as often as before.
        notice: the days on which accounts gave notice.
        out: days on which a kind's feed told nothing.
        began: the first days of accounts that are new.
    """

    accounts: int = 80
    every: Mapping[str, float] = field(default_factory=lambda: {"order": 8.0})
    steps: Mapping[str, int] = field(default_factory=dict)
    stops: Mapping[tuple[str, str], date] = field(default_factory=dict)
    slows: Mapping[str, date] = field(default_factory=dict)
    notice: Mapping[str, date] = field(default_factory=dict)
    out: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    began: Mapping[str, date] = field(default_factory=dict)


def project(folder: Path, planted: Planted, seed: int = 1) -> Path:
    """Write a project with what is planted, and run it."""
    made = starter(folder)
    (made / "sources" / "accounts.yml").write_text(ACCOUNTS, "utf-8")
    names = [f"A{number:03}" for number in range(1, planted.accounts + 1)]
    rows = [
        f"{name},{segment},{1000 + number},2020-01-01,2026-01-01,{planted.notice.get(name, '')},Kim"
        for number, name in enumerate(names)
        for segment in [("Small", "Core")[number % 2]]
    ]
    header = "account,segment,pays,started,renewal,notice,owner"
    (made / "data" / "accounts.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    draw = np.random.default_rng(seed)
    for kind in planted.every:
        (made / "sources" / f"{kind}s.yml").write_text(ENGAGED.format(kind=kind), "utf-8")
        _write(made / "data", kind, _events(planted, kind, names, draw))
    assert call("run", made).exit_code == 0
    return made


def _events(planted: Planted, kind: str, names: list[str], draw: np.random.Generator) -> list[tuple[date, str]]:
    """Draw the days on which accounts came, on weekdays."""
    open_days = [FIRST + timedelta(days=place) for place in range((LAST - FIRST).days + 1)]
    open_days = [day for day in open_days if day.weekday() < 5]
    steps, usual = planted.steps.get(kind, 1), planted.every[kind] * 5 / 7
    told = []
    for name in names:
        own = usual * draw.uniform(0.7, 1.4)
        times = np.cumsum(draw.gamma(steps, own / steps, int(len(open_days) / own * 2 + 50)))
        stops = min(planted.stops.get((name, kind), LAST), planted.stops.get((name, "all"), LAST))
        for number, place in enumerate(np.unique(times[times < len(open_days)].astype(int))):
            day = open_days[place]
            if day >= planted.slows.get(name, date.max) and number % 10:
                continue
            first, last = planted.out.get(kind, (date.max, date.max))
            if planted.began.get(name, FIRST) <= day <= stops and not first <= day <= last:
                told.append((day, name))
    return sorted(told)


def _write(folder: Path, kind: str, events: list[tuple[date, str]]) -> None:
    for month in sorted({day.strftime("%Y-%m") for day, _ in events}):
        rows = [
            f"{kind[0].upper()}{number},{name},{day} {9 + number % 8:02}:{number % 60:02}"
            for number, (day, name) in enumerate(events)
            if day.strftime("%Y-%m") == month
        ]
        (folder / f"{kind}s-{month}.csv").write_text("\n".join(["number,account,at", *rows]) + "\n", "utf-8")


def by_month(folder: Path, falls: int, seed: int = 1) -> Path:
    """Write a project that knows months of engagement only, with some accounts that fall in the last."""
    made = starter(folder)
    (made / "sources" / "months.yml").write_text(MONTHS, "utf-8")
    draw = np.random.default_rng(seed)
    rows = []
    for number in range(60):
        for month in range(14):
            usual = 40 + number if number >= falls or month < 13 else 2
            first = date(2024 + month // 12, month % 12 + 1, 1)
            rows.append(f"A{number:03},{first},{1000 + number},{draw.poisson(usual)}")
    (made / "data" / "months.csv").write_text("\n".join(["account,month,pays,logins", *rows]) + "\n", "utf-8")
    assert call("run", made).exit_code == 0
    return made
