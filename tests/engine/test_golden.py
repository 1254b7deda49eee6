"""What engines are asked reads as it did, in each dialect: every metric, a clock, and cells with all their slices.

    TRUEGREEN_SQL_ANEW=1 pytest tests/engine/test_golden.py

writes the files anew; what changed in them is then read before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from truegreen.clocks.days import grids
from truegreen.clocks.hours import Hours, week
from truegreen.clocks.lives import moments
from truegreen.clocks.measured import Grids, measured
from truegreen.clocks.ready import expression
from truegreen.engine.compile import DIALECTS, to_sql
from truegreen.facts.tables import CASE, CASE_EVENT
from truegreen.metrics.catalogue import Spec, catalogue
from truegreen.metrics.define import Rows
from truegreen.model.clock import Clock, Reopened, TargetBy
from truegreen.readings.conformance import every_formula
from truegreen.readings.plan import plans
from truegreen.readings.portable import expressions
from truegreen.readings.query import cells
from truegreen.readings.specs import formula
from truegreen.units.quantity import Quantity

ANEW: Final = "TRUEGREEN_SQL_ANEW"
GOLDEN: Final = Path(__file__).parent / "golden"
CLOCK: Final = Clock(
    starts=("opened",),
    stops=("resolved", "cancelled"),
    reopened=Reopened.CONTINUES,
    pauses=("waiting_on_customer",),
    resumes=("customer_replied", "resumed"),
    calendar="office",
    target=TargetBy(each={"P1": Quantity.parse("4 h")}, otherwise=Quantity.parse("16 h")),
)
OPEN: Final = [(day * 1440 + 8 * 60, day * 1440 + 18 * 60) for day in range(5)]
OFFICE: Final = Hours("office", (week(None, "Europe/Lisbon", OPEN),))
SPECS: Final = (Spec("on_time", "by_target"), Spec("csat", "mean"), Spec("cost_per_contact", "per_answered"))


@cache
def of_metrics() -> Mapping[str, list[tuple[str, Rows]]]:
    """Give what is asked for each metric: for each variant what it counts, and the expressions for it."""
    found: dict[str, list[tuple[str, Rows]]] = {}
    for each in every_formula():
        named = [(f"-- {each.spec}, of {table}: {each.words}", made) for table, made in expressions(each)]
        found.setdefault(each.metric.name, []).extend(named)
    return found


@cache
def of_clocks() -> Mapping[str, Rows]:
    """Give what is asked for clocks: every step of every case, and the runs of one clock."""
    import ibis

    days, stretches = grids([OFFICE], date(2025, 3, 1), date(2025, 6, 1))
    steps = moments(expression(CASE), expression(CASE_EVENT))
    kept = ibis.table(steps.schema(), name="moments")
    return {
        "moments": steps,
        "resolution": measured("resolution", CLOCK, kept, Grids(days.expression, stretches.expression)),
    }


@cache
def of_cells() -> Mapping[str, Rows]:
    """Give what is asked for several measures at once, by slices of the case and of the account, in odd periods."""
    formulas = [formula(each, catalogue()) for each in SPECS]
    kinds, slices = (("month", 5), ("week", 1)), ("provider", "site", "segment")
    known = {each: datetime(2025, 4, 1) for each in ("came", "happened")}
    made = plans(formulas, slices, kinds)
    return {name: cells(plan, known, account_by_month=True)[0] for name, plan in made.items()}


def reads(file: Path, written: str) -> None:
    """See that a golden file reads as what is written, or write it anew where that is asked for."""
    if os.environ.get(ANEW):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written, "utf-8")
    assert file.exists(), f"write it by {ANEW}=1"
    assert written == file.read_text("utf-8"), f"read what changed; write it anew by {ANEW}=1"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("metric", catalogue())
def test_a_metric_reads_as_it_did(metric: str, dialect: str) -> None:
    listed = (f"{says}\n{to_sql(made, dialect, pretty=True)};\n" for says, made in of_metrics()[metric])
    reads(GOLDEN / dialect / "metrics" / f"{metric}.sql", "\n".join(listed))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_clock_reads_as_it_did(dialect: str) -> None:
    for name, made in of_clocks().items():
        reads(GOLDEN / dialect / "clocks" / f"{name}.sql", to_sql(made, dialect, pretty=True) + ";\n")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_cells_read_as_they_did(dialect: str) -> None:
    for name, made in of_cells().items():
        reads(GOLDEN / dialect / "cells" / f"{name}.sql", to_sql(made, dialect, pretty=True) + ";\n")


def test_every_file_is_of_something() -> None:
    assert {*map(str, _files())} == {str(each) for each in GOLDEN.rglob("*") if each.is_file()}
    assert sorted(of_metrics()) == sorted(catalogue())


def _files() -> Iterator[Path]:
    for dialect in DIALECTS:
        for kind, named in (("metrics", of_metrics()), ("clocks", of_clocks()), ("cells", of_cells())):
            yield from (GOLDEN / dialect / kind / f"{name}.sql" for name in named)


def test_pretty_is_the_same_but_for_its_lines() -> None:
    for made in of_cells().values():
        for dialect in DIALECTS:
            plain, pretty = ("".join(to_sql(made, dialect, pretty=each).split()) for each in (False, True))
            assert plain == pretty
