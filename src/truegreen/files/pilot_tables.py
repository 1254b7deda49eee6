"""The tables of a pilot: who was put into which arm, who got the change, and figures from elsewhere.

Each row of ``pilots/assigned/NAME.csv`` carries a mark made of itself and of the mark before it, so that a row that was
moved, changed or taken out shows. Rows are only ever added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.pilots import place_of
from truegreen.files.tables import MOST, Row, rows_of, table_text, with_columns
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.units.span import Span

COLUMNS: Final = ("unit", "cluster", "stratum", "arm", "on", "mark")


@dataclass(frozen=True, slots=True)
class Assigned:
    """A unit with its arm: what it belongs to, the stratum it was drawn in, and the day."""

    unit: str
    cluster: str
    stratum: str
    arm: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row of figures from elsewhere; what a row does not tell is None or empty."""

    unit: str
    arm: str = ""
    value: float | None = None
    before: float | None = None
    cluster: str = ""
    stratum: str = ""
    on: date | None = None


def read_assigned(folder: Path, name: str, digest: str, findings: list[Finding]) -> tuple[Assigned, ...]:
    """Give who was put into which arm; nothing, with a finding, where a row is not as it was written."""
    found: list[Assigned] = []
    mark = digest
    for row in rows_of(folder, place_of(name, "assigned"), with_columns(COLUMNS), findings):
        each = _assigned(row.cells)
        mark = "" if each is None else _mark(mark, each)
        if each is None or row.cells["mark"] != mark:
            says = "This row, or one before it, is not what was written, or belongs to another registered text."
            remedy = "Restore the file; who is in which arm is drawn once, and rows are only added."
            findings.append(error(row.at, "assignment-edited", says, remedy))
            return ()
        found.append(each)
    return tuple(found)


def assigned_text(rows: Iterable[Assigned], digest: str) -> str:
    """Write who is in which arm, each row with its mark."""
    cells, mark = [], digest
    for each in rows:
        mark = _mark(mark, each)
        cells.append([each.unit, each.cluster, each.stratum, each.arm, each.on.isoformat(), mark])
    return table_text(COLUMNS, cells)


def read_treated(folder: Path, name: str, findings: list[Finding]) -> frozenset[str] | None:
    """Give the units that really got the change; None where nobody has written it down."""
    if not (folder / place_of(name, "treated")).is_file():
        return None
    rows = rows_of(folder, place_of(name, "treated"), with_columns(["unit"]), findings)
    return frozenset(row.cells["unit"] for row in rows)


def read_told(
    folder: Path, name: str, column: str, strata: Sequence[str], arms: Sequence[str], findings: list[Finding]
) -> list[Told]:
    """Give the figures of ``pilots/data/NAME.csv``, with everything that is wrong with them.

    Args:
        folder: the project folder.
        name: the pilot.
        column: which column is the figure.
        strata: columns whose values make strata.
        arms: the arms there are; a row may leave its arm out where units were assigned here.
        findings: where findings are added.
    """
    wanted = list(dict.fromkeys(("unit", column, *strata)))
    return [
        told
        for row in rows_of(folder, place_of(name, "data"), with_columns(wanted), findings)
        if (told := _told(row, column, strata, arms, findings)) is not None
    ]


def read_units(
    folder: Path, path: Path, cluster: str, strata: Sequence[str], findings: list[Finding]
) -> list[Told]:  # fmt: skip
    """Give the units of a table that somebody wrote: ``unit``, ``cluster`` where there are some, and the strata."""
    wanted = list(dict.fromkeys(("unit", *(["cluster"] if cluster else []), *strata)))
    whole = folder if path.is_relative_to(folder) else path.parent
    found = {}
    for row in rows_of(whole, path.relative_to(whole), with_columns(wanted), findings):
        if row.cells["unit"]:
            stratum = " · ".join(row.cells[each] for each in strata)
            found[row.cells["unit"]] = Told(
                unit=row.cells["unit"], cluster=row.cells.get("cluster", ""), stratum=stratum
            )
    return list(found.values())


def _assigned(cells: Mapping[str, str]) -> Assigned | None:
    try:
        on = date.fromisoformat(cells["on"])
    except ValueError:
        return None
    return Assigned(cells["unit"], cells["cluster"], cells["stratum"], cells["arm"], on)


def _mark(before: str, each: Assigned) -> str:
    told = "\x1f".join((before, each.unit, each.cluster, each.stratum, each.arm, each.on.isoformat()))
    return sha256(told.encode()).hexdigest()[:16]


def _told(
    row: Row, column: str, strata: Sequence[str], arms: Sequence[str], findings: list[Finding]
) -> Told | None:  # fmt: skip
    """Read a row of figures; None with findings where something in it cannot be read."""
    cells, wrong = row.cells, list[Finding]()
    if not cells["unit"]:
        wrong.append(error(row.at, "pilot-row-odd", "The row names no unit.", "Write one, or delete the row."))
    arm = cells.get("arm", "")
    if arm and arm not in arms:
        wrong.append(error(row.at, "pilot-row-odd", f"There is no arm {shown(arm)}.", did_you_mean(arm, arms)))
    numbers = {name: _number(cells.get(name, ""), name, row.at, wrong) for name in (column, "before")}
    on = _day(cells.get("on", ""), row.at, wrong)
    if len([each for each in findings if each.at.file == row.at.file]) < MOST:
        findings += wrong
    stratum = " · ".join(cells[each] for each in strata)
    cluster = cells.get("cluster", "")
    found = Told(unit=cells["unit"], arm=arm, value=numbers[column], before=numbers["before"], cluster=cluster,
                 stratum=stratum, on=on)  # fmt: skip
    return None if wrong else found


def _number(text: str, name: str, at: Span, findings: list[Finding]) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if isfinite(number):
        return number
    says = f"{name}: {shown(text)} is no number."
    findings.append(error(at, "pilot-row-odd", says, "Write it like 12.5; leave the cell empty where nobody knows."))
    return None


def _day(text: str, at: Span, findings: list[Finding]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        says = f"on: {shown(text)} is no day."
        findings.append(error(at, "pilot-row-odd", says, "Write it like 2025-01-31."))
        return None
