"""``truegreen heard``: what commercial people hear, and what it was worth; ``heard add`` enters a signal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from truegreen.cli import options, output, pictures, viewing
from truegreen.model.entered import Kind
from truegreen.project.hearing import Said, hear, what_was_heard
from truegreen.reports.heard_page import heard_page, picture_of
from truegreen.reports.heard_record import entry_record, heard_record, opened_record
from truegreen.reports.heard_text import heard_text, opened_text

KINDS: Final = tuple(str(each) for each in Kind)
_WORTH: Final = "worth"


class _Heard(click.Group):
    """A verb that answers by itself, and has another word for entering."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take a folder or an option for a question of what signals were worth."""
        asked = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if asked else [_WORTH, *args])


@click.group("heard", cls=_Heard)
def command() -> None:
    """Say what commercial signals were worth, or enter one: heard [FOLDER] is short for heard worth [FOLDER]."""


@command.command(_WORTH)
@options.folder
@click.option("--days", type=click.IntRange(1, 730), help="Days within which notice must follow; else the horizon of "
              "early warning.")  # fmt: skip
@click.option(
    "--model", "asks_model", is_flag=True, help="Who was first, people or the model; takes as long as a backtest."
)
@click.option("--open", "kind", type=click.Choice(KINDS), help="List every signal of a kind, with what came of it.")
@options.picture
@options.page
@options.as_json
def worth(
    folder: Path, days: int | None, asks_model: bool, kind: str | None, picture: Path | None, page: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Show, kind by kind, how often notice followed, how early, and whether the numbers said it already."""
    with viewing.opened_run(folder, as_json=as_json) as view, output.Progress() as progress:
        found = what_was_heard(view, days, progress if asks_model else None)
    if kind is not None:
        of = Kind(kind)
        if as_json:
            output.print_json(opened_record(found, of))
        else:
            click.echo(opened_text(found, of, output.width(), colour=output.colour()), nl=False)
        return
    if page:
        output.write_page(page, heard_page(found))
    output.show(found, heard_record, heard_text, as_json=as_json, verb="heard")
    if picture:
        pictures.write_picture(picture, picture_of(found))


@command.command("add")
@click.argument("account")
@click.argument("kind", metavar="|".join(KINDS))
@options.folder
@click.option("--severity", default="", metavar="1-5", help="How serious it is.")
@click.option("--on", "day", default="", metavar="DAY", help="When it was heard, like 2025-06-03; today if left out.")
@click.option("--by", default="", metavar="WHO", help="Who heard it; a pseudonym is kept.")
@options.as_json
def add(account: str, kind: str, folder: Path, severity: str, day: str, by: str, as_json: bool) -> None:
    """Enter that KIND was heard from ACCOUNT: a row of heard/, which the next run reads."""
    project = viewing.opened_project(folder, as_json=as_json)
    today = options.today(project)
    named = "_".join(kind.lower().replace("-", " ").split())
    said = Said(account, named, day or today.isoformat(), severity, by)
    entry, file, findings = hear(project, said, today)
    output.stop_on_errors(findings, as_json=as_json)
    if entry is None:
        sys.exit(1)
    if as_json:
        output.print_json(entry_record(entry, file.as_posix()))
    else:
        who = f", by {entry.by}" if entry.by else ""
        click.echo(f"{account}: {entry.kind} on {entry.on}{who}; it stands in {file.as_posix()}. Run to count it.")
