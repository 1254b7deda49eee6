"""Find the plan that a verb about sourcing is asked for: by its file, by its name, or the only one of a project."""

from __future__ import annotations

from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.cli.viewing import opened_project
from truegreen.files.nearest import did_you_mean
from truegreen.files.plans import FOLDER, names_in, place_of, read_plan
from truegreen.model.finding import Finding
from truegreen.model.plan import Plan
from truegreen.project.opened import Project

folder = options.folder
plan = click.option("--plan", "name", default="", help="Which plan, if the project has several.")


def planned(where: Path, name: str, *, as_json: bool) -> tuple[Project, Plan, tuple[Finding, ...]]:
    """Give the project, the plan that was named, and what is odd about it; ends the verb where something is wrong."""
    project = opened_project(where, as_json=as_json)
    findings: list[Finding] = []
    path = where / place_of(_named(where, name))
    found, _ = read_plan(where, path, findings)
    output.stop_on_errors(findings, as_json=as_json)
    if found is None:
        raise click.ClickException(f"{path.name} holds no plan.")
    return project, found, tuple(findings)


def _named(where: Path, name: str) -> str:
    """Give the plan's name; without one, the only one.

    Raises:
        click.UsageError: there is none of that name, or several.
    """
    known = names_in(where)
    if not known:
        raise click.UsageError(f"There is no plan yet; write one as {FOLDER}/NAME.yml, as docs/sourcing.md shows.")
    if name and name not in known:
        raise click.UsageError(f"There is no plan “{name}”. {did_you_mean(name, known)}")
    if not name and len(known) > 1:
        raise click.UsageError(f"Say which plan with --plan: {', '.join(known)}.")
    return name or known[0]
