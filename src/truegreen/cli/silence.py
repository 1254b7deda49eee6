"""``truegreen silence``: which accounts fell below their own rhythm of orders, logins and the like?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, viewing
from truegreen.files.nearest import did_you_mean
from truegreen.project.looking import View
from truegreen.project.silence.opened import open_account
from truegreen.project.silence.silences import Choices, kinds, last_day, members, silences
from truegreen.reports.silence_page import silence_page
from truegreen.reports.silence_pictures import all_of
from truegreen.reports.silence_record import opened_record, silence_record
from truegreen.reports.silence_text import opened_text, silence_text

SLICES: Final = ("segment", "tier")
"""Slices that accounts have."""


class Said(TypedDict):
    """The options as they were written."""

    as_of: date | None
    kind: str
    where: tuple[str, ...]
    false_share: str
    account: str
    picture: Path | None
    page: Path | None
    as_json: bool


@click.command("silence")
@options.folder
@click.option("--as-of", type=options.DayType(), metavar="DAY", help="The last day looked at, like 2025-06-30.")
@click.option("--kind", default="", help="One kind only, like order or login; all together if left out.")
@click.option("--where", multiple=True, metavar="SLICE=MEMBER", help="Accounts of a segment or tier; may be repeated.")
@click.option("--false-share", default="10%", show_default=True, help="Share of the list that may be wrong.")
@click.option(
    "--open", "account", default="", metavar="ACCOUNT", help="Open an account: its rhythms, what it did, the SQL."
)
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Name accounts that fell silent by their own rhythm; a list of which hardly any entry is wrong."""
    with viewing.opened_run(folder, as_json=said["as_json"]) as view:
        choices = _choices(view, said)
        if said["account"]:
            _show_opened(view, choices, said["account"], as_json=said["as_json"])
            return
        found = silences(view, choices)
    if said["page"]:
        output.write_page(said["page"], silence_page(found))
    output.show(found, silence_record, silence_text, as_json=said["as_json"], verb="silence")
    if said["picture"]:
        nothing = "No account can be judged, so that there is nothing to draw."
        pictures.write_picture(said["picture"], all_of(found) if found.points else "", nothing)


def _show_opened(view: View, choices: Choices, name: str, *, as_json: bool) -> None:
    opened = open_account(view, choices, name)
    if opened is None:
        raise click.UsageError(f"The records know no account “{name}”.")
    output.show(opened, opened_record, opened_text, as_json=as_json)


def _choices(view: View, said: Said) -> Choices:
    """Read what was asked for, and refuse what the records do not know."""
    until = said["as_of"]
    _within(view, until)
    choices = Choices(until, said["kind"], _members(view, said["where"], until), options.promise(said["false_share"]))
    known = kinds(view)
    if choices.kind and choices.kind not in known:
        told = did_you_mean(choices.kind, known) if known else "no record says what accounts do."
        raise click.UsageError(f"No account ever did “{choices.kind}”: {told}")
    return choices


def _within(view: View, until: date | None) -> None:
    last = last_day(view)
    if until and last and until > last:
        raise click.UsageError(f"The records end on {last}; nobody knows yet who is silent on {until}.")


def _members(view: View, pairs: tuple[str, ...], until: date | None) -> Mapping[str, str]:
    asked = options.members(pairs)
    for name, member in asked.items():
        if name not in SLICES:
            raise click.UsageError(f"Accounts have no {name}; they have {' and '.join(SLICES)}.")
        known = members(view, Choices(until), name)
        if member not in known:
            told = did_you_mean(member, known) if known else f"no account has a {name}."
            raise click.UsageError(f"There is no {name} “{member}”: {told}")
    return asked
