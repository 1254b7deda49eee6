"""``truegreen scorecard``: every measure with its target, value, doubt and status, for all or by a slice."""

from __future__ import annotations

from pathlib import Path

import click

from truegreen.cli import options, output, viewing
from truegreen.project.looking import show_everything, show_scorecard
from truegreen.reports.page import scorecard_page
from truegreen.reports.records import scorecard_record
from truegreen.reports.text import scorecard_text
from truegreen.units.period import Period


@click.command("scorecard")
@options.folder
@options.agreement
@options.period
@click.option("--by", default="", help="A slice: provider, site, team, contact-type, segment …")
@click.option("--slice", "where", multiple=True, metavar="SLICE=MEMBER", help="Only this member; may be given again.")
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to open in a browser.")
@options.as_json
def command(
    folder: Path,
    agreement: str,
    period: Period | str,
    by: str,
    where: tuple[str, ...],
    page: Path | None,
    as_json: bool,
) -> None:
    """Show the measures of the latest run by perspective; worst member first."""
    by_slice, members = options.slice_name(by), options.members(where)
    with viewing.opened_run(folder, as_json=as_json) as view:
        viewing.known_members(view, members)
        if by_slice:
            viewing.kept_slice(view, by_slice)
        versions = options.agreement_of(view.project, agreement)
        chosen = viewing.within(view, versions, period)
        card = show_scorecard(view, versions, chosen, by_slice, members)
        if page:
            whole, explained, sliced = show_everything(view, versions, chosen, members)
            output.write(page, scorecard_page([whole], explained, sliced, view.project.settings.currency))
            click.echo(f"Open {page} in a browser.", err=True)
        if as_json:
            output.print_json(scorecard_record(card))
        else:
            click.echo(
                scorecard_text(card, output.width(), colour=output.colour(), currency=view.project.settings.currency)
            )
