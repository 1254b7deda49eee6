"""``truegreen source``: help with mapping outside files."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.project.likely import likely_identities
from truegreen.project.opened import open_project
from truegreen.reports.figures import counted
from truegreen.reports.records import finding_record
from truegreen.sources.draft import draft
from truegreen.sources.guess import guess


@click.group("source")
def command() -> None:
    """Help with mapping outside files."""


@command.command("guess")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.as_json
def guess_file(file: Path, as_json: bool) -> None:
    """Draft a mapping by looking at FILE: its types, date order, encoding and keys."""
    found = guess(file)
    output.stop_on_errors(found.findings, as_json=as_json)
    if as_json:
        seen = asdict(found) | {"path": str(file), "findings": [finding_record(each) for each in found.findings]}
        output.print_json(seen | {"draft": draft(found)})
    else:
        click.echo(draft(found), nl=False)


@command.command("identities")
@options.folder
@options.as_json
def draft_identities(folder: Path, as_json: bool) -> None:
    """Draft rows for identities/ from names that nobody knows: read each, and write into it who says so."""
    project = open_project(folder)
    output.stop_on_errors(project.findings, as_json=as_json)
    text, unlike = likely_identities(project)
    if as_json:
        rows = list(csv.DictReader(io.StringIO(text)))
        output.print_json({"identities": rows, "unlike": {str(kind): count for kind, count in unlike.items()}})
        return
    click.echo(text, nl=False)
    for kind, count in unlike.items():
        if count:
            click.echo(f"Nothing known is like {counted(count, 'other name')} of {kind}s.", err=True)
