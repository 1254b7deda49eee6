"""What has to be computed from each fact table, and by what it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from truegreen.clocks.tables import CLOCK_RUN
from truegreen.facts.tables import CASE, TABLES, Column, Table
from truegreen.readings.specs import Formula

BACKLOG: Final = Table(
    "backlog",
    "one case open at the end of a period",
    ("case_id", "period_on"),
    (
        *CASE.stored[:-2],
        Column("period_on", "date", "Last day of the period"),
        Column("age_seconds", "integer", "Seconds since it was opened, at the period's end"),
    ),
    ("period_on",),
    CASE.slices,
    CASE.through,
)
READABLE: Final[Mapping[str, Table]] = {**TABLES, "backlog": BACKLOG, CLOCK_RUN.name: CLOCK_RUN}
LAYOUT: Final = 8
"""The form in which cells are kept; those of another one are built again."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What puts a row into a period: a day column, the kind of period, and the day a month begins on."""

    day: str
    kind: str
    anchor: int = 1

    def __str__(self) -> str:
        """Name the key's column."""
        return f"{self.day}__{self.kind}" + (f"_{self.anchor}" if self.anchor != 1 else "")


@dataclass(slots=True)
class Plan:
    """What to compute from one table.

    Attributes:
        table: the fact table.
        formulas: by spec text.
        keys: period keys the cells are kept by.
        slices: slices the cells are kept by.
        columns: for each spec, its cell columns: n (count), t (total), q (squares), d (divisor), e (eligible),
            i (invited).
    """

    table: Table
    keys: tuple[Key, ...]
    slices: tuple[str, ...]
    formulas: dict[str, Formula] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)


def slices_of(table: Table, wanted: Iterable[str]) -> tuple[str, ...]:
    """Give those of the wanted slices that a table has, itself or through the case and the account."""
    has = set(table.slices)
    for parent in table.through:
        has |= set(TABLES[parent].slices)
    return tuple(each for each in wanted if each in has)


def plans(formulas: Iterable[Formula], slices: Sequence[str], kinds: Iterable[tuple[str, int]]) -> dict[str, Plan]:
    """Make one plan per fact table for all formulas.

    Args:
        formulas: what to compute.
        slices: slices the project keeps.
        kinds: (kind of period, day a month begins on) in use; quarters and years are made of months.
    """
    found: dict[str, Plan] = {}
    wanted = sorted({("week" if kind == "week" else "month", anchor) for kind, anchor in kinds})
    for formula in formulas:
        for name, day in zip(formula.variant.tables, formula.variant.counted_on, strict=True):
            plan = found.setdefault(name, Plan(READABLE[name], (), slices_of(READABLE[name], slices)))
            plan.formulas[str(formula.spec)] = formula
            plan.keys = tuple(sorted({*plan.keys, *(Key(day, kind, anchor) for kind, anchor in wanted)}))
    return found


def looks_ahead_days(formula: Formula) -> int:
    """Say how many days after a row still decide about it."""
    name = formula.variant.looks_ahead
    return int(str(dict(formula.spec.parameters)[name])) if name else 0
