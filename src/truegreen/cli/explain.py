"""``truegreen explain``: from a measure to its rows, or from a line of a statement to its clauses, step by step."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from truegreen.cli import asked, options, output, viewing
from truegreen.files.nearest import did_you_mean
from truegreen.files.parsing import load
from truegreen.model.finding import Finding
from truegreen.model.statement import Statement
from truegreen.project.looking import show_explanation
from truegreen.reports.moved_text import records_text
from truegreen.reports.records import explanation_record
from truegreen.reports.statement_text import explanation_text as line_text
from truegreen.reports.text import explanation_text
from truegreen.settlement.explain import Meant, meant_at, meant_by
from truegreen.settlement.graph import statement_record
from truegreen.units.period import Period
from truegreen.units.span import Span

_PLACE: Final = re.compile(r"(?P<file>.+\.ya?ml):(?P<line>[0-9]+)(:[0-9]+)?")


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
    is_measure = (
        readings is None
        and Path(target).is_dir()
        and not _PLACE.fullmatch(what)
        and _explain_measure(what, Path(target), agreement, period, where, as_json=as_json)
    )
    if not is_measure:
        found = asked.opened(target, agreement, readings, as_json=as_json)
        _explain_money(what, found, period, contract, as_json=as_json)


def _explain_measure(
    what: str, folder: Path, agreement: str, period: Period | str, where: tuple[str, ...], *, as_json: bool
) -> bool:
    """Explain a measure by its rows; False if the agreement has no such measure, but may have such a line."""
    members = options.members(where)
    with viewing.opened_run(folder, as_json=as_json) as view:
        viewing.known_members(view, members)
        versions = options.agreement_of(view.project, agreement)
        chosen = viewing.within(view, versions, period)
        standing = versions.on(chosen.last) if chosen else versions.latest
        if what not in standing.measures:
            lines = (*standing.terms, *standing.charges, *standing.figures)
            if what.partition(".")[0] in {*lines, "correction"}:
                return False
            raise click.UsageError(f"There is no “{what}” here. {did_you_mean(what, [*standing.measures, *lines])}")
        found = show_explanation(view, versions, what, chosen, members)
        if as_json:
            output.print_json(explanation_record(found))
        else:
            currency = view.project.settings.currency
            click.echo(explanation_text(found, output.width(), colour=output.colour(), currency=currency))
        return True


def _explain_money(what: str, found: asked.Asked, period: Period | str, contract: str, *, as_json: bool) -> None:
    """Explain what is meant of a statement."""
    settled = asked.settled(found, contract, period, as_json=as_json)
    if len(settled) != 1:
        raise click.UsageError(f"Say which with --contract: {', '.join(each.contract for each in settled)}.")
    meant = _meant(what, found, settled[0].statement)
    if isinstance(meant, Finding):
        output.stop_on_errors([meant], as_json=as_json)
        sys.exit(1)
    if as_json:
        only = replace(settled[0].statement, lines=meant.lines, later=(), records=meant.records)
        output.print_json(statement_record(only))
        return
    for line in meant.lines:
        click.echo(line_text(line, output.width(), colour=output.colour()))
    if not meant.lines:
        click.echo(records_text(meant.records, output.width(), colour=output.colour()))


def _meant(what: str, found: asked.Asked, statement: Statement) -> Meant | Finding:
    agreement = found.versions.on(statement.period.last)
    place = _PLACE.fullmatch(what)
    if not place:
        return meant_by(what, statement, agreement)
    path = Path(place["file"])
    path = path if path.exists() else found.folder / path
    if not path.is_file():
        raise click.UsageError(f"There is no file {place['file']}.")
    findings: list[Finding] = []
    tree = load(found.folder, found.folder / path.resolve().relative_to(found.folder.resolve()), findings)
    if tree is None:
        return findings[0]
    return meant_at(Span(tree.at.file, int(place["line"])), tree, statement, agreement)
