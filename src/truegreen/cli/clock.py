"""``truegreen clock``: one case's life, what ran, what stood still, whose time it was, and when it was due."""

from __future__ import annotations

from pathlib import Path

import click

from truegreen.cli import options, output, viewing
from truegreen.files.nearest import did_you_mean
from truegreen.project.clocking import NoCase, show_clocks
from truegreen.reports.clock_page import clock_page
from truegreen.reports.clock_records import clock_record
from truegreen.reports.clock_text import clock_text


@click.command("clock")
@click.argument("case")
@options.folder
@options.agreement
@click.option("--clock", "only", default="", help="Only this clock of the agreement.")
@options.page
@options.as_json
def command(case: str, folder: Path, agreement: str, only: str, page: Path | None, as_json: bool) -> None:
    """Show what the agreement's clocks made of CASE, and what it would be counted otherwise."""
    with viewing.opened_run(folder, as_json=as_json) as view:
        versions = options.agreement_of(view.project, agreement)
        known = {name for _, each in versions.each for name in each.clocks}
        if only and only not in known:
            raise click.UsageError(f"The agreement has no clock “{only}”. {did_you_mean(only, known)}")
        found = show_clocks(view, versions, case, only)
    if isinstance(found, NoCase):
        near = f" Did you mean {', '.join(found.near)}?" if found.near else ""
        raise click.ClickException(f"There is no case “{case}”.{near}")
    if page:
        output.write_page(page, clock_page(found))
    if as_json:
        output.print_json(clock_record(found))
    else:
        click.echo(clock_text(found, output.width(), colour=output.colour()), nl=False)
