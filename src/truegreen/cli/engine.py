"""``truegreen engine``: see whether an engine can be trusted to sum up."""

from __future__ import annotations

import sys

import click

from truegreen.cli import options, output
from truegreen.engine.opening import EngineError
from truegreen.project.certifying import certify
from truegreen.reports.certified_text import certified_record, certified_text


@click.group("engine")
def command() -> None:
    """See whether an engine can be trusted to sum up."""


@command.command("check")
@click.argument("url")
@options.as_json
def check_engine(url: str, as_json: bool) -> None:
    """Ask the engine at URL all that a run asks, over small nasty rows; ends with 1 where it silently differs.

    URL is duckdb, postgresql://…, sc://… or spark://…, as in truegreen.toml.
    """
    try:
        with output.Progress() as progress:
            found = certify(url, progress)
    except EngineError as wrong:
        raise click.ClickException(f"{wrong} {wrong.remedy}") from None
    if as_json:
        output.print_json(certified_record(found))
    else:
        click.echo(certified_text(found, output.width()), nl=False)
    if found.is_silent:
        sys.exit(1)
