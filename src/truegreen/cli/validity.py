"""``truegreen validity``: which contracted figures predict what customers live through?"""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, viewing
from truegreen.model.agreement import Versions
from truegreen.model.validity import OpenedLink, Validity
from truegreen.project.looking import View
from truegreen.project.validity.behind import link_of, opened_link
from truegreen.project.validity.validities import validities
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
        viewing.needs_rows(view)
        with output.Progress() as progress:
            found = validities(view, versions, progress)
        if said["figure"]:
            opened = _opened(view, versions, found, said)
            output.show(opened, opened_record, opened_text, as_json=said["as_json"])
            return
    if said["picture"]:
        pictures.write_picture(said["picture"], paid_of(found))
    if said["page"]:
        output.write_page(said["page"], validity_page(found))
    output.show(found, validity_record, validity_text, as_json=said["as_json"], verb="validity")


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
