"""A project whose calls were played through a queue: known arrivals, handle times, patience and agents.

Calls come by chance, more at noon; each takes an exponential time and gives up after an exponential patience, in a desk
of so many agents that is open from 09:00 to 17:00 in London, through the change to summer time.
"""

from __future__ import annotations

import csv
import heapq
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from truegreen.project.opened import open_project
from truegreen.project.run import run

ZONE = ZoneInfo("Europe/London")
FIRST, DAYS = date(2025, 1, 6), 105
TAKES, PATIENCE, AGENTS, A_DAY = 300.0, 150.0, 3, 90.0
SHRINKAGE = 0.25
SETTINGS = 'currency = "EUR"\ntime_zone = "Europe/London"\nslices = ["service", "site"]\n'
AGREEMENT = """
agreement: desk
title: The desk
starts: 2025-01-01
ends: 2026-12-31
currency: EUR
zone: Europe/London
parties:
  client: {name: Client, contact: {name: A}}
  provider: {name: Provider, contact: {name: B}}
services:
  help: {title: Help desk, hours: desk}
calendars:
  desk: {zone: Europe/London, open: [mon-sun 09:00-17:00]}
measures:
  answered:
    metric: service_level.of_offered
    title: Calls answered in 20 seconds
    parameters: {within_seconds: 20}
    service: help
    target: 80 %
    clause: "4.1"
obligations:
  say: {owed_by: client, what: Says what is wrong}
  solve: {owed_by: provider, what: Solves it}
governance:
  escalation:
    - {client: A, provider: B, within: 5 d}
"""
SOURCES = """
source: desk
files: [data/calls.csv]
facts:
  interaction:
    columns: {interaction_id: id, case_id: id, site: site, channel: channel, offered_at: offered,
              answered_at: answered, abandoned_at: gone, ended_at: ended, talk_seconds: talk}
---
source: cases
files: [data/calls.csv]
facts:
  case:
    columns: {case_id: id, service: service, site: site, language: language, opened_at: offered}
---
source: hours
files: [data/hours.csv]
facts:
  staffing:
    columns: {month: month, site: site, service: service, headcount: people, paid_seconds: paid,
              productive_seconds: there}
---
source: volumes
files: [data/volumes.csv]
zone: Europe/London
facts:
  volume:
    columns: {service: service, starts_at: day, forecast: said, locked_at: locked, actual: came}
"""


def played(folder: Path, seed: int = 1) -> Path:
    """Write a project whose calls were played through the queue, and run it."""
    draw = np.random.default_rng(seed)
    (folder / "data").mkdir(parents=True)
    (folder / "agreements").mkdir()
    (folder / "sources").mkdir()
    (folder / "truegreen.toml").write_text(SETTINGS, "utf-8")
    (folder / "agreements" / "desk.yml").write_text(AGREEMENT, "utf-8")
    for text in SOURCES.split("---\n"):
        (folder / "sources" / f"{text.split()[1]}.yml").write_text(text, "utf-8")
    days = [FIRST + timedelta(days=each) for each in range(DAYS)]
    came = [_day(draw, day) for day in days]
    with (folder / "data" / "calls.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "service", "site", "language", "channel", "offered", "answered", "gone", "ended", "talk"])
        rows.writerows(
            [f"c{at}", *each] for at, each in enumerate(call for calls in came for call in _queued(draw, calls))
        )
    with (folder / "data" / "hours.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["month", "site", "service", "people", "paid", "there"])
        for month in sorted({day.replace(day=1) for day in days}):
            paid = round(AGENTS * 8 * 3600 * 30.4 / (1 - SHRINKAGE))
            rows.writerow([month, "Porto", "help", 6, paid, round(paid * (1 - SHRINKAGE))])
    with (folder / "data" / "volumes.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["service", "day", "said", "locked", "came"])
        for day, calls in zip(days, came, strict=True):
            rows.writerow(["help", day, round(1.3 * A_DAY), f"{day - timedelta(days=30)} 12:00:00", len(calls)])
    made, findings = run(open_project(folder), datetime(2025, 5, 1))
    assert made, findings
    return folder


def _day(draw: np.random.Generator, day: date) -> list[datetime]:
    """Draw when a day's calls come: most around one o'clock."""
    opens = datetime.combine(day, time(9), ZONE).astimezone(UTC)
    share = draw.triangular(0, 4 * 3600, 8 * 3600, draw.poisson(A_DAY))
    return [opens + timedelta(seconds=float(each)) for each in np.sort(share)]


def _queued(draw: np.random.Generator, calls: list[datetime]) -> Iterator[list[object]]:
    """Play a day's calls through the desk, first come, first served."""
    free = [0.0] * AGENTS
    for came in calls:
        at, talk, patience = came.timestamp(), round(draw.exponential(TAKES)), draw.exponential(PATIENCE)
        begins = max(free[0], at)
        told = ["help", "Porto", ("en", "de")[int(draw.random() < 0.4)], "phone", _written(at)]
        if begins - at > patience:
            yield [*told, "", _written(at + patience), _written(at + patience), ""]
            continue
        heapq.heapreplace(free, begins + talk)
        yield [*told, _written(begins), "", _written(begins + talk), talk]


def _written(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
