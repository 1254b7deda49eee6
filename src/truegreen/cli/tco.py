"""``truegreen tco``: what does each supplier cost in all, as it was sold and as it runs, and what a solution costs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, planned, viewing
from truegreen.files.nearest import did_you_mean
from truegreen.model.finding import has_errors
from truegreen.project.sourcing.costing import costed
from truegreen.reports.sourcing.cost_page import cost_page, picture_of
from truegreen.reports.sourcing.cost_record import cost_record, reference_record
from truegreen.reports.sourcing.cost_text import cost_text
from truegreen.reports.sourcing.reference_text import references_text
from truegreen.sourcing.reference.table import like, references

ALL: Final = "all"


class Said(TypedDict):
    """The options as they were written."""

    name: str
    reference: str | None
    on: date | None
    steps: bool
    picture: Path | None
    page: Path | None
    as_json: bool


@click.command("tco")
@planned.folder
@planned.plan
@click.option("--reference", is_flag=False, flag_value=ALL, default=None, metavar="[KEY]",
              help="Show published figures instead: all, a family like attr, or one with its source.")  # fmt: skip
@click.option("--on", type=options.DayType(), help="The day by which published figures are old; today if left out.")
@click.option("--steps", is_flag=True, help="Open every line into how it was reckoned.")
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Show what each supplier costs in all, as it was sold beside as it runs, and what a solved issue costs."""
    as_json = said["as_json"]
    if said["reference"] is not None:
        _published(said["reference"], (said["on"] or datetime.now(UTC).date()).year, as_json=as_json)
        return
    project, plan, _ = planned.planned(folder, said["name"], as_json=as_json)
    with viewing.run_of(project) as view:
        viewing.needs_rows(view)
        found = costed(view, plan, said["on"] or options.today(project))
    if has_errors(found.findings):
        output.stop_on_errors(found.findings, as_json=as_json)
    if said["page"]:
        output.write_page(said["page"], cost_page(found))
    output.show(found, cost_record, cost_text, as_json=as_json, verb="tco", steps=said["steps"])
    if said["picture"]:
        pictures.write_picture(said["picture"], picture_of(found), "There is nothing to draw: no cost is known.")


def _published(key: str, year: int, *, as_json: bool) -> None:
    """Write published figures.

    Raises:
        click.UsageError: there is none of that name.
    """
    found = [*references().values()] if key == ALL else like(key)
    if not found:
        raise click.UsageError(f"There is no published figure “{key}”. {did_you_mean(key, references())}")
    if as_json:
        output.print_json([reference_record(each, year) for each in found])
    else:
        click.echo(references_text(found, year, output.width(), colour=output.colour()), nl=False)
