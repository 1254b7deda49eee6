"""``truegreen explain``: from a measure to its rows, or from a line of a statement to its clauses, step by step."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

import click

from truegreen.cli import asked, options, output, viewing
from truegreen.files.parsing import load
from truegreen.model.finding import Finding
from truegreen.model.statement import Statement
from truegreen.project.looking import show_explanation
from truegreen.project.opened import Project
from truegreen.reports.records import explanation_record
from truegreen.reports.statement_text import NARROWEST, kept_text
from truegreen.reports.statement_text import explanation_text as line_text
from truegreen.reports.text import explanation_text
from truegreen.settlement.explain import Meant, meant_at, meant_by, meant_from
from truegreen.settlement.graph import meant_record
from truegreen.units.period import Period
from truegreen.units.span import Span

_PLACE: Final = re.compile(r"(?P<file>.+\.[A-Za-z]+):(?P<line>[0-9]+)(:[0-9]+)?")


@click.command("explain")
@click.argument("what")
@asked.agreement
@options.agreement
@options.period
@asked.readings
@asked.contract
@click.option("--slice", "where", multiple=True, metavar="SLICE=MEMBER", help="Only this member; may be given again.")
@options.as_json
def command(
    what: str,
    target: str,
    agreement: str,
    period: Period | str,
    readings: Path | None,
    contract: str,
    where: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say why WHAT is what it is: a measure, a line of the statement, or a place in the text (FILE:LINE).

    AGREEMENT is an agreement's file, its project's folder, or its id in the project here.
    """
    place = _PLACE.fullmatch(what)
    folder = None if readings or place else asked.project_folder(target)
    project = asked.opened_project(folder, as_json=as_json) if folder else None
    if project and _explain_measure(what, project, target, agreement, period, where, as_json=as_json):
        return
    if not place and Path(what).suffix and Path(what).is_file():
        raise click.UsageError(f"Name a line of {what} as well, like {what}:12.")
    if where:
        raise click.UsageError(f"--slice is for the rows of a measure, and “{what}” is none that records give.")
    found = asked.opened(target, agreement, readings, as_json=as_json, project=project)
    settled = asked.settled(found, asked.one_contract(found, contract), period, as_json=as_json)[0].statement
    standing = found.versions.on(settled.period.last)
    meant = _standing_at(place, found, readings, settled) if place else meant_by(what, settled, standing)
    if isinstance(meant, Finding) and meant.id == "unknown-line":
        raise click.UsageError(f"{meant.says} {meant.remedy}")
    if isinstance(meant, Finding):
        output.stop_on_errors([meant], as_json=as_json)
        sys.exit(1)
    if as_json:
        about = {name: getattr(settled, name) for name in ("agreement", "contract", "currency")}
        output.print_json({**about, "period": str(settled.period), **meant_record(meant)})
        return
    for line in meant.lines:
        click.echo(line_text(line, output.width(NARROWEST), colour=output.colour()))
    if not meant.lines:
        click.echo(kept_text(meant.records, output.width(NARROWEST), colour=output.colour()))


def _explain_measure(
    what: str,
    project: Project,
    target: str,
    agreement: str,
    period: Period | str,
    where: tuple[str, ...],
    *,
    as_json: bool,
) -> bool:
    """Explain a measure by its rows; False if records give no such measure."""
    members = options.members(where)
    versions = asked.chosen(project, target, agreement)
    if not any(what in each.measures and not each.measures[what].is_reported for _, each in versions.each):
        return False
    with viewing.run_of(project) as view:
        viewing.known_members(view, members)
        within = viewing.within(view, versions, period)
        if what not in (versions.on(within.last) if within else versions.latest).measures:
            raise click.UsageError(f"The agreement has no measure “{what}” in {within or 'its last text'}.")
        found = show_explanation(view, versions, what, within, members)
    if as_json:
        output.print_json(explanation_record(found))
    else:
        currency = project.settings.currency
        click.echo(explanation_text(found, output.width(), colour=output.colour(), currency=currency))
    return True


def _standing_at(
    place: re.Match[str], found: asked.Asked, readings: Path | None, statement: Statement
) -> Meant | Finding:
    """Give what is meant by a line of the agreement's text, of an amendment's, or of a table of figures."""
    path, line = Path(place["file"]), int(place["line"])
    path = (path if path.exists() else found.folder / path).resolve()
    if not path.is_file():
        raise click.UsageError(f"There is no file {place['file']}.")
    if readings and path == readings.resolve():
        return meant_from(Span(readings.name, line), statement)
    folder = found.folder.resolve()
    if not path.is_relative_to(folder):
        raise click.UsageError(f"{place['file']} does not belong to this agreement, which stands in {folder}.")
    if path.suffix not in (".yml", ".yaml"):
        return meant_from(Span(path.relative_to(folder).as_posix(), line), statement)
    findings: list[Finding] = []
    tree, count = load(folder, path, findings), len(path.read_bytes().splitlines())
    if tree is None:
        return findings[0]
    if not 1 <= line <= count:
        raise click.UsageError(f"{place['file']} has {count} lines, and no line {line}.")
    return meant_at(Span(tree.at.file, line), tree, statement, found.versions.on(statement.period.last))
