"""One case's clocks as one HTML file: works offline, prints, and runs no script.

First the verdict, then each clock as a bar of real time above its usual alternatives, then what happened.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from truegreen import __version__
from truegreen.clocks.told import Watch
from truegreen.reports import clock_bars as bars
from truegreen.reports import clock_words as words
from truegreen.reports.inert import inert

if TYPE_CHECKING:
    from jinja2 import Template


def clock_page(watch: Watch) -> str:
    """Write one self-contained page of a case's clocks."""
    over = bars.scale(watch)
    shown = [(told, [("as agreed", told.runs), *told.others], words.verdict(told.runs)) for told in watch.clocks]
    moments = list(zip(watch.life.moments, (None, *watch.life.moments), strict=False))
    return _template().render(
        watch=watch,
        over=over,
        clocks=shown,
        moments=moments,
        steps=[(each, over.share(each.at)) for each in watch.life.moments],
        hangs=sum(verdict != words.verdict(runs) for _, each, verdict in shown for _, runs in each[1:]),
    )


def _as_text(given: object) -> object:
    """Keep what others wrote from turning the reading direction around, or hiding what stands there."""
    return given if isinstance(given, Markup) else inert(str(given))


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("truegreen.reports"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, finalize=_as_text,
    )  # fmt: skip
    environment.globals.update({"words": words, "bars": bars, "version": __version__})
    return environment.get_template("clock.html")
