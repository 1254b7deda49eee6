"""``truegreen diff``: what changed between two texts or two days, clause by clause, and what it would have paid."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from truegreen.cli import asked, options, output
from truegreen.files.agreements import read_agreement
from truegreen.model.agreement import Agreement, Versions
from truegreen.model.finding import Finding
from truegreen.reports.difference_text import back_test_record, back_test_text, differences_record, differences_text
from truegreen.reports.records import finding_record
from truegreen.settlement.backtest import BackTest, back_test, throughout
from truegreen.settlement.difference import differences
from truegreen.units.period import Period


@click.command("diff")
@click.argument("old", default=".")
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option(
    "--as-of", "days", type=click.DateTime(["%Y-%m-%d"]), multiple=True, help="A day; two for before and after."
)
@click.option(
    "--months", default=12, show_default=True, help="Settled periods to try both on, where figures are given."
)
@options.agreement
@options.period
@asked.readings
@asked.contract
@options.as_json
def command(
    old: str,
    new: Path | None,
    days: tuple[datetime, ...],
    months: int,
    agreement: str,
    period: Period | str,
    readings: Path | None,
    contract: str,
    as_json: bool,
) -> None:
    """Say what changed from OLD to NEW (two files), or in one agreement between two days, and who gains by it.

    OLD is an agreement's file, a project's folder or an agreement's id; figures come from its run, or from --readings.
    """
    found = asked.opened(old, agreement, readings, as_json=as_json, needs_figures=False)
    before, after = _two(found.versions, new, [each.date() for each in days], as_json=as_json)
    changed = differences(before, after)
    tried, findings = _tried(found, before, after, period, contract, months)
    if as_json:
        output.print_json(
            {
                "differences": differences_record(changed),
                "back_test": None if tried is None else back_test_record(tried),
                "findings": [finding_record(each) for each in findings],
            }
        )
    else:
        click.echo(differences_text(changed, output.width(), colour=output.colour()))
        if tried is not None:
            click.echo(back_test_text(tried, output.width(), colour=output.colour()))
        if findings:
            output.print_findings(findings)
    sys.exit(0)


def _two(versions: Versions, new: Path | None, days: list[date], *, as_json: bool) -> tuple[Agreement, Agreement]:
    """Give the old and the new text: of two files, two days, a day and now, or before and after the last change."""
    if new is not None:
        read, findings = read_agreement(new.read_bytes(), new.name)
        output.stop_on_errors(findings, as_json=as_json)
        if read is None:
            sys.exit(1)
        return versions.latest, read.latest
    if len(days) > 2:
        raise click.UsageError("Two days are compared; name no more.")
    if days:
        return versions.on(days[0]), versions.on(days[-1]) if len(days) == 2 else versions.latest
    if len(versions.each) == 1:
        raise click.UsageError("Nothing changes in this agreement's time; name a second file.")
    return versions.each[-2][1], versions.latest


def _tried(
    found: asked.Asked, before: Agreement, after: Agreement, period: Period | str, contract: str, months: int
) -> tuple[BackTest | None, list[Finding]]:
    """Settle the last periods under both texts, where figures are given."""
    given = asked.contracts(found, contract)
    if len(given) != 1 or not any(each.by for each in given.values()):
        return None, []
    until = asked.period_asked(found.versions, given, period)
    old, new = (throughout(each, found.versions) for each in (before, after))
    return back_test(old, new, next(iter(given.values())), found.ready.scales, until, months)
