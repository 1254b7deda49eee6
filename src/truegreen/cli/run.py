"""``truegreen run``: load what is new, compute readings, leave an immutable run behind."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.reports.finding_record import finding_record


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
    """Bring a project up to date; with nothing new there is nothing to do."""
    project = open_project(folder)
    output.stop_on_errors(project.findings, as_json=as_json)
    progress = output.Progress()
    made, findings = run(project, datetime.now(UTC).replace(tzinfo=None), progress, engine)
    progress.end()
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
