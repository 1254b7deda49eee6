"""A plan as text for a terminal: what should move, what that costs and brings, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.allocated import Allocated, Impossible
from truegreen.model.finding import Finding, Level
from truegreen.reports import figures
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.sourcing import allocation_words as words
from truegreen.reports.sourcing import further_words as further
from truegreen.reports.sourcing import rest_words
from truegreen.reports.sourcing.amounts import change, short, whole
from truegreen.reports.sourcing.why_words import named, why
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

CELLS: Final = 12
"""Cells that are told one by one, those that move most."""
NOT: Final = 8
"""Reasons why not that are told."""
_BILL: Final[tuple[Heading, ...]] = (("Plan", 16, "right"), ("Today", 16, "right"), ("Difference", 14, "right"))
_SITES: Final[tuple[Heading, ...]] = (
    ("Hours", 10, "right"), ("Today", 10, "right"), ("At most", 10, "right"), ("One more saves", 14, "right"),
    ("Issues", 9, "right"), ("Cost", 9, "right"),
)  # fmt: skip
_REGRETS: Final[tuple[Heading, ...]] = (
    ("Comes to", 15, "right"),
    ("Most regretted", 15, "right"),
    ("Tail", 15, "right"),
)


def allocation_text(found: Allocated, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write a plan: the answer first, then why, then all that stands behind it."""
    parts: list[RenderableType] = [
        Text(inert(f"{found.title or found.plan} · {words.QUESTION}"), style="bold"),
        Words(f"{words.answer(found)} {words.above_all(found)}".rstrip(), "bold"), Words(words.difference(found)),
        Words(f"{words.sure(found)} {words.best(found)}"),
    ]  # fmt: skip
    if words.apart(found):
        parts.append(Words(words.apart(found), FAINT))
    if rest_words.guessed(found):
        parts.append(Words(rest_words.guessed(found), "bold"))
    parts += [Text(), *(Words(f"{name}: {said}.", FAINT) for name, said in rest_words.origins(found))]
    parts += [*_why(found), *_bill(found, width), *_sites(found, width), *_wishes(found), *_futures(found, width)]
    parts += [*_restrictions(found), *_footer(found.findings), Text(inert(f"Run {found.run}"))]
    return printed(parts, width, colour)


def impossible_text(found: Impossible, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write which wishes cannot hold together, and what would be enough."""
    parts: list[RenderableType] = [Text(inert(f"{found.title or found.plan} · {words.QUESTION}"), style="bold")]
    parts += [
        Words(further.impossible(found), "bold"),
        *(Words(f"– {further.conflict(each)}") for each in found.conflicts),
    ]
    parts += _footer(found.findings)
    return printed(parts, width, colour)


def _why(found: Allocated) -> Iterator[RenderableType]:
    yield from (Text(), Text("What goes where, and why", style="bold"))
    for each in found.cells[:CELLS]:
        yield Words(f"{named(found, each)} ({words.count(each.issues)} issues): {why(found, each)}")
    if len(found.cells) > CELLS:
        yield Words(f"And {len(found.cells) - CELLS} more, which move less; --page shows them.", FAINT)


def _bill(found: Allocated, width: int) -> Iterator[RenderableType]:
    drawn = table(_BILL, width, f"IN {found.currency}, {found.months} MONTHS")
    for each in found.bill:
        beside = words.beside(each)
        drawn.add_row(Text(inert(each.words)), whole(each.plan), figures.NOTHING if each.today is None else
                      whole(each.today), figures.NOTHING if beside is None else change(beside))  # fmt: skip
    yield from (Text(), drawn)
    if further.frontier(found):
        yield Words(further.frontier(found))


def _sites(found: Allocated, width: int) -> Iterator[RenderableType]:
    drawn = table(_SITES, width, "SITE")
    for each in found.sites:
        most = whole(each.most) if isfinite(each.most) else figures.NOTHING
        more = f"{each.one_more:,.2f}" if each.one_more > 0.005 else figures.NOTHING
        drawn.add_row(Text(inert(each.site)), whole(each.hours), whole(each.today), most, more,
                      whole(each.issues), short(each.cost))  # fmt: skip
    yield from (Text(), drawn)


def _wishes(found: Allocated) -> Iterator[RenderableType]:
    if found.wishes:
        yield from (Text(), Text("What each wish costs", style="bold"))
        yield from (Words(f"{each.words}: {further.wish_cost(each, found.currency)}.") for each in found.wishes)


def _futures(found: Allocated, width: int) -> Iterator[RenderableType]:
    held = found.futures
    if held is None or not held.names:
        return
    yield from (Text(), Text("If things go otherwise", style="bold"), Words(further.tail(found)))
    drawn = table(_REGRETS, width, "PLAN")
    for name, costs, regrets, tail in zip(held.plans, held.costs, held.regrets, held.tails, strict=True):
        drawn.add_row(Text(inert(name)), whole(further.expected(costs, held.chances)), whole(max(regrets)), whole(tail))
    yield drawn


def _restrictions(found: Allocated) -> Iterator[RenderableType]:
    held = rest_words.barred(found)
    if held:
        yield from (Text(), Text("Who may not do what", style="bold"))
        yield from (
            Words(f"{site}: {reason} ({figures.counted(cells, 'cell')}).") for site, reason, cells, _ in held[:8]
        )
    if len(held) > NOT:
        yield Words(f"And {len(held) - NOT} more reasons.", FAINT)


def _footer(findings: Sequence[Finding]) -> Iterator[RenderableType]:
    yield from (Text(), Text(summary(findings)))
    yield from (Words(f"{each.says} {each.remedy}") for each in findings if each.level is not Level.NOTE)
