"""How long settlement takes: ten thousand agreement-months of the example, and what explaining every line adds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Final

from benchmarks.measuring import Result, cpu
from benchmarks.project import ROOT
from truegreen.files.agreements import read_agreements
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Unit, Versions
from truegreen.model.given import Given, Givens, Scale
from truegreen.model.statement import Statement
from truegreen.readings.specs import scales
from truegreen.settlement.graph import statement_record
from truegreen.settlement.settle import settle
from truegreen.units.period import Period, add_months, period_of

MONTHS: Final = 24
CONTRACTS: Final = 417
"""Of 24 months each: 10,008 agreement-months."""


def run(cases: int) -> list[Result]:
    """Settle the example's agreement under many contracts with figures of their own; the size does not matter."""
    del cases
    versions = read_agreements(ROOT / "examples" / "acme")[0]["acme-care"]
    scaled = scales(versions, catalogue())
    given = [_given(versions, scaled, Random(seed)) for seed in range(CONTRACTS)]
    last = period_of(add_months(versions.latest.starts, MONTHS - 1))
    statements: list[tuple[Statement, ...]] = []

    def all_settled() -> None:
        statements[:] = [settle(versions, each, last, scaled) for each in given]

    settling = cpu(all_settled, 1)
    explaining = cpu(lambda: [statement_record(each) for several in statements for each in several], 1)
    one = cpu(lambda: settle(versions, given[0], last, scaled))
    terms = len(versions.latest.terms)
    return [
        Result(f"{CONTRACTS * MONTHS:,} agreement-months of {terms} clauses settled", settling, "20 s", 20, 1.0),
        Result("every line of them explained in sentences", explaining, "settling them", settling, 1.0),
        Result(f"{MONTHS} months of the example settled", one, "1 s", 1, 1.0),
    ]


def _given(versions: Versions, scaled: dict[str, Scale], chance: Random) -> Givens:
    """Draw figures around the agreement's levels, so that caps bind, misses repeat and bands are left."""
    return Givens.of(each for month in range(MONTHS) for each in _month(versions, scaled, month, chance))


def _month(versions: Versions, scaled: dict[str, Scale], month: int, chance: Random) -> Iterator[Given]:
    period = period_of(add_months(versions.latest.starts, month))
    agreement = versions.on(period.last)
    for name, measure in agreement.measures.items():
        window = period_of(period.last, measure.window, 1, agreement.starts)
        if window.end == period.end and measure.target is not None:
            level = measure.target.in_unit(scaled[name].unit)
            value = level * Fraction(chance.randint(850, 1100), 1000)
            value = min(value, Fraction(1)) if scaled[name].unit == "share" else value
            yield Given(name=name, period=window, value=value, count=Fraction(chance.randint(40, 900)))
    for name, figure in agreement.figures.items():
        if figure.unit is not Unit.NAME:
            yield _figure(name, figure.unit, period, chance)


def _figure(name: str, unit: Unit, period: Period, chance: Random) -> Given:
    value = Fraction(chance.randint(20, 1200)) if unit is Unit.COUNT else Fraction(chance.randint(9000, 12000), 100)
    return Given(name=name, period=period, value=value, count=Fraction(1))
