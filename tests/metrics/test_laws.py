"""What must hold for every metric in any facts, however odd."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Final

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.metrics.running import Result, Row, count, fill, queries, run, sums
from truegreen.facts.tables import Column
from truegreen.metrics.catalogue import catalogue
from truegreen.metrics.define import Quotient, Spread, Variant
from truegreen.readings.plan import READABLE

UNTIL: Final = datetime(2025, 4, 5)
_CELLS: Final[Mapping[str, Callable[[Random], object]]] = {
    "text": lambda r: r.choice("abc"),
    "integer": lambda r: r.randrange(2) * r.randrange(40),
    "decimal": lambda r: r.randrange(11),
    "boolean": lambda r: r.random() < 0.5,
    "date": lambda r: date(2025, 3, 1) + timedelta(days=r.randrange(40)),
    "time": lambda r: datetime(2025, 3, 1) + r.randrange(40) * timedelta(seconds=r.choice((1, 600, 86400))),
}
_CHOICES: Final = {"source": "ab", "scale_min": (0, 1), "scale_max": (5, 7, 10)}
Facts = Mapping[str, list[Row]]


def _cell(r: Random, column: Column) -> object:
    if choices := _CHOICES.get(column.name) or column.one_of:
        return r.choice(choices)
    return None if not column.required and r.random() < 0.2 else _CELLS[column.kind](r)


def _facts(seed: int) -> Facts:
    """Make twenty rows of every table: mostly nonsense, with gaps."""
    r = Random(seed)  # noqa: S311
    days = {column.day for each in READABLE.values() for column in each.columns if column.dated}
    return {
        name: [{c.name: _cell(r, c) for c in each.stored if c.name not in days or name == "backlog"} for _ in range(20)]
        for name, each in READABLE.items()
    }


FACTS: Final = st.integers(0, 2**32).map(_facts)
EXAMPLES: Final = drawn(few=2, many=12)


def _database(facts: Facts, source: str = "ab") -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name, rows in facts.items():
        fill(connection, name, [row for row in rows if str(row["source"]) in source])
    return connection


@cache
def _written() -> list[tuple[str, str, Variant, list[str]]]:
    """Give each variant with its name, its unit and its queries, quantiles left out."""
    return list(_each_written())


def _each_written() -> Iterator[tuple[str, str, Variant, list[str]]]:
    for metric in catalogue().values():
        for variant in metric.variants.values():
            needed = {name: "a" for name, each in variant.parameters.items() if each.default is None}
            counted = count(variant, needed, UNTIL)
            if not isinstance(counted, Spread):
                unit = "quotient" if isinstance(counted, Quotient) else variant.unit or metric.unit
                yield f"{metric.name}.{variant.name}", unit, variant, queries(variant, counted)


@EXAMPLES
@given(FACTS)
def test_a_share_lies_between_none_and_all(facts: Facts) -> None:
    connection = _database(facts)
    for name, unit, _, written in _written():
        if unit in ("share", "points"):
            found = sums(connection, written[0])
            lowest = 0 if unit == "share" else -found["count"]
            assert lowest <= found["total"] <= found["count"], name


@EXAMPLES
@given(FACTS)
def test_parts_add_up_to_the_whole(facts: Facts) -> None:
    whole, *parts = (_database(facts, source) for source in ("ab", "a", "b"))
    for name, _, variant, written in _written():
        is_alone = variant.looks_ahead is None and variant.tables != ("opportunity",)  # a deal's rows are not apart
        for query in written if is_alone else ():
            first, second = (sums(part, query) for part in parts)
            assert sums(whole, query) == {each: first[each] + second[each] for each in first}, name


@EXAMPLES
@given(FACTS)
def test_who_did_not_stay_away_came_back(facts: Facts) -> None:
    def of(metric: str, variant: str) -> Result:
        return run(catalogue()[metric].variants[variant], facts, {}, UNTIL)

    for variant in ("same_matter", "same_matter_of_resolved", "any_matter"):
        stayed, returned = of("first_contact_resolution", variant), of("repeat_contact", variant)
        assert int(stayed["total"] or 0) + int(returned["total"] or 0) == stayed["count"] == returned["count"]
