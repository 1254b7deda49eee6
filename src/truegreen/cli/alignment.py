"""``truegreen alignment``: do the dashboards of delivery and of customers tell the same story?"""

from __future__ import annotations

from pathlib import Path

import click

from truegreen.cli import options, output, pictures, viewing
from truegreen.project.aligning import alignment
from truegreen.reports.alignment_page import alignment_page, lines_drawn
from truegreen.reports.alignment_text import alignment_record, alignment_text


@click.command("alignment")
@options.folder
@options.agreement
@click.option("--where", multiple=True, metavar="SLICE=MEMBER", help="Stay within it; may be repeated.")
@options.picture
@options.page
@options.as_json
def command(
    folder: Path, agreement: str, where: tuple[str, ...], picture: Path | None, page: Path | None, as_json: bool
) -> None:
    """Show delivery and customers month by month, and whether they move together."""
    with viewing.opened_run(folder, as_json=as_json) as view:
        versions = options.agreement_of(view.project, agreement)
        members = options.members(where)
        viewing.known_members(view, members)
        found = alignment(view, versions, members)
    if picture:
        pictures.write_picture(picture, lines_drawn(found))
    if page:
        output.write_page(page, alignment_page(found))
    output.show(found, alignment_record, alignment_text, as_json=as_json, verb="alignment")
