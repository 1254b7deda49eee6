"""``truegreen diff``: what changed between two texts or two days, clause by clause, and what it would have paid."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from truegreen.cli import asked, options, output
from truegreen.files.agreements import named, texts_of
from truegreen.files.text import contents
from truegreen.model.agreement import Agreement, Versions
from truegreen.model.finding import Finding, has_errors
from truegreen.reports.difference_text import back_test_record, back_test_text, differences_record, differences_text
from truegreen.reports.finding_record import finding_record
from truegreen.settlement.backtest import BackTest, back_test, throughout
from truegreen.settlement.difference import differences
from truegreen.units.period import Period


@click.command("diff")
@click.argument("old", default=".")
@click.argument("new", default="", required=False)
@click.option(
    "--as-of", "days", type=click.DateTime(["%Y-%m-%d"]), multiple=True, help="A day; two for before and after."
)
@click.option(
    "--months",
    type=click.IntRange(min=1),
    default=12,
    show_default=True,
    help="Settled periods to try both on, where figures are given.",
)
@options.agreement
@options.period
@asked.readings
@asked.contract
@options.as_json
def command(
    old: str,
    new: str,
    days: tuple[datetime, ...],
    months: int,
    agreement: str,
    period: Period | str,
    readings: Path | None,
    contract: str,
    as_json: bool,
) -> None:
    """Say what changed from OLD to NEW, or in one agreement between two days, and who gains by it.

    OLD and NEW are an agreement's file, a project's folder or an agreement's id; NEW may be an amendment that is not
    agreed yet. Figures come from OLD's run, or from --readings.
    """
    if len(days) > 2:
        raise click.UsageError("Two days are compared; name no more.")
    text = asked.text_of(old, agreement, as_json=as_json)
    other = _other(text, new, agreement, as_json=as_json) if new else None
    before, after = _two(text.versions, other.versions if other else None, [each.date() for each in days])
    found = asked.gathered(text, readings, other, as_json=as_json)
    changed = differences(before, after)
    tried, findings = _tried(found, before, after, period, contract, months) if changed else (None, [])
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
    sys.exit(1 if has_errors(findings) else 0)


def _other(old: asked.Text, new: str, agreement: str, *, as_json: bool) -> asked.Text:
    """Read the new text: another agreement, or the old one with an amendment that is not agreed yet."""
    path, findings = Path(new).absolute(), list[Finding]()
    content = contents(path.parent, path, findings) if path.is_file() else None
    if content is None or named(content)[0] != "amends":
        return asked.text_of(new, agreement if path.is_dir() else "", as_json=as_json)
    texts = texts_of(old.folder, old.folder / old.versions.latest.at.file, findings)
    if path in {(old.folder / name).absolute() for _, name in texts}:
        raise click.UsageError(f"{new} holds already; leave it out to see what changed last, or name days (--as-of).")
    return asked.read_whole(old.folder, [*texts, (content, new)], as_json=as_json)


def _two(old: Versions, new: Versions | None, days: list[date]) -> tuple[Agreement, Agreement]:
    """Give the old and the new text: of two agreements or days, of a day and now, or around the last change."""
    if new is None and not days:
        if len(old.each) == 1:
            raise click.UsageError("Nothing changes in this agreement's time; name a second text.")
        return old.each[-2][1], old.latest
    later = new or old
    return old.on(days[0]) if days else old.latest, later.on(days[-1]) if len(days) == 2 else later.latest


def _tried(
    found: asked.Asked, before: Agreement, after: Agreement, period: Period | str, contract: str, months: int
) -> tuple[BackTest | None, list[Finding]]:
    """Settle the last periods under both texts, where figures are given."""
    given = asked.contracts(found, contract)
    if len(given) > 1:
        click.echo(f"Both texts are tried on one contract; say which with --contract: {', '.join(given)}.", err=True)
    if len(given) > 1 or not any(each.by for each in given.values()):
        return None, []
    until = asked.period_asked(found.versions, given, period)
    old, new = (throughout(each, found.versions) for each in (before, after))
    return back_test(old, new, next(iter(given.values())), found.ready.scales, until, months)
