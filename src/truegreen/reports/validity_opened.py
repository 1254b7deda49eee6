"""An opened link as text: what may be said, the effect with all its doubt, what must hold, and the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.validity import Link, OpenedLink, RowsOf
from truegreen.reports import figures
from truegreen.reports import validity_words as words
from truegreen.reports.explained import sample_rows
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table
from truegreen.stats.estimate import Estimate

_FACTS: Final[tuple[Heading, ...]] = (("Value", 10, "right"), ("95 % interval", 22, "right"))


def opened_text(opened: OpenedLink, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write all that is behind a link."""
    link = opened.link
    parts: list[RenderableType] = [Words(words.sentence(link, opened.figure, opened.outcome), "bold"), Text()]
    if link.per_sd is not None:
        parts += [_effects(link, width), Text(), *(Words(each) for each in worth(link)), Text()]
    if words.others(link, opened.figure):
        parts += [Words(words.others(link, opened.figure)), Text()]
    parts += [Words(f"Assumed: {each}.", FAINT) for each in opened.assumes]
    for each in opened.rows:
        parts += _rows(each, width)
    return printed(parts, width, colour)


def worth(link: Link) -> Iterator[str]:
    """Say what an effect rests on, what it would have taken to see one, and how likely so much is from nothing."""
    estimate = link.per_sd
    if estimate is None:
        return
    rows, accounts = figures.count(estimate.count), f"{estimate.effective:.0f}"
    seen = f"an effect of {estimate.smallest:.2g} standard deviations would be seen four times in five"
    yield f"{rows} rows, worth {accounts} independent accounts: {seen}."
    yield f"{link.material:.2g} would matter. Chance of so much from nothing: {words.chance(link.p)}."
    if link.known is not None:
        yield f"The figure is known in {words.share(link.known)} of the outcome’s rows."
    yield f"Method {estimate.method}, version {estimate.version}."


def _effects(link: Link, width: int) -> RenderableType:
    drawn = table(_FACTS, width, "CHANGE OF THE OUTCOME")
    for name, each in effects(link):
        drawn.add_row(Text(inert(name)), words.signed(each.value), _interval(each))
    return drawn


def effects(link: Link) -> Iterator[tuple[str, Estimate]]:
    """Give every effect that was estimated for a link, with what it is called."""
    unit = f", in {link.outcome_unit}" if link.outcome_unit else ""
    named = [
        ("for one standard deviation of the figure, in those of the outcome", link.per_sd),
        (f"for {link.unit}{unit}", link.per_unit),
        *((f"{figures.counted(each.back, 'month')} before, the others alike", each.per_sd)
          for each in link.lags if each.back > 0),
        ("between accounts rather than within them", link.between),
        ("of what comes after, which should be nothing", link.placebo),
    ]  # fmt: skip
    yield from ((name, each) for name, each in named if each is not None)


def _interval(each: Estimate) -> str:
    return f"{words.signed(each.low)} to {words.signed(each.high)}"


def _rows(each: RowsOf, width: int) -> list[RenderableType]:
    if not each.sample:
        return [Text(), Words(f"No {each.what}.")]
    head = Words(f"Some of the {each.what}; below, all of them as a query.", "bold")
    return [
        Text(), head, *sample_rows(each.columns, each.sample, width), Text(), Text(inert(each.query), no_wrap=True)
    ]  # fmt: skip
