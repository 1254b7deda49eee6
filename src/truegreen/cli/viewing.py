"""Open a project's latest run for the verbs that show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from truegreen.cli import output
from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Versions
from truegreen.project.looking import View, last_period, look
from truegreen.project.opened import Project, open_project
from truegreen.readings.members import members_of
from truegreen.units.period import Period


def opened_project(folder: Path, *, as_json: bool) -> Project:
    """Open a project; ends the verb with all that is wrong with its text."""
    project = open_project(folder)
    output.stop_on_errors(project.findings, as_json=as_json)
    return project


@contextmanager
def opened_run(folder: Path, *, as_json: bool) -> Iterator[View]:
    """Open a project and its latest run for reading, or say what has to be done first."""
    with run_of(opened_project(folder, as_json=as_json)) as view:
        yield view


@contextmanager
def run_of(project: Project) -> Iterator[View]:
    """Open a project's latest run for reading, or say that there is none."""
    with look(project) as view:
        if view is None:
            raise click.ClickException(f"There is no run yet; make one with `truegreen run {project.folder}`.")
        yield view


def needs_rows(view: View) -> None:
    """Refuse a run whose rows are not those of the facts any more.

    Raises:
        click.ClickException: they are not; the message says what to do.
    """
    if not view.has_rows:
        again = f"run again with `truegreen run {view.project.folder}`"
        raise click.ClickException(f"The rows are not those of the latest run any more; {again} first.")


def within(view: View, versions: Versions, period: Period | str) -> Period | None:
    """Give the period asked for; None for all together."""
    if isinstance(period, Period):
        return period
    return None if period == "all" else last_period(view, versions)


def kept_slice(view: View, name: str) -> None:
    """Refuse a slice that the run does not keep.

    Raises:
        click.UsageError: it does not keep it; the message says how it would.
    """
    kept = dict.fromkeys(each for slices in view.source.cells.slices.values() for each in slices)
    if name not in kept:
        remedy = "add it to slices in truegreen.toml and run again."
        raise click.UsageError(f"The run keeps {', '.join(kept)}, and not {name}; {remedy}")


def known_members(view: View, asked: Mapping[str, str]) -> None:
    """Refuse a member that no row has, and say which there are.

    Raises:
        click.UsageError: the run does not keep the slice, or the slice has no such member.
    """
    for name, member in asked.items():
        kept_slice(view, name)
        known = members_of(view.source.duck, view.source.folder, view.source.cells, name)
        if member not in known:
            said = did_you_mean(member, known) if known else f"no row has a {name}."
            raise click.UsageError(f"There is no {name} “{member}”: {said}")
