"""The review pack as slides: a message for a title, charts that can be edited, and the evidence in the notes."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from truegreen.model.look import Look
from truegreen.reports.inert import inert
from truegreen.reports.review.bytes import steady
from truegreen.reports.review.charts import add_chart
from truegreen.reports.review.grid import grids
from truegreen.reports.review.library import library
from truegreen.reports.review.look import USUAL, as_png
from truegreen.reports.review.parts import Block, Kind, Pack, Section
from truegreen.reports.review.shapes import INK, QUIET, Box, add_box, add_grid, add_lines, described, painted
from truegreen.reports.review.told import height, tell, write_notes
from truegreen.reports.review.type import LINE, lines

WIDE, HIGH = 13.333, 7.5
LEFT, TOP, ACROSS, BOTTOM = 0.5, 1.45, 12.33, 6.95
HARD: Final = "#984200"
_TITLES: Final = ((62, 26), (100, 22), (150, 20), (190, 18), (10_000, 15))
"""Letters of a title up to which it is so large."""
_SIZE, _SMALL = 13, 12
_HEADING, _APART, _ENOUGH = 16, 0.22, 2.4
_LOW: Final = 2.4
"""Inches of a table that still stands beneath a picture."""
_BOXES: Final = (5.0, 4.0, 4.4)
"""How wide the boxes of the first slide are beside each other."""


def review_slides(pack: Pack, look: Look = USUAL) -> bytes:
    """Write the pack as slides, the same bytes for the same pack.

    Raises:
        NotInstalledError: what makes them is not installed.
    """
    deck = library("pptx").Presentation()
    _, _, deck.slide_width, deck.slide_height = Box(0.0, 0.0, WIDE, HIGH).emu()
    deck.core_properties.title = inert(f"{pack.name}, {pack.period}")[:255]
    deck.core_properties.author = inert(f"{pack.client} and {pack.provider}")[:255]
    writer = _Writer(deck, pack, look)
    writer.front(pack.sections[0])
    for section in pack.sections[1:]:
        writer.section(section)
    made = BytesIO()
    deck.save(made)
    return steady(made.getvalue())


class _Writer:
    """Writes the slides of one pack."""

    def __init__(self, deck: Any, pack: Pack, look: Look) -> None:
        """Begin without a slide."""
        self.deck, self.pack, self.look = deck, pack, look
        self.number = 0

    def front(self, section: Section) -> None:
        """Write the first slide: the answer, and a box for each of the other messages under it."""
        answer, *rest = section.blocks
        slide = self.slide(f"{self.pack.name} · {self.pack.period} · {section.name}", answer.title)
        self.logos(slide)
        top = tell(slide, answer.sentences, Box(LEFT, TOP, ACROSS, 1.35), _SIZE) + 0.1
        left, wide = LEFT, (ACROSS - 0.25 * (len(rest) - 1)) / max(sum(_BOXES[: len(rest)]), 1.0)
        for block, share in zip(rest, _BOXES, strict=False):
            box = Box(left, top, wide * share, BOTTOM - top)
            add_box(slide, box, HARD if block.id == "worst" else self.look.provider_colour)
            add_lines(
                slide, Box(left + 0.12, top + 0.12, box.width - 0.24, 0.5), [inert(block.title)], 14, is_bold=True
            )
            tell(slide, block.sentences, Box(left + 0.12, top + 0.65, box.width - 0.24, box.height - 0.7), _SMALL)
            left += box.width + 0.25
        if self.pack.hidden:
            lacks = f"This copy leaves out {', '.join(self.pack.hidden)}."
            add_lines(slide, Box(LEFT, 6.84, ACROSS, 0.22), [inert(lacks)], 9, QUIET)
        write_notes(slide, section.blocks, self.pack)

    def section(self, section: Section) -> None:
        """Write a part of the pack: a slide for each message; small ones stand beneath others."""
        slide, top = None, BOTTOM
        for block in section.blocks:
            high = _high(block)
            if slide is None or block.chart or top + (high if high <= BOTTOM - TOP else _ENOUGH) > BOTTOM:
                slide = self.slide(section.name, block.title)
                top = self.message(slide, block)
            else:
                add_lines(slide, Box(LEFT, top, ACROSS, _heading(block)), [inert(block.title)], _HEADING, is_bold=True)
                top += _heading(block)
                top = tell(slide, block.sentences, Box(LEFT, top, ACROSS, BOTTOM - top), _SMALL)
            write_notes(slide, [block], self.pack)
            slide, top = self.table(section, block, slide, top)

    def message(self, slide: Any, block: Block) -> float:
        """Write what is said, beside the picture where there is one, and give where what is below can begin."""
        if block.chart:
            under = sum(each.high for each in grids(block.table, ACROSS, ACROSS, ACROSS)) if block.table else 0.0
            is_low = 0.0 < under < _LOW and block.chart.kind is not Kind.STEPS
            _pictured(slide, block, BOTTOM - under - _APART if is_low else BOTTOM)
            return BOTTOM - under if is_low else BOTTOM
        return tell(slide, block.sentences, Box(LEFT, TOP, ACROSS, 1.75 if block.table else BOTTOM - TOP), _SIZE)

    def table(self, section: Section, block: Block, slide: Any, top: float) -> tuple[Any, float]:
        """Write a message's table, on as many slides as it needs.

        Returns:
            The last slide, and where what comes next can begin on it.
        """
        room = BOTTOM - top + 0.01
        for grid in grids(block.table, ACROSS, room, BOTTOM - TOP) if block.table else ():
            if not grid.is_first or grid.high > room:
                slide, top = self.slide(section.name, f"{block.title} (continued)"), TOP
            add_grid(slide, grid, LEFT, top, ACROSS)
            top += grid.high
        return slide, top + _APART

    def slide(self, above: str, title: str) -> Any:
        """Begin a slide: what it belongs to, its message, the parties' colours, who and which page below."""
        self.number += 1
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        held = slide.shapes.title
        held.left, held.top, held.width, held.height = Box(LEFT, 0.48, ACROSS, 0.9).emu()
        size = next(points for letters, points in _TITLES if len(title) <= letters)
        painted(held.text_frame, [inert(title)], size, INK, is_bold=True)
        add_lines(slide, Box(LEFT, 0.2, ACROSS, 0.28), [inert(above)], 11, QUIET)
        for place, colour in enumerate((self.look.client_colour, self.look.provider_colour)):
            add_box(slide, Box(place * WIDE / 2, 0.0, WIDE / 2, 0.09), colour, is_bar=True)
        below = f"{self.pack.client} and {self.pack.provider} · {self.pack.name} · {self.pack.period} · {self.number}"
        add_lines(slide, Box(LEFT, 7.08, ACROSS, 0.25), [inert(below)], 9, QUIET)
        return slide

    def logos(self, slide: Any) -> None:
        """Put the parties' logos on the first slide."""
        named = ((self.pack.provider, self.look.provider_logo), (self.pack.client, self.look.client_logo))
        for place, (party, logo) in enumerate((party, logo) for party, logo in named if logo):
            left, top, _, high = Box(WIDE - 1.7 * (place + 1), 0.14, 1.0, 0.32).emu()
            shape = slide.shapes.add_picture(BytesIO(as_png(logo).content), left, top, height=high)
            described(shape, f"Logo of {party}")


