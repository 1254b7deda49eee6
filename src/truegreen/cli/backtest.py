"""``truegreen backtest``: what would early warning have said, and can it be trusted?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TypedDict, Unpack

import click

from truegreen.cli import options, output, pictures, viewing
from truegreen.cli.foretelling import choosing
from truegreen.project.warning.backtested import backtest
from truegreen.project.warning.gathered import Asked, Choices
from truegreen.reports.backtest_page import backtest_page
from truegreen.reports.backtest_record import backtest_record
from truegreen.reports.backtest_text import backtest_text
from truegreen.reports.before_picture import before_of
from truegreen.reports.calibration_picture import calibration_of


class Said(TypedDict):
    """The options as they were written."""

    agreement: str
    choices: Choices
    picture: Path | None
    calibration: Path | None
    page: Path | None
    as_json: bool


@click.command("backtest")
@options.folder
@options.agreement
@choosing
@options.picture
@click.option("--calibration", type=options.PictureType(), metavar="FILE",
              help="Draw how chances fared: FILE.svg or FILE.png.")  # fmt: skip
@options.page
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Try early warning on its own past: month by month, and 180, 90, 60 and 30 days before each real loss."""
    with viewing.opened_run(folder, as_json=said["as_json"]) as view:
        versions = options.agreement_of(view.project, said["agreement"])
        viewing.needs_rows(view)
        with output.Progress() as progress:
            found = backtest(Asked(view, versions, said["choices"], progress))
    if said["page"]:
        output.write_page(said["page"], backtest_page(found))
    output.show(found, backtest_record, backtest_text, as_json=said["as_json"], verb="backtest")
    if said["picture"]:
        pictures.write_picture(said["picture"], before_of(found))
    if said["calibration"]:
        pictures.write_picture(said["calibration"], calibration_of(found))
    if found.refused:
        sys.exit(1)
