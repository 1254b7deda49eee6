"""Published figures as text for a terminal: all of them with age and grade, or one with all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.reference import Reference
from truegreen.reports.sourcing import reference_words as words
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

_PUBLISHED: Final[tuple[Heading, ...]] = (("Range", 34, "right"), ("Year", 6, "left"), ("Grade", 5, "left"))


def references_text(of: Sequence[Reference], year: int, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write published figures: ranges with their age and grade, and one alone with all that is known of it."""
    if len(of) == 1:
        (each,) = of
        parts: list[RenderableType] = [
            Text(f"{each.key}: {each.what}", style="bold"), Words(f"{words.range_of(each)}. {each.scope}."),
            Words(words.cited(each, year)), Words(f"Grade {each.grade}: {each.grade.words}.", FAINT),
        ]  # fmt: skip
        return printed(parts, width, colour)
    drawn = table(_PUBLISHED, width, "PUBLISHED FIGURES")
    for each in of:
        old = " *" if each.is_stale(year) else ""
        drawn.add_row(Text(f"{each.key}: {each.what}"), words.range_of(each), f"{each.year}{old}", str(each.grade))
    return printed([drawn, *(Words(each, FAINT) for each in words.notes(year))], width, colour)
