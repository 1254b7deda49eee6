"""Add up cells: one query per table, kind of period and scope, for all questions and all slices at once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.readings.cells import Cells
from truegreen.readings.questions import UNKNOWN, Question, Scope, possible, where
from truegreen.units.period import Period

_LETTERS: Final = "ntdqei"
FEW: Final = 200_000
"""Cells of a table that are held in memory."""
By: TypeAlias = tuple[str, ...]
Place: TypeAlias = tuple[str, By, tuple[str, ...], Period | None]
"""Which sums: question, slices, members, period."""


@dataclass(slots=True)
class Sums:
    """Sums of some cells: count, total, divisor, squares, eligible, invited; None where they do not apply."""

    n: int = 0
    t: int = 0
    d: int | None = None
    q: int = 0
    e: int | None = None
    i: int | None = None
    buckets: dict[int, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that one query of a table's cells answers together.

    Attributes:
        table, key, scope: the cells, the column of their period, and which of them.
        asked: the questions, each with the slices it can be read by.
    """

    table: str
    key: str
    scope: Scope
    asked: list[tuple[Question, tuple[By, ...]]] = field(default_factory=list)

    @property
    def sets(self) -> list[By]:
        """Give every set of slices that some question is read by."""
        return list(dict.fromkeys(by for _, bys in self.asked for by in bys))


def groups(cells: Cells, asked: Sequence[Question], bys: Sequence[By]) -> list[Group]:
    """Group questions that one query can answer together; slices that a question's tables lack are left out."""
    found: dict[tuple[str, str, Scope], Group] = {}
    for question in asked:
        variant = question.formula.variant
        has = [set(cells.slices.get(table, ())) for table in variant.tables]
        can = tuple(by for by in bys if all(set(by) <= each for each in has))
        for table, day in zip(variant.tables, variant.counted_on, strict=True):
            at = (table, question.key(day), possible(question.scope, cells.slices.get(table, ())))
            if can:
                found.setdefault(at, Group(*at)).asked.append((question, can))
    return list(found.values())


def gather(duck: Duck, folder: Path, cells: Cells, group: Group, gathered: dict[Place, Sums]) -> None:
    """Add what a group's cells say to the sums gathered so far."""
    held = cells.columns.get(group.table, {})
    wanted = sorted({column for q, _ in group.asked for column in held.get(str(q.formula.spec), {}).values()})
    if wanted and cells.of(group.table):
        relation = _held(duck, folder, cells, group.table)
        sums = {column: f"sum({sql.name(column)})" for column in wanted}
        for day, by, members, found in _rows(duck, group, relation, where(group.scope), sums):
            for question, bys in group.asked:
                named = held.get(str(question.formula.spec), {})
                if by in bys and day is not None and any(found[at] for at in named.values()):
                    _add(gathered, question, by, members, day, {letter: found[at] for letter, at in named.items()})
    spread = {str(q.formula.spec): (q, bys) for q, bys in group.asked if str(q.formula.spec) in cells.shares}
    files = [folder / each.spreads for each in cells.of(group.table) if each.spreads]
    if spread and files:
        within = f"spec IN ({', '.join(map(sql.text, spread))}) AND {where(group.scope)}"
        rows = _rows(duck, group, sql.cells(files), within, {"n": "sum(n)"}, ("spec", "bucket"))
        for day, by, members, found in rows:
            question, bys = spread[found["spec"]]
            if by in bys and day is not None:
                for period in (question.period(day), None):
                    held_sums = gathered.setdefault((question.id, by, members, period), Sums())
                    held_sums.n += int(found["n"])
                    held_sums.buckets[int(found["bucket"])] += int(found["n"])


def _held(duck: Duck, folder: Path, cells: Cells, table: str) -> str:
    """Give a table's cells: in memory after the first question if they are few, otherwise from their files."""
    listed = cells.of(table)
    files = sql.cells(folder / each.file for each in listed)
    if sum(each.rows for each in listed) > FEW:
        return files
    mark = hashlib.sha256(files.encode()).hexdigest()[:12]
    duck.run(f"CREATE TEMP TABLE IF NOT EXISTS cells_{mark} AS SELECT * FROM {files}")
    return f"cells_{mark}"


def _rows(
    duck: Duck, group: Group, relation: str, within: str, sums: Mapping[str, str], also: Sequence[str] = ()
) -> list[tuple[date | None, By, tuple[str, ...], dict[str, Any]]]:
    """Give sums by period and by each set of slices: (day of the period, slices, their members, sums by name)."""
    slices = list(dict.fromkeys(name for by in group.sets for name in by))
    members = [f"coalesce({sql.name(name)}, {sql.text(UNKNOWN)}) AS m{at}" for at, name in enumerate(slices)]
    inner = ", ".join([f"CAST({sql.name(group.key)} AS DATE) AS day", *members, "* "])
    sets = ", ".join(f"({', '.join(['day', *also, *(f'm{slices.index(name)}' for name in by)])})" for by in group.sets)
    left_out = f"GROUPING({', '.join(f'm{at}' for at in range(len(slices)))})" if slices else "0"
    listed = ", ".join(["day", left_out, *(f"m{at}" for at in range(len(slices))), *also, *sums.values()])
    query = f"SELECT {listed} FROM (SELECT {inner} FROM {relation} WHERE {within}) GROUP BY GROUPING SETS ({sets})"
    masks = {_mask(by, slices): by for by in group.sets}
    rows = []
    for day, mask, *rest in duck.rows(query):
        by = masks[int(mask)]
        named = tuple(rest[slices.index(name)] for name in by)
        rows.append((day, by, named, dict(zip((*also, *sums), rest[len(slices) :], strict=True))))
    return rows


def _mask(by: By, slices: Sequence[str]) -> int:
    """Give what SQL's GROUPING says of a set: a bit for each slice left out, the first slice highest."""
    return sum(1 << (len(slices) - 1 - at) for at, name in enumerate(slices) if name not in by)


def _add(
    gathered: dict[Place, Sums],
    question: Question,
    by: By,
    members: tuple[str, ...],
    day: date,
    added: Mapping[str, Any],
) -> None:
    for period in (question.period(day), None):
        sums = gathered.setdefault((question.id, by, members, period), Sums())
        for letter in _LETTERS:
            if added.get(letter) is not None:
                setattr(sums, letter, (getattr(sums, letter) or 0) + int(added[letter]))
