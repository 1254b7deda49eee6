"""A party's logo: a picture of points, or a drawing that can do nothing but be drawn."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from truegreen.model.look import Logo

LARGEST: Final = 1_000_000
"""Bytes of the largest logo."""
MOST: Final = 2_000
"""Elements of the largest drawing."""
PICTURES: Final = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
"""Kinds of pictures, and what their files begin with."""
_DRAWN: Final = frozenset(
    ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
     "defs", "linearGradient", "radialGradient", "stop", "clipPath")
)  # fmt: skip
"""Elements a drawing may have: none that runs, loads, moves or repeats anything."""
_ADDRESS: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.IGNORECASE)
_SPACE: Final = "{http://www.w3.org/2000/svg}"


def logo_of(folder: Path, name: str) -> Logo | None:
    """Read a logo; None where it lies outside of the folder, is too large, or is no picture that can be trusted."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    held = path.read_bytes()
    form = next((form for form, start in PICTURES.items() if held.startswith(start)), "")
    if form:
        return Logo(form, held)
    return Logo("svg+xml", held) if is_harmless(held) else None


def is_harmless(drawing: bytes) -> bool:
    """Say whether a file is an SVG drawing that runs nothing, loads nothing and names nothing outside of itself.

    >>> is_harmless(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>')
    True
    >>> is_harmless(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    False
    """
    try:
        text = drawing.decode("utf-8")
        if "<!" in text.replace("<!--", "") or "<?" in text.removeprefix("\ufeff").removeprefix("<?xml"):
            return False  # No document type, so no entities, and nothing for other programs.
        top = ElementTree.fromstring(text)  # noqa: S314
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError, RecursionError):
        return False
    each = [*top.iter()]
    return top.tag == f"{_SPACE}svg" and len(each) <= MOST and all(map(_only_draws, each))


def _only_draws(element: ElementTree.Element) -> bool:
    if not isinstance(element.tag, str) or element.tag.removeprefix(_SPACE) not in _DRAWN:
        return False
    return not any(
        name.lower().startswith("on") or name.endswith("href") or _ADDRESS.search(value)
        for name, value in element.attrib.items()
    )
