"""Alignment as text and as a record: both dashboards month by month, and how far they move together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.alignment import Alignment, Dashboard, Pair, Story, Track
from truegreen.reports import figures
from truegreen.reports.finding_record import finding_record
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.picture import blocks
from truegreen.reports.records import estimate_record
from truegreen.reports.statuses import Mark
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, marked, printed, table
from truegreen.stats.estimate import Estimate

STORY: Final = {
    Story.SAME: Mark("same story", "=", "good"),
    Story.OPPOSITE: Mark("opposite", "✖", "bad"),
    Story.OWN: Mark("story of its own", "–", "quiet"),
    Story.CANNOT_TELL: Mark("cannot tell yet", "?", "quiet"),
}
ANSWER: Final = {
    Story.SAME: "Yes: where delivery gets better, customers fare better.",
    Story.OPPOSITE: "No, the opposite: where delivery gets better, customers fare worse.",
    Story.OWN: "No: delivery and customers each tell a story of their own.",
    Story.CANNOT_TELL: "Nobody can tell yet.",
}
QUESTION: Final = "Do the dashboards tell the same story?"
_TRENDLESS: Final = "straight line"
"""What the method of a correlation says where trends were taken out first."""
INDEX: Final = (
    "The index of a month is the weighted mean of how far each measure is from its own mean, in its own standard "
    "deviations; upwards is better. Correlations rest on as many independent months as are said: a month that "
    "resembles the one before tells little new."
)
_MONTHS: Final[tuple[Heading, ...]] = (
    ("Delivery met", 12, "right"), ("Index", 7, "right"), ("Customers met", 13, "right"), ("Index", 7, "right"),
)  # fmt: skip
_PAIRS: Final[tuple[Heading, ...]] = (
    ("Together", 8, "right"), ("95 % interval", 14, "right"), ("Worth", 12, "right"), ("Said", 17, "left"),
)  # fmt: skip


def alignment_text(found: Alignment, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write whether delivery and customers tell the same story."""
    parts: list[RenderableType] = [Text(inert(found.title or found.agreement), style="bold")]
    parts += [Words(f"{QUESTION} {ANSWER[found.story]}", "bold"), Words(sentence(found)), Text()]
    if found.months:
        parts += [*_lines(found), Text(), _by_month(found, width), Text()]
    if found.pairs:
        parts += [_by_pair(found, width), Text(), Words(INDEX, FAINT)]
    known = [("Run", found.run), ("Records known until", found.known_until)]
    parts += [Text(), Text(summary(found.findings))]
    parts.append(Text(inert(". ".join(f"{name} {what}" for name, what in known if what))))
    return printed(parts, width, colour)


def sentence(found: Alignment) -> str:
    """Say how the two indices move together, with how many independent months that rests on."""
    if found.together is None:
        return f"There are {figures.counted(len(found.months), 'month')}; that is too few to hold against each other."
    around = "Both drift; around their own trends, delivery" if _TRENDLESS in found.together.method else "Delivery"
    said = f"{around} and customers moved together by {correlation(found.together)}, over {worth(found.together)}"
    more = f"; surprises of single months by {correlation(found.surprises)}" if found.surprises else ""
    return " ".join([f"{said}{more}.", *([parting(found)] if parting(found) else []), seen(found)])


def parting(found: Alignment) -> str:
    """Say whether the two part through the months, and by how much."""
    if found.gap is None or not found.parts:
        return ""
    side = "rises" if found.gap.value > 0 else "falls"
    low, high = sorted((abs(found.gap.low), abs(found.gap.high)))
    size = f"{abs(found.gap.value):.2f} a month ({low:.2f} to {high:.2f})"
    return f"They part: delivery {side} against customers by {size} of its usual monthly distance from its mean."


def seen(found: Alignment) -> str:
    """Say what the two dashboards showed, without any inference: how often all was met, and how many were."""
    all_met = sum(met == judged > 0 for met, judged in map(found.delivery.met, range(len(found.months))))
    months = figures.counted(len(found.months), "month")
    customers = [found.customers.met(month) for month in range(len(found.months))]
    fully = sum(met == judged > 0 for met, judged in customers)
    return f"In {all_met} of {months} every service level was met, in {fully} every experience level."


