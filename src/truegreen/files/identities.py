"""What names in the sources mean: the tables of the folder ``identities``, with everything that is wrong in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.scalars import parsed
from truegreen.files.tables import columns_missing, columns_twice, rows_of, table_text, unknown_to
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.identity import Identity, Kind
from truegreen.units.span import Span

FOLDER: Final = "identities"
COLUMNS: Final = ("kind", "given", "source", "is", "confidence", "by", "since")
_NEEDED: Final = ("kind", "given", "is", "confidence", "by")


def read_identities(folder: Path, sources: Collection[str], findings: list[Finding]) -> tuple[Identity, ...]:
    """Give what a project says of names, and add what is wrong with it; with an error nothing of it holds.

    Args:
        folder: the project folder.
        sources: the ids of its mappings.
        findings: where findings are added.
    """
    found: list[Finding] = []
    said = [each for path in sorted((folder / FOLDER).glob("*.csv")) for each in _read(folder, path, sources, found)]
    found += _ambiguous(said)
    findings += found
    return () if has_errors(found) else tuple(said)


def _read(folder: Path, path: Path, sources: Collection[str], findings: list[Finding]) -> Iterator[Identity]:
    for row in rows_of(folder, path.relative_to(folder), _columns, findings):
        yield from _said({**dict.fromkeys(COLUMNS, ""), **row.cells}, sources, row.at, findings)


def _columns(names: Sequence[str], at: Span) -> Iterator[Finding]:
    """Find what is wrong with the names of the columns."""
    for each in unknown_to(COLUMNS, names):
        says = f"{shown(each)} is no column of a table of identities."
        yield error(at, "unknown-identity-column", says, did_you_mean(each, COLUMNS))
    yield from columns_twice(names, at)
    yield from columns_missing(names, _NEEDED, at, f"Begin with the line {','.join(COLUMNS)}.")


def _said(cells: dict[str, str], sources: Collection[str], at: Span, findings: list[Finding]) -> Iterator[Identity]:
    """Read a row; nothing if something is wrong with it."""
    found = [*_incomplete(cells, at), *_strange(cells, sources, at)]
    findings += found
    if not found:
        since = date.fromisoformat(cells["since"]) if cells["since"] else None
        confidence = Decimal(cells["confidence"])
        given, source, means = cells["given"], cells["source"], cells["is"]
        yield Identity(Kind(cells["kind"]), given, source, means, confidence, cells["by"], since, at)


def _incomplete(cells: dict[str, str], at: Span) -> Iterator[Finding]:
    empty = [name for name in _NEEDED if not cells[name]]
    if empty:
        says = f"The row does not say {', '.join(empty)}."
        remedy = "Fill it in; by names the person who looked and says that it is so. Or delete the row."
        yield error(at, "incomplete-identity", says, remedy)


def _strange(cells: dict[str, str], sources: Collection[str], at: Span) -> Iterator[Finding]:
    """Find cells that cannot be meant."""
    if cells["kind"] and cells["kind"] not in [*Kind]:
        says = f"{shown(cells['kind'])} is no kind of identity."
        yield error(at, "unknown-identity-kind", says, did_you_mean(cells["kind"], Kind))
    if cells["source"] and cells["source"] not in sources:
        says = f"No mapping has the id {shown(cells['source'])}."
        yield error(at, "unknown-mapping", says, f"{did_you_mean(cells['source'], sources)} Leave it empty for any.")
    if cells["confidence"] and not _is_confidence(cells["confidence"]):
        says = f"{shown(cells['confidence'])} is no confidence."
        yield error(at, "odd-confidence", says, "Write a number from 0 to 1, like 0.9.")
    if cells["since"] and not _is_read(cells["since"], date):
        says = f"{shown(cells['since'])} is not a date."
        yield error(at, "not-a-date", says, "Write it like 2025-01-31.")


def _is_confidence(text: str) -> bool:
    return _is_read(text, Decimal) and "," not in text and 0 <= Decimal(text) <= 1


def _is_read(text: str, kind: type) -> bool:
    try:
        parsed(text, kind)
    except ValueError:
        return False
    return True


def _ambiguous(said: list[Identity]) -> Iterator[Finding]:
    """Find names that are said to mean two things in the same rows."""
    first: dict[tuple[Kind, str, str], Identity] = {}
    for each in said:
        other = first.setdefault((each.kind, each.source, each.given), each)
        if other.means != each.means:
            says = f"{shown(each.given)} means {shown(each.means)} here, and {shown(other.means)} at {other.at}."
            yield error(each.at, "ambiguous-identity", says, "Keep the row that holds, or say of which source each is.")


def identities_text(rows: Iterable[Iterable[str]]) -> str:
    """Write rows of a table of identities under their header."""
    return table_text(COLUMNS, rows)
