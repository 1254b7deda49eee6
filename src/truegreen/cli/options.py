"""Arguments that verbs share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from truegreen.facts.tables import SLICES
from truegreen.model.agreement import Versions
from truegreen.project.opened import Project
from truegreen.units.period import Period, parse_period

folder = click.argument(
    "folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False
)
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON.")
page = click.option(
    "--page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to open in a browser."
)
picture = click.option(
    "--picture", type=click.Path(dir_okay=False, path_type=Path), help="Write a picture: FILE.svg or FILE.png."
)
agreement = click.option("--agreement", default="", help="Which agreement, if the project has several.")


class PeriodType(click.ParamType[Period | str]):
    """A period as people write it, or ``all`` or ``last``."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period | str:
        """Read it."""
        if isinstance(value, Period) or value in ("all", "last"):
            return value if isinstance(value, Period) else str(value)
        try:
            return parse_period(str(value))
        except ValueError as reason:
            self.fail(str(reason), param, ctx)


period = click.option(
    "--period", type=PeriodType(), default="last", help="Like 2025-03, 2025-W07, 2025-Q1 or all; the last whole month."
)


def slice_name(text: str) -> str:
    """Read a slice's name; contact-type is contact_type.

    Raises:
        click.UsageError: there is no such slice.
    """
    name = text.replace("-", "_")
    if name and name not in SLICES:
        raise click.UsageError(f"“{text}” is no slice; choose one of {', '.join(SLICES)}")
    return name


def members(pairs: tuple[str, ...]) -> Mapping[str, str]:
    """Read ``site=Porto`` and the like.

    Raises:
        click.UsageError: it is not of that form, or there is no such slice.
    """
    for pair in pairs:
        if "=" not in pair:
            raise click.UsageError(f"“{pair}” is no member of a slice; write it like site=Porto")
        if not pair.isprintable():
            raise click.UsageError(f"{pair!r} holds something that is no text")
    return {slice_name(name): member for name, _, member in (pair.partition("=") for pair in pairs)}


def agreement_of(project: Project, name: str) -> Versions:
    """Give the agreement asked for; without a name, the only one."""
    known = project.agreements
    if name and name not in known:
        raise click.UsageError(f"There is no agreement “{name}”; there is {', '.join(known)}.")
    if not name and len(known) != 1:
        raise click.UsageError(f"Say which with --agreement: {', '.join(known)}.")
    return known[name] if name else next(iter(known.values()))
