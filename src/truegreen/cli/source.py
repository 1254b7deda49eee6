"""``truegreen source``: help with mapping outside files."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.cli.systems_said import system_record, system_text, systems_text
from truegreen.files.nearest import did_you_mean
from truegreen.project.likely import likely_identities
from truegreen.project.opened import open_project
from truegreen.reports.figures import counted
from truegreen.reports.finding_record import finding_record
from truegreen.sources.draft import draft
from truegreen.sources.guess import guess
from truegreen.systems.catalogue import system
from truegreen.systems.likely import drafted, likely
from truegreen.systems.places import names
from truegreen.systems.profile import kinds


@click.group("source")
def command() -> None:
    """Help with mapping outside files."""


@command.command("guess")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.as_json
def guess_file(file: Path, as_json: bool) -> None:
    """Draft a mapping by looking at FILE: whose export it is, or else its types, date order, encoding and keys."""
    if known := likely(file):
        text = drafted(known)
        of = {"path": str(file), "system": known.system.name, "kind": known.entity.name, "columns": known.columns}
        output.print_json(of | {"draft": text}) if as_json else click.echo(text, nl=False)
        return
    found = guess(file)
    output.stop_on_errors(found.findings, as_json=as_json)
    if as_json:
        seen = asdict(found) | {"path": str(file), "findings": [finding_record(each) for each in found.findings]}
        output.print_json(seen | {"draft": draft(found)})
    else:
        click.echo(draft(found), nl=False)


@command.command("systems")
@click.argument("name", required=False)
@options.as_json
def list_systems(name: str | None, as_json: bool) -> None:
    """List the systems whose exports are read; of NAME, say which tables help, and what becomes of them."""
    if name is None:
        found = [system(each) for each in names()]
        rows = [{"name": each.name, "title": each.title, "says": each.says} for each in found]
        output.print_json(rows) if as_json else click.echo(systems_text(found, output.width()), nl=False)
        return
    if name not in names():
        raise click.UsageError(f"There is no system “{name}”. {did_you_mean(name, names())}")
    of = system(name)
    if as_json:
        output.print_json(system_record(of, kinds(of)))
    else:
        click.echo(system_text(of, kinds(of), output.width()), nl=False)


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
