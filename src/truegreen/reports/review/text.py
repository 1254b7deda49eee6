"""The first page of a review pack as text for a terminal, and the messages of all other pages."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from truegreen.reports.inert import inert
from truegreen.reports.review.parts import Pack
from truegreen.reports.terminal import FAINT, WIDTH, Words, printed


def review_text(pack: Pack, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write the first page, and what each other page says in its title."""
    return printed([*_first(pack), *_rest(pack)], width, colour)


def _first(pack: Pack) -> Iterator[RenderableType]:
    yield Text(inert(f"{pack.name} · {pack.period} · {pack.client} and {pack.provider}"), style="bold")
    for block in pack.sections[0].blocks:
        yield Text()
        yield Words(block.title, "bold")
        yield from (Words(f"– {each.words}") for each in block.sentences)
    yield Text()


def _rest(pack: Pack) -> Iterator[RenderableType]:
    for section in pack.sections[1:]:
        yield Text(inert(section.name.upper()), style="bold")
        yield from (Words(block.title) for block in section.blocks)
        yield Text()
    yield Words(f"{pack.made_of}.", FAINT)