def _pictured(slide: Any, block: Block, end: float) -> None:
    """Put sentences and a picture beside each other, down to where what is below begins; steps go all across."""
    if block.chart is None:
        return
    box = Box(LEFT, TOP, ACROSS, end - TOP)
    if block.chart.kind is Kind.STEPS:
        top = tell(slide, block.sentences, Box(LEFT, TOP, ACROSS, 1.3), _SIZE)
        box = Box(LEFT, top, ACROSS, BOTTOM - top)
    elif block.sentences:
        tell(slide, block.sentences, Box(LEFT, TOP, 4.3, end - TOP), _SIZE)
        box = Box(LEFT + 4.55, TOP, ACROSS - 4.55, end - TOP)
    add_chart(slide, block.chart, box)


def _high(block: Block) -> float:
    """Reckon the inches a message needs beneath another one: its heading, what is said, all of its table."""
    said = height([each.words for each in block.sentences], ACROSS, _SMALL) + 0.1 * bool(block.sentences)
    tables = grids(block.table, ACROSS, BOTTOM - TOP, BOTTOM - TOP) if block.table else ()
    return _heading(block) + said + sum(each.high for each in tables)


def _heading(block: Block) -> float:
    """Reckon how high a message stands as a heading."""
    return lines(block.title, ACROSS, _HEADING, is_bold=True) * _HEADING * LINE + 0.1
