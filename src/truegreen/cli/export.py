"""``truegreen export``: what others read: metrics for OCDS, money for FOCUS, feedback records, facts, all as files."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from truegreen.cli import asked, options, output, sending, viewing
from truegreen.engine.duck import Duck
from truegreen.facts.store import Partition, Store
from truegreen.facts.tables import FEEDBACK, TABLES, Table
from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Versions
from truegreen.model.finding import has_errors
from truegreen.model.scorecard import Scorecard
from truegreen.project.looking import View
from truegreen.project.opened import Project
from truegreen.project.series import own_periods, scorecards, through
from truegreen.readings.runs import read_record
from truegreen.readings.taken_out import feedback_queries, table_queries, written
from truegreen.reports.finding_record import finding_record
from truegreen.reports.focus import focus_csv, focus_rows
from truegreen.reports.observations import Measured, measured, observations_csv, observations_record
from truegreen.reports.ocds import release, release_text
from truegreen.reports.workbook import FORMULAS
from truegreen.units.period import Period

MEMORY: Final = "1GB"
"""What an export holds at once; the rest is spilled to the project's own folder."""
_month = click.option("--month", "months", multiple=True, help="Only this month, like 2025-03; may be given again.")


@click.group("export")
def command() -> None:
    """Write what others read, to a file or to standard output."""


@command.command("metrics")
@asked.agreement
@options.agreement
@options.period
@click.option("--since", type=options.PeriodType(), help="Each period from this one on, rather than one alone.")
@click.option("--by", "bys", multiple=True, help="A slice whose members are wanted besides; may be given again.")
@click.option("--slice", "where", multiple=True, metavar="SLICE=MEMBER", help="Only this member; may be given again.")
@click.option("--as", "form", type=click.Choice(["csv", "json", "ocds"]), default="csv", help="csv if left out.")
@click.option("--ocid", default="", help="Id of the contracting process in OCDS, with its publisher's prefix.")
@sending.sent
def metrics(
    target: str,
    agreement: str,
    period: Period | str,
    since: Period | str | None,
    bys: tuple[str, ...],
    where: tuple[str, ...],
    form: str,
    ocid: str,
    going: sending.Target,
) -> None:
    """Write the measures of AGREEMENT by period, as the latest run has them.

    AGREEMENT is an agreement's file, its project's folder, or its id in the project here.
    """
    members, slices = options.members(where), [options.slice_name(each) for each in dict.fromkeys(bys)]
    folder = asked.project_folder(target)
    if folder is None:
        raise click.UsageError(f"{target} stands in no project, so no records measure it.")
    project = asked.opened_project(folder, as_json=going.as_json)
    versions = asked.chosen(project, target, agreement)
    with viewing.run_of(project) as view:
        viewing.known_members(view, members)
        for each in slices:
            viewing.kept_slice(view, each)
        last = viewing.within(view, versions, period)
        cards = (
            scorecards(view, versions, last, slices, members)
            if since is None
            else _through(view, versions, since, last, slices, members)
        )
        definitions: dict[str, str] = read_record(project.store, view.run)["formulas"]
    found = measured(versions.latest.title, cards, definitions, project.settings.currency)
    text = _text(found, form, project, versions, ocid)
    findings = [finding_record(each) for each in found.findings]
    if not going.as_json and (older := [each for each in found.findings if each.id == "run-is-older"]):
        output.print_findings(older)
    sending.send(going, [text.encode()], len(found.each), form, run=found.run, findings=findings)


def _through(
    view: View,
    versions: Versions,
    since: Period | str,
    last: Period | None,
    bys: Sequence[str],
    members: Mapping[str, str],
) -> list[Scorecard]:
    """Give the scorecards of each period from one to another, each with the measures that gather for so long."""
    if isinstance(since, str) or last is None:
        raise click.UsageError("--since gives each period on its own; write it like 2025-01, without --period all.")
    periods = own_periods(versions, since, last)
    if not periods:
        raise click.UsageError(f"No whole period lies between the first day of {since} and the last of {last}.")
    progress = output.Progress()
    cards = through(view, versions, periods, bys, members, progress)
    progress.end()
    return cards


