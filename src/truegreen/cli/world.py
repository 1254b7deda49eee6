"""``truegreen world``: an example world with planted truth, at any scale."""

from __future__ import annotations

from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.world.make import make


@click.command("world")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--cases", default=40_000, show_default=True, type=click.IntRange(1_000, 100_000_000), help="How many.")
@click.option("--seed", default=7, show_default=True, help="The same seed makes the same world.")
@click.option("--nothing-planted", is_flag=True, help="The same volumes, and nothing to find in them.")
@click.option("--form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@options.as_json
def command(folder: Path, cases: int, seed: int, nothing_planted: bool, form: str, as_json: bool) -> None:
    """Write the records of an example world into FOLDER, with its books and its planted truth beside them."""
    progress = output.Progress()
    made = make(folder, cases=cases, seed=seed, nothing_planted=nothing_planted, form=form, progress=progress)
    progress.end()
    if as_json:
        output.print_json({"folder": str(folder), "cases": made.cases})
    else:
        click.echo(f"{made.cases:,} cases are in {folder}/data; what is planted is in {folder}/truth.")
