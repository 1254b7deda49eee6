"""The review pack as one HTML file: the hard thing on its first page, prints as A4, works offline, runs no script."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from logging import getLogger
from typing import Final

from markupsafe import Markup

from truegreen.model.look import Look
from truegreen.reports.drawing import standing_alone
from truegreen.reports.inert import inert
from truegreen.reports.rendering import drawing as as_drawing
from truegreen.reports.rendering import rendered
from truegreen.reports.review.drawings import drawing
from truegreen.reports.review.library import library
from truegreen.reports.review.look import USUAL, address, source
from truegreen.reports.review.parts import Chart, Pack, unbroken
from truegreen.reports.review.totals import total

_MUCH: Final = 900
"""Letters of a box of the first page from which on it is set small, so that all of it stays on that page."""


def review_page(pack: Pack, look: Look = USUAL) -> str:
    """Write the pack as a page.

    Args:
        pack: what it says.
        look: the parties' colours and logos.
    """
    return rendered(
        "review.html", pack=pack, kept=unbroken, drawn=lambda chart: as_drawing(drawing(chart)), **_looking(pack, look)
    )


def review_pdf(pack: Pack, look: Look = USUAL) -> bytes:
    """Write the pack as a tagged PDF, the same bytes for the same pack.

    Raises:
        NotInstalledError: what makes it is not installed.
    """
    getLogger("weasyprint.progress").disabled = True  # It tells each page, which nobody asked for.
    page = rendered("review_print.html", pack=pack, kept=unbroken, drawn=_picture, font=_font(), **_looking(pack, look))
    opened = library("weasyprint").HTML(
        string=page, url_fetcher=library("weasyprint.urls").URLFetcher(allowed_protocols=["data"])
    )
    mark = sha256(page.encode()).digest()[:16]
    made: bytes = opened.write_pdf(pdf_tags=True, pdf_variant="pdf/ua-1", pdf_identifier=mark)
    return made


def _looking(pack: Pack, look: Look) -> dict[str, object]:
    return {
        "total": total,
        "dense": any(each.letters > _MUCH for each in pack.sections[0].blocks[1:]),
        "logos": [source(each) for each in (look.client_logo, look.provider_logo)],
        "colours": [look.client_colour, look.provider_colour],
    }


def _picture(chart: Chart) -> Markup:
    """Give a picture as an image with its own colours, and its title for those who cannot see it."""
    alone = standing_alone(drawing(chart).replace(" aria-label=", " data-shows="))
    return Markup('<img src="{}" alt="{}">').format(address("image/svg+xml", alone.encode()), inert(chart.title))


@cache
def _font() -> Markup:
    """Give the type that comes along, which has every shape of a status, as part of a style sheet."""
    held = (files("truegreen.reports") / "fonts" / "DejaVuSans.ttf").read_bytes()
    return Markup('@font-face {{ font-family: "Pack"; src: url("{}"); }}').format(address("font/ttf", held))
