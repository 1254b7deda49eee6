"""``truegreen source``: help with mapping outside files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from truegreen.cli import options, output
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
