"""``truegreen settle``: the month's money: every line, what caps took, what is held, what is due when, and why."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from truegreen.cli import asked, options, output
from truegreen.files.excerpts import clause_texts
from truegreen.files.settled import Settled as SettledFile
from truegreen.files.settled import read_settled, write_settled
from truegreen.model.finding import Finding, Level, has_errors
from truegreen.model.given import Givens
from truegreen.model.statement import Issued, Moved, Statement
from truegreen.reports.focus import focus_csv, focus_rows
from truegreen.reports.moved_text import moved_text, totals_text
from truegreen.reports.records import finding_record
from truegreen.reports.statement_page import statement_page
from truegreen.reports.statement_sheets import statement_sheets
from truegreen.reports.statement_text import statement_text
from truegreen.settlement.graph import statement_record
from truegreen.settlement.issue import document, issue, issued_of
from truegreen.settlement.restate import corrections, restate, standing, with_corrections
from truegreen.settlement.settle import settle
from truegreen.units.period import Period


@dataclass(frozen=True, slots=True)
class Settled:
    """A contract's statement of the period asked for.

    Attributes:
        given: what it was settled from.
        statement: as it was issued, if it was; else as it comes out, with the corrections that were accepted.
        issued: what was issued of the contract.
        moved: what comes out otherwise now in issued periods.
        findings: what is to be said of these.
    """

    given: Givens
    statement: Statement
    issued: Sequence[Issued]
    moved: Sequence[Moved]
    findings: Sequence[Finding]

    @property
    def as_issued(self) -> Issued | None:
        """Give the period's issued statement, if there is one."""
        period = self.statement.period
        return next((each for each in self.issued if each.statement.period == period), None)


@click.command("settle")
@asked.agreement
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
    agreement: str,
    period: Period | str,
    readings: Path | None,
    contract: str,
    page: Path | None,
    sheet: Path | None,
    focus: Path | None,
    is_issued: bool,
    true_up: bool,
    as_json: bool,
) -> None:
    """Settle a period of AGREEMENT: its file, its project's folder, or its id in the project here."""
    found = asked.opened(agreement, readings, as_json=as_json)
    given = asked.contracts(found, contract)
    chosen = asked.period_asked(found.versions, given, period)
    files, findings = read_settled(found.folder, [found.versions.id])
    output.stop_on_errors(findings, as_json=as_json)
    each = [_settled(found, name, givens, chosen, files, true_up=true_up) for name, givens in given.items()]
    said = [*found.findings, *findings, *(finding for one in each for finding in one.findings)]
    if is_issued:
        said += [finding for one in each for finding in _issue(found, one)]
    _write_files(found, each, page, sheet, focus)
    if as_json:
        records = [statement_record(one.statement) for one in each]
        output.print_json({"statements": records, "findings": [finding_record(one) for one in said]})
    else:
        _print(each)
        output.print_findings(one for one in said if one.level is not Level.NOTE)
    broken = [*said, *(finding for one in each for finding in one.statement.findings)]
    sys.exit(1 if has_errors(broken) else 0)


def _settled(
    found: asked.Asked, contract: str, given: Givens, period: Period, files: Sequence[SettledFile], *, true_up: bool
) -> Settled:
    """Settle a contract up to a period, and hold what was issued against what comes out now."""
    everything, wrong = issued_of(files)
    issued = [each for each in everything if each.statement.contract == contract]
    versions, scales = found.versions, found.ready.scales
    statements = settle(versions, given, period, scales, contract, standing(issued, given))
    moved, findings = restate(versions, given, statements, issued)
    own = next((each.statement for each in issued if each.statement.period == statements[-1].period), None)
    statement = own or statements[-1]
    if true_up and own is None:
        statement = with_corrections(statement, corrections(moved, statement.period))
        findings = [each for each in findings if each.id != "settled-differs"]
    return Settled(given, statement, issued, moved, [*wrong, *findings])


def _issue(found: asked.Asked, one: Settled) -> list[Finding]:
    """Freeze a statement; a period that was issued and comes out the same stays as it is."""
    if one.as_issued is not None and not one.moved:
        click.echo(f"{one.statement.period} was issued before, and comes out the same.", err=True)
        return []
    frozen, findings = issue(found.versions, one.given, one.statement, one.issued, one.moved)
    if frozen is None:
        return findings
    findings = write_settled(found.folder, document(frozen))
    if not findings:
        click.echo(f"Issued {frozen.at}.", err=True)
    return findings


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
