"""``truegreen source``: help with mapping outside files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.sources.guess import draft, guess


@click.group("source")
def command() -> None:
    """Help with mapping outside files."""


@command.command("guess")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.as_json
def guess_file(file: Path, as_json: bool) -> None:
    """Draft a mapping by looking at FILE: its types, date order, encoding and keys."""
    found, findings = guess(file)
    output.stop_on_errors(findings, as_json=as_json)
    if as_json:
        output.print_json(asdict(found))
    else:
        click.echo(draft(found), nl=False)
