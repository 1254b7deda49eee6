"""Given figures as a table of text: one row a number (columns ``period, name, value`` …) or one row a period.

A long table has a column ``name``; every row is one number of a measure or figure, or a claim that part of it be
excused. A wide table has a column for each measure and figure. Both may have ``contract``, where several contracts are
settled under one text. All of a file is read, or none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Final, TypeVar, cast

from truegreen.files.cells import NOTHING, parse_cell
from truegreen.files.nearest import did_you_mean
from truegreen.files.scalars import parsed
from truegreen.files.tables import columns_twice, rows_in, table_text, unknown_to
from truegreen.files.text import contents, decode, shown
from truegreen.model.agreement import Agreement, Unit, Versions
from truegreen.model.finding import Finding, error
from truegreen.model.given import Claim, Given, Givens, Scale
from truegreen.units.period import Period, parse_period
from truegreen.units.span import Span

LONG: Final = (
    "period", "name", "contract", "value", "count", "total", "incident", "reported",
    "cause", "excused_count", "excused_total", "excused_amount", "aware", "notice", "granted",
)  # fmt: skip
_T = TypeVar("_T")
_WIDE: Final = ("period", "contract")
_YES: Final = {"yes": True, "no": False, "": None}


def units_of(versions: Versions, scales: Mapping[str, Scale]) -> dict[str, str]:
    """Give the unit of every measure and figure that any version of an agreement has; money as its currency."""
    return {name: unit for _, each in versions.each for name, unit in _units(each, scales)}


def _units(agreement: Agreement, scales: Mapping[str, Scale]) -> Iterator[tuple[str, str]]:
    for name, figure in agreement.figures.items():
        is_money = figure.unit is Unit.MONEY
        yield name, (figure.currency or agreement.currency) if is_money else str(figure.unit)
    for name, measure in agreement.measures.items():
        unit = str(measure.unit) if measure.unit else scales[name].unit if name in scales else ""
        yield name, agreement.currency if unit == "money" else unit


def read_figures(folder: Path, path: Path, units: Mapping[str, str]) -> tuple[dict[str, Givens], list[Finding]]:
    """Read a file of given figures: what is given by contract (empty where there is one), and what is wrong.

    Args:
        folder: the project's folder; places are relative to it.
        path: the file.
        units: unit of every measure and figure that may be named.
    """
    findings: list[Finding] = []
    content = contents(folder, path, findings)
    place = path.relative_to(folder).as_posix()
    return ({}, findings) if content is None else parse_figures(content, place, units, findings)


def parse_figures(
    content: bytes | str, file: str, units: Mapping[str, str], findings: list[Finding] | None = None
) -> tuple[dict[str, Givens], list[Finding]]:
    """Read a table of given figures from its text."""
    findings = [] if findings is None else findings
    text = decode(content, file, findings)
    if text is None:
        return {}, findings
    table = _Table(units, findings)
    for row in rows_in(text, file, partial(_columns, units), findings):
        table.add(row.cells, row.at)
    given = {contract: Givens.of(each.values()) for contract, each in table.given.items()}
    return ({} if findings else given), findings


def _columns(units: Mapping[str, str], names: Sequence[str], at: Span) -> Iterator[Finding]:
    """Find what is wrong with the names of the columns."""
    if "period" not in names:
        remedy = "Begin with a line like period,name,value or period,on-time,cost."
        yield error(at, "no-period-column", "The table has no column “period”.", remedy)
        return
    known = LONG if "name" in names else (*_WIDE, *units)
    for each in unknown_to(known, names):
        says = f"{shown(each)} is no column here, and no measure or figure of the agreement."
        yield error(at, "unknown-figure-column", says, did_you_mean(each, list(known)))
    yield from columns_twice(names, at)


@dataclass(slots=True)
class _Table:
    """A table being read."""

    units: Mapping[str, str]
    findings: list[Finding]
    given: dict[str, dict[tuple[str, Period], Given]] = field(default_factory=dict)

    def add(self, cells: Mapping[str, str], at: Span) -> None:
        """Add what a row says."""
        period = self.read(parse_period, cells["period"], "period", at)
        if period is None:
            return
        if "name" in cells:
            self.add_long(cells, period, at)
            return
        for name in cells:
            if name not in _WIDE and cells[name]:
                self.enter(cells.get("contract", ""), self.number(name, cells[name], period, at))

    def add_long(self, cells: Mapping[str, str], period: Period, at: Span) -> None:
        """Add a row of one number, or of a claim about it."""
        name = cells["name"]
        if name not in self.units:
            says = f"{shown(name)} is no measure and no figure of the agreement."
            self.findings.append(error(at, "unknown-figure", says, did_you_mean(name, list(self.units))))
            return
        given = self.number(name, cells.get("value", "") or _quotient(cells), period, at)
        if given is None:
            return
        if (
            cells.get("count")
            and (count := self.read(Fraction, cells["count"].replace(",", ""), "count", at)) is not None
        ):
            given = replace(given, count=count)
        day = self.read(_day, cells.get("reported", ""), "reported", at)
        claims = (claim,) if cells.get("cause") and (claim := self.claim(cells, at)) else ()
        given = replace(given, incident=cells.get("incident", ""), reported=day, claims=claims)
        self.enter(cells.get("contract", ""), given, is_claim=bool(claims) and given.value is None)

    def claim(self, cells: Mapping[str, str], at: Span) -> Claim:
        """Read what a row asks to be excused."""
        return Claim(
            cause=cells["cause"],
            count=self.exact(cells, "excused_count", at),
            total=self.exact(cells, "excused_total", at),
            amount=self.exact(cells, "excused_amount", at),
            aware=self.read(_day, cells.get("aware", ""), "aware", at),
            notice=self.read(_day, cells.get("notice", ""), "notice", at),
            granted=self.read(_YES.__getitem__, cells.get("granted", ""), "granted", at),
            at=at,
        )

    def exact(self, cells: Mapping[str, str], name: str, at: Span) -> Fraction | None:
        """Read a plain number, where one is written."""
        text = cells.get(name, "")
        return (
            self.read(lambda each: Fraction(cast("Decimal", parsed(each, Decimal))), text, name, at) if text else None
        )

    def number(self, name: str, text: str, period: Period, at: Span) -> Given | None:
        """Read a number of a measure or figure."""
        if not text:
            return Given(name=name, period=period, at=at)
        cell = self.read(lambda written: parse_cell(written, self.units[name]), text, name, at)
        if cell is None:
            return None
        return Given(name=name, period=period, value=cell.value, count=cell.count, text=cell.text, at=at)

    def enter(self, contract: str, given: Given | None, *, is_claim: bool = False) -> None:
        """Enter a number; a second one for the same name and period is a mistake, a further claim is not."""
        if given is None:
            return
        key, mine = (given.name, given.period), self.given.setdefault(contract, {})
        if key not in mine:
            mine[key] = given
        elif is_claim or (mine[key].value is None and mine[key].claims):
            first, second = (mine[key], given) if is_claim else (given, mine[key])
            mine[key] = replace(first, claims=(*first.claims, *second.claims))
        else:
            says = f"{shown(given.name)} of {given.period} was given before, at {mine[key].at}."
            self.findings.append(error(given.at, "figure-twice", says, "Keep the row that holds."))

    def read(self, parse: Callable[[str], _T], text: str, name: str, at: Span) -> _T | None:
        """Read a cell, or say why not."""
        try:
            return parse(text)
        except (ValueError, KeyError, ZeroDivisionError) as broken:
            says, _, remedy = str(broken).partition("; ")
            if not remedy:
                says, remedy = f"{shown(text)} cannot be read", "correct it"
            self.findings.append(error(at, "odd-figure", f"{name}: {says}.", f"{remedy[:1].upper()}{remedy[1:]}."))
            return None


def figures_text(given: Iterable[Given]) -> str:
    """Write figures as a long table that ``parse_figures`` reads to the same, in the order of periods and names."""
    in_order = sorted(given, key=lambda each: (each.period, each.name))
    return table_text(("period", "name", "value", "count"), (_told(each) for each in in_order))


def _told(each: Given) -> tuple[object, ...]:
    value = NOTHING if each.value is None else str(each.value)  # A Fraction is written 33/35, or 35.
    return (each.period, each.name, each.text or value, "" if each.count is None else each.count)


def merged(one: Givens, other: Givens, findings: list[Finding]) -> Givens:
    """Put two sources together; a number may come from one of them only, what is known about it from both."""
    by = dict(one.by)
    for key, each in other.by.items():
        if (known := by.get(key)) is None:
            by[key] = each
        elif each.value is None and (each.claims or each.incident):
            by[key] = replace(known, claims=(*known.claims, *each.claims), incident=each.incident or known.incident)
        else:
            says = f"{shown(each.name)} of {each.period} comes from the records, and stands here too."
            findings.append(error(each.at, "figure-twice", says, "Take the row away, or make the measure reported."))
    return Givens(by)


def _quotient(cells: Mapping[str, str]) -> str:
    return f"{cells['total']}/{cells['count']}" if cells.get("total") and cells.get("count") else ""


def _plain(text: str) -> Fraction:
    return Fraction(cast("Decimal", parsed(text, Decimal)))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
