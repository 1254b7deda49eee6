"""Who was told of which account, month by month: ``alerts/2025-11.csv``, one file a month, written once.

An alert that was raised, and an account that was held out, is a fact about the past: what saves are worth is measured
by it later. A month that is written already is never written otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from truegreen.files.tables import columns_missing, columns_twice, rows_of, table_text
from truegreen.files.text import shown
from truegreen.files.writing import write
from truegreen.model.finding import Finding, error
from truegreen.model.warning import Alert, Ranked, Risk
from truegreen.units.period import Period, period_of
from truegreen.units.span import Span

FOLDER: Final = "alerts"
COLUMNS: Final = ("account", "owner", "arm", "chance", "would_cost", "currency", "as_of", "months", "version", "run")
ARMS: Final = {Alert.RAISED: "treated", Alert.HELD_OUT: "held out"}
_FORMULAS: Final = ("=", "+", "-", "@")
_MOST: Final = 10
_RESTORE: Final = "Restore the file; alerts are written once."


@dataclass(frozen=True, slots=True)
class Told:
    """One account of a month's alerts: whose it is, and whether its owner was told or it was held out."""

    account: str
    owner: str
    arm: str
    as_of: date


def place_of(month: Period) -> Path:
    """Say where a month's alerts stand."""
    return Path(FOLDER) / f"{month}.csv"


def write_alerts(folder: Path, found: Ranked) -> tuple[int, list[Finding]]:
    """Write a month's alerts, and say how many; a month that stands already is left, and what differs is found.

    Where nobody is alerted nothing is written, so that the month is still open when more is known.
    """
    place = place_of(period_of(found.as_of))
    chosen = [each for each in found.risks if each.alert in ARMS]
    if not (folder / place).exists():
        return len(chosen), write(folder, place, _text(chosen, found)) if chosen else []
    findings: list[Finding] = []
    before = {_meant(row.cells["account"]): row.cells["arm"] for row in rows_of(folder, place, _header, findings)}
    return len(before), findings or _moved(before, {each.account: ARMS[each.alert] for each in chosen}, place)


def read_alerts(folder: Path, findings: list[Finding]) -> list[Told]:
    """Give every alert that was ever written, by month; a row that cannot be read is found."""
    told = []
    for path in sorted((folder / FOLDER).glob("*.csv")):
        for row in rows_of(folder, path.relative_to(folder), _header, findings):
            try:
                on = date.fromisoformat(row.cells["as_of"])
            except ValueError:
                says = f"as_of: {shown(row.cells['as_of'])} is no day."
                findings.append(error(row.at, "alerts-odd", says, _RESTORE))
                continue
            told.append(Told(_meant(row.cells["account"]), _meant(row.cells["owner"]), row.cells["arm"], on))
    return told


def _quoted(text: str) -> str:
    """Give a cell led by an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULAS) else text


def _meant(cell: str) -> str:
    """Give the text of such a cell."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULAS) else cell


def _header(names: Sequence[str], at: Span) -> Iterator[Finding]:
    yield from columns_twice(names, at)
    yield from columns_missing(names, COLUMNS, at, _RESTORE)


def _text(chosen: Sequence[Risk], found: Ranked) -> str:
    rows = []
    for each in chosen:
        cost = ("", "") if each.loss is None else (f"{each.loss.rounded().amount:f}", each.loss.currency)
        rows.append([_quoted(each.account), _quoted(each.owner), ARMS[each.alert], f"{each.chance.value:.6f}", *cost,
                     found.as_of.isoformat(), found.months, found.version, found.run])  # fmt: skip
    return table_text(COLUMNS, rows)


def _moved(before: dict[str, str], now: dict[str, str], place: Path) -> list[Finding]:
    """Say what would be written otherwise."""
    gone = [f"{each} no longer" for each in before if each not in now]
    moved = [f"{each} {now[each]}, was {arm}" for each, arm in before.items() if each in now and now[each] != arm]
    new = [f"{each} anew" for each in now if each not in before]
    differs = [*gone, *moved, *new]
    if not differs:
        return []
    more = f", and {len(differs) - _MOST} more" if len(differs) > _MOST else ""
    says = f"The month's alerts stand already, and would now be others: {', '.join(differs[:_MOST])}{more}."
    remedy = "They are left as they were written: owners were told so. Later months take the new ones."
    return [error(Span(place.as_posix()), "alerts-stand", says, remedy)]
