"""Drawings that stand alone: one SVG with its own colours, or the same as PNG, to be put into a slide or a mail.

A drawing is made once, as an SVG element of the class ``drawing-of``. On a page it takes the page's colours, light or
dark; standing alone it carries the light ones, for not every program that shows an SVG knows variables.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import as_file, files
from typing import Final

WIDE: Final = 1600
"""Pixels across a PNG."""
_PLACE: Final = files("truegreen.reports")
_NAMED: Final = re.compile(r"--([\w-]+):\s*([^;]+);")
_USED: Final = re.compile(r"var\(--([\w-]+)\)")


def standing_alone(svg: str) -> str:
    """Give a drawing as a file of its own.

    Args:
        svg: one ``svg`` element of the class ``drawing-of``, with a ``viewBox``.

    Raises:
        ValueError: it is no such element.
    """
    head, end, rest = svg.strip().partition(">")
    if not head.startswith("<svg ") or not end or "drawing-of" not in head:
        raise ValueError("a drawing is one svg element of the class drawing-of")
    space = "" if "xmlns=" in head else ' xmlns="http://www.w3.org/2000/svg"'
    paper = '<rect class="paper" width="100%" height="100%"/>'
    return f"{head}{space}>\n<style>\n{_style()}</style>\n{paper}{rest}\n"


def png(svg: str, width: int = WIDE) -> bytes:
    """Give a drawing as PNG, on white, in the type that comes along with it; it looks the same on every machine.

    Args:
        svg: a drawing that stands alone.
        width: pixels across.
    """
    import resvg_py

    with as_file(_PLACE / "fonts" / "DejaVuSans.ttf") as font:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg, width=width, background="#ffffff", skip_system_fonts=True, font_files=[str(font)],
                sans_serif_family="DejaVu Sans", font_family="DejaVu Sans",
            )
        )  # fmt: skip


@cache
def _style() -> str:
    """Give the style of drawings with the light colours of the pages written out."""
    page = (_PLACE / "templates" / "page.css").read_text(encoding="utf-8")
    style = (_PLACE / "templates" / "drawing.css").read_text(encoding="utf-8")
    light = dict(_NAMED.findall(page[: page.index("@media")]))
    return _USED.sub(lambda used: light[used[1]], style)
