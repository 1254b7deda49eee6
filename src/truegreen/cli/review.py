"""``truegreen review``: the joint business review pack: a page, a PDF, slides and a workbook for both sides."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypedDict, Unpack, cast

import click

from truegreen.cli import options, output, viewing
from truegreen.files.looks import look_of
from truegreen.model.agreement import Versions
from truegreen.model.look import Look
from truegreen.model.review import Governed, Preset
from truegreen.project.looking import View
from truegreen.project.reviewing import period_for, review
from truegreen.reports.review.library import NotInstalledError
from truegreen.reports.review.page import review_page, review_pdf
from truegreen.reports.review.parts import EVERYTHING, Need, Pack
from truegreen.reports.review.record import review_record
from truegreen.reports.review.seen import seen_by
from truegreen.reports.review.sheets import review_sheets
from truegreen.reports.review.slides import review_slides
from truegreen.reports.review.text import review_text
from truegreen.reports.review.words import pack
from truegreen.units.period import Period

_FILE = click.Path(dir_okay=False, path_type=Path)


class Said(TypedDict):
    """The options as they were written."""

    agreement: str
    period: Period | str
    preset: str | None
    names: bool
    html: Path | None
    pdf: Path | None
    pptx: Path | None
    xlsx: Path | None
    as_json: bool


@click.command("review")
@options.folder
@options.agreement
@click.option("--period", type=options.PeriodType(), default="last",
              help="Like 2025-12, 2025-Q4 or 2025; the last whole one.")  # fmt: skip
@click.option("--preset", type=click.Choice([str(each) for each in Preset]),
              help="How long a time; as long as --period if left out.")  # fmt: skip
@click.option("--names", is_flag=True, help="Name accounts and who looks after them, for those who may see them.")
@click.option("--html", type=_FILE, help="Write a page to open in a browser.")
@click.option("--pdf", type=_FILE, help="Write a tagged PDF, A4 across.")
@click.option("--pptx", type=_FILE, help="Write slides whose charts can be edited.")
@click.option("--xlsx", type=_FILE, help="Write a workbook of every table.")
@options.as_json
def command(folder: Path, **said: Unpack[Said]) -> None:
    """Make the pack that both sides review together; its first page says the hard thing."""
    with viewing.opened_run(folder, as_json=said["as_json"]) as view:
        versions = options.agreement_of(view.project, said["agreement"])
        look, findings = look_of(folder, view.project.settings)
        output.stop_on_errors(findings, as_json=said["as_json"])
        if findings:
            output.print_findings(findings)
        made = _made(view, versions, said)
    made = made if said["names"] else seen_by(made, EVERYTHING - {Need.ACCOUNTS})
    _write(made, look, said)
    output.show(made, review_record, review_text, as_json=said["as_json"])


def _made(view: View, versions: Versions, said: Said) -> Pack:
    """Make the pack of the period asked for."""
    within = said["period"] if isinstance(said["period"], Period) else None
    preset = Preset(said["preset"] or _preset(within))
    period = period_for(view, versions, preset, within)
    if period is None:
        lacks = f"hold nothing of {within}" if within else f"cover no whole {preset.period} of the agreement"
        says = f"The records {lacks}; there is nothing to review."
        raise click.ClickException(says)
    governed = _governed(view, versions, period)
    with output.Progress() as progress:
        return pack(review(view, versions, period, preset, progress=progress), governed)


def _preset(within: Period | None) -> Preset:
    """Give the preset that is as long as a period."""
    days = within.days if within else 0
    return Preset.ANNUAL if days > 100 else Preset.QUARTERLY if days > 35 else Preset.MONTHLY


def _governed(view: View, versions: Versions, period: Period) -> Governed | None:
    """Read what both sides did from the project's workspace; None where it has none."""
    folder = view.project.folder.resolve()
    if not (folder / "workspace" / "workspace.sqlite3").is_file():
        return None
    os.environ["TRUEGREEN_FOLDER"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "truegreen.web.settings"
    try:
        import_module("django").setup()
        packs = import_module("truegreen.web.shown.packs")
    except ImportError as missing:
        remedy = "`pip install truegreen[web]` brings what it needs."
        raise click.ClickException(f"The workspace beside this cannot be read: {missing}; {remedy}") from None
    return cast("Governed", packs.governed_for(versions.id, period, options.today(view.project)))


def _write(made: Pack, look: Look, said: Said) -> None:
    """Write what was asked for besides."""
    makers: list[tuple[Path | None, Callable[[Pack, Look], str | bytes]]] = [
        (said["html"], review_page), (said["pdf"], review_pdf), (said["pptx"], review_slides),
        (said["xlsx"], review_sheets),
    ]  # fmt: skip
    for path, maker in makers:
        if path:
            try:
                output.write(path, maker(made, look))
            except NotInstalledError as missing:
                raise click.ClickException(str(missing)) from None
            click.echo(f"Wrote {path}.", err=True)
