"""Drawings that verbs write."""

from __future__ import annotations

from pathlib import Path

import click

from truegreen.cli import output
from truegreen.reports.drawing import png, standing_alone


def write_picture(path: Path, svg: str, nothing: str = "There is nothing to draw yet.") -> None:
    """Write a drawing that was asked for, as what its file's name says; what is known is said before.

    Raises:
        click.ClickException: nothing is drawn; it says why.
    """
    if not svg:
        raise click.ClickException(f"{nothing.rstrip('.')}: {path.name} is not written.")
    alone = standing_alone(svg)
    output.write(path, alone if path.suffix.lower() == ".svg" else png(alone))
