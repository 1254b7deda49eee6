"""``truegreen pauses``: attainment gross, less waits for the customer and less all waits, with each team's pauses."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from truegreen.cli import options, output, viewing
from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Calendar
from truegreen.project.pausing import log_pauses, project_pauses
from truegreen.reports.pause_text import pause_record, pause_text
from truegreen.units.calendar import Shift, is_zone
from truegreen.units.quantity import Quantity


@click.command("pauses")
@click.argument("where", default=".", type=click.Path(exists=True, path_type=Path))
@options.agreement
@click.option("--clock", "name", default="", help="Clock of the agreement; the only one if left out.")
@click.option("--target", default="", metavar="TIME", help="Of a log: time that a case may take, like 5 d or 8 h.")
@click.option("--hours", multiple=True, metavar="SHIFT", help='Of a log: like "mon-fri 09:00-17:00"; may be repeated.')
@click.option("--zone", default="UTC", help="Of a log: zone of the hours, and of times that carry none.")
@click.option("--state", "states", multiple=True, metavar="STATE=STEP", help='Like "Wait - User=waiting_on_customer".')
@options.as_json
def command(
    where: Path,
    agreement: str,
    name: str,
    target: str,
    hours: tuple[str, ...],
    zone: str,
    states: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show what pauses do to attainment, by team.

    WHERE is a project's folder, or an event log by itself: XES or a table of events, packed or not.
    """
    if where.is_dir():
        _of_project(where, agreement, name, as_json=as_json)
        return
    if not is_zone(zone):
        raise click.UsageError(f"There is no time zone “{zone}”; write it like Europe/Lisbon.")
    found, waits, findings = log_pauses(where, _time(target), _calendar(hours, zone), _states(states), zone)
    output.stop_on_errors(findings, as_json=as_json)
    if as_json:
        output.print_json(pause_record(found, waits))
        return
    if findings:
        output.print_findings(findings)
    click.echo(pause_text(where.name, found, output.width(), waits, colour=output.colour()), nl=False)


def _of_project(where: Path, agreement: str, name: str, *, as_json: bool) -> None:
    with viewing.opened_run(where, as_json=as_json) as view:
        versions = options.agreement_of(view.project, agreement)
        clocks = versions.latest.clocks
        if name not in clocks and (name or len(clocks) != 1):
            said = (
                did_you_mean(name, clocks) if clocks else "Write clocks: into the agreement; docs/clocks.md says how."
            )
            what = f"The agreement has no clock “{name}”." if name or not clocks else "Say which clock with --clock."
            raise click.UsageError(f"{what} {said}")
        clock = clocks[name] if name else next(iter(clocks.values()))
        found = project_pauses(view, versions, clock)
    if as_json:
        output.print_json(pause_record(found))
    else:
        heading = clock.title or name or next(iter(clocks))
        click.echo(pause_text(heading, found, output.width(), colour=output.colour()), nl=False)


def _no_clock(name: str, clocks: Collection[str]) -> str:
    if not clocks:
        return "The agreement has no clock; write clocks: into it, as docs/clocks.md says."
    what = f"The agreement has no clock “{name}”." if name else "Say which clock with --clock."
    return f"{what} {did_you_mean(name, clocks)}"


def _time(text: str) -> Quantity | None:
    if not text:
        return None
    try:
        quantity = Quantity.parse(text)
        quantity.in_unit("seconds")
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    return quantity


def _calendar(hours: tuple[str, ...], zone: str) -> Calendar | None:
    try:
        return Calendar(zone=zone, open=tuple(Shift.parse(each) for each in hours)) if hours else None
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None


def _states(pairs: tuple[str, ...]) -> dict[str, str]:
    if bad := [pair for pair in pairs if "=" not in pair]:
        raise click.UsageError(f"“{bad[0]}” says nothing; write it like Wait - User=waiting_on_customer.")
    return dict(pair.rsplit("=", 1) for pair in pairs)
