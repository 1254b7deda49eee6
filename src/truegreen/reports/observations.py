"""Observations: measures by period and slice as flat rows, in the very figures of the scorecard's JSON.

A row is one measure in one period, for all or for one member of a slice. Its value is a decimal text of ``DIGITS``
digits, its count, divisor and total are exact whole numbers (the total in the unit's small parts), and nothing in it is
computed anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from truegreen.model.finding import Finding
from truegreen.model.reading import Reading
from truegreen.model.scorecard import Row, Scorecard
from truegreen.reports.csv_table import csv_table
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.records import digits
from truegreen.units.period import Period

Cell: TypeAlias = str | int | float | None
COLUMNS: Final = (
    "agreement", "measure", "title", "service", "role", "metric", "variant", "parameters", "period", "from", "to",
    "slice", "member", "count", "divisor", "total", "value", "unit", "currency", "low", "high", "target", "minimum",
    "status", "outcome", "eligible", "invited", "answered", "definition", "run",
)  # fmt: skip
NUMBERS: Final = frozenset(
    {"count", "divisor", "total", "value", "low", "high", "target", "minimum", "eligible", "invited", "answered"}
)


@dataclass(frozen=True, slots=True)
class Observation:
    """One measure in one period, for all or for one member of a slice.

    Attributes:
        row: the measure with its reading and status.
        period: the days it gathers; None for all periods together.
        slice: the slice; empty for everything.
    """

    row: Row
    period: Period | None
    slice: str

    @property
    def reading(self) -> Reading | None:
        """Give what was measured; None if nothing was."""
        return self.row.reading

    @property
    def value(self) -> str | None:
        """Give the value as the scorecard's JSON has it."""
        held = self.reading.value if self.reading else None
        return None if held is None else digits(held)

    @property
    def formula(self) -> str:
        """Name the metric, variant and parameters that were computed."""
        return self.reading.spec if self.reading else self.row.measure.metric


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run measured of an agreement, in some periods and slices.

    Attributes:
        agreement, title: which agreement.
        run: id of the run.
        known_until: last moment the records cover.
        findings: what is known to be wrong with the records and measures.
        currency: of money.
        definitions: digest of each formula that the run computed.
        each: measure by measure; each by period, for all and then by slice and member.
    """

    agreement: str
    title: str
    run: str
    known_until: str
    findings: Sequence[Finding]
    currency: str
    definitions: Mapping[str, str]
    each: Sequence[Observation]

    def definition(self, one: Observation) -> str:
        """Give the digest of an observation's formula; empty where the run computed none."""
        return self.definitions.get(one.formula, "")


def measured(title: str, cards: Sequence[Scorecard], definitions: Mapping[str, str], currency: str) -> Measured:
    """Gather what scorecards of one agreement show.

    Args:
        title: what people call the agreement.
        cards: at least one, all of one run.
        definitions: digest of each formula that the run computed.
        currency: of money.
    """
    found = [
        Observation(row, row.reading.period if row.reading else card.period, card.by)
        for card in cards
        for row in card.rows
    ]
    order = {name: place for place, name in enumerate(dict.fromkeys(each.row.id for each in found))}
    found.sort(key=lambda each: (order[each.row.id], _days(each.period), each.slice, each.row.member))
    first = cards[0]
    about = (first.agreement, title, first.run, first.known_until, first.findings)
    return Measured(*about, currency, definitions, found)


def _days(period: Period | None) -> str:
    return f"{period.start} {period.end}" if period else ""


def observations_csv(found: Measured) -> str:
    """Write observations as CSV; what is absent is an empty field."""
    rows = (_row(found, each) for each in found.each)
    texts = ({name: None if cell is None else str(cell) for name, cell in row.items()} for row in rows)
    return csv_table(COLUMNS, texts, NUMBERS)


def observations_record(found: Measured) -> Record:
    """Give observations for JSON, with what is known to be wrong with the records behind them."""
    return {
        "agreement": found.agreement,
        "title": found.title,
        "run": found.run,
        "known_until": found.known_until,
        "observations": [_row(found, each) for each in found.each],
        "findings": [finding_record(each) for each in found.findings],
    }


def _row(found: Measured, each: Observation) -> dict[str, Cell]:
    row, measure, reading = each.row, each.row.measure, each.reading
    name, _, rest = each.formula.partition(".")
    variant, _, parameters = rest.partition("(")
    unit = reading.unit if reading else None
    return {
        "agreement": found.agreement,
        "measure": row.id,
        "title": measure.title or None,
        "service": measure.service or None,
        "role": str(measure.role),
        "metric": name,
        "variant": variant,
        "parameters": parameters.removesuffix(")") or None,
        "period": str(each.period) if each.period else None,
        "from": each.period.start.isoformat() if each.period else None,
        "to": each.period.last.isoformat() if each.period else None,
        "slice": each.slice or None,
        "member": row.member or None,
        "count": reading.count if reading else None,
        "divisor": reading.divisor if reading else None,
        "total": reading.total if reading else None,
        "value": each.value,
        "unit": unit,
        "currency": found.currency if unit == "money" else None,
        "low": reading.low if reading else None,
        "high": reading.high if reading else None,
        "target": None if measure.target is None else str(measure.target),
        "minimum": None if measure.minimum is None else str(measure.minimum),
        "status": str(row.contract),
        "outcome": None if row.outcome is None else str(row.outcome),
        "eligible": reading.eligible if reading else None,
        "invited": reading.invited if reading else None,
        "answered": reading.answered if reading else None,
        "definition": found.definition(each) or None,
        "run": found.run,
    }
