"""Arguments that verbs share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from truegreen.facts.tables import SLICES
from truegreen.model.agreement import Versions
from truegreen.project.opened import Project
from truegreen.units.period import Period, parse_period
from truegreen.units.quantity import Quantity

folder = click.argument(
    "folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False
)
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON.")
page = click.option(
    "--page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to open in a browser."
)


class PictureType(click.ParamType[Path]):
    """A file to draw into; by its name it is a picture, which is looked at before anything is reckoned."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Read it."""
        path = Path(value)
        if path.suffix.lower() not in (".svg", ".png"):
            self.fail(f"{path.name} is neither FILE.svg nor FILE.png; name a picture so.", param, ctx)
        return path


picture = click.option("--picture", type=PictureType(), help="Write a picture: FILE.svg or FILE.png.")
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


class DayType(click.ParamType[date]):
    """A day as people write it."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is no day; write it like 2025-01-31.", param, ctx)


def today(project: Project) -> date:
    """Give the day it is where the project counts its days."""
    return datetime.now(ZoneInfo(project.settings.time_zone)).date()


def share(text: str) -> float:
    """Read a share like 10% or 0.1.

    Raises:
        ValueError: it is none, or not between 0 and 1.
    """
    read = float(Quantity.parse(text).in_unit("share")) if "%" in text else float(text)
    if not 0 < read < 1:
        raise ValueError(f"“{text}” is not between 0 and 1")
    return read


def promise(text: str) -> float:
    """Read the share of a list that may be wrong, like 10% or 0.1.

    Raises:
        click.UsageError: it is none, or not between 0 and half.
    """
    try:
        read = share(text)
    except ValueError:
        read = 1.0
    if read > 0.5:
        raise click.UsageError(f"“{text}” is no share of a list that may be wrong; write it like 10%.")
    return read


def slices(text: str) -> tuple[str, ...]:
    """Read slices that stand beside one another, like site,contact-type.

    Raises:
        click.UsageError: there is no such slice.
    """
    return tuple(dict.fromkeys(slice_name(each.strip()) for each in text.split(",") if each.strip()))


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
