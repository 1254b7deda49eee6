"""What the words of ``truegreen pilot`` share: their options, a pilot opened with the records it needs, its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NoReturn, TypedDict, TypeVar

import click

from truegreen.cli import options, output, pictures
from truegreen.cli.viewing import opened_project, run_of
from truegreen.model.finding import Finding, has_errors
from truegreen.model.pilot import Registered
from truegreen.model.pilot_found import Analysed
from truegreen.project.looking import View, look
from truegreen.project.opened import Project
from truegreen.project.piloting.pilots import Open, open_pilot
from truegreen.project.piloting.running import analyse

T = TypeVar("T")
as_of = click.option("--as-of", type=options.DayType(), help="The last day looked at; today if left out.")
on = click.option("--on", type=options.DayType(), help="The day that is written down; today if left out.")


class Said(TypedDict, total=False):
    """What was written; a word has those that it takes."""

    name: str
    folder: Path
    as_of: date | None
    on: date | None
    picture: Path | None
    page: Path | None
    as_json: bool


def show(
    found: T | list[Finding],
    said: Said,
    record: Callable[[T], object],
    text: Callable[..., str],
    page: Callable[[T], str],
    picture: Callable[[T], str],
) -> None:
    """Write what was found, with the picture and the page that were asked for, or end the verb with what is wrong."""
    if isinstance(found, list):
        stop(found, as_json=said["as_json"])
    if said["page"]:
        output.write_page(said["page"], page(found))
    output.show(found, record, text, as_json=said["as_json"])
    if said["picture"]:
        pictures.write_picture(said["picture"], picture(found))


def analysed_now(project: Project, opened: Open, day: date | None) -> Analysed | list[Finding]:
    """Do the registered analysis as of a day, today if left out, or say what stands in its way."""
    made = as_registered(opened)
    with records_of(project, needed=not made.pilot.column) as view:
        return analyse(view, opened, made, day or options.today(project), project.folder)


def named_pilot(said: Said) -> tuple[Project, Open]:
    """Open a project and one of its pilots, or say what is wrong with them."""
    project = opened_project(said["folder"], as_json=said["as_json"])
    opened = open_pilot(project, said["name"])
    output.stop_on_errors(opened.findings, as_json=said["as_json"])
    return project, opened


def as_registered(opened: Open) -> Registered:
    """Give a pilot as it was registered.

    Raises:
        click.ClickException: nobody has registered it.
    """
    if opened.registered is None:
        remedy = f"`truegreen pilot register {opened.name}` freezes it first."
        raise click.ClickException(f"The pilot {opened.name} is not registered; {remedy}")
    return opened.registered


@contextmanager
def records_of(project: Project, *, needed: bool) -> Iterator[View | None]:
    """Open the latest run; where none is needed, none if there is none."""
    with run_of(project) if needed else look(project) as view:
        yield view


def stop(findings: Sequence[Finding], *, as_json: bool) -> NoReturn:
    """End the verb with what stands in its way."""
    output.stop_on_errors([each for each in findings if has_errors([each])], as_json=as_json)
    raise SystemExit(1)
