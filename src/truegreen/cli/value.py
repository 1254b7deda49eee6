"""``truegreen value``: what customers are worth, what was done to keep them, and what that was worth."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, viewing
from truegreen.model.valued import Behind
from truegreen.project.looking import View
from truegreen.project.value.opened import opened
from truegreen.project.value.valued import DAYS, MONTHS, WINDOW, Choices, Gathered, gathered, valued
from truegreen.reports.value_page import value_page
from truegreen.reports.value_pictures import picture_of
from truegreen.reports.value_record import opened_record, value_record
from truegreen.reports.value_text import opened_text, value_text


class AmountType(click.ParamType[Decimal]):
    """An amount of money, not below nought."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Read it."""
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            amount = Decimal(-1)
        if not amount.is_finite() or amount < 0:
            self.fail(f"“{value}” is no amount; write it like 120.50.", param, ctx)
        return amount


class Said(TypedDict):
    """The options as they were written."""

    days: int
    months: int
    held_out: str
    offers_held_out: str
    within: int
    offer_cost: Decimal | None
    where: tuple[str, ...]
    agreement: str
    without_model: bool
    behind: str
    picture: Path | None
    page: Path | None
    as_json: bool


@click.command("value")
@options.folder
@click.option("--days", type=click.IntRange(1, 3650), default=DAYS, show_default=True,
              help="Within how many days of an attempt a decision to leave counts.")  # fmt: skip
@click.option("--months", type=click.IntRange(1, 60), default=MONTHS, show_default=True,
              help="For how many months after an offer revenue is followed.")  # fmt: skip
@click.option("--held-out", default="", metavar="SHARE",
              help="Share that the save programme was to hold out; that of the settings if left out.")  # fmt: skip
@click.option("--offers-held-out", default="", metavar="SHARE",
              help="Share of offers that was to be held out; their arms are checked if it is said.")  # fmt: skip
@click.option("--within", type=click.IntRange(1, 3650), default=WINDOW, show_default=True,
              help="Within how many days after a solved case a taken offer is credited with revenue.")  # fmt: skip
@click.option("--offer-cost", type=AmountType(), default=None, metavar="AMOUNT",
              help="What an offer costs that is taken, in the project's currency.")  # fmt: skip
@click.option("--where", multiple=True, metavar="SLICE=MEMBER",
              help="Only accounts of a segment or tier, like segment=Core; may be repeated.")  # fmt: skip
@click.option("--agreement", default="", help="Whose invoices are counted; those of all if left out.")
@click.option("--without-model", is_flag=True, help="Do not ask early warning what it had said; it takes longer.")
@click.option("--open", "behind", type=click.Choice([str(each) for each in Behind]), default=None,
              help="Open what stands behind the amounts: the rows and a query.")  # fmt: skip
@options.picture
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Show what customers are worth, and what keeping them and offering them more was worth, each with its evidence."""
    as_json = said["as_json"]
    choices = _choices(said)
    with viewing.opened_run(folder, as_json=as_json) as view:
        viewing.needs_rows(view)
        if choices.agreement:
            options.agreement_of(view.project, choices.agreement)
        with output.Progress() as progress:
            held = _gathered(view, choices, progress)
        found = valued(view, held)
        if said["behind"]:
            rows = opened(view, held, found, Behind(said["behind"]))
            if not rows.rows:
                raise click.ClickException(f"There is nothing to open: no {rows.behind} stand behind any amount.")
            output.show(rows, opened_record, opened_text, as_json=as_json)
            return
    if said["page"]:
        output.write_page(said["page"], value_page(found))
    output.show(found, value_record, value_text, as_json=as_json, verb="value")
    if said["picture"]:
        nothing = "There is nothing to draw: no account is valued, and nobody was held out."
        pictures.write_picture(said["picture"], picture_of(found), nothing)


def _gathered(view: View, choices: Choices, progress: output.Progress) -> Gathered:
    """Gather what value is told from.

    Raises:
        click.UsageError: no account is what is asked for.
    """
    try:
        return gathered(view, choices, progress)
    except ValueError as reason:
        raise click.UsageError(f"{str(reason)[:1].upper()}{str(reason)[1:]}.") from None


def _choices(said: Said) -> Choices:
    """Read the options."""
    return Choices(
        days=said["days"], months=said["months"], held_out=_share(said["held_out"]),
        offers_held_out=_share(said["offers_held_out"]), window=said["within"], offer_cost=said["offer_cost"],
        where=options.members(said["where"]), agreement=said["agreement"], with_model=not said["without_model"],
    )  # fmt: skip


def _share(text: str) -> float | None:
    """Read a share like 15% or 0.15; None where nothing is said.

    Raises:
        click.UsageError: it is none, or not between 0 and 1.
    """
    if not text:
        return None
    try:
        return options.share(text)
    except ValueError:
        raise click.UsageError(f"“{text}” is no share that was held out; write it like 15%.") from None
