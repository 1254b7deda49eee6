"""``truegreen case``: hold the agreements against the worked examples that both parties signed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.files.cases import Case
from truegreen.model.finding import Finding, has_errors
from truegreen.project.opened import Project, open_project
from truegreen.settlement.recorded import recorded
from truegreen.settlement.worked import Compared, compare, givens_of


@click.command("case")
@options.folder
@click.option("--record", is_flag=True, help="Write what the agreement gives into the examples that nobody signed.")
@options.as_json
def command(folder: Path, record: bool, as_json: bool) -> None:
    """Say of every worked example whether its agreement still gives what it says; a signed one is never changed."""
    project = open_project(folder)
    others = [each for each in project.findings if each.id != "case-differs"]
    output.stop_on_errors(others, as_json=as_json)
    held = [(case, list(_compared(project, case))) for case in project.cases]
    differing = [(case, each) for case, found in held for each in found if not each.holds]
    if record:
        for file in sorted({case.at.file for case, _ in differing if case.signed is None}):
            path, cases = folder / file, [case for case in project.cases if case.at.file == file]
            path.write_text(recorded(path.read_text("utf-8"), cases, differing), "utf-8")
            click.echo(f"Recorded {path}.", err=True)
        differing = [(case, each) for case, each in differing if case.signed is not None]
    if as_json:
        output.print_json({"cases": [_record(case, found) for case, found in held]})
    else:
        for case, found in held:
            click.echo(_line(case, found))
    sys.exit(1 if differing or has_errors(others) else 0)


def _compared(project: Project, case: Case) -> Iterator[Compared]:
    versions = project.agreements[case.agreement]
    scales, findings = project.scales[case.agreement], list[Finding]()
    given = givens_of(case, versions, scales, findings)
    return (each for each in compare(case, versions, given, scales) if isinstance(each, Compared))


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
