"""``truegreen run``: load what is new, compute readings, leave an immutable run behind."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from truegreen.cli import options, output
from truegreen.cli.building import Building
from truegreen.cli.cancelling import Cancelling
from truegreen.model.finding import Finding
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.readings.latest import latest
from truegreen.readings.runs import Run
from truegreen.reports.finding_record import finding_record

STORE: Final = ".truegreen"
CANCELLED: Final = 130
"""How a program ends that Ctrl-C ended, as shells have it."""


@click.command("run")
@options.folder
@click.option(
    "--engine",
    default="",
    metavar="URL",
    help="Who sums up: duckdb, postgresql://…, sc://… or spark://…; what truegreen.toml says if left out.",
)
@options.as_json
def command(folder: Path, engine: str, as_json: bool) -> None:
    """Bring a project up to date; with nothing new there is nothing to do. Ctrl-C leaves all as it was."""
    cancelling, before = Cancelling(), latest(folder / STORE)
    try:
        with cancelling:
            made, findings = _made(folder, engine, cancelling, as_json=as_json)
    except (Exception, KeyboardInterrupt):  # each driver raises what it likes when its query is stopped
        if not cancelling.is_asked:
            raise
    if cancelling.is_asked:
        click.echo(_cancelled(before, latest(folder / STORE)), err=True)
        sys.exit(CANCELLED)
    output.stop_on_errors(findings, as_json=as_json)
    if made is None:
        sys.exit(1)
    if as_json:
        found = [finding_record(each) for each in made.findings]
        output.print_json({"run": made.id, "fresh": made.fresh, "findings": found})
        return
    if made.fresh:
        output.print_findings(made.findings)
        click.echo(f"Run {made.id} is ready; see it with `truegreen scorecard`.")
    else:
        click.echo(f"Nothing is new: run {made.id} stands.")


def _made(
    folder: Path, engine: str, cancelling: Cancelling, *, as_json: bool
) -> tuple[Run | None, list[Finding]]:  # fmt: skip
    """Make the run, and say how far it is."""
    project, building = open_project(folder), Building()
    output.stop_on_errors(project.findings, as_json=as_json)

    def progress(what: str, done: int, of: int) -> None:
        cancelling.check()
        building(what, done, of)

    try:
        return run(project, datetime.now(UTC).replace(tzinfo=None), progress, engine)
    finally:
        building.end()


def _cancelled(before: str | None, after: str | None) -> str:
    """Say what stands after somebody pressed Ctrl-C."""
    if after != before:
        return f"Run {after} was ready before it could be cancelled; it is the latest."
    stands = f"run {before} is still the latest" if before else "there is no run yet"
    return f"Cancelled: {stands}, and nothing is left of this one."
