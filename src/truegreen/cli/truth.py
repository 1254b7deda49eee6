"""``truegreen truth``: is our green true? The contract beside its customers, piece of work by piece of work."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, viewing
from truegreen.model.agreement import Versions
from truegreen.model.truth import Opened, Truth
from truegreen.project.looking import View
from truegreen.project.truth.truths import Choices, open_entry, rehearse, truths
from truegreen.reports.truth_page import truth_page
from truegreen.reports.truth_pictures import funnel_of, quadrant_of
from truegreen.reports.truth_record import opened_record, truth_record
from truegreen.reports.truth_rehearsal import rehearsal_record, rehearsal_text
from truegreen.reports.truth_text import opened_text, truth_text
from truegreen.reports.truth_words import titles
from truegreen.units.period import Period


class Said(TypedDict):
    """The options as they were written."""

    agreement: str
    period: Period | str
    by: str
    where: tuple[str, ...]
    false_share: str
    line_is: str
    number: int
    leagues: bool
    simulate: bool
    repeat: int
    seed: int
    picture: Path | None
    funnel: Path | None
    page: Path | None
    as_json: bool


@click.command("truth")
@options.folder
@options.agreement
@click.option("--period", type=options.PeriodType(), default="all", help="Like 2025-10, 2025-Q4 or last; all months.")
@click.option("--by", default="", metavar="SLICES", help="Like site,contact_type: whose members make pieces of work.")
@click.option("--where", multiple=True, metavar="SLICE=MEMBER", help="Stay within it; may be repeated.")
@click.option("--false-share", default="10%", show_default=True, help="Share of a list that may be wrong.")
@click.option("--line", "line_is", type=click.Choice(["minimum", "target"]), default="minimum", show_default=True,
              help="What customers must be below to be red.")  # fmt: skip
@click.option("--open", "number", type=int, default=0, metavar="N", help="Open an entry: its accounts and cases.")
@click.option("--leagues", is_flag=True, help="League tables too, raw and with the mix taken out.")
@click.option("--simulate", is_flag=True, help="How the test fares in worlds like yours where the truth is known.")
@click.option("--repeat", default=50, show_default=True, type=click.IntRange(1, 100_000), help="How many such worlds.")
@click.option("--seed", default=7, show_default=True, help="The same seed draws the same worlds.")
@options.picture
@click.option("--funnel", type=options.PictureType(), metavar="FILE",
              help="Write the slice with most members as a funnel: FILE.svg or FILE.png.")  # fmt: skip
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Show where the contract is green and its customers are not content, and the other way round."""
    as_json = said["as_json"]
    with viewing.opened_run(folder, as_json=as_json) as view:
        versions = options.agreement_of(view.project, said["agreement"])
        choices = _choices(view, versions, said)
        if said["simulate"]:
            with output.Progress() as progress:
                found = rehearse(view, versions, choices, said["repeat"], said["seed"], progress)
            output.show(found, rehearsal_record, rehearsal_text, as_json=as_json)
            return
        tested = truths(view, versions, choices)
        if said["number"]:
            entry = next((each for each in tested.entries if each.number == said["number"]), None)
            if entry is None:
                raise click.UsageError(f"There is no entry {said['number']}; there are {len(tested.entries)}.")
            _show_opened(open_entry(view, versions, tested, entry), tested, as_json=as_json)
            return
    if said["picture"]:
        pictures.write_picture(said["picture"], quadrant_of(tested))
    if said["funnel"]:
        nothing = "Nobody answered in any league, so that there is no funnel to draw."
        pictures.write_picture(said["funnel"], _funnel(tested), nothing)
    if said["page"]:
        output.write_page(said["page"], truth_page(tested))
    output.show(tested, truth_record, truth_text, as_json=as_json, verb="truth", leagues=said["leagues"])


def _funnel(found: Truth) -> str:
    """Draw the league with most members; nothing where nobody answered in any."""
    levels = titles(found.levels)
    drawn = (funnel_of(each, levels[each.level]) for each in sorted(found.leagues, key=lambda each: -len(each.rows)))
    return next(filter(None, drawn), "")


def _choices(view: View, versions: Versions, said: Said) -> Choices:
    """Read what was asked for, and refuse what the run does not know."""
    members = options.members(said["where"])
    viewing.known_members(view, members)
    period = viewing.within(view, versions, said["period"])
    return Choices(period, _slices(view, said["by"]), members, options.promise(said["false_share"]), said["line_is"])


def _show_opened(opened: Opened, tested: Truth, *, as_json: bool) -> None:
    levels = titles(tested.levels)
    if as_json:
        output.print_json(opened_record(opened, levels))
    else:
        shown = opened_text(opened, levels[opened.entry.level], output.width(), colour=output.colour())
        click.echo(shown, nl=False)


def _slices(view: View, by: str) -> tuple[str, ...]:
    """Read the slices that were asked for, in the order in which people name them.

    Raises:
        click.UsageError: there is no such slice, or the run does not keep it.
    """
    names = options.slices(by)
    for each in names:
        viewing.kept_slice(view, each)
    return names
