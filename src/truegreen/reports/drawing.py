"""Drawings that stand alone: one SVG with its own colours, or the same as PNG, to be put into a slide or a mail.

A drawing is made once, as an SVG element of the class ``drawing-of``. On a page it takes the page's colours, light or
dark; standing alone it carries the light ones, for not every program that shows an SVG knows variables.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from importlib.resources import as_file, files
from textwrap import wrap
from typing import Final

WIDE: Final = 1600
"""Pixels across a PNG."""
_PLACE: Final = files("truegreen.reports")
_NAMED: Final = re.compile(r"--([\w-]+):\s*([^;]+);")
_BOX: Final = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_LABEL: Final = re.compile(r'aria-label="([^"]*)"')
_LINE: Final = 22
_LETTER: Final = 9
"""Room that a line and a letter of the title take, in units of the drawing."""
_USED: Final = re.compile(r"var\(--([\w-]+)\)")


def standing_alone(svg: str) -> str:
    """Give a drawing as a file of its own.

    Args:
        svg: one ``svg`` element of the class ``drawing-of``, with a ``viewBox``.

    Raises:
        ValueError: it is no such element.
    """
    head, end, rest = svg.strip().partition(">")
    box = _BOX.search(head)
    if not head.startswith("<svg ") or not end or "drawing-of" not in head or box is None:
        raise ValueError("a drawing is one svg element of the class drawing-of, with a viewBox")
    space = "" if "xmlns=" in head else ' xmlns="http://www.w3.org/2000/svg"'
    width, height = int(box[1]), int(box[2])
    lines = _lines(head, width)
    above = _LINE * len(lines) + 8 if lines else 0
    head = head.replace(box[0], f'viewBox="0 {-above} {width} {height + above}"')
    paper = f'<rect class="paper" y="{-above}" width="{width}" height="{height + above}"/>'
    named = "".join(
        f'<text class="title" x="8" y="{place * _LINE - above + 20}">{line}</text>' for place, line in enumerate(lines)
    )
    return f"{head}{space}>\n<style>\n{_style()}</style>\n{paper}{named}{rest}\n"


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


def _lines(head: str, width: int) -> list[str]:
    """Give what a drawing shows, as lines to be written above it; a page has its own words."""
    label = _LABEL.search(head)
    return [escape(line) for line in wrap(unescape(label[1]), width // _LETTER)] if label else []


@cache
def _style() -> str:
    """Give the style of drawings with the light colours of the pages written out."""
    page = (_PLACE / "templates" / "page.css").read_text(encoding="utf-8")
    style = (_PLACE / "templates" / "drawing.css").read_text(encoding="utf-8")
    light = dict(_NAMED.findall(page[: page.index("@media")]))
    return _USED.sub(lambda used: light[used[1]], style)
