"""``truegreen effect``: what did a change do, where nobody drew lots? Beside others that it did not come to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Unpack

import click

from truegreen.cli import options, output, pictures, viewing
from truegreen.cli.effect_asked import Said, asked
from truegreen.files.changes import Change, asks, elsewhere, read_changes
from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Versions
from truegreen.model.effect import Design, Effect, Expected, Question
from truegreen.project.effect.effects import effect_of
from truegreen.project.looking import View
from truegreen.reports.effect_page import effect_page
from truegreen.reports.effect_pictures import effect_picture
from truegreen.reports.effect_record import effect_record
from truegreen.reports.effect_text import effect_text
from truegreen.value.effects.lines import UnaskableError


@click.command("effect")
@options.folder
@options.agreement
@click.option("--change", default="", metavar="NAME", help="A change of the folder changes; instead of the next four.")
@click.option("--of", "of", default="", metavar="MEASURE", help="The measure that it may have moved.")
@click.option("--treated", multiple=True, metavar="SLICE=MEMBER", help="Where it came to; may be repeated.")
@click.option("--accounts", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Accounts that it came to, one id on a line.")  # fmt: skip
@click.option("--since", default="", metavar="MONTH", help="The first month with it, like 2025-03.")
@click.option("--until", default="", metavar="MONTH", help="The last month to look at; the last that is known.")
@click.option("--against", multiple=True, metavar="SLICE=MEMBER", help="Whom to hold it against; all others.")
@click.option("--where", multiple=True, metavar="SLICE=MEMBER", help="Stay within it; may be repeated.")
@click.option("--by", default="", metavar="SLICES", help="Like site,contact_type: what makes pieces; or account.")
@click.option("--design", type=click.Choice([each.value for each in Design]), help="How to tell; the way that fits.")
@click.option("--expected", type=click.Choice([each.value for each in Expected]), default="any", show_default=True,
              help="What it was to do.")  # fmt: skip
@click.option("--margin", default="", metavar="AMOUNT", help="How little would be nothing, like “2 %”.")
@click.option("--open", "opened", is_flag=True, help="Months, others and columns too.")
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Show what a change did, beside others that it did not come to, and what speaks against that."""
    as_json = said["as_json"]
    changes, wrong = read_changes(folder)
    output.stop_on_errors(wrong, as_json=as_json)
    with viewing.opened_run(folder, as_json=as_json) as view:
        change = _named(changes, said["change"])
        name = (change.agreement if change else "") or said["agreement"]
        versions = options.agreement_of(view.project, name)
        question = asks(change) if change else asked(said)
        _known(view, versions, question)
        also = elsewhere(changes, change, question.measure)
        found = _found(view, versions, replace(question, also=also))
    if said["page"]:
        output.write_page(said["page"], effect_page(found))
    output.show(found, effect_record, effect_text, as_json=as_json, opened=said["opened"])
    if said["picture"]:
        nothing = f"There is nothing to draw: {found.refused or 'nothing was told by month'}."
        pictures.write_picture(said["picture"], effect_picture(found), nothing)


def _found(view: View, versions: Versions, question: Question) -> Effect:
    """Answer, or say why the records cannot.

    Raises:
        click.ClickException: they cannot.
    """
    try:
        return effect_of(view, versions, question)
    except UnaskableError as reason:
        raise click.ClickException(str(reason)) from None


def _named(changes: list[Change], name: str) -> Change | None:
    """Give the change of that name; None without one.

    Raises:
        click.UsageError: there is none of that name.
    """
    if not name:
        return None
    found = next((each for each in changes if each.change == name), None)
    if found is None:
        known = did_you_mean(name, [each.change for each in changes]) if changes else "the folder changes has none."
        raise click.UsageError(f"There is no change “{name}”: {known}")
    return found


def _known(view: View, versions: Versions, question: Question) -> None:
    """Refuse a measure or a member that the run does not know.

    Raises:
        click.UsageError: it does not know it.
    """
    measures = versions.latest.measures
    if question.measure not in measures:
        known = did_you_mean(question.measure, [*measures])
        raise click.UsageError(f"The agreement has no measure “{question.measure}”: {known}")
    for each in (question.where, question.against, *(came.where for came in question.came)):
        viewing.known_members(view, each)
