"""``truegreen pilot``: does a change help? Registered before, drawn by chance, watched without peeking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

import click

from truegreen.cli import options, output
from truegreen.cli.piloting import Said, analysed_now, as_of, as_registered, named_pilot, on, records_of, show, stop
from truegreen.cli.viewing import opened_project, run_of
from truegreen.files.pilot_draft import draft
from truegreen.files.pilots import how_far, names_in
from truegreen.model.finding import has_errors
from truegreen.model.pilot_found import Watched
from truegreen.model.pilot_standing import Assignment
from truegreen.project.piloting.concluding import conclude
from truegreen.project.piloting.pilots import register
from truegreen.project.piloting.running import assign, watch
from truegreen.project.piloting.sizes import size
from truegreen.reports.finding_record import finding_record
from truegreen.reports.pilot_page import analysed_page, assignment_page, sized_page, watched_page
from truegreen.reports.pilot_pictures import balance_picture, effects_picture, lengths_picture, looks_picture
from truegreen.reports.pilot_record import (
    analysed_record,
    assignment_record,
    registered_record,
    sized_record,
    watched_record,
)
from truegreen.reports.pilot_text import analysed_text, assignment_text, registered_text, sized_text, watched_text
from truegreen.reports.pilot_told import verdict

Verb = Callable[..., None]
Option = Callable[[Verb], Verb]
shown = (options.picture, options.page)


def _balance(found: Assignment) -> str:
    return balance_picture(found) if found.balance else ""


def _looks(found: Watched) -> str:
    return looks_picture(found.looks, found.standing.registered.pilot) if found.looks else ""


@click.group("pilot")
def command() -> None:
    """Try a change on some and not on others, drawn by chance, and say what it does."""


def _word(word: str, *more: Option) -> Callable[[Verb], click.Command]:
    """Make a word of the verb: it takes a pilot and a folder, what more is given here, and --json."""

    def made(verb: Verb) -> click.Command:
        given: tuple[Option, ...] = (click.argument("name"), options.folder, *more, options.as_json)
        for each in reversed(given):
            verb = each(verb)
        return command.command(word)(verb)

    return made


@command.command("list")
@options.folder
@options.as_json
def list_pilots(folder: Path, as_json: bool) -> None:
    """List the pilots of a project, and how far each is."""
    rows = [{"pilot": name, "is": how_far(folder, name)} for name in names_in(folder)]
    if as_json:
        output.print_json(rows)
        return
    click.echo("\n".join(f"{each['pilot']}: {each['is']}" for each in rows) or "There is no pilot.")


@_word("new")
def new(name: str, folder: Path, as_json: bool) -> None:
    """Draft a pilot as pilots/NAME.yml, to be filled in."""
    project = opened_project(folder, as_json=as_json)
    place, findings = draft(folder, name, options.today(project))
    output.stop_on_errors(findings, as_json=as_json)
    if as_json:
        output.print_json({"written": place.as_posix()})
    else:
        click.echo(f"Wrote {place.as_posix()}; fill it in, then `truegreen pilot size {name}`.", err=True)


@_word("register", on)
def register_pilot(**said: Unpack[Said]) -> None:
    """Freeze a pilot as its file says it: from now on what is registered counts."""
    project, opened = named_pilot(said)
    made, findings = register(project, opened, said["on"] or options.today(project))
    output.stop_on_errors(findings, as_json=said["as_json"])
    assert made is not None and opened.figure is not None  # noqa: S101, PT018
    if said["as_json"]:
        output.print_json({**registered_record(made), "findings": [finding_record(each) for each in opened.findings]})
        return
    click.echo(registered_text(made, opened.figure, output.width(), colour=output.colour()), nl=False)
    if opened.findings:
        output.print_findings(opened.findings)


@_word(
    "size",
    click.option("--simulate", is_flag=True, help="How the pilot's own path fares in worlds made of the records."),
    click.option("--repeat", default=200, show_default=True, type=click.IntRange(1, 100_000), help="How many worlds."),
    click.option("--seed", default=7, show_default=True, help="The same seed draws the same worlds."),
    *shown,
)
def size_pilot(simulate: bool, repeat: int, seed: int, **said: Unpack[Said]) -> None:
    """Say what a pilot finds by how long it runs, from the records before its start."""
    project, opened = named_pilot(said)
    with run_of(project) as view, output.Progress() as progress:
        found = size(view, opened, repeat if simulate else 0, seed, progress)
    show(found, said, sized_record, sized_text, sized_page, lengths_picture)


@_word(
    "assign",
    click.option("--units", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                 help="A table of units, instead of those that the records know."),
    on,
    *shown,
)  # fmt: skip
def assign_units(units: Path | None, **said: Unpack[Said]) -> None:
    """Put units into arms by chance; those that are in one stay, whoever is new is added."""
    project, opened = named_pilot(said)
    made = as_registered(opened)
    with records_of(project, needed=units is None) as view:
        found = assign(view, opened, made, said["on"] or options.today(project), project.folder, units)
    show(found, said, assignment_record, assignment_text, assignment_page, _balance)


@_word("watch", as_of, *shown)
def watch_pilot(**said: Unpack[Said]) -> None:
    """Say how a running pilot stands: sizes first, then the looks that the registered rule allows."""
    project, opened = named_pilot(said)
    made = as_registered(opened)
    with records_of(project, needed=not made.pilot.column) as view:
        found = watch(view, opened, made, said["as_of"] or options.today(project), project.folder)
    show(found, said, watched_record, watched_text, watched_page, _looks)


@_word("analyse", as_of, *shown)
def analyse_pilot(**said: Unpack[Said]) -> None:
    """Do the registered analysis, with strata and what comes out otherwise."""
    project, opened = named_pilot(said)
    found = analysed_now(project, opened, said["as_of"])
    show(found, said, analysed_record, analysed_text, analysed_page, effects_picture)


@_word("conclude", as_of, on)
def conclude_pilot(**said: Unpack[Said]) -> None:
    """Write down what a pilot came to, once; a second time it is held against what comes out today."""
    project, opened = named_pilot(said)
    found = analysed_now(project, opened, said["as_of"])
    if isinstance(found, list):
        stop(found, as_json=said["as_json"])
    made = conclude(opened, found, verdict(found), said["on"] or options.today(project), project.folder)
    output.stop_on_errors([each for each in made.findings if has_errors([each])], as_json=said["as_json"])
    if said["as_json"]:
        output.print_json({**made.says, "file": made.file, "again": made.again})
        return
    click.echo(str(made.says["says"]))
    told = f"It was concluded on {made.says['on']}, and the same comes out today" if made.again else "Written down"
    click.echo(f"{told}: {made.file}.", err=True)
