"""``truegreen explain``: from a number to its formula in words, its counts, its rows, and its alternatives."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from truegreen.cli import options, output, viewing
from truegreen.project.looking import show_explanation
from truegreen.reports.records import explanation_record
from truegreen.reports.text import explanation_text
from truegreen.units.period import Period


@click.command("explain")
@click.argument("measure")
@options.folder
@options.agreement
@options.period
@click.option("--slice", "where", multiple=True, metavar="SLICE=MEMBER", help="Only this member; may be given again.")
@options.as_json
def command(
    measure: str, folder: Path, agreement: str, period: Period | str, where: tuple[str, ...], as_json: bool
) -> None:
    """Say why MEASURE is what it is, down to the rows, and what it would be under its usual alternatives."""
    members = options.members(where)
    with viewing.opened_run(folder, as_json=as_json) as view:
        viewing.known_members(view, members)
        versions = options.agreement_of(view.project, agreement)
        chosen = viewing.within(view, versions, period)
        known = (versions.on(chosen.last) if chosen else versions.latest).measures
        if measure not in known:
            near = get_close_matches(measure, known, 3) or sorted(known)
            raise click.UsageError(f"The agreement has no measure “{measure}”; it has {', '.join(near)}.")
        found = show_explanation(view, versions, measure, chosen, members)
        if as_json:
            output.print_json(explanation_record(found))
        else:
            click.echo(
                explanation_text(found, output.width(), colour=output.colour(), currency=view.project.settings.currency)
            )
