"""Drawings stand alone: no variable is left, and a PNG is drawn with the type that comes along."""

from __future__ import annotations

import re
import struct
import zlib

import pytest

from truegreen.reports.drawing import png, standing_alone

DRAWING = '<svg class="drawing-of" viewBox="0 0 100 50" role="img"><circle class="bad" cx="20" cy="20" r="9"/>{}</svg>'


def test_a_drawing_that_stands_alone_names_no_variable() -> None:
    alone = standing_alone(DRAWING.format(""))
    assert "var(" not in alone
    assert alone.count("<svg ") == 1
    assert 'xmlns="http://www.w3.org/2000/svg"' in alone


def test_what_is_shown_stands_above_a_drawing_that_stands_alone() -> None:
    named = DRAWING.replace('role="img"', 'role="img" aria-label="Cells &lt;of&gt; São João, by site"')
    alone = standing_alone(named.format(""))
    assert "Cells &lt;of&gt;" in alone.partition("<circle")[0]
    height = re.search(r'viewBox="0 (-\d+) 100 (\d+)"', alone)
    assert height is not None
    assert int(height[2]) + int(height[1]) == 50


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="drawing-of"):
        standing_alone("<p>no</p>")


def _pixels(picture: bytes) -> tuple[int, int, bytes]:
    width, height = struct.unpack(">II", picture[16:24])
    packed = b"".join(
        picture[found.end() : found.end() + struct.unpack(">I", picture[found.start() - 4 : found.start()])[0]]
        for found in re.finditer(b"IDAT", picture)
    )
    return width, height, zlib.decompress(packed)


def test_a_png_has_the_size_asked_for_and_shows_its_text() -> None:
    plain = _pixels(png(standing_alone(DRAWING.format("")), 400))
    written = _pixels(png(standing_alone(DRAWING.format('<text x="40" y="30">São João</text>')), 400))
    assert plain[:2] == (400, 200) == written[:2]
    assert plain[2] != written[2]
