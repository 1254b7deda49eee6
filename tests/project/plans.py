"""Plans and work by hand, for tests of what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from truegreen.files.plans import plan_from
from truegreen.model.finding import Finding
from truegreen.model.plan import Plan
from truegreen.project.sourcing.gathered import Gathered, Worth, gathered
from truegreen.readings.work import Worked

MONTHS = tuple(date(2025, month, 1) for month in range(1, 13))
Row = tuple[str, str, int, int, int]
"""Contact type, site, cases, of them came back, and not solved for good (those who came back included)."""
TWO_SITES = """\
plan: next
currency: EUR
rates: {USD: 0.5}
starts: 2026-01-01
cells: [contact_type]
sites:
  Porto: {supplier: Northline, country: PT, per_contact: 5.00 EUR}
  Bonn: {supplier: Us, country: DE, per_contact: 12.00 USD}
"""
V20: Sequence[Row] = (("claims", "Porto", 50_000, 20_000, 20_000), ("claims", "Bonn", 50_000, 12_500, 12_500))
"""Five euros at 60 %, and six at 75 %."""


def plan_of(text: str) -> Plan:
    """Read a plan that has nothing odd about it."""
    findings: list[Finding] = []
    plan = plan_from(text, "plans/next.yml", findings)
    assert plan is not None, [str(each) for each in findings]
    return plan


def work_of(rows: Sequence[Row], *, minutes: float = 15.0, cost: float = float("nan")) -> Worked:
    """Give work by hand: a year of cases, each of so many minutes."""
    types, sites = (tuple(sorted({row[at] for row in rows})) for at in (0, 1))
    cases, back, failed = (np.array([row[at] for row in rows], dtype=np.float64) for at in (2, 3, 4))
    each = np.ones(len(rows))
    return Worked(
        slices=("contact_type",), cells=tuple((str(name),) for name in types), sites=tuple(map(str, sites)),
        providers=("",), cell=np.array([types.index(row[0]) for row in rows]),
        site=np.array([sites.index(row[1]) for row in rows]), provider=np.zeros(len(rows), dtype=np.intp), cases=cases,
        contacts=cases, hours=cases * minutes / 60, cost=cases * cost, handle=each * minutes / 60, spread=each * 0.1,
        judged=cases, solved=cases - failed, back=back, passed=0 * cases, raised=0 * cases,
        by_month=np.repeat(cases[:, None] / 12, 12, axis=1), months=MONTHS, first=MONTHS[0], last=date(2025, 12, 31),
        query="",
    )  # fmt: skip


def problem_of(
    text: str, rows: Sequence[Row], worth: Mapping[str, float] | None = None, *, minutes: float = 15.0,
    cost: float = float("nan"),
) -> Gathered:  # fmt: skip
    """Give the problem of a plan and of work by hand."""
    worths: dict[tuple[str, ...], Worth] = {(name,): (each, "by hand") for name, each in (worth or {}).items()}
    return gathered(plan_of(text), work_of(rows, minutes=minutes, cost=cost), worths, "Europe/London")
