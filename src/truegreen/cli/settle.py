"""``truegreen settle``: the month's money: every line, what caps took, what is held, what is due when, and why."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from truegreen.cli import asked, options, output
from truegreen.files.excerpts import clause_texts
from truegreen.model.finding import Level, has_errors
from truegreen.project.settling import Settled, freeze
from truegreen.reports.focus import focus_csv, focus_rows
from truegreen.reports.moved_text import moved_text, totals_text
from truegreen.reports.records import finding_record
from truegreen.reports.statement_page import statement_page
from truegreen.reports.statement_sheets import statement_sheets
from truegreen.reports.statement_text import statement_text
from truegreen.settlement.graph import statement_record
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
    said = [*found.findings, *(finding for one in each for finding in one.findings)]
    if is_issued:
        for one in each:
            done, findings = freeze(found.folder, found.ready, one)
            said += findings
            click.echo(done, err=True)
    _write_files(found, each, **files)
    if as_json:
        records = [statement_record(one.statement) for one in each]
        output.print_json({"statements": records, "findings": [finding_record(one) for one in said]})
    else:
        _print(each)
        if worth_saying := [one for one in said if one.level is not Level.NOTE]:
            output.print_findings(worth_saying)
    broken = [*said, *(finding for one in each for finding in one.statement.findings)]
    sys.exit(1 if has_errors(broken) else 0)


def _write_files(
    found: asked.Asked, each: Sequence[Settled], page: Path | None, sheet: Path | None, focus: Path | None
) -> None:
    """Write what was asked for besides."""
    if (page or sheet) and len(each) != 1:
        raise click.UsageError("A page or a workbook is of one contract; say which with --contract.")
    if page:
        clauses = clause_texts(found.folder, found.versions.on(each[0].statement.period.last))
        page.write_text(statement_page(each[0].statement, clauses, each[0].as_issued), "utf-8")
        click.echo(f"Open {page} in a browser.", err=True)
    if sheet:
        sheet.write_bytes(statement_sheets(each[0].statement, each[0].as_issued))
        click.echo(f"Wrote {sheet}.", err=True)
    if focus:
        rows = [row for one in each for row in focus_rows(one.statement, one.as_issued)]
        focus.write_text(focus_csv(rows), "utf-8")
        click.echo(f"Wrote {focus}.", err=True)


def _print(each: Sequence[Settled]) -> None:
    width, colour = output.width(), output.colour()
    if len(each) == 1:
        click.echo(statement_text(each[0].statement, width, colour=colour, issued=each[0].as_issued))
    else:
        click.echo(totals_text([one.statement for one in each], width, colour=colour))
    for one in each:
        if one.moved:
            click.echo(moved_text(one.moved, width, colour=colour))
