"""The review pack as a record for programs: sentences with their evidence, tables with their numbers, pictures.

A record can be read back as the pack it was made of, so that who kept one makes page, slides and workbook of it later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from truegreen.reports.review.parts import (
    Block,
    Cell,
    Chart,
    Column,
    Kind,
    Need,
    Pack,
    Section,
    Sentence,
    Series,
    Table,
)
from truegreen.reports.statuses import Mark

VERSION = 2


def review_record(pack: Pack) -> dict[str, Any]:
    """Give the pack as JSON can hold it."""
    return {"version": VERSION, **_plain(asdict(pack))}


def _plain(held: Any) -> Any:
    """Give the same with lists for all that is in order, and names of rights and pictures as text."""
    if isinstance(held, dict):
        return {name: _plain(each) for name, each in held.items()}
    if isinstance(held, list | tuple):
        return [_plain(each) for each in held]
    return str(held) if isinstance(held, Need | Kind) else held


def read_pack(record: Mapping[str, Any]) -> Pack:
    """Read a pack from its record."""
    given = {name: each for name, each in record.items() if name not in ("version", "sections")}
    return Pack(**given, sections=[_section(each) for each in record["sections"]])


def _section(held: Mapping[str, Any]) -> Section:
    return Section(held["id"], held["name"], [_block(each) for each in held["blocks"]])


def _block(held: Mapping[str, Any]) -> Block:
    chart, table = held["chart"], held["table"]
    said = [
        Sentence(each["words"], tuple(each["evidence"]), Need(each["needs"]), tuple(each["measures"]))
        for each in held["sentences"]
    ]
    return Block(held["id"], held["title"], said, chart and _chart(chart), table and _table(table), Need(held["needs"]),
                 tuple(held["measures"]), tuple(held["again"]), held["plain"], tuple(held["about"]))  # fmt: skip


def _chart(held: Mapping[str, Any]) -> Chart:
    return Chart(**{**held, "kind": Kind(held["kind"]), "series": [_series(each) for each in held["series"]]})


def _series(held: Mapping[str, Any]) -> Series:
    return Series(**{**held, "measures": tuple(held["measures"])})


def _table(held: Mapping[str, Any]) -> Table:
    columns = [Column(**each) for each in held["columns"]]
    return Table(**{**held, "columns": columns, "rows": [_row(each) for each in held["rows"]]})


def _row(held: Sequence[Mapping[str, Any]]) -> list[Cell]:
    return [
        Cell(each["words"], each["number"], each["mark"] and Mark(**each["mark"]), tuple(each["measures"]),
             Need(each["needs"]), each["is_head"])
        for each in held
    ]  # fmt: skip
