"""The table of published figures that comes along: ``figures.csv``, facts in our own words, one row a figure.

A row that cannot be read is a broken program, for the table is ours; a test reads them all.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from truegreen.model.reference import Graded, Measure, Reference


@cache
def references() -> Mapping[str, Reference]:
    """Give every published figure by its key, in the table's order."""
    text = files("truegreen.sourcing.reference").joinpath("figures.csv").read_text("utf-8")
    return MappingProxyType({each["key"]: _read(each) for each in csv.DictReader(text.splitlines())})


def like(key: str) -> tuple[Reference, ...]:
    """Give the figure of a key, or all of a family, like ``attr`` or ``wage``; nothing where there is none.

    >>> [each.key for each in like("kpi.fcr")]
    ['kpi.fcr.avg', 'kpi.fcr.good', 'kpi.fcr.worldclass']
    """
    known = references()
    if key in known:
        return (known[key],)
    return tuple(each for name, each in known.items() if name.startswith(f"{key}."))


def _read(row: Mapping[str, str]) -> Reference:
    return Reference(
        key=row["key"], what=row["what"], low=Decimal(row["low"]), high=Decimal(row["high"]),
        unit=Measure(row["unit"]), of=row["of"], scope=row["scope"], year=int(row["year"]), source=row["source"],
        address=row["address"], grade=Graded(row["grade"]), note=row["note"],
    )  # fmt: skip
