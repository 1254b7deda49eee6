"""What ``truegreen effect`` is asked by its options: what changed, where, from when on, and beside whom."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import click

from truegreen.cli import options
from truegreen.files.changes import amount
from truegreen.model.effect import Came, Design, Expected, Question
from truegreen.project.effect.effects import ACCOUNT
from truegreen.units.period import Period, parse_period
from truegreen.units.quantity import Quantity


class Said(TypedDict):
    """The options as they were written."""

    agreement: str
    change: str
    of: str
    treated: tuple[str, ...]
    accounts: Path | None
    since: str
    until: str
    against: tuple[str, ...]
    where: tuple[str, ...]
    by: str
    design: str
    expected: str
    margin: str
    opened: bool
    picture: Path | None
    page: Path | None
    as_json: bool


def asked(said: Said) -> Question:
    """Ask what was written on the command line.

    Raises:
        click.UsageError: something is missing, or makes no sense.
    """
    if not said["of"] or not said["since"] or bool(said["treated"]) == (said["accounts"] is not None):
        remedy = "Say --of MEASURE, --since MONTH, and where: --treated SLICE=MEMBER or --accounts FILE."
        raise click.UsageError(f"{remedy} Or name one of the folder changes with --change.")
    came = Came(where=options.members(said["treated"]), accounts=_listed(said["accounts"]), since=_month(said["since"]))
    return Question(
        title="",
        measure=said["of"],
        came=[came],
        until=_month(said["until"]) if said["until"] else None,
        against=options.members(said["against"]),
        where=options.members(said["where"]),
        by=(ACCOUNT,) if said["accounts"] else _slices(said["by"]),
        design=Design(said["design"]) if said["design"] else None,
        expected=Expected(said["expected"]),
        margin=_margin(said["margin"]),
    )


def _listed(path: Path | None) -> tuple[str, ...]:
    """Read accounts, one on a line.

    Raises:
        click.UsageError: the file holds none, or is no text.
    """
    if path is None:
        return ()
    try:
        found = tuple(dict.fromkeys(line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()))
    except (OSError, UnicodeDecodeError):
        found = ()
    if not found:
        raise click.UsageError(f"{path.name} lists no accounts; write one id on each line.")
    return found


def _month(text: str) -> Period:
    """Read a month.

    Raises:
        click.UsageError: it is none.
    """
    try:
        month = parse_period(text)
    except ValueError:
        month = None
    if month is None or month.days > 31:
        raise click.UsageError(f"“{text}” is no month; write it like 2025-03.")
    return month


def _slices(by: str) -> tuple[str, ...]:
    """Read the slices that make pieces, or ``account``."""
    return (ACCOUNT,) if by.strip() == ACCOUNT else options.slices(by)


def _margin(text: str) -> float | None:
    """Read how little would be nothing.

    Raises:
        click.UsageError: it is no amount.
    """
    try:
        return amount(Quantity.parse(text)) if text else None
    except ValueError:
        raise click.UsageError(f"“{text}” is no amount; write it like 2 % or 30 min.") from None
