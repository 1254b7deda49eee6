"""``truegreen case``: hold the agreements against the worked examples that both parties signed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import click

from truegreen.cli import options, output
from truegreen.files.cases import Case
from truegreen.model.finding import Finding
from truegreen.project.opened import Project, open_project
from truegreen.settlement.recorded import recorded
from truegreen.settlement.worked import Compared, compare, givens_of

Held: TypeAlias = list[tuple[Case, list[Compared]]]


@click.command("case")
@options.folder
@click.option("--record", is_flag=True, help="Write what the agreement gives into the examples that nobody signed.")
@options.as_json
def command(folder: Path, record: bool, as_json: bool) -> None:
    """Say of every worked example whether its agreement still gives what it says; a signed one is never changed."""
    project, held = _held(folder, as_json=as_json)
    if record:
        differing = [(case, each) for case, found in held for each in found if not each.holds]
        for file in sorted({case.at.file for case, _ in differing if case.signed is None}):
            path, cases = folder / file, [case for case in project.cases if case.at.file == file]
            output.write(path, recorded(path.read_text("utf-8"), cases, differing))
            click.echo(f"Recorded {path}.", err=True)
        _, held = _held(folder, as_json=as_json)
    if as_json:
        output.print_json({"cases": [_record(case, found) for case, found in held]})
    else:
        for case, found in held:
            click.echo(_line(case, found))
        click.echo(_counted(held))
    sys.exit(0 if all(each.holds for _, found in held for each in found) else 1)


def _held(folder: Path, *, as_json: bool) -> tuple[Project, Held]:
    """Open a project and compare each example with what its agreement gives."""
    project = open_project(folder)
    output.stop_on_errors([each for each in project.findings if each.id != "case-differs"], as_json=as_json)
    return project, [(case, list(_compared(project, case))) for case in project.cases]


def _compared(project: Project, case: Case) -> Iterator[Compared]:
    versions = project.agreements[case.agreement]
    scales, findings = project.scales[case.agreement], list[Finding]()
    given = givens_of(case, versions, scales, findings)
    return (each for each in compare(case, versions, given, scales) if isinstance(each, Compared))


def _counted(held: Held) -> str:
    if not held:
        return "There is no worked example; write one in cases/."
    wrong = sum(not all(each.holds for each in found) for _, found in held)
    right = len(held) - wrong
    says = [f"{right} hold{'s' * (right == 1)}"] * bool(right) + [f"{wrong} differ{'s' * (wrong == 1)}"] * bool(wrong)
    return f"\n{', '.join(says)}."


def _line(case: Case, found: list[Compared]) -> str:
    wrong = [f"    {each.name or each.part}: {each.gives}, and the example says {each.says}"
             for each in found if not each.holds]  # fmt: skip
    signed = f", signed {case.signed.on}" if case.signed else ""
    return "\n".join([f"{'differs' if wrong else 'holds  '}  {case.case} ({case.at}{signed})", *wrong])


def _record(case: Case, found: list[Compared]) -> dict[str, object]:
    return {
        "case": case.case,
        "agreement": case.agreement,
        "at": str(case.at),
        "signed": None if case.signed is None else {
            "client": case.signed.client, "provider": case.signed.provider, "on": case.signed.on.isoformat(),
        },
        "holds": all(each.holds for each in found),
        "compared": [
            {"part": each.part, "name": each.name, "says": each.says, "gives": each.gives, "holds": each.holds}
            for each in found
        ],
    }  # fmt: skip
