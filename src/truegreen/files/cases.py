"""The folder ``cases``: worked examples that both parties signed, and that the arithmetic must reproduce."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

from truegreen.files.nodes import Sequence
from truegreen.files.parsing import load, parse
from truegreen.files.reader import read
from truegreen.model.finding import Finding, error
from truegreen.model.reading import Contract
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Excused:
    """Performance that a party asks to be excused."""

    cause: Annotated[str, "What caused it, in the words of the relief clause"]
    count: Annotated[Quantity | None, "Rows it speaks of; leave out for the whole period"] = None
    total: Annotated[Quantity | None, "What these rows add to the measure's numerator"] = None
    amount: Annotated[Quantity | None, "Money it excuses, where money is excused"] = None
    aware: Annotated[date | None, "Day on which the party knew"] = None
    notice: Annotated[date | None, "Day on which it said so"] = None
    granted: Annotated[bool | None, "Whether the other party agreed; leave out while it is open"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A number with what else is known about it."""

    value: Annotated[str, "The number, like 684/760, 98.5 %, 12 or none"]
    count: Annotated[int | None, "Rows it rests on, where the number is no quotient"] = None
    incident: Annotated[str, "What caused a miss, where one cause may fail several measures"] = ""
    reported: Annotated[date | None, "Day on which it was reported"] = None
    excused: Annotated[tuple[Excused, ...], "What a party asks to be excused"] = ()
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who signed a worked example; a signed one is changed by signing anew, never by a flag."""

    client: Annotated[str, "Who signed for the client"]
    provider: Annotated[str, "Who signed for the provider"]
    on: Annotated[date, "When"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A worked example: what is given for a period, and what follows from it."""

    case: Annotated[str, "What it shows, in one sentence"]
    agreement: Annotated[str, "Id of the agreement"]
    period: Annotated[str, "Period that is settled, like 2025-03; the agreement holds as of its last day"]
    given: Annotated[Mapping[str, str | Told], "Number of each measure and figure, like 684/760, 98.5 % or none"]
    before: Annotated[Mapping[str, Mapping[str, str | Told]], "The same for earlier periods, by period"] = field(
        default_factory=dict
    )
    status: Annotated[Mapping[str, Contract], "Measures that are met, missed, below minimum or not judged"] = field(
        default_factory=dict
    )
    pays: Annotated[Mapping[str, Quantity], "Lines that arise in the period: what the client pays, by line"] = field(
        default_factory=dict
    )
    remembers: Annotated[Mapping[str, Quantity], "What a clause keeps for later, by clause.name, like kpis.points"] = (
        field(default_factory=dict)
    )
    total: Annotated[Quantity | None, "What the period's invoice comes to"] = None
    signed: Annotated[Signed | None, "Who signed it"] = None
    at: Span = NOWHERE


def read_cases(folder: Path) -> tuple[list[Case], list[Finding]]:
    """Read every worked example of a project folder, in the order of files and lines."""
    findings: list[Finding] = []
    cases: list[Case] = []
    for path in sorted(each for each in folder.glob("cases/*") if each.suffix in (".yml", ".yaml")):
        cases += _listed(load(folder, path, findings), findings)
    return cases, sorted(findings, key=lambda each: each.at)


def parse_cases(text: str | bytes, file: str) -> tuple[list[Case], list[Finding]]:
    """Read the worked examples of one text."""
    findings: list[Finding] = []
    return _listed(parse(text, file, findings), findings), findings


def _listed(tree: object, findings: list[Finding]) -> list[Case]:
    if isinstance(tree, Sequence):
        return [case for each in tree.items if (case := read(each, Case, findings)) is not None]
    if tree is not None:
        says, remedy = "The worked examples are not a list.", "Begin each with - case: and what it shows."
        findings.append(error(getattr(tree, "at", NOWHERE), "wrong-shape", says, remedy))
    return []
