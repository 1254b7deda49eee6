"""Settle an agreement of a project: figures from the latest run and from the folder ``figures``, or from one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from truegreen.files.figures import merged, read_figures, units_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, has_errors, note
from truegreen.model.given import Givens, Scale
from truegreen.project.opened import Project
from truegreen.readings.latest import given_file, latest
from truegreen.units.span import Span


@dataclass(frozen=True, slots=True)
class Ready:
    """An agreement with what is given to settle it.

    Attributes:
        versions: the agreement through time.
        scales: unit and direction of its computed measures.
        given: readings and figures by contract; the contract is empty where there is one.
        run: the run that the readings come from; empty where a file gave them.
    """

    versions: Versions
    scales: Mapping[str, Scale]
    given: Mapping[str, Givens]
    run: str = ""


def ready(project: Project, versions: Versions, file: Path | None) -> tuple[Ready | None, list[Finding]]:
    """Gather what is given: from one file alone, or from the latest run and ``figures/AGREEMENT.csv``.

    Files of the same name in a folder ``figures/AGREEMENT/`` are read too. None with findings if any cannot be read.
    """
    scales = project.scales[versions.id]
    units = units_of(versions, scales)
    if file is not None:
        given, findings = read_figures(file.parent, file, units)
        return (None if has_errors(findings) else Ready(versions, scales, by_contract(given))), findings
    findings = []
    run = latest(project.store)
    given = {"": Givens()}
    if run:
        given, findings = read_figures(project.folder, given_file(project.store, run, versions.id), units)
    else:
        remedy = "Run first to settle from the records, or give the figures with --readings."
        findings.append(note(Span("run"), "no-run", "There is no run, so nothing comes from the records.", remedy))
    folder = project.folder / "figures"
    for path in sorted([*folder.glob(f"{versions.id}.csv"), *folder.glob(f"{versions.id}/*.csv")]):
        more, found = read_figures(project.folder, path, units)
        findings += found
        given = {
            contract: merged(given.get(contract, Givens()), more.get(contract, Givens()), findings)
            for contract in {**given, **more}
        }
    return (None if has_errors(findings) else Ready(versions, scales, by_contract(given), run or "")), findings


def by_contract(given: Mapping[str, Givens]) -> dict[str, Givens]:
    """Give the figures of each contract; those that name none hold for all."""
    shared = given.get("", Givens())
    named = {name: Givens({**shared.by, **each.by}) for name, each in given.items() if name}
    return named or {"": shared}
