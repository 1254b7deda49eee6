"""``truegreen segment``: who is worth what and expects what, what failing a contact does, and does spend go there?"""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, planned, viewing
from truegreen.files.plans import names_in
from truegreen.model.plan import Plan
from truegreen.project.opened import Project
from truegreen.project.sourcing.people import Cut
from truegreen.project.sourcing.segmenting import segmented
from truegreen.reports.sourcing.segment_page import segment_page
from truegreen.reports.sourcing.segment_pictures import grid_of, kinds_of, lorenz_of
from truegreen.reports.sourcing.segment_record import segment_record
from truegreen.reports.sourcing.segment_text import segment_text

PICTURES: Final = {"lorenz": lorenz_of, "grid": grid_of, "types": kinds_of}


class Said(TypedDict):
    """The options as they were written."""

    name: str
    tiers: str
    drawn: str
    picture: Path | None
    page: Path | None
    as_json: bool


@click.command("segment")
@planned.folder
@planned.plan
@click.option("--tiers", type=click.Choice([str(each) for each in Cut]), default=str(Cut.SHARES), show_default=True,
              help="By shares of all value (50, 80, 95 %), or customers of like value together.")  # fmt: skip
@click.option("--drawn", type=click.Choice([*PICTURES]), default="lorenz", show_default=True,
              help="What --picture draws: spend and value, customers, or contact types.")  # fmt: skip
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Show customers by value and expectation, contact types by impact and difficulty, and where spend goes."""
    as_json = said["as_json"]
    project, plan = _plan(folder, said["name"], as_json=as_json)
    with viewing.run_of(project) as view:
        viewing.needs_rows(view)
        with output.Progress() as progress:
            found = segmented(view, plan, Cut(said["tiers"]), progress)
    if said["page"]:
        output.write_page(said["page"], segment_page(found))
    output.show(found, segment_record, segment_text, as_json=as_json, verb="segment")
    if said["picture"]:
        drawn = PICTURES[said["drawn"]](found)
        pictures.write_picture(said["picture"], drawn, "There is nothing to draw: nobody can tell.")


def _plan(folder: Path, name: str, *, as_json: bool) -> tuple[Project, Plan | None]:
    """Give the project, and the plan that was named, or the only one; none is needed.

    Raises:
        click.UsageError: there is no plan of that name, or there are several and none is named.
    """
    if not name and not names_in(folder):
        return viewing.opened_project(folder, as_json=as_json), None
    project, plan, _ = planned.planned(folder, name, as_json=as_json)
    return project, plan
