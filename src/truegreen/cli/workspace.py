"""``truegreen workspace``: look after the joint workspace: backups, the journal's proof, a way back in."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from truegreen.cli import options, output
from truegreen.model.finding import Finding
from truegreen.reports.figures import counted
from truegreen.reports.finding_record import finding_record
from truegreen.web.upkeep.backing_up import KEY, SQLITE, WORKSPACE, Backup, back_up
from truegreen.web.upkeep.dumping import BackupError
from truegreen.web.upkeep.putting_back import put_back
from truegreen.web.upkeep.setting_up import not_installed, set_up

folder = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group("workspace")
def command() -> None:
    """Look after the joint workspace of a project: backups, the journal's proof, and who lost their second factor."""


@command.command("backup")
@folder
@file
@click.option("--with-key", is_flag=True, help="Put the workspace's key in too; then keep the file as you keep keys.")
@options.as_json
def backup(folder: Path, file: Path, *, with_key: bool, as_json: bool) -> None:
    """Write the workspace of FOLDER into one FILE, such as kept.tar.gz; it may be served meanwhile."""
    with output.Progress() as progress:
        try:
            made = back_up(folder, file, datetime.now(UTC), _url(), with_key=with_key, progress=progress)
        except (BackupError, OSError) as wrong:
            raise click.ClickException(str(wrong)) from None
    key = "The key is in it: keep it as you keep keys." if with_key else _without_key(folder)
    _say(made, f"Wrote {file}, {counted(file.stat().st_size, 'byte')}. {key}", as_json=as_json)


@command.command("restore")
@folder
@file
@click.option("--replace", "replaces", is_flag=True, help="Put a database that is there aside.")
@options.as_json
def restore(folder: Path, file: Path, *, replaces: bool, as_json: bool) -> None:
    """Put the workspace in FILE back into FOLDER, whose server is stopped, and prove its journal."""
    _needs_packages()
    try:
        made = put_back(folder, file, datetime.now(UTC), _url(), replaces=replaces)
    except (BackupError, OSError) as wrong:
        raise click.ClickException(str(wrong)) from None
    has_key = (folder / WORKSPACE / KEY).exists() or "TRUEGREEN_SECRET_FILE" in os.environ
    set_up(folder)
    from truegreen.web.acts.proving import UnreadableError, proven  # noqa: PLC0415 — Django is set up before

    try:
        findings = proven()
    except UnreadableError as wrong:
        raise click.ClickException(f"It was put back, but {wrong}") from None
    key = "" if has_key else f" Put {KEY} back into {folder / WORKSPACE} before you serve it: it was not in the backup."
    _say(made, f"Put back as of {made.label['made_at'][:19]} UTC.{key}", findings, as_json=as_json)


@command.command("verify")
@folder
@click.option("--anchor", type=click.Path(dir_okay=False, path_type=Path),
              help="Hold the journal to the end that this file names; written where there is none.")  # fmt: skip
@options.as_json
def verify(folder: Path, anchor: Path | None, *, as_json: bool) -> None:
    """Prove the journal of FOLDER: every entry as it was written, none left out, none cut off."""
    _needs_packages()
    if not _url() and not (folder / WORKSPACE / SQLITE).exists():
        raise click.ClickException(f"There is no workspace in {folder}; `truegreen serve` begins one.")
    set_up(folder)
    from truegreen.web.acts.proving import (  # noqa: PLC0415 — as above
        UnreadableError,
        end_of_journal,
        proven,
        read_anchor,
        write_anchor,
    )  # fmt: skip

    try:
        kept = read_anchor(anchor) if anchor and anchor.exists() else None
        findings, end = proven(kept), end_of_journal()
        if anchor and not kept and not findings:
            write_anchor(anchor, end)
    except (UnreadableError, ValueError, OSError) as wrong:
        raise click.ClickException(str(wrong)) from None
    if as_json:
        found = [finding_record(each) for each in findings]
        output.print_json({"holds": not findings, "number": end[0], "digest": end[1], "findings": found})
    elif findings:
        output.print_findings(findings)
    else:
        click.echo(f"The journal holds: {end[0]:,} {'entry' if end[0] == 1 else 'entries'}, the last one {end[1]}.")
    sys.exit(1 if findings else 0)


@command.command("let-in")
@folder
@click.argument("email")
@options.as_json
def let_in(folder: Path, email: str, *, as_json: bool) -> None:
    """Take away the second factor of the member of FOLDER with this EMAIL, and print a link for a new password.

    For an owner who lost theirs, and whom nobody else can help; the journal says that it was done on this machine.
    """
    _needs_packages()
    set_up(folder)
    from truegreen.web.upkeep.letting_in import let_in_again  # noqa: PLC0415 — as above

    link = let_in_again(email)
    if not link:
        raise click.ClickException(f"Nobody who may sign in has the address {email}.")
    if as_json:
        output.print_json({"email": email, "link": link})
    else:
        click.echo(f"The second factor is taken away, and every session ended. Choose a password here, once:\n{link}")


def _say(made: Backup, text: str, findings: list[Finding] | None = None, *, as_json: bool) -> None:
    found = findings or []
    if as_json:
        told = {"file": str(made.file), **made.label, "files": made.files, "has_key": made.has_key}
        output.print_json({**told, "findings": [finding_record(each) for each in found]})
    else:
        click.echo(text)
        if found:
            output.print_findings(found)
    if found:
        sys.exit(1)


def _without_key(folder: Path) -> str:
    return f"{folder / WORKSPACE / KEY} is not in it: keep a copy elsewhere, second factors cannot be read without it."


def _url() -> str:
    return os.environ.get("TRUEGREEN_DATABASE", "")


def _needs_packages() -> None:
    if why := not_installed():
        raise click.ClickException(why)
