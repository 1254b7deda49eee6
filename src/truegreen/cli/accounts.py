"""``truegreen accounts``: which accounts may leave, and what would that cost?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, viewing
from truegreen.cli.foretelling import choosing
from truegreen.files.alerts import place_of, write_alerts
from truegreen.files.nearest import did_you_mean
from truegreen.model.warning import Ranked, Risk
from truegreen.project.warning.gathered import Asked, Choices
from truegreen.project.warning.warned import ranked
from truegreen.reports.accounts_page import accounts_page
from truegreen.reports.accounts_record import ranked_record, risk_record
from truegreen.reports.accounts_text import account_text, accounts_text, owners_text
from truegreen.reports.figures import counted
from truegreen.reports.loss_picture import losses_of
from truegreen.reports.pulls_picture import pulls_of
from truegreen.units.period import period_of


class Said(TypedDict):
    """The options as they were written."""

    agreement: str
    choices: Choices
    owner: str | None
    segment: str | None
    account: str
    alert: bool
    picture: Path | None
    page: Path | None
    as_json: bool


@click.command("accounts")
@options.folder
@options.agreement
@choosing
@click.option("--owner", help="Only accounts that this owner looks after.")
@click.option("--segment", help="Only accounts of this segment.")
@click.option("--open", "account", default="", metavar="ACCOUNT", help="Open an account: its causes and its past.")
@click.option("--alert", is_flag=True, help="Write this month's alerts into alerts/, and show each owner's.")
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Rank the accounts that have not given notice by what their leaving would be expected to cost."""
    with viewing.opened_run(folder, as_json=said["as_json"]) as view:
        versions = options.agreement_of(view.project, said["agreement"])
        viewing.needs_rows(view)
        with output.Progress() as progress:
            whole = ranked(Asked(view, versions, said["choices"], progress))
    output.stop_on_errors(whole.findings, as_json=said["as_json"])
    found = _within(whole, said["owner"], said["segment"])
    opened = _opened(whole, found, said["account"])
    if said["page"]:
        output.write_page(said["page"], accounts_page(found))
    if said["alert"]:
        _write(folder, whole)
    _show(found, opened, alert=said["alert"], as_json=said["as_json"])
    if said["picture"]:
        pictures.write_picture(said["picture"], losses_of(found) if opened is None else pulls_of(opened, found))


def _within(found: Ranked, owner: str | None, segment: str | None) -> Ranked:
    """Keep the accounts that were asked for, with the ranks they have among all.

    Raises:
        click.UsageError: nobody looks after accounts by that name, or there is no such segment.
    """
    _known("owner", owner, [each.owner for each in found.risks])
    _known("segment", segment, [each.segment for each in found.risks])
    kept = [each for each in found.risks if owner in (None, each.owner) and segment in (None, each.segment)]
    return replace(found, risks=tuple(kept))


def _known(what: str, asked: str | None, known: list[str]) -> None:
    if asked is not None and known and asked not in known:
        raise click.UsageError(f"No account has the {what} “{asked}”: {did_you_mean(asked, sorted(set(known)))}")


def _opened(whole: Ranked, found: Ranked, account: str) -> Risk | None:
    """Give the account that was asked for, if it is among those that are shown.

    Raises:
        click.UsageError: it is not ranked, or is none of those that were asked for.
    """
    if not account:
        return None
    for each in found.risks:
        if each.account == account:
            return each
    if other := next((each for each in whole.risks if each.account == account), None):
        of = f"of {other.owner or 'nobody'}, {other.segment or 'without a segment'}"
        raise click.UsageError(f"Account “{account}” is {of}: it is none of those that --owner and --segment ask for.")
    why = "it gave notice, is no customer or is not known"
    raise click.UsageError(f"Account “{account}” is not ranked: {why}. See `truegreen accounts`.")


def _write(folder: Path, whole: Ranked) -> None:
    """Write the month's alerts, or say why they are left as they are."""
    many, findings = write_alerts(folder, whole)
    if findings:
        output.print_findings(findings)
        raise click.exceptions.Exit(1)
    month = period_of(whole.as_of)
    stands = f"{counted(many, 'account')} of this month {'is' if many == 1 else 'are'} in {place_of(month)}."
    click.echo(stands if many else f"Nobody is alerted in {month}; nothing is written.", err=True)


def _account(found: Ranked, opened: Risk, width: int, *, colour: bool) -> str:
    return account_text(opened, found, width, colour=colour)


def _show(found: Ranked, opened: Risk | None, *, alert: bool, as_json: bool) -> None:
    if opened is not None:
        output.show(opened, risk_record, partial(_account, found), as_json=as_json)
    elif alert:
        output.show(found, ranked_record, owners_text, as_json=as_json)
    else:
        output.show(found, ranked_record, accounts_text, as_json=as_json, verb="accounts")
