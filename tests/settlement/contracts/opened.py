"""The contracts of these folders, opened: their text, the figures of their terms, and what settles them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from tests.settlement.contracts.book import Row, read, table
from truegreen.files.agreements import read_agreement
from truegreen.files.figures import parse_figures, units_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding
from truegreen.model.given import Givens
from truegreen.model.statement import Statement
from truegreen.settlement.settle import settle
from truegreen.units.period import parse_period

NAMES: Final = ("harbour", "towers", "care_line")
_HERE: Final = Path(__file__).parent


def by_hand(name: str) -> ModuleType:
    return import_module(f"tests.settlement.contracts.{name}.by_hand")


def text(name: str) -> str:
    return (_HERE / name / "agreement.yml").read_text("utf-8")


@cache
def contract(name: str) -> Versions:
    amendments = [(each.read_text("utf-8"), each.name) for each in sorted((_HERE / name).glob("amendment-*.yml"))]
    versions, mistakes = read_agreement(text(name), "agreement.yml", amendments)
    assert versions, "\n".join(map(str, mistakes))
    assert not mistakes
    return versions


def signed(name: str) -> list[Row]:
    """Give the figures of a contract's whole term."""
    return read((_HERE / name / "figures.csv").read_text("utf-8"))


def given(name: str, rows: Sequence[Row]) -> tuple[Givens, list[Finding]]:
    """Give what rows say, and what is wrong with them."""
    found, mistakes = parse_figures(table(rows), "figures.csv", units_of(contract(name), {}))
    return found.get("", Givens()), mistakes


def settled(name: str, rows: Sequence[Row], until: str = "") -> tuple[Statement, ...]:
    """Settle a contract up to a period, or to the end of its term and what follows from it."""
    found, mistakes = given(name, rows)
    assert not mistakes, "\n".join(map(str, mistakes))
    return settle(contract(name), found, parse_period(until or by_hand(name).UNTIL), {})
