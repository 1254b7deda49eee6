"""Templates of pages that are one file: they work offline, print, and run no script.

What others wrote is shown as text, whatever it says; it cannot turn the reading direction around.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from truegreen import __version__
from truegreen.reports.also import beside
from truegreen.reports.inert import inert
from truegreen.reports.statuses import LEVEL

if TYPE_CHECKING:
    from jinja2 import Environment

STYLES: Final = ("page", "clock", "drawing", "statement", "review")
"""Style sheets that pages are made with."""


def rendered(name: str, **given: object) -> str:
    """Write a page from its template and what it shows."""
    return _environment().get_template(name).render(version=__version__, **given)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a page that somebody else puts a frame around, as HTML; its look is the class of its body."""

    look: str
    title: str
    nav: str
    main: str
    foot: str


def parts_of(page: str) -> Parts:
    """Take one of our own pages apart; what others wrote in it is escaped, so that each mark stands there once.

    Raises:
        ValueError: it is not one of ours.
    """
    return Parts(
        _between(page, "<body", ">").removeprefix('class="').removesuffix('"'),
        _between(page, "<title>", "</title>"),
        _between(page, '<nav aria-label="On this page">', "</nav>"),
        _between(page, '<main id="main">', "</main>"),
        _between(page, "<footer>", "</footer>"),
    )


def _between(page: str, start: str, end: str) -> str:
    _, found, rest = page.partition(start)
    inner, ended, _ = rest.partition(end)
    if not found or not ended:
        raise ValueError(f"a page of ours has {start} and {end}")
    return inner.strip()


@cache
def style(name: str) -> str:
    """Give a style sheet of ``STYLES``, for those who link to it."""
    return _environment().get_template(f"{name}.css").render()


def drawing(svg: str) -> Markup:
    """Give a drawing as part of a page: it is our own, and its template has escaped what others wrote."""
    return Markup(svg)  # noqa: S704


def _as_text(given: object) -> object:
    return given if isinstance(given, Markup) else inert(str(given))


@cache
def _environment() -> Environment:
    return environment_of()


def environment_of(*packages: str) -> Environment:
    """Give an environment that finds templates of these packages, and those of reports after them."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(each) for each in (*packages, "truegreen.reports")]),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=_as_text,
    )  # fmt: skip
    environment.globals.update(beside=beside, LEVEL=LEVEL)
    return environment
