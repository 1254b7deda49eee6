"""``truegreen validity``: which contracted figures predict what customers live through?"""

from __future__ import annotations

from pathlib import Path

import click

from truegreen.cli import options, output, viewing
from truegreen.project.validities import validities
from truegreen.reports.validity_record import validity_record
from truegreen.reports.validity_text import validity_text


@click.command("validity")
@options.folder
@options.agreement
@options.as_json
def command(folder: Path, agreement: str, as_json: bool) -> None:
    """Show what the parties pay for against what customers value: which figures predict outcomes, and which do not."""
    with viewing.opened_run(folder, as_json=as_json) as view:
        versions = options.agreement_of(view.project, agreement)
        if not view.has_rows:
            again = f"run again with `truegreen run {view.project.folder}`"
            raise click.ClickException(f"The rows are not those of the latest run any more; {again} first.")
        progress = output.Progress()
        found = validities(view, versions, progress)
        progress.end()
    if as_json:
        output.print_json(validity_record(found))
    else:
        click.echo(validity_text(found, output.width(), colour=output.colour()), nl=False)