def correlation(of: Estimate) -> str:
    """Write a correlation with its interval."""
    return f"{signed(of.value)} (95 % interval {signed(of.low)} to {signed(of.high)})"


def worth(of: Estimate) -> str:
    """Say how many months there are, and how many independent ones they are worth."""
    return f"{figures.counted(of.count, 'month')}, worth {of.effective:.0f} independent ones"


def signed(value: float | None) -> str:
    """Write a number with its sign; a dash of nothing.

    >>> signed(-0.214), signed(None)
    ('−0.21', '–')
    """
    return figures.NOTHING if value is None else f"{value:+.2f}".replace("-", "−")


def _lines(found: Alignment) -> Iterator[RenderableType]:
    for name, side in (("Delivery ", found.delivery), ("Customers", found.customers)):
        drawn = blocks([None if each is None else Fraction(each).limit_denominator(1000) for each in side.index])
        yield Text(f"{name}  {drawn}")
    yield Text(f"           {figures.period(found.months[0])} to {figures.period(found.months[-1])}", style=FAINT)


def _by_month(found: Alignment, width: int) -> RenderableType:
    drawn = table(_MONTHS, width, "MONTH")
    for place, month in enumerate(found.months):
        name = Text(figures.period(month), style=TONES["bad"] if place in found.apart else "")
        cells = [cell for side in (found.delivery, found.customers) for cell in (_met(side, place), side.index[place])]
        drawn.add_row(name, *[each if isinstance(each, str) else signed(each) for each in cells])
    return drawn


def _met(side: Dashboard, month: int) -> str:
    met, judged = side.met(month)
    return f"{met} of {judged}" if judged else figures.NOTHING


def _by_pair(found: Alignment, width: int) -> RenderableType:
    drawn = table(_PAIRS, width, "MEASURE AND ITS OUTCOME")
    for each in found.pairs:
        drawn.add_row(Text(f"{inert(each.titles[0])}\n  → {inert(each.titles[1])}"), *_cells(each))
    return drawn


def _cells(each: Pair) -> list[RenderableType]:
    of = each.together
    if of is None:
        return [figures.NOTHING, figures.NOTHING, figures.NOTHING, marked(STORY[each.story])]
    interval = f"{signed(of.low)} to {signed(of.high)}"
    return [signed(of.value), interval, f"{of.effective:.0f} of {of.count}", marked(STORY[each.story])]


def alignment_record(found: Alignment) -> dict[str, object]:
    """Give an alignment for programs."""
    return {
        "agreement": found.agreement,
        "title": found.title,
        "answer": f"{QUESTION} {ANSWER[found.story]}",
        "where": dict(found.where),
        "story": str(found.story),
        "months": [str(each) for each in found.months],
        "delivery": _dashboard(found, found.delivery),
        "customers": _dashboard(found, found.customers),
        "together": estimate_record(found.together),
        "surprises": estimate_record(found.surprises),
        "gap": estimate_record(found.gap),
        "parts": found.parts,
        "farthest_apart": [str(found.months[each]) for each in found.apart],
        "pairs": [
            {"measure": each.figure, "outcome": each.outcome, "story": str(each.story), "p": each.p,
             "together": estimate_record(each.together)}
            for each in found.pairs
        ],
        "findings": [finding_record(each) for each in found.findings],
        "run": found.run,
        "known_until": found.known_until,
    }  # fmt: skip


def _dashboard(found: Alignment, side: Dashboard) -> dict[str, object]:
    met = [side.met(month) for month in range(len(found.months))]
    return {
        "index": list(side.index),
        "met": [each for each, _ in met],
        "judged": [each for _, each in met],
        "measures": [_track(each) for each in side.tracks],
    }


def _track(each: Track) -> dict[str, object]:
    return {
        "measure": each.id, "title": each.title, "weight": each.weight, "better": each.better, "unit": each.unit,
        "values": list(each.values), "counts": list(each.counts), "contract": [str(met) for met in each.met],
    }  # fmt: skip
