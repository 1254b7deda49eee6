"""``truegreen settle``: the month's money: every line, what caps took, what is held, what is due when, and why."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from truegreen.cli import asked, options, output
from truegreen.files.excerpts import clause_texts
from truegreen.model.finding import Finding, Level, has_errors
from truegreen.project.settling import Settled, freeze
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.focus import focus_csv, focus_rows
from truegreen.reports.moved_text import moved_record, moved_text, totals_text
from truegreen.reports.statement_page import statement_page
from truegreen.reports.statement_records import statement_record
from truegreen.reports.statement_sheets import statement_sheets
from truegreen.reports.statement_text import NARROWEST, statement_text
from truegreen.units.period import Period


@click.command("settle")
@asked.agreement
@options.agreement
@options.period
@asked.readings
@asked.contract
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to open in a browser.")
@click.option("--sheet", type=click.Path(dir_okay=False, path_type=Path), help="Write a workbook with live formulas.")
@click.option(
    "--focus", type=click.Path(dir_okay=False, path_type=Path), help="Write the lines as FOCUS columns (CSV)."
)
@click.option("--issue", "is_issued", is_flag=True, help="Freeze the statement in settled/.")
@click.option("--true-up", is_flag=True, help="Post what moved in settled periods as corrections in this one.")
@options.as_json
def command(
    target: str,
    agreement: str,
    period: Period | str,
    readings: Path | None,
    contract: str,
    is_issued: bool,
    true_up: bool,
    as_json: bool,
    **files: Path | None,
) -> None:
    """Settle a period of AGREEMENT: its file, its project's folder, or its id in the project here."""
    found = asked.opened(target, agreement, readings, as_json=as_json)
    each = asked.settled(found, contract, period, true_up=true_up, as_json=as_json)
    if (files["page"] or files["sheet"]) and len(each) > 1:
        asked.one_contract(found, contract)
    if is_issued:
        unread = [replace(one, level=Level.ERROR) for one in found.findings if one.id == "no-run"]
        output.stop_on_errors(unread, as_json=as_json)  # Without the records, an invoice would be frozen that is wrong.
        each = [_issued(found, one) for one in each]
    _write_files(found, each, **files)
    about = [*found.findings, *(finding for one in each for finding in one.findings)]
    within = [finding for one in each for finding in one.statement.findings]
    if as_json:
        output.print_json(_record(each, about))
    else:
        _print(each)
        apart = [*about, *within] if len(each) > 1 else about
        if apart:
            output.print_findings(dict.fromkeys(apart))
    sys.exit(1 if has_errors([*about, *within]) else 0)


def _issued(found: asked.Asked, one: Settled) -> Settled:
    """Issue a statement, and say what was done."""
    one, done = freeze(found.folder, found.ready, one)
    if done:
        click.echo(done, err=True)
    return one


def _write_files(
    found: asked.Asked, each: Sequence[Settled], page: Path | None, sheet: Path | None, focus: Path | None
) -> None:
    """Write what was asked for besides."""
    if page:
        last = each[0].statement.period.last
        clauses = clause_texts(found.folder, found.versions.on(last), last)
        output.write(page, statement_page(each[0].statement, clauses, each[0].as_issued))
        click.echo(f"Open {page} in a browser.", err=True)
    if sheet:
        output.write(sheet, statement_sheets(each[0].statement, each[0].as_issued))
        click.echo(f"Wrote {sheet}.", err=True)
    if focus:
        rows = [row for one in each for row in focus_rows(one.statement, one.as_issued)]
        output.write(focus, focus_csv(rows))
        click.echo(f"Wrote {focus}.", err=True)


def _print(each: Sequence[Settled]) -> None:
    width, colour = output.width(), output.colour()
    if len(each) == 1:
        narrow = output.width(NARROWEST)
        click.echo(statement_text(each[0].statement, narrow, colour=colour, issued=each[0].as_issued))
    else:
        statements = [(one.statement, one.as_issued is not None) for one in each]
        click.echo(totals_text(statements, width, colour=colour))
    for one in each:
        if one.moved:
            click.echo(moved_text(one.moved, one.contract, width, colour=colour))


def _record(each: Sequence[Settled], findings: Sequence[Finding]) -> Record:
    return {
        "statements": [statement_record(one.statement, one.as_issued) for one in each],
        "moved": [moved_record(moved, one.contract) for one in each for moved in one.moved],
        "findings": [finding_record(finding) for finding in findings],
    }
