"""``truegreen audit``: what the records say of clocks, surveys and definitions; figures and money without it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from truegreen.cli import options, output, viewing
from truegreen.facts.tables import CASE
from truegreen.model.audit import Audit, Audited
from truegreen.project.auditing.audited import audit
from truegreen.reports.audit_page import audit_page
from truegreen.reports.audit_records import audit_record
from truegreen.reports.audit_text import audit_text, opened_text
from truegreen.units.period import Period

_KINDS: Final = tuple(str(each) for each in Audit)
_PERIOD: Final = click.option(
    "--period", type=options.PeriodType(), default="all", help="Like 2025-03, 2025-Q1 or last; everything if left out."
)


@click.command("audit")
@click.argument("words", nargs=-1, metavar="[clock|survey|definition] [FOLDER]")
@options.agreement
@_PERIOD
@click.option("--by", default="team", help="Slice whose members are compared: team, site, provider …")
@click.option("--all", "everything", is_flag=True, help="List what is unremarkable too.")
@click.option("--open", "opened", type=int, metavar="N", help="Show the rows behind a line, and their query.")
@options.page
@options.as_json
def command(
    words: tuple[str, ...],
    agreement: str,
    period: Period | str,
    by: str,
    everything: bool,
    opened: int | None,
    page: Path | None,
    as_json: bool,
) -> None:
    """Look at what the records themselves say: clock, survey or definition; all three if none is named."""
    audits, folder = _asked(words)
    slices = options.slice_name(by)
    if slices not in CASE.slices:
        raise click.UsageError(f"Members are compared by a slice of the case: {', '.join(CASE.slices)}.")
    progress = output.Progress()
    with viewing.opened_run(folder, as_json=as_json) as view:
        viewing.needs_rows(view)
        versions = options.agreement_of(view.project, agreement)
        within = viewing.within(view, versions, period)
        with_rows = as_json or page is not None or opened is not None
        found = audit(view, versions, within, slices, audits, progress, with_rows=with_rows)
    progress.end()
    _show(found, everything, opened, page, as_json=as_json)


def _show(found: Audited, everything: bool, opened: int | None, page: Path | None, *, as_json: bool) -> None:
    if opened is not None and not 1 <= opened <= len(found.lines):
        raise click.UsageError(f"There is no line {opened}; there are {len(found.lines)}.")
    if page:
        output.write_page(page, audit_page(found))
    if as_json:
        output.print_json(audit_record(found))
    elif opened is not None:
        click.echo(opened_text(opened, found.lines[opened - 1], output.width(), colour=output.colour()), nl=False)
    else:
        text = audit_text(found, output.width(), everything=everything, colour=output.colour())
        output.print_answer(text, "audit")


def _asked(words: tuple[str, ...]) -> tuple[list[Audit], Path]:
    """Tell the audits that are named from the folder."""
    named = [Audit(each) for each in words if each in _KINDS]
    folders = [each for each in words if each not in _KINDS]
    if len(folders) > 1:
        wrong = next((each for each in folders if not Path(each).is_dir()), folders[0])
        raise click.UsageError(f"“{wrong}” is no audit; choose one of {', '.join(_KINDS)}.")
    folder = Path(folders[0] if folders else ".")
    if not folder.is_dir():
        raise click.UsageError(f"“{folder}” is no folder, and no audit: these are {', '.join(_KINDS)}.")
    return named or list(Audit), folder
