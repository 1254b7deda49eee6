"""Total cost drawn: the way from what was sold to what runs, and where each supplier's cost comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from truegreen.model.costed import Column, Costed, Origin, Owned
from truegreen.model.plan_costs import When
from truegreen.reports.axis import axis
from truegreen.reports.rendering import rendered
from truegreen.reports.sourcing import cost_words as words
from truegreen.reports.sourcing.amounts import short
from truegreen.units.range import Range

WIDTH: Final = 820
LEFT, RIGHT, SAID = 230, 560, 574
"""Where bars begin and end, and where their figures stand."""
ROW, TOP = 30, 12
TONES: Final = {
    Origin.CONTRACT: "good", Origin.MEASURED: "plain", Origin.BENCHMARK: "unsure", Origin.ASSUMED: "band",
}  # fmt: skip
"""How each origin is filled; its name stands beside."""


@dataclass(frozen=True, slots=True)
class Step:
    """A bar on the way: what it is, from where to where, how far either end may be, its tone and its figure."""

    name: str
    before: float
    after: float
    doubt: tuple[float, float] | None
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stacked bar: from where to where, and which origin."""

    start: float
    end: float
    origin: Origin


@dataclass(frozen=True, slots=True)
class Stack:
    """A supplier's year in one way: its name, its parts, and what it comes to."""

    name: str
    parts: tuple[Part, ...]
    words: str


def way_of(of: Owned) -> str:
    """Draw the way from what was sold to what runs, a year; empty without a business case, or where nothing runs."""
    if of.sold is None or not of.run.is_known:
        return ""
    steps = [*_steps(of, of.sold)]
    ends = [each for step in steps for each in (step.before, step.after, *(step.doubt or ()))]
    over = axis([0.0, *ends], LEFT, RIGHT)
    title = f"From what was sold to what runs, a year. {words.sentence(of)}"
    return rendered(
        "cost_way.svg", title=title, steps=steps, over=over, short=short, row=ROW, top=TOP, left=LEFT, said=SAID,
        size=(WIDTH, TOP + ROW * len(steps) + 26),
    )  # fmt: skip


def _steps(of: Owned, sold: Column) -> Iterator[Step]:
    yield Step("As it was sold", 0.0, _middle(sold.yearly), _doubt(sold.yearly), "plain", words.ends(sold.yearly))
    at = sold.yearly
    for each in of.changes:
        after = Range(at.low + each.moves.low, at.high + each.moves.high)
        tone = "bad" if each.moves.low.amount >= 0 else "good" if each.moves.high.amount <= 0 else "unsure"
        name = words.upper(each.kind.words)
        yield Step(name, _middle(at), _middle(after), _doubt(after), tone, words.signed(each.moves))
        at = after
    unknown = f", {len(of.run.unknown)} unknown" if of.run.unknown else ""
    yield Step("As it runs", 0.0, _middle(of.run.yearly), _doubt(of.run.yearly), "plain",
               f"{words.ends(of.run.yearly)}{unknown}")  # fmt: skip


def stacked(of: Costed) -> str:
    """Draw each supplier's year by where its lines come from; empty where nothing is known."""
    stacks = [_stack(f"{each.name}, {name}", column, of.years) for each in of.suppliers
              for name, column in (("as sold", each.sold), ("as it runs", each.run)) if column is not None]  # fmt: skip
    known = [each for each in stacks if each.parts]
    if not known:
        return ""
    over = axis([0.0, *(part.end for each in known for part in each.parts)], LEFT, RIGHT)
    title = "A year’s cost by where each line comes from; ranges by their middle"
    return rendered(
        "cost_origins.svg", title=title, stacks=known, over=over, tones=TONES, short=short, row=ROW, top=TOP,
        left=LEFT, said=SAID, size=(WIDTH, TOP + ROW * len(known) + 52),
    )  # fmt: skip


def _stack(name: str, column: Column, years: int) -> Stack:
    """Stack what adds, by origin; what takes off shortens nothing, and stands in the words."""
    sums = dict.fromkeys(TONES, 0.0)
    for line in column.lines:
        if line.amount is not None and line.kind.sign > 0:
            spread = 1 if line.kind.when is When.YEARLY else years
            sums[line.origin] += max(_middle(line.amount), 0.0) / spread
    parts, at = [], 0.0
    for origin, size in sums.items():
        if size > 0:
            parts.append(Part(at, at + size, origin))
            at += size
    return Stack(name, tuple(parts), words.ends(column.yearly))


def _middle(of: Range) -> float:
    return float(of.low.amount + of.high.amount) / 2


def _doubt(of: Range) -> tuple[float, float] | None:
    return None if of.is_exact else (float(of.low.amount), float(of.high.amount))
