"""``truegreen init``: a starter project that ``check`` accepts."""

from __future__ import annotations

from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.files.start import start


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@options.as_json
def command(folder: Path, as_json: bool) -> None:
    """Write a starter project into FOLDER: an agreement, a mapping, a few records, a README."""
    written, findings = start(folder)
    output.stop_on_errors(findings, as_json=as_json)
    if as_json:
        output.print_json({"written": [str(path) for path in written]})
        return
    for path in written:
        click.echo(path)
    click.echo(f"Next: `truegreen check {folder}`, then `truegreen run {folder}`.")
