"""Sentences on a slide, as large as they fit; and the notes, which have all of them with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from truegreen.reports.inert import inert
from truegreen.reports.review.parts import Block, Pack, Sentence
from truegreen.reports.review.shapes import Box, add_lines
from truegreen.reports.review.type import LINE, lines

LEAST: Final = 9
"""Points of the smallest type."""
_AFTER: Final = 0.35 / 72
_HANGS: Final = 0.22


def tell(slide: Any, said: Sequence[Sentence], box: Box, size: int) -> float:
    """Write sentences as large as they fit, and give where what is below them can begin."""
    words = [inert(each.words) for each in said]
    if not words:
        return box.top
    points = next((each for each in range(size, LEAST, -1) if height(words, box.width, each) <= box.height), LEAST)
    kept = [*_fitting(words, box, points)]
    add_lines(slide, box, kept, points, is_listed=True)
    return box.top + min(height(kept, box.width, points), box.height) + 0.1


def _fitting(words: Sequence[str], box: Box, points: int) -> Iterator[str]:
    """Give the sentences that fit; the last line says that the notes have the others."""
    for place in range(len(words)):
        if place and height(words[: place + 1], box.width, points) > box.height:
            yield "… more in the notes"
            return
        yield words[place]


def height(words: Sequence[str], wide: float, points: int) -> float:
    """Reckon how high sentences stand, in inches."""
    return sum(lines(each, wide - _HANGS, points) * points * LINE + points * _AFTER for each in words)


def write_notes(slide: Any, blocks: Sequence[Block], pack: Pack) -> None:
    """Write into the notes all that is said, what it rests on, and the commands that show it again."""
    frame = slide.notes_slide.notes_text_frame
    before = frame.text.partition(f"\n{pack.made_of}")[0]
    told = [*([before] if before else []), *_noted(blocks), pack.made_of]
    frame.text = "\n".join(map(inert, told))


def _noted(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield block.title
        for each in block.sentences:
            yield f"– {each.words}"
            yield from (f"   rests on: {one}" for one in each.evidence)
        if block.again:
            yield f"   to see it again: {'; '.join(block.again)}"
