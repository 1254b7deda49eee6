"""``truegreen suppliers``: what each kind of work needs, who has it and why not the others, and who should do it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, planned, viewing
from truegreen.files.evaluation_draft import draft
from truegreen.model.evaluated import Supplied
from truegreen.model.plan import Plan
from truegreen.project.looking import View
from truegreen.project.sourcing.supplying import supplied, wrong
from truegreen.reports.sourcing.proposal_sheets import proposal_sheets
from truegreen.reports.sourcing.supplier_page import supplier_page
from truegreen.reports.sourcing.supplier_pictures import ranks_of
from truegreen.reports.sourcing.supplier_record import supplier_record
from truegreen.reports.sourcing.supplier_text import supplier_text


class Said(TypedDict):
    """The options as they were written."""

    name: str
    cell: tuple[str, ...]
    draft: bool
    sheet: Path | None
    picture: Path | None
    page: Path | None
    as_json: bool


@click.command("suppliers")
@planned.folder
@planned.plan
@click.option("--cell", multiple=True, metavar="SLICE=MEMBER",
              help="Only some kinds of work, like contact_type=claims; may be repeated.")  # fmt: skip
@click.option("--draft", is_flag=True, help="Add an evaluation to the plan that has none, to be filled in.")
@click.option("--sheet", type=click.Path(dir_okay=False, path_type=Path),
              help="Write a request for proposal as a workbook, to be filled in.")  # fmt: skip
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Show who could do each kind of work, why not the others, and who comes first by the plan's criteria."""
    as_json = said["as_json"]
    where = options.members(said["cell"])
    project, plan, _ = planned.planned(folder, said["name"], as_json=as_json)
    if said["draft"]:
        _draft(folder, plan, as_json=as_json)
        return
    with viewing.run_of(project) as view:
        viewing.needs_rows(view)
        output.stop_on_errors(wrong(view, plan), as_json=as_json)
        found = _found(view, plan, where)
    if said["page"]:
        output.write_page(said["page"], supplier_page(found))
    if said["sheet"]:
        output.write(said["sheet"], proposal_sheets(found))
        click.echo(f"Wrote {said['sheet']}.", err=True)
    output.show(found, supplier_record, supplier_text, as_json=as_json, verb="suppliers")
    if said["picture"]:
        drawn = ranks_of(found.evaluated) if found.evaluated else ""
        pictures.write_picture(said["picture"], drawn, "There is nothing to draw: nobody is ranked.")


def _found(view: View, plan: Plan, where: Mapping[str, str]) -> Supplied:
    """Answer, or say why nobody can.

    Raises:
        click.ClickException: no record tells of work before the plan starts.
        click.UsageError: no cell is what is asked for.
    """
    try:
        found = supplied(view, plan, where)
    except ValueError as reason:
        raise click.UsageError(f"{str(reason)[:1].upper()}{str(reason)[1:]}.") from None
    if found is None:
        raise click.ClickException(f"No record tells of work in the {plan.records} months before {plan.starts}.")
    return found


def _draft(folder: Path, plan: Plan, *, as_json: bool) -> None:
    """Add an evaluation to the plan's file.

    Raises:
        click.ClickException: it has one.
    """
    if plan.evaluation is not None:
        raise click.ClickException("The plan has an evaluation; change it in its file.")
    place, findings = draft(folder, plan)
    output.stop_on_errors(findings, as_json=as_json)
    if as_json:
        output.print_json({"written": place.as_posix()})
    else:
        click.echo(f"Added an evaluation to {place.as_posix()}; fill it in, then `truegreen suppliers`.", err=True)
