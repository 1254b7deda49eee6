"""The truth of a world, written beside it: what was planted, what matters, and which accounts leave and why."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from truegreen.world.accounts import Accounts, Standing, last_day
from truegreen.world.nature import Nature, cells
from truegreen.world.programmes import Programmes, told
from truegreen.world.setting import (
    CONTACT_TYPES,
    KNOWN_UNTIL,
    MONTHS,
    SEGMENTS,
    SITES,
    ZONE,
    Planted,
)

_KPIS: Final = (
    ("first_contact_resolution", True, "Accounts whose cases come back or are reopened leave."),
    ("reopen_rate", True, "A reopened case counts like one that came back."),
    ("on_time", False, "A late case takes four points off satisfaction and drives nobody away."),
    ("service_level", False, "How fast a call is answered changes nothing afterwards."),
    ("critical_error_accuracy", False, "The form is checked, not whether the matter is solved."),
    ("handle_time", False, "It rises in November and December, as notices do before January renewals."),
)
_DECOYS: Final = (
    {"site": "Rotterdam", "contact_type": "certificate of origin", "why": "Few surveys: it looks bad now and then."},
    {
        "site": "Manila",
        "why": "It has more of the harder documents; where nothing is planted, it is like Porto by type.",
    },
    {
        "metric": "handle_time",
        "why": "It goes up and down with the notices by season; within accounts it says nothing.",
    },
)


def write_truth(
    folder: Path, accounts: Accounts, now: Standing, nature: Nature, seed: int, cases: int, programmes: Programmes
) -> None:
    """Write ``truth.json`` and ``cells.csv`` into a folder."""
    truth: dict[str, Any] = {
        "seed": seed,
        "cases_asked_for": cases,
        "nothing_planted": not nature.planted,
        "zone": ZONE,
        "first_month": f"{MONTHS[0]:%Y-%m}",
        "last_month": f"{MONTHS[-1]:%Y-%m}",
        "known_until": f"{KNOWN_UNTIL.isoformat()}Z",
        "watermelons": [_planted(each) for each in nature.planted if each.kind == "watermelon"],
        "inverse": [_planted(each) for each in nature.planted if each.kind == "inverse"],
        "decoys": list(_DECOYS) if nature.planted else [],
        "kpis": [_kpi(*each, planted=bool(nature.planted)) for each in _KPIS],
        "leaving": _leaving(accounts, now, programmes),
        **told(programmes, nature),
    }
    (folder / "truth.json").write_text(json.dumps(truth, indent=1, default=str) + "\n", encoding="utf-8")
    with (folder / "cells.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["month", "provider", "site", "contact_type", "segment", "late", "answered_in_20s", "came_back",
                       "reopened", "satisfied", "kind"])  # fmt: skip
        for month in MONTHS:
            for cell in cells(month, nature):
                site, segment = SITES[cell.site], SEGMENTS[cell.segment]
                where = [f"{month:%Y-%m}", site.provider, site.name, CONTACT_TYPES[cell.contact_type].name, segment]
                chances = (cell.late, cell.fast, cell.came_back, cell.reopened, cell.satisfied)
                rows.writerow([*where, *(f"{chance:.4f}" for chance in chances), cell.kind])


def _kpi(metric: str, matters: bool, why: str, *, planted: bool) -> dict[str, Any]:
    if planted:
        return {"metric": metric, "matters": matters, "why": why}
    return {"metric": metric, "matters": False, "why": "Nothing matters here."}


def _planted(each: Planted) -> dict[str, Any]:
    shown = asdict(each)
    return {**shown, "first": f"{each.first:%Y-%m}", "last": f"{each.last:%Y-%m}"}


def _leaving(accounts: Accounts, now: Standing, programmes: Programmes) -> list[dict[str, Any]]:
    ends, silent = last_day(now), programmes.orders.silent_since
    lead = now.notice - silent
    return [
        {
            "account_id": str(place + 1),
            "segment": SEGMENTS[accounts.segment[place]],
            "decision_on": str(now.notice[place]),
            "ended_on": str(ends[place]),
            "why": str(now.because[place]),
            "silent_since": None if np.isnat(silent[place]) else str(silent[place]),
            "lead_days": None if np.isnat(silent[place]) else int(lead[place].astype(int)),
        }
        for place in np.flatnonzero(~np.isnat(now.notice))
    ]
