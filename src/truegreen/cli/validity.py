"""``truegreen validity``: which contracted figures predict what customers live through?"""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

import click

from truegreen.cli import options, output, viewing
from truegreen.model.agreement import Versions
from truegreen.model.validity import OpenedLink, Validity
from truegreen.project.looking import View
from truegreen.project.validities import validities
from truegreen.project.validity_behind import link_of, opened_link
from truegreen.reports.validity_opened import opened_text
from truegreen.reports.validity_page import validity_page
from truegreen.reports.validity_pictures import paid_of
from truegreen.reports.validity_record import opened_record, validity_record
from truegreen.reports.validity_text import validity_text


class Said(TypedDict):
    """The options as they were written."""

    agreement: str
    figure: str
    outcome: str
    picture: Path | None
    page: Path | None
    as_json: bool


@click.command("validity")
@options.folder
@options.agreement
@click.option("--open", "figure", default="", metavar="FIGURE", help="Open a figure's link: its effect and its rows.")
@click.option("--outcome", default="", metavar="LEVEL", help="With which outcome; the one that decides the advice.")
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Show what the parties pay for against what customers value: which figures predict outcomes, and which do not."""
    if said["outcome"] and not said["figure"]:
        raise click.UsageError("--outcome belongs to a link; say which with --open FIGURE.")
    with viewing.opened_run(folder, as_json=said["as_json"]) as view:
        versions = options.agreement_of(view.project, said["agreement"])
        if not view.has_rows:
            again = f"run again with `truegreen run {view.project.folder}`"
            raise click.ClickException(f"The rows are not those of the latest run any more; {again} first.")
        progress = output.Progress()
        found = validities(view, versions, progress)
        progress.end()
        if said["figure"]:
            _show_opened(_opened(view, versions, found, said), as_json=said["as_json"])
            return
    if said["picture"]:
        output.write_picture(said["picture"], paid_of(found))
    if said["page"]:
        output.write_page(said["page"], validity_page(found))
    _show(found, as_json=said["as_json"])


def _opened(view: View, versions: Versions, found: Validity, said: Said) -> OpenedLink:
    """Open the link that was asked for.

    Raises:
        click.UsageError: there is none.
    """
    try:
        figure, link = link_of(found, said["figure"], said["outcome"])
    except LookupError as reason:
        raise click.UsageError(str(reason.args[0])) from None
    return opened_link(view, versions, found, figure, link)


def _show_opened(opened: OpenedLink, *, as_json: bool) -> None:
    if as_json:
        output.print_json(opened_record(opened))
    else:
        click.echo(opened_text(opened, output.width(), colour=output.colour()), nl=False)


def _show(found: Validity, *, as_json: bool) -> None:
    if as_json:
        output.print_json(validity_record(found))
    else:
        output.print_answer(validity_text(found, output.width(), colour=output.colour()), "validity")
