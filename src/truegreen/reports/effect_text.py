"""An effect as text for a terminal: the answer, how it is told, what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from truegreen.model.effect import Effect
from truegreen.reports import effect_words as words
from truegreen.reports import figures
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, printed, table

_MONTHS: Final[tuple[Heading, ...]] = (
    ("Treated", 12, "right"), ("Without it", 12, "right"), ("Gap", 16, "right"), ("Rows", 8, "right"),
)  # fmt: skip
_OTHERS: Final[tuple[Heading, ...]] = (("Weight", 8, "right"), ("As if changed", 16, "right"))
_BALANCE: Final[tuple[Heading, ...]] = (("Before", 8, "right"), ("Once weighed", 13, "right"))
_POINTS: Final[tuple[Heading, ...]] = (
    ("Effect", 16, "right"), ("95 % interval", 34, "right"), ("All at once", 34, "right"),
)  # fmt: skip


def effect_text(of: Effect, width: int = WIDTH, *, colour: bool = False, opened: bool = False) -> str:
    """Write what a change did.

    Args:
        of: what was found.
        width: characters of a line.
        colour: whether to write terminal colours.
        opened: whether to write months, others and columns as well.
    """
    parts = [
        *_heading(of),
        *_how(of),
        *_checks(of),
        *_unseen(of),
        *(_opened(of, width) if opened else ()),
        *_footer(of),
    ]
    return printed(parts, width, colour)


def _heading(of: Effect) -> Iterator[RenderableType]:
    yield Text(inert(words.title(of)), style="bold")
    mark = words.mark(of)
    yield Words(f"What did it do? {words.answer(of)}", "bold")
    yield Words(" ".join(each for each in (f"{mark}.", words.doubt(of), words.expected(of)) if each), TONES[mark.tone])
    yield Words(words.evidence(of))
    if words.reasons(of):
        yield Words(words.reasons(of), FAINT)
    yield Text()


def _how(of: Effect) -> Iterator[RenderableType]:
    yield Text("HOW IT IS TOLD", style="bold")
    yield Words(words.how(of))
    yield from (Words(each, FAINT) for each in words.left_out(of))
    yield Words(f"{words.naive(of)} That is {words.WHAT_NAIVE}.")
    yield from (Words(each, FAINT) for each in words.beside(of))
    yield Text()


def _checks(of: Effect) -> Iterator[RenderableType]:
    if of.checks:
        yield Text("WHAT MUST HOLD", style="bold")
    for each in of.checks:
        mark = words.held(each)
        yield Words(f"{mark.shape} {each.says}", TONES[mark.tone])
    if of.checks:
        yield Text()


def _unseen(of: Effect) -> Iterator[RenderableType]:
    said = [*words.unseen(of)]
    if said:
        yield Text("HOW STRONG SOMETHING UNSEEN WOULD HAVE TO BE", style="bold")
        yield from (Words(each) for each in said)
        yield Text()


def _opened(of: Effect, width: int) -> Iterator[RenderableType]:
    for drawn in (_months(of, width), _points(of, width), _others(of, width), _columns(of, width)):
        if drawn.row_count:
            yield from (drawn, Text())


def _months(of: Effect, width: int) -> Table:
    drawn = table(_MONTHS, width, "MONTH")
    for each in of.months:
        gap = None if each.treated is None or each.twin is None else each.treated - each.twin
        levels = [words.level(value, of.unit) for value in (each.treated, each.twin)]
        drawn.add_row(figures.period(each.period), *levels, words.difference(gap, of.unit), figures.count(each.rows))
    return drawn


def _points(of: Effect, width: int) -> Table:
    drawn = table(_POINTS, width, "MONTHS SINCE")
    for each in of.points:
        ends = [words.between(*both, of.unit) for both in ((each.low, each.high), (each.low_all, each.high_all))]
        drawn.add_row(f"{each.months:+d}".replace("-", "−"), words.difference(each.value, of.unit), *ends)
    return drawn


def _others(of: Effect, width: int) -> Table:
    drawn = table(_OTHERS, width, "OTHERS")
    for each in of.twin:
        drawn.add_row(Text(inert(each.name)), f"{each.weight:.2f}", words.difference(each.found, of.unit))
    return drawn


def _columns(of: Effect, width: int) -> Table:
    drawn = table(_BALANCE, width, "STANDARD DEVIATIONS APART")
    for each in of.balance:
        drawn.add_row(Text(inert(each.name)), f"{each.before:+.2f}", f"{each.after:+.2f}")
    return drawn


def _footer(of: Effect) -> Iterator[RenderableType]:
    if of.estimate is not None and of.estimate.assumes:
        yield Words(f"Assumed: {'; '.join(of.estimate.assumes)}.", FAINT)
    yield Text(summary(of.findings))
    known = [("Run", of.run), ("Records known until", of.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))
