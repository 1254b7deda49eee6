"""Who talks to whom, drawn: two single points of contact above, and under them function beside function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final, TypeAlias

from truegreen.governance.bow_tie import BowTie, End, Tie
from truegreen.reports.inert import inert
from truegreen.reports.rendering import rendered

Say: TypeAlias = Callable[[str], str]
WIDTH: Final = 372
"""As narrow as a telephone, so that its letters are readable on one."""
BOX, LINE, PAD = 156, 15, 8
LETTERS: Final = 20
"""Letters of a line within a box."""
VACANT, NOBODY, ALSO = "nobody yet", "nobody", "also: %s"
TITLE, AND, BETWEEN = "Who talks to whom", " and ", "single points of contact"
PARTS: Final = ("When something is stuck", "In meetings", "In this workspace")
"""Words of the picture's own."""
_ACROSS: Final = 56


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its lines; the first ones are strong."""

    top: float
    height: float
    lines: tuple[tuple[str, bool], ...]
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A tie: its words, where they stand, and the boxes of both sides."""

    said: tuple[str, ...]
    top: float
    left: Box
    right: Box
    is_one_sided: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Several ties under one heading."""

    title: str
    top: float
    rows: tuple[Row, ...]


def bow_tie_of(of: BowTie, say: Say = str) -> str:
    """Draw who talks to whom, as an SVG element.

    Args:
        of: who does; its words stand as they are.
        say: gives the picture's own words in the language of who reads.
    """
    contacts = _contacts(of)
    top = contacts.left.top + max(contacts.left.height, contacts.right.height) + 8
    parts: list[Part] = []
    for title, ties in zip(PARTS, (of.escalations, of.meetings, of.here), strict=True):
        if ties:
            rows = tuple(_rows(ties, top + 36, say))
            parts.append(Part(say(title), top + 22, rows))
            top = _bottom(rows[-1]) + 10
    title = f"{say(TITLE)}: {inert(of.client.name)}{say(AND)}{inert(of.provider.name)}"
    return rendered("bow_tie.svg", title=title, contacts=contacts, parts=parts, box=BOX, width=WIDTH, line=LINE,
                    between=say(BETWEEN),
                    size=(WIDTH, round(top + 6)))  # fmt: skip


def who(end: End, say: Say = str) -> tuple[str, ...]:
    """Name those at an end, or say that there is nobody where that is known."""
    return (say(VACANT),) if end.is_vacant else end.people


def _contacts(of: BowTie) -> Row:
    sides = [
        (party.name, End(party.contact.name, tuple(filter(None, [party.contact.role]))))
        for party in (of.client, of.provider)
    ]
    top = 52.0
    boxes = [_box(top, (end,), (), str) for _, end in sides]
    height = max(each.height for each in boxes)
    left, right = (Box(each.top, height, each.lines) for each in boxes)
    return Row(tuple(_short(name) for name, _ in sides), top, left, right, is_one_sided=False)


def _rows(ties: Sequence[Tie], top: float, say: Say) -> Iterator[Row]:
    for each in ties:
        said = [" · ".join(filter(None, [each.about, each.when]))]
        if each.others:
            said.append(say(ALSO) % ", ".join(each.others))
        words = tuple(line for text in said for line in wrap(inert(text), _ACROSS, max_lines=3, placeholder=" …"))
        start = top + LINE * len(words)
        boxes = [_box(start, ends, (say(NOBODY),), say) for ends in (each.client, each.provider)]
        height = max(box.height for box in boxes)
        left, right = (Box(box.top, height, box.lines, box.is_empty) for box in boxes)
        row = Row(words, top, left, right, each.is_one_sided)
        yield row
        top = _bottom(row)


def _bottom(row: Row) -> float:
    return row.left.top + row.left.height + 18


def _box(top: float, ends: Sequence[End], otherwise: Sequence[str], say: Say) -> Box:
    lines = [
        (text, is_strong) for end in ends
        for name, is_strong in [(end.name, True), *((person, False) for person in who(end, say))]
        for text in wrap(inert(name), LETTERS, max_lines=3, placeholder=" …") or [""]
    ]  # fmt: skip
    shown = tuple(lines) or tuple((each, False) for each in otherwise)
    return Box(top, LINE * len(shown) + 2 * PAD, shown, not lines)


def _short(name: str) -> str:
    return (wrap(inert(name), LETTERS, max_lines=1, placeholder=" …") or [""])[0]