def _text(found: Measured, form: str, project: Project, versions: Versions, ocid: str) -> str:
    if form == "ocds":
        return release_text(release(found, versions, project.scales[versions.id], ocid))
    if form == "json":
        return json.dumps(observations_record(found), ensure_ascii=False, indent=2) + "\n"
    return observations_csv(found)


@command.command("settlement")
@asked.agreement
@options.agreement
@options.period
@asked.readings
@asked.contract
@sending.sent
def settlement(
    target: str, agreement: str, period: Period | str, readings: Path | None, contract: str, going: sending.Target
) -> None:
    """Write the lines of AGREEMENT's statement as FOCUS columns, as `truegreen settle --focus` does.

    AGREEMENT is an agreement's file, its project's folder, or its id in the project here.
    """
    found = asked.opened(target, agreement, readings, as_json=going.as_json)
    each = asked.settled(found, contract, period, as_json=going.as_json)
    rows = [row for one in each for row in focus_rows(one.statement, one.as_issued)]
    own = (finding for one in each for finding in (*one.findings, *one.statement.findings))
    findings = list(dict.fromkeys([*found.findings, *own]))
    if findings and not going.as_json:
        output.print_findings(findings)
    said = [finding_record(finding) for finding in findings]
    sending.send(going, [focus_csv(rows).encode()], len(rows), "focus", findings=said)
    sys.exit(1 if has_errors(findings) else 0)


@command.command("feedback")
@options.folder
@_month
@click.option("--as", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", help="jsonl if left out.")
@sending.sent
def feedback(folder: Path, months: tuple[str, ...], form: str, going: sending.Target) -> None:
    """Write every survey answer, and every one that did not come, as a feedback record."""
    project = asked.opened_project(folder, as_json=going.as_json)
    held = _held(project, FEEDBACK, months)
    guarded = FORMULAS if form == "csv" else ()
    with closing(Duck(spill=project.store / "spill", memory=MEMORY)) as duck:
        queries = feedback_queries(duck, Store(project.store), held, form, guarded)
        _send(going, project, duck, queries, form, held)


@command.command("facts")
@click.argument("table")
@options.folder
@_month
@click.option("--as", "form", type=click.Choice(["csv", "parquet"]), default="csv", help="csv if left out.")
@sending.sent
def facts(table: str, folder: Path, months: tuple[str, ...], form: str, going: sending.Target) -> None:
    """Write the rows of a fact TABLE (case, interaction, feedback …) as they are stored."""
    if table not in TABLES:
        raise click.UsageError(f"There is no fact table “{table}”. {did_you_mean(table, TABLES)}")
    if form == "parquet" and going.to is None:
        raise click.UsageError("Parquet is nothing for a screen; name a file with --to.")
    project = asked.opened_project(folder, as_json=going.as_json)
    held = _held(project, TABLES[table], months)
    queries = table_queries(Store(project.store), TABLES[table], held, FORMULAS if form == "csv" else ())
    with closing(Duck(spill=project.store / "spill", memory=MEMORY)) as duck:
        _send(going, project, duck, queries, form, held)


def _held(project: Project, table: Table, months: Sequence[str]) -> list[Partition]:
    """Give the months of a table that are wanted; ends the verb where nothing of them is loaded."""
    state = Store(project.store).read()
    held = state.of(table.name)
    if not state.partitions:
        raise click.ClickException(f"No records are loaded yet; load them with `truegreen run {project.folder}`.")
    if not held:
        raise click.ClickException(f"No record fills the table {table.name}; map one in sources/, and run again.")
    if unknown := [month for month in months if month not in held]:
        has = f"it has {min(held)} to {max(held)}" if table.month_of else "it is kept whole, so leave --month out"
        raise click.UsageError(f"{table.name} holds nothing of {unknown[0]}; {has}.")
    return [each for month, each in held.items() if month in (months or held)]


def _send(
    going: sending.Target, project: Project, duck: Duck, queries: Sequence[str], form: str, held: Sequence[Partition]
) -> None:
    """Send the rows that queries give, month after month."""
    progress = output.Progress()
    with TemporaryDirectory(dir=project.store / "spill") as room:
        blocks = written(duck, queries, form, Path(room), progress)
        sending.send(going, blocks, sum(each.rows for each in held), form)
    progress.end()
