"""The folder ``cases``: worked examples that both parties signed, and that the arithmetic must reproduce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from truegreen.files.nodes import Sequence
from truegreen.files.parsing import load
from truegreen.files.reader import read
from truegreen.model.finding import Finding, error
from truegreen.model.reading import Contract
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was counted in the example."""

    count: Annotated[int, "Rows counted: the denominator"]
    total: Annotated[int, "What they add up to: the numerator, in whole small parts of the metric's unit"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A worked example: these counts, on this day, are met or missed."""

    case: Annotated[str, "What it shows, in one sentence"]
    agreement: Annotated[str, "Id of the agreement"]
    measure: Annotated[str, "Id of the measure"]
    on: Annotated[date, "Day whose version of the agreement holds"]
    given: Annotated[Given, "What was counted"]
    status: Annotated[Contract, "met, missed, below minimum or not judged"]
    at: Span = NOWHERE


def read_cases(folder: Path) -> tuple[list[Case], list[Finding]]:
    """Read every worked example of a project folder, in the order of files and lines."""
    findings: list[Finding] = []
    cases: list[Case | None] = []
    for path in sorted(each for each in folder.glob("cases/*") if each.suffix in (".yml", ".yaml")):
        tree = load(folder, path, findings)
        if isinstance(tree, Sequence):
            cases += [read(each, Case, findings) for each in tree.items]
        elif tree is not None:
            says, remedy = "The worked examples are not a list.", "Begin each with - case: and what it shows."
            findings.append(error(tree.at, "wrong-shape", says, remedy))
    return [each for each in cases if each], sorted(findings, key=lambda each: each.at)
