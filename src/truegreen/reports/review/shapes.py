"""Texts, boxes and tables on a slide, in the colours of the pages; places are in inches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from truegreen.reports.inert import inert
from truegreen.reports.review.grid import POINTS, Grid, written
from truegreen.reports.review.library import library
from truegreen.reports.review.parts import Cell, Column, unbroken

INK, QUIET, GROUND, LINE = "#1c2126", "#59616a", "#f6f4ef", "#d9d5cb"
TONES: Final = {"good": "#0f5a9c", "bad": "#984200", "worse": "#8f3a00", "quiet": QUIET}
FONT: Final = "Arial"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float

    def emu(self) -> list[int]:
        """Give it in the units of slides."""
        return [int(each * 914_400) for each in (self.left, self.top, self.width, self.height)]


def rgb(colour: str) -> Any:
    """Give a colour as slides hold it."""
    return library("pptx.dml.color").RGBColor.from_string(colour.removeprefix("#").upper())


def pt(size: float) -> Any:
    """Give a size of type as slides hold it."""
    return library("pptx.util").Pt(size)


def described(shape: Any, words: str) -> None:
    """Say what a picture or a table shows, for those who cannot see it."""
    shape._element._nvXxPr.cNvPr.set("descr", inert(words))


def add_lines(
    slide: Any,
    box: Box,
    lines: Sequence[str],
    size: int,
    colour: str = INK,
    *,
    is_bold: bool = False,
    is_listed: bool = False,
) -> None:
    """Write lines of text into a box of their own."""
    frame = slide.shapes.add_textbox(*box.emu()).text_frame
    painted(frame, [f"•\t{each}" for each in lines] if is_listed else lines, size, colour, is_bold=is_bold)
    if is_listed:
        for paragraph in frame.paragraphs:
            _hang(paragraph)


def painted(frame: Any, lines: Sequence[str], size: int, colour: str, *, is_bold: bool = False) -> None:
    """Write lines into a frame, from its top, broken where it ends."""
    texts = library("pptx.enum.text")
    frame.word_wrap, frame.vertical_anchor = True, texts.MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
        paragraph.alignment = texts.PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = unbroken(line) or "\N{NO-BREAK SPACE}"  # An empty line would stand as high as the usual type.
        run.font.size, run.font.bold, run.font.name = pt(size), is_bold, FONT
        run.font.color.rgb = rgb(colour)
        paragraph.space_after = pt(size * 0.35)


def _hang(paragraph: Any) -> None:
    """Let the lines of a list hang under its first word."""
    held = paragraph._p.get_or_add_pPr()
    held.set("marL", "171450")
    held.set("indent", "-171450")


def add_box(slide: Any, box: Box, colour: str, *, is_bar: bool = False) -> None:
    """Draw a box with a coloured edge on top, or a bar of one colour."""
    parts = [(box, colour)] if is_bar else [(box, GROUND), (Box(box.left, box.top, box.width, 0.05), colour)]
    for at, fill in parts:
        shape = slide.shapes.add_shape(library("pptx.enum.shapes").MSO_SHAPE.RECTANGLE, *at.emu())
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(fill)
        shape.line.fill.background()
        shape.shadow.inherit = False


def add_grid(slide: Any, grid: Grid, left: float, top: float, wide: float) -> None:
    """Write a part of a table as a table that can be edited."""
    high = grid.head + sum(grid.heights)
    frame = slide.shapes.add_table(len(grid.rows) + 1, len(grid.columns), *Box(left, top, wide, high).emu())
    table = frame.table
    described(frame, f"Table: {grid.title}")
    _plain(frame)
    for place, width in enumerate(grid.widths):
        table.columns[place].width = int(width * 914_400)
    for place, height in enumerate([grid.head, *grid.heights]):
        table.rows[place].height = int(height * 914_400)
    for place, column in enumerate(grid.columns):
        _cell(table.cell(0, place), column, Cell(column.title), QUIET, is_bold=True)
        for row, cells in enumerate(grid.rows, 1):
            mark = cells[place].mark
            tone = TONES[mark.tone] if mark else INK
            is_bold = not place or mark is not None or cells[place].is_head
            _cell(table.cell(row, place), column, cells[place], tone, is_bold=is_bold)


def _plain(frame: Any) -> None:
    """Take the usual bands of colour off a table."""
    held = frame._element.graphic.graphicData.tbl
    held.tblPr.find(f"{_DRAWN}tableStyleId").text = _STYLE
    held.tblPr.set("bandRow", "0")


_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style that office programs call “No Style, No Grid”; the lines between rows are drawn."""


def _cell(cell: Any, column: Column, held: Cell, colour: str, *, is_bold: bool) -> None:
    painted(cell.text_frame, [inert(written(held))], POINTS, colour, is_bold=is_bold)
    cell.margin_left, cell.margin_right = 46_000, 128_000 if column.is_number else 64_000
    _rule(cell)
    cell.margin_top = cell.margin_bottom = 32_000
    if column.is_number:
        cell.text_frame.paragraphs[0].alignment = library("pptx.enum.text").PP_ALIGN.RIGHT
    cell.text_frame.paragraphs[0].space_after = 0


def _rule(cell: Any) -> None:
    """Draw a line under a cell."""
    held = cell._tc.get_or_add_tcPr()
    line = held.makeelement(f"{_DRAWN}lnB", {"w": "6350"})
    fill = line.makeelement(f"{_DRAWN}solidFill", {})
    fill.append(fill.makeelement(f"{_DRAWN}srgbClr", {"val": LINE.removeprefix("#").upper()}))
    line.append(fill)
    held.insert(0, line)


_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
