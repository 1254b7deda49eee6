"""A measure by a metric of another package is looked at; what engines do differently in it is said at the measure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from truegreen.metrics.catalogue import Metric, catalogue, metric_of
from truegreen.model.agreement import Agreement, Contact, Measure, Parties, Party, Versions
from truegreen.model.finding import Finding, Level
from truegreen.readings.portable import portable_findings
from truegreen.units.span import Span

AT = Span("agreements/acme.yml", 41, 5)
FILE = '''"""Slow share: the share of cases that took long."""

from truegreen.metrics.define import Rows, Spread, Tally, variant
from decimal import Decimal

NAME, UNIT, BETTER = "slow_share", "share", "lower"
PERSPECTIVE, TIMING = "efficiency", "leading"


@variant(counted_on="opened_on", grain="case", population="all cases")
def odd(case: Rows) -> Tally:
    """Cases that took more than an hour."""
    took = case.resolved_at.epoch_seconds() - case.opened_at.epoch_seconds()
    return Tally(among=case.case_id.notnull(), value=took > 3600)


@variant(counted_on="opened_on", grain="case", population="all cases")
def right(case: Rows) -> Tally:
    """Cases that took more than an hour, by whole seconds."""
    took = case.resolved_at.truncate("s").epoch_seconds() - case.opened_at.truncate("s").epoch_seconds()
    return Tally(among=case.case_id.notnull(), value=took > 3600)


@variant(counted_on="opened_on", grain="customer", population="all cases", unit="count")
def customers(case: Rows) -> Tally:
    """Customers who are seen in a day, each day."""
    return Tally(among=case.case_id.notnull(), value=case.customer_id.nunique().over(group_by=case.opened_on))


@variant(counted_on="opened_on", grain="case", population="all cases", unit="seconds")
def median(case: Rows) -> Spread:
    """Half of the cases took less."""
    return Spread(case.resolved_at.notnull(), (case.waiting_seconds / 60).cast("int64"), Decimal("0.5"))
'''


@pytest.fixture
def metric(tmp_path: Path) -> Metric:
    """Read a metric that somebody else wrote."""
    file, module = tmp_path / "slow_share.py", ModuleType("slow_share")
    file.write_text(FILE, "utf-8")
    module.__file__ = str(file)
    exec(compile(FILE, str(file), "exec"), module.__dict__)  # noqa: S102
    return metric_of(module)


def found(metric: Metric, *measured: str) -> list[Finding]:
    party = Party(name="Acme", contact=Contact(name="Service desk"))
    agreement = Agreement(
        agreement="care", title="Care", starts=date(2025, 1, 1), services={},
        measures={f"m{place}": Measure(metric=each, at=AT) for place, each in enumerate(measured)},
        parties=Parties(client=party, provider=party),
    )  # fmt: skip
    versions = Versions(id="care", each=((date(2025, 1, 1), agreement),))
    return portable_findings([versions], {**catalogue(), metric.name: metric})


def test_it_is_said_at_the_measure_with_what_to_write(metric: Metric) -> None:
    one, other = found(metric, "slow_share.odd", "slow_share.odd")
    assert {(each.at, each.level, each.id) for each in (one, other)} == {(AT, Level.WARNING, "differs-by-engine")}
    assert one.says.startswith("slow_share.odd may not be the same on every engine: seconds are taken of a time")
    assert one.says.endswith("(opened_at).")
    assert "(resolved_at)" in other.says
    assert one.remedy == 'Write .truncate("s").epoch_seconds().'


def test_what_cells_make_of_it_counts_too(metric: Metric) -> None:
    (one,) = found(metric, "slow_share.customers")
    assert "distinct counts are added up" in one.says
    assert [each.remedy.partition(" ")[2][:3] for each in found(metric, "slow_share.median")] == ["a.c", ".fl"]


def test_nothing_is_said_of_what_is_right_and_of_our_own(metric: Metric) -> None:
    assert found(metric, "slow_share.right", "on_time.by_target", "slow_share.of_nothing", "nothing.at_all") == []
