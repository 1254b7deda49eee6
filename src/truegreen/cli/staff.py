"""``truegreen staff``: how many people queues take, what splitting them costs, and what a forecast is worth."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, planned, viewing
from truegreen.files.nearest import did_you_mean
from truegreen.files.plans import names_in
from truegreen.model.finding import Finding, has_errors
from truegreen.model.plan import Plan
from truegreen.model.staffed import Staffed
from truegreen.project.sourcing.staffing.staffing import staffing
from truegreen.reports.sourcing.staff_page import staff_page
from truegreen.reports.sourcing.staff_pictures import splits_of, week_of
from truegreen.reports.sourcing.staff_record import staff_record
from truegreen.reports.sourcing.staff_text import staff_text


class Said(TypedDict):
    """The options as they were written."""

    name: str
    queue: str
    arrivals: Path | None
    picture: Path | None
    page: Path | None
    as_json: bool


@click.command("staff")
@planned.folder
@planned.plan
@click.option("--queue", default="", metavar="NAME", help="Open a queue: its numbers, its steps, its week.")
@click.option("--arrivals", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.csv",
              help="Contacts by interval, instead of the records': starts, offered; queue, takes.")  # fmt: skip
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Say how many people queues take, by the plan, or without one by the agreements' service levels."""
    as_json = said["as_json"]
    plan: Plan | None = None
    odd: tuple[Finding, ...] = ()
    if said["name"] or names_in(folder):
        project, plan, odd = planned.planned(folder, said["name"], as_json=as_json)
    else:
        project = viewing.opened_project(folder, as_json=as_json)
    with viewing.run_of(project) as view:
        viewing.needs_rows(view)
        found = staffing(view, plan, odd, said["arrivals"])
    if has_errors(found.findings):
        output.stop_on_errors(found.findings, as_json=as_json)
    _known(found, said["queue"])
    if said["page"]:
        output.write_page(said["page"], staff_page(found))
    output.show(found, staff_record, staff_text, as_json=as_json, verb="" if said["queue"] else "staff",
                **({} if as_json else {"queue": said["queue"]}))  # fmt: skip
    if said["picture"]:
        pictures.write_picture(said["picture"], _picture(found, said["queue"]), "There is nothing to draw.")


def _picture(found: Staffed, queue: str) -> str:
    """Draw the week of the queue that is opened; without one, one line against many."""
    chosen = [each for each in found.lines if each.name == queue]
    return week_of(chosen[0]) if chosen else splits_of(found)


def _known(found: Staffed, queue: str) -> None:
    """Refuse a queue that is not there.

    Raises:
        click.UsageError: there is none of that name.
    """
    names = [each.name for each in found.lines]
    if queue and queue not in names:
        raise click.UsageError(f"There is no queue “{queue}”. {did_you_mean(queue, names)}")
