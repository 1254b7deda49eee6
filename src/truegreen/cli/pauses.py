"""``truegreen pauses``: attainment gross, less waits for the customer and less all waits, with each team's pauses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import click

from truegreen.cli import options, output, viewing
from truegreen.clocks.by_team import Pauses, Wait
from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Calendar
from truegreen.model.clock import STEPS, Clock
from truegreen.model.finding import Finding
from truegreen.project.pausing import log_pauses, project_pauses
from truegreen.reports.finding_record import finding_record
from truegreen.reports.pause_page import pause_page
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
@click.option("--team", default="", metavar="COLUMN", help="Of a log: column that says which team has a case.")
@options.page
@options.as_json
def command(
    where: Path,
    agreement: str,
    name: str,
    target: str,
    hours: tuple[str, ...],
    zone: str,
    states: tuple[str, ...],
    team: str,
    page: Path | None,
    as_json: bool,
) -> None:
    """Show what pauses do to attainment, by team.

    WHERE is a project's folder, or an event log by itself: XES or a table of events, packed or not.
    """
    if where.is_dir():
        with viewing.opened_run(where, as_json=as_json) as view:
            versions = options.agreement_of(view.project, agreement)
            title, clock = _clock(name, versions.latest.clocks)
            _show(title, project_pauses(view, versions, clock), (), page, as_json=as_json)
        return
    if not is_zone(zone):
        raise click.UsageError(f"There is no time zone “{zone}”; write it like Europe/Lisbon.")
    found, waits, findings = log_pauses(where, _time(target), _calendar(hours, zone), _states(states), zone, team)
    output.stop_on_errors(findings, as_json=as_json)
    if findings and not as_json:
        output.print_findings(findings)
    _show(where.name, found, waits, page, findings, as_json=as_json)


def _show(
    title: str,
    found: Sequence[Pauses],
    waits: Sequence[Wait],
    page: Path | None,
    findings: Sequence[Finding] = (),
    *,
    as_json: bool,
) -> None:
    if page:
        output.write_page(page, pause_page(title, found, waits))
    if as_json:
        output.print_json(pause_record(found, waits) | {"findings": [finding_record(each) for each in findings]})
    else:
        click.echo(pause_text(title, found, output.width(), waits, colour=output.colour()), nl=False)


def _clock(name: str, clocks: Mapping[str, Clock]) -> tuple[str, Clock]:
    """Give the title of the clock that is asked for, and the clock; without a name, the only one."""
    if name not in clocks and (name or len(clocks) != 1):
        raise click.UsageError(_no_clock(name, clocks))
    name = name or next(iter(clocks))
    return clocks[name].title or name, clocks[name]


def _no_clock(name: str, clocks: Collection[str]) -> str:
    if not clocks:
        return "The agreement has no clock; write clocks: into it, as docs/clocks.md says."
    what = f"The agreement has no clock “{name}”." if name else "Say which clock with --clock."
    return f"{what} {did_you_mean(name, clocks)}".rstrip()


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
    states = dict(pair.rsplit("=", 1) for pair in pairs)
    if strange := [step for step in states.values() if step not in STEPS]:
        raise click.UsageError(f"“{strange[0]}” is no step. {did_you_mean(strange[0], STEPS)}")
    return states
