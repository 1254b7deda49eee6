"""``truegreen allocate``: where should work live, what would that cost and be worth, and why?"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import TypedDict, Unpack

import click

from truegreen.cli import found_plans, options, output, pictures, planned, viewing
from truegreen.cli.viewing import opened_project
from truegreen.files.plan_draft import draft
from truegreen.model.allocated import Allocated
from truegreen.model.plans_compared import FoundPlan
from truegreen.project.sourcing.allocating import Ready, allocate, questions, ready
from truegreen.project.sourcing.asked import Effort
from truegreen.project.sourcing.behind import behind
from truegreen.project.sourcing.drafted import seen
from truegreen.reports.sourcing.allocation_page import allocation_page, impossible_page
from truegreen.reports.sourcing.allocation_pictures import frontier_of, heat_of
from truegreen.reports.sourcing.allocation_record import allocation_record, impossible_record
from truegreen.reports.sourcing.allocation_text import allocation_text, impossible_text
from truegreen.reports.sourcing.behind_text import behind_record, behind_text
from truegreen.sourcing.allocation.export import write_mps
from truegreen.sourcing.allocation.path import UnfinishedError
from truegreen.sourcing.allocation.program import program_of


class Said(TypedDict):
    """The options as they were written."""

    name: str
    draft: str
    behind: bool
    seconds: float
    gap: float
    points: int
    mps: Path | None
    save: str
    against: str
    picture: Path | None
    page: Path | None
    as_json: bool


@click.command("allocate")
@planned.folder
@planned.plan
@click.option("--draft", default="", metavar="NAME", help="Write plans/NAME.yml from the records, to be filled in.")
@click.option("--open", "behind", is_flag=True,
              help="Open what the plan's numbers are made of, cell by cell and site by site, and a query.")  # fmt: skip
@click.option("--seconds", type=click.FloatRange(1, 36_000), default=60.0, show_default=True,
              help="Seconds of the processor for the plan; each further question gets a third at most.")  # fmt: skip
@click.option("--gap", type=click.FloatRange(0, 1), default=0.001, show_default=True,
              help="How near to the best the plan has to be, as a share of what today costs.")  # fmt: skip
@click.option("--points", type=click.IntRange(0, 200), default=20, show_default=True,
              help="Points of the frontier of cost and value; none if 0.")  # fmt: skip
@click.option("--mps", type=click.Path(dir_okay=False, path_type=Path),
              help="Write the program as a file that other solvers read.")  # fmt: skip
@click.option("--save", default="", metavar="NAME", help="Keep what was found as plans/found/NAME.json, to be cited.")
@click.option("--against", default="", metavar="OTHER",
              help="Put another plan beside it, each in the other's futures: its name, or found/NAME.")  # fmt: skip
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Show where work should live: shares of each cell at each site, what that costs and is worth, and why."""
    if said["draft"]:
        _draft(folder, said["draft"], as_json=said["as_json"])
        return
    if said["behind"]:
        _open(folder, said["name"], as_json=said["as_json"])
        return
    one = _found(folder, said["name"], said)
    if said["save"]:
        found_plans.save(opened_project(folder, as_json=said["as_json"]), said["save"], one, as_json=said["as_json"])
    if said["against"]:
        other = _found(folder, said["against"], {**said, "mps": None})
        found_plans.show_beside(one, other, said["page"], as_json=said["as_json"])
        return
    if said["page"]:
        output.write_page(said["page"], allocation_page(one.found))
    output.show(one.found, allocation_record, allocation_text, as_json=said["as_json"], verb="allocate")
    if said["picture"]:
        pictures.write_picture(said["picture"], frontier_of(one.found) or heat_of(one.found))


def _found(folder: Path, name: str, said: Said) -> FoundPlan:
    """Give a plan as it is found now, or as it was saved; ends the verb with 1 where no plan keeps to all wishes."""
    if found_plans.is_saved(name):
        return found_plans.opened(opened_project(folder, as_json=said["as_json"]), name, as_json=said["as_json"])
    project, plan, odd = planned.planned(folder, name, as_json=said["as_json"])
    with viewing.run_of(project) as view:
        viewing.needs_rows(view)
        of = ready(view, plan)
        of.findings[:0] = odd
        output.stop_on_errors(of.findings, as_json=said["as_json"])
        _write_mps(said["mps"], of)
        with output.Progress() as progress:
            every, steps = questions(of), count(1)
            effort = Effort(said["seconds"], said["gap"], said["points"],
                            lambda what: progress(what, min(next(steps), every), every))  # fmt: skip
            try:
                found = allocate(view, of, effort)
            except UnfinishedError as unfinished:
                raise click.ClickException(f"{str(unfinished).capitalize()}; give it more --seconds.") from None
    if isinstance(found, Allocated):
        return found_plans.solved(plan, found)
    if said["page"]:
        output.write_page(said["page"], impossible_page(found))
    output.show(found, impossible_record, impossible_text, as_json=said["as_json"])
    sys.exit(1)


def _open(folder: Path, name: str, *, as_json: bool) -> None:
    """Show what a plan's numbers are made of; nothing is solved for it."""
    project, plan, _ = planned.planned(folder, name, as_json=as_json)
    with viewing.run_of(project) as view:
        viewing.needs_rows(view)
        of = ready(view, plan)
        output.stop_on_errors(of.findings, as_json=as_json)
        if of.gathered is not None:
            output.show(behind(view, of.gathered), behind_record, behind_text, as_json=as_json)


def _write_mps(path: Path | None, of: Ready) -> None:
    if path is None or of.gathered is None:
        return
    try:
        write_mps(program_of(of.gathered.problem), path)
    except OSError as broken:
        raise click.ClickException(f"{path} cannot be written: {broken}; name a file that you may write.") from None


def _draft(folder: Path, name: str, *, as_json: bool) -> None:
    with viewing.opened_run(folder, as_json=as_json) as view:
        viewing.needs_rows(view)
        found = seen(view, options.today(view.project))
    if found is None:
        raise click.ClickException("No record tells of work, so that there is nothing to draft a plan from.")
    place, findings = draft(folder, name, found)
    output.stop_on_errors(findings, as_json=as_json)
    if as_json:
        output.print_json({"written": place.as_posix()})
    else:
        click.echo(f"Wrote {place.as_posix()}; fill it in, then `truegreen allocate --plan {name}`.", err=True)
