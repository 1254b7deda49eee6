"""Templates of pages that are one file: they work offline, print, and run no script.

What others wrote is shown as text, whatever it says; it cannot turn the reading direction around.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from truegreen import __version__
from truegreen.reports.also import ANSWERS
from truegreen.reports.inert import inert
from truegreen.reports.statuses import LEVEL

if TYPE_CHECKING:
    from jinja2 import Environment


def rendered(name: str, **given: object) -> str:
    """Write a page from its template and what it shows."""
    return _environment().get_template(name).render(version=__version__, **given)


def _as_text(given: object) -> object:
    return given if isinstance(given, Markup) else inert(str(given))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("truegreen.reports"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, finalize=_as_text,
    )  # fmt: skip
    environment.globals.update(ANSWERS=ANSWERS, LEVEL=LEVEL)
    return environment
