"""Value as text for a terminal: amounts with their evidence, saves and offers, groups, retention and costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.valued import Opened, Valued
from truegreen.reports import figures, value_alert_words, value_tried_words, value_words
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

_AMOUNTS: Final[tuple[Heading, ...]] = (
    ("Value", 18, "right"), ("95 % interval", 28, "right"), ("Evidence", 14, "left"),
)  # fmt: skip
_GROUPS: Final[tuple[Heading, ...]] = (
    ("Customers", 9, "right"), ("Still worth", 18, "right"), ("95 % interval", 28, "right"),
)  # fmt: skip
_STAYING: Final[tuple[Heading, ...]] = (
    ("Customers", 9, "right"), ("Left", 6, "right"), ("1st year", 9, "right"), ("3rd year", 9, "right"),
)  # fmt: skip
OWN: Final = (
    "value-not-told", "arms-out-of-proportion", "nobody-held-out", "decision-day-unknown", "arm-not-understood",
)  # fmt: skip
"""Findings that say why value tells less than it could."""
MOST_ROWS: Final = 20


def value_text(of: Valued, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what customers are worth and what was done for them.

    Args:
        of: what was found.
        width: characters of a line.
        colour: whether to write terminal colours.
    """
    parts = [*_heading(of), *_amounts(of, width), *_saves(of), *_alerts(of), *_offers(of), *_groups(of, width),
             *_staying(of, width), *_costs(of, width), *_footer(of)]  # fmt: skip
    return printed(parts, width, colour)


def _heading(of: Valued) -> Iterator[RenderableType]:
    yield Text(inert(of.title), style="bold")
    yield Words(f"What are customers worth, and what was done for them? {value_words.answer(of)}", "bold")
    yield Words(of.why)
    yield Words(value_words.how(of), FAINT)
    if of.given_notice:
        yield Words(value_words.gone(of), FAINT)
    yield Text()


def _amounts(of: Valued, width: int) -> Iterator[RenderableType]:
    drawn = table(_AMOUNTS, width, "AMOUNTS")
    for each in of.amounts.values():
        drawn.add_row(
            Text(inert(each.what)), value_words.amount(each), value_words.interval(each), value_words.evidence(each)
        )
    yield drawn
    yield from (Words(each, FAINT) for each in value_words.not_measured(of))
    yield Words(value_words.GRADES, FAINT)
    yield Text()


def _saves(of: Valued) -> Iterator[RenderableType]:
    if of.saves is None:
        return
    yield Text("SAVES: what is reported, and what it did", style="bold")
    said = (value_tried_words.reported(of.saves), value_tried_words.measured(of.saves),
            value_tried_words.left_out(of.saves), value_tried_words.hangs(of.saves), value_tried_words.value_test(of),
            *value_tried_words.modelled(of), of.saves.ratio if of.saves.lift else "",
            value_tried_words.minutes(of))  # fmt: skip
    yield from (Words(each) for each in said if each)
    yield Text()


def _alerts(of: Valued) -> Iterator[RenderableType]:
    if of.alerts is None:
        return
    yield Text("ALERTS: what came of telling owners", style="bold")
    ratio = of.alerts.told.ratio if of.alerts.told.lift else ""
    yield from (Words(each) for each in (*value_alert_words.alerts(of), ratio) if each)
    yield Text()


def _offers(of: Valued) -> Iterator[RenderableType]:
    if of.offers is None:
        return
    yield Text("OFFERS: what is credited to them, and what they brought", style="bold")
    yield from (Words(each) for each in (*value_tried_words.offers(of), of.offers.ratio) if each)
    yield Text()


def _groups(of: Valued, width: int) -> Iterator[RenderableType]:
    if not of.groups:
        return
    drawn = table(_GROUPS, width, "BY SEGMENT AND PROVIDER")
    for each in of.groups:
        told = (value_words.amount(each.value), value_words.interval(each.value))
        drawn.add_row(Text(inert(value_words.group(each))), figures.count(each.accounts), *told)
    yield drawn
    yield Words("A provider's part is that of the cases which it did in the last twelve months.", FAINT)
    for each in of.groups:
        if each.protected is not None and each.protected.is_told:
            yield Words(f"{value_words.group(each)}: {each.protected.what} {value_words.told(each.protected)}.")
    yield Text()


def _staying(of: Valued, width: int) -> Iterator[RenderableType]:
    if of.staying:
        drawn = table(_STAYING, width, "HOW LONG THEY STAY")
        for each in of.staying:
            shares = (value_words.percent(each.first_year), value_words.percent(each.third_year))
            drawn.add_row(Text(inert(each.segment + (" *" if each.lean else ""))), figures.count(each.accounts),
                          figures.count(each.left), *shares)  # fmt: skip
        yield drawn
        if any(each.lean for each in of.staying):
            yield Words("* so few left that the other segments tell it more than itself.", FAINT)
    known = [value_words.rate(each) for each in of.rates if each.value is not None]
    if known:
        yield Words(f"{figures.period(of.year)}: {'; '.join(known)}.")
    if of.staying or known:
        yield Text()


def _costs(of: Valued, width: int) -> Iterator[RenderableType]:
    if not of.costs:
        return
    headings: tuple[Heading, ...] = (("Spent", 22, "right"),)
    drawn = table(headings, width, f"COSTS, {figures.period(of.year)}")
    for each in of.costs[:MOST_ROWS]:
        drawn.add_row(Text(inert(value_words.cost(each))), value_words.exactly(each.amount))
    yield drawn
    yield from (Words(each, FAINT) for each in value_words.ownership(of))
    for one in of.owned:
        if one.customers is not None:
            yield Words(f"{one.provider}: {value_words.exactly(one.counts)}, {value_words.served(one)}.")
    yield Text()


def _footer(of: Valued) -> Iterator[RenderableType]:
    yield Text(summary(of.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in of.findings if each.id in OWN)
    known = [("Run", of.run), ("Records known until", of.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))


def opened_text(of: Opened, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write the rows behind amounts, the first of them, and the query that gives them all."""
    shown = of.rows[:MOST_ROWS]
    sizes: list[Heading] = [
        (name, max([len(name), *(len(row[place]) for row in shown)]), "right")
        for place, name in enumerate(of.headings[1:], start=1)
    ]
    drawn = table(sizes, width, of.headings[0].upper())
    for row in shown:
        drawn.add_row(*(Text(inert(each)) for each in row))
    more = len(of.rows) - MOST_ROWS
    rest: list[RenderableType] = [Text(f"and {more:,} more; --json has all")] * (more > 0)
    query: list[RenderableType] = [Text(), Text(inert(of.query), no_wrap=True)] if of.query else []
    return printed([drawn, *rest, *query], width, colour)
