"""What verbs print: text for people, JSON for programs, progress for the patient."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import fill
from typing import Any, Self, TypeVar

import click

from truegreen.model.finding import Finding, has_errors
from truegreen.reports.also import also
from truegreen.reports.finding_record import finding_record
from truegreen.reports.findings import findings_text

T = TypeVar("T")


def print_json(record: object) -> None:
    """Write a record to standard output."""
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def print_findings(findings: Iterable[Finding], *, err: bool = True) -> None:
    """Write findings for people."""
    click.echo(findings_text(list(findings)), err=err)


def print_answer(text: str, verb: str) -> None:
    """Write a verb's answer, and which verbs to ask next."""
    click.echo(text + fill(also(verb), width()))


def show(
    found: T, record: Callable[[T], object], text: Callable[..., str], /, *, as_json: bool, verb: str = "", **more: Any
) -> None:
    """Write what was found: as JSON, or as text for the terminal.

    Args:
        found: what was found.
        record: makes JSON of it.
        text: makes text of it, of some width and in colour or not.
        as_json: which of them.
        verb: which verb's whole answer it is, so that others are named that go on from it; none if left out.
        more: what else the text is told.
    """
    if as_json:
        print_json(record(found))
    elif verb:
        print_answer(text(found, width(), colour=colour(), **more), verb)
    else:
        click.echo(text(found, width(), colour=colour(), **more), nl=False)


def write(path: Path, content: str | bytes) -> None:
    """Write a file that was asked for; ends the verb where it cannot be written."""
    try:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    except OSError as broken:
        remedy = "name a file in a folder that you may write to."
        raise click.ClickException(f"{path} cannot be written: {broken.strerror}; {remedy}") from None


def write_page(path: Path, page: str) -> None:
    """Write a page that was asked for, and say where it is."""
    write(path, page)
    click.echo(f"Open {path} in a browser.", err=True)


def stop_on_errors(findings: Iterable[Finding], *, as_json: bool) -> None:
    """End the verb with 1 if something found stops it."""
    found = list(findings)
    if has_errors(found):
        if as_json:
            print_json({"findings": [finding_record(each) for each in found]})
        else:
            print_findings(found)
        sys.exit(1)


class Progress:
    """Say on standard error what is being done, on one line that is written over; nothing where nobody looks."""

    def __init__(self) -> None:
        """Look whether anybody looks."""
        self.shown = sys.stderr.isatty()
        self.last = ""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Clear the line, whatever happened."""
        self.end()

    def __call__(self, what: str, done: int, of: int) -> None:
        """Say how far it is."""
        line = f"{what}: {done:,} of {of:,}"
        if self.shown and of:
            click.echo(f"\r{line:<{len(self.last)}}", err=True, nl=False)
            self.last = line

    def end(self) -> None:
        """Clear the line."""
        if self.last:
            click.echo(f"\r{'':<{len(self.last)}}\r", err=True, nl=False)


def width(least: int = 80) -> int:
    """Give the columns to write in: the terminal's, within reason."""
    return max(least, min(140, shutil.get_terminal_size((100, 40)).columns))


def colour() -> bool:
    """Say whether to write in colour: to a terminal whose owner has not asked for none."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
