"""``truegreen forget``: empty one person in every record, for good, and say in how many rows they stood."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.files.people import FORGOTTEN, read_forgotten
from truegreen.model.finding import Finding
from truegreen.project.forgetting import Erasure, forget
from truegreen.project.opened import open_project
from truegreen.reports.figures import counted


@click.command("forget")
@click.argument("person", default="")
@options.folder
@click.option("--dry-run", "is_dry", is_flag=True, help="Only look; nothing is changed.")
@click.option("--list", "is_list", is_flag=True, help="Show who is forgotten, as pseudonyms.")
@options.as_json
def command(person: str, folder: Path, is_dry: bool, is_list: bool, as_json: bool) -> None:
    """Forget PERSON: their id as the source systems have it, or their pseudonym. The rows stay, without them."""
    if is_list:
        _list(Path(person or folder), as_json=as_json)
        return
    if not person.strip():
        raise click.UsageError("Say who is to be forgotten, or ask for --list.")
    erasure, findings = forget(open_project(folder), person, datetime.now(UTC).date(), is_dry=is_dry)
    output.stop_on_errors(findings, as_json=as_json)
    if erasure is None:
        sys.exit(1)
    if as_json:
        record = {"person": erasure.pseudonym, "rows": dict(erasure.rows), "forgotten_before": erasure.before}
        output.print_json({**record, "dry_run": is_dry, "findings": []})
    else:
        click.echo(_said(erasure, is_dry=is_dry))


def _said(erasure: Erasure, *, is_dry: bool) -> str:
    named = ", ".join(f"{counted(rows, 'row')} of {table}" for table, rows in erasure.rows.items())
    if is_dry:
        return f"{erasure.pseudonym} stands in {named or 'no row'}. Nothing was changed."
    done = f"emptied in {named}" if named else "in no row that is loaded"
    return (
        f"{erasure.pseudonym} is forgotten ({FORGOTTEN}): {done}.\n"
        "No later load brings them back. Exports and backups outside the project still hold them: delete them there.\n"
        "Run again: measures that follow a person from case to case count without them from now on."
    )


def _list(folder: Path, *, as_json: bool) -> None:
    findings: list[Finding] = []
    people = read_forgotten(folder, findings)
    output.stop_on_errors(findings, as_json=as_json)
    if as_json:
        output.print_json({"forgotten": [{"person": each.pseudonym, "on": each.on.isoformat()} for each in people]})
        return
    for each in people:
        click.echo(f"{each.pseudonym}  {each.on}")
    click.echo(f"{counted(len(people), 'person')} forgotten." if people else "Nobody is forgotten.")
