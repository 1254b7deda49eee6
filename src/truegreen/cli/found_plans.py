"""Plans as they were found, for ``truegreen allocate``: saved under a name, opened again, and put beside another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from truegreen.cli import options, output
from truegreen.files import found_plans, plans
from truegreen.files.nearest import did_you_mean
from truegreen.model.allocated import Allocated
from truegreen.model.finding import Finding
from truegreen.model.plan import Plan
from truegreen.model.plans_compared import FoundPlan
from truegreen.project.looking import look
from truegreen.project.opened import Project
from truegreen.project.sourcing.comparing import compared
from truegreen.reports.sourcing.against_page import against_page
from truegreen.reports.sourcing.against_record import against_record
from truegreen.reports.sourcing.against_text import against_text

SAVED: Final = "found/"
"""What the name of a saved plan begins with, where plans and saved ones may be meant."""


def is_saved(name: str) -> bool:
    """Say whether a saved plan is meant, and not one that is to be solved."""
    return name.startswith(SAVED)


def opened(project: Project, name: str, *, as_json: bool) -> FoundPlan:
    """Give a saved plan, with what has changed since among its findings; ends the verb where there is none to trust.

    Raises:
        click.UsageError: there is none of that name.
    """
    folder, called = project.folder, name.removeprefix(SAVED)
    known = found_plans.names_in(folder)
    if called not in known:
        others = did_you_mean(called, known) if known else "Save one with --save NAME."
        raise click.UsageError(f"There is no saved plan “{called}”. {others}")
    findings: list[Finding] = []
    saved = found_plans.read_saved(folder, called, findings)
    output.stop_on_errors(findings, as_json=as_json)
    assert saved is not None  # noqa: S101
    changed = found_plans.changed_since(saved, _now(project, saved.found.plan))
    return replace(saved, found=replace(saved.found, findings=(*changed, *saved.found.findings)))


def _now(project: Project, name: str) -> dict[str, str]:
    """Give what a plan would be made from now; what cannot be said is left out."""
    plan, _ = plans.read_plan(project.folder, project.folder / plans.place_of(name), [])
    with look(project) as view:
        run = view.run if view else ""
    if plan is None:
        return {"records": run} if run else {}
    now = found_plans.inputs_of(plan, run)
    return now if run else {each: digest for each, digest in now.items() if each != "records"}


def solved(plan: Plan, found: Allocated) -> FoundPlan:
    """Give a plan that was solved now."""
    inputs = found_plans.inputs_of(plan, found.run)
    return FoundPlan(name=plan.plan, inputs=inputs, found=found, futures=plan.futures)


def save(project: Project, name: str, of: FoundPlan, *, as_json: bool) -> None:
    """Save a plan under a name; ends the verb where something stands in its way.

    Raises:
        click.UsageError: it is a saved one.
    """
    if of.digest:
        raise click.UsageError(f"{of.name} is saved already; leave out --save.")
    called = name.removeprefix(SAVED)
    output.stop_on_errors(
        found_plans.save(project.folder, replace(of, name=called), options.today(project)), as_json=as_json
    )
    click.echo(f"Saved as {found_plans.place_of(called).as_posix()}; show it with --plan {SAVED}{called}.", err=True)


def show_beside(one: FoundPlan, other: FoundPlan, page: Path | None, *, as_json: bool) -> None:
    """Show two plans side by side; ends the verb where they cannot be compared."""
    of = compared(one, other)
    output.stop_on_errors(of.findings, as_json=as_json)
    if page:
        output.write_page(page, against_page(of))
    output.show(of, against_record, against_text, as_json=as_json)
