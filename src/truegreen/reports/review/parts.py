"""What a review pack is made of: sections of blocks, each a message with its evidence, a table and a picture.

Page, slides, workbook and record show the same pack. What not everybody may see says which right it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from truegreen.reports.statuses import Mark


class Need(StrEnum):
    """What a reader must be allowed to see."""

    NOTHING = ""
    MONEY = "statements"
    VALUE = "what customers are worth"
    ACCOUNTS = "named accounts"
    PLANS = "where work should live"
    SHARED = "what is shared of where work should live"


EVERYTHING: Final = frozenset(Need)
_UNITS: Final = re.compile(r"[≥≤] (?=\d)|(?<=\d) (?=%|[A-Z]{3}\b)")


class Kind(StrEnum):
    """How a picture is drawn."""

    LINES = "lines"
    POINTS = "points"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that is said: what it rests on, what its reader must be allowed to see, of which measures it tells."""

    words: str
    evidence: tuple[str, ...] = ()
    needs: Need = Need.NOTHING
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        words: what is written.
        number: the exact number behind it, as digits; empty where there is none.
        mark: its status, where it has one.
        measures: ids of the measures of which it tells; of the first cell, of which its row tells.
        needs: what somebody must be allowed to see who is shown its row.
        is_head: whether its row heads those under it.
    """

    words: str
    number: str = ""
    mark: Mark | None = None
    measures: tuple[str, ...] = ()
    needs: Need = Need.NOTHING
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: its heading.
        is_number: whether it is set flush right.
        is_summed: whether its numbers add up, so that a workbook adds them.
        adds: how many columns before it its numbers are the sums of.
        is_name: whether it names accounts or people, which not everybody may see.
        width: how wide it is, beside the others.
    """

    title: str
    is_number: bool = False
    is_summed: bool = False
    adds: int = 0
    is_name: bool = False
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; ``id`` names its sheet, ``note`` says how to read it."""

    id: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a picture, or one kind of its points, or one part of its bars.

    Attributes:
        name: what it is.
        tone: ``good``, ``bad``, ``quiet`` or ``level``.
        values: upwards; None leaves a gap.
        across: places of points; empty elsewhere.
        measures: ids of the measures it shows; empty of what is no measure.
    """

    name: str
    tone: str
    values: Sequence[float | None]
    across: Sequence[float] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: its kind, what is across and upwards, and its series; shares are in per cent."""

    id: str
    kind: Kind
    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    up: str = ""
    across: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One message; it fills a slide, or a part of one.

    Attributes:
        id: its name.
        title: the message itself, a sentence without its full stop.
        sentences, chart, table: what is said and shown besides.
        needs: what a reader must be allowed to see.
        measures: ids of the measures of which its title tells.
        again: the commands that show its figures again.
        plain: its title for who may not see these measures; empty where it is left out for them.
        about: names that all stand in the title of a matter which is about the same; empty where none is looked for.
    """

    id: str
    title: str
    sentences: Sequence[Sentence] = ()
    chart: Chart | None = None
    table: Table | None = None
    needs: Need = Need.NOTHING
    measures: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    plain: str = ""
    about: tuple[str, ...] = ()

    @property
    def evidence(self) -> Sequence[str]:
        """Give what all its sentences rest on, each once."""
        return list(dict.fromkeys(each for sentence in self.sentences for each in sentence.evidence))

    @property
    def letters(self) -> int:
        """Count the letters of its sentences."""
        return sum(len(each.words) for each in self.sentences)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the pack, which answers one question."""

    id: str
    name: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The review pack.

    Attributes:
        agreement, title, client, provider: which agreement, and between whom.
        name: like “Monthly business review”.
        period: in words.
        slug: the period as files are named by it.
        sections: the first is the first page.
        made_of: the run, until when its records are known.
        hidden: what its reader may not see and it therefore lacks.
    """

    agreement: str
    title: str
    client: str
    provider: str
    name: str
    period: str
    slug: str
    sections: Sequence[Section]
    made_of: str
    hidden: Sequence[str] = ()

    def tables(self) -> Iterator[Table]:
        """Give every table, in order."""
        yield from (block.table for section in self.sections for block in section.blocks if block.table)


def unbroken(text: str) -> str:
    """Give a text in which no line ends between a number and its unit, or between a sign and its number.

    >>> unbroken("target ≥ 92 % of 5 EUR a month").count("\N{NO-BREAK SPACE}")
    3
    """
    return _UNITS.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
