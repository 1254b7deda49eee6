"""How many people queues take, in sentences: what is asked, how each number is known, what splitting and bands cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from truegreen.model.staffed import CASES, CONTACTS, VOLUMES, Fared, Goal, Known, Line, Split, Staffed, Today
from truegreen.reports import figures
from truegreen.units.calendar import DAYS
from truegreen.units.money import Money

QUESTION: Final = "How many people does it take?"
MONTHS: Final = 12
SOURCES: Final = {
    CONTACTS: "",
    CASES: " No contact is recorded: cases as they were opened stand for them, and nobody was seen waiting.",
    VOLUMES: " Neither contacts nor cases are recorded: days’ volumes stand for them, as likely at any hour.",
}
"""Where contacts may come from, and what is to be said of it; where they come from a table, its name stands there."""
SMALL: Final = 0.0005
HOW: Final = (
    "Agents are the fewest with whom each interval fares as it should, one at least while it is open (Erlang A where "
    "it is known how long customers wait, else Erlang C); full-time people are their hours, with time away, over paid "
    "hours a week. Contacts are the forecast's, by each weekday's own course of the day."
)
_ASKED: Final = "over all rather than in each interval, as agreements judge a month"


def percent(share: float, digits: int = 1) -> str:
    """Write a share; a minus sign is one.

    >>> percent(0.8), percent(-0.0512), percent(0.333, 0)
    ('80 %', '−5.1 %', '33 %')
    """
    written = f"{abs(share) * 100:.{digits}f}"
    written = written.removesuffix("." + "0" * digits) if digits else written
    return f"−{written} %" if share < 0 and written != "0" else f"{written} %"


def change(share: float, digits: int = 0) -> str:
    """Write a change with its sign.

    >>> change(0.1), change(-0.034), change(0.001)
    ('+10 %', '−3 %', '±0 %')
    """
    written = percent(share, digits)
    return f"±{written}" if written == "0 %" else f"+{written}" if share > 0 else written


def points(share: float) -> str:
    """Write a difference of shares.

    >>> points(-0.105), points(0.01)
    ('10.5 points', '1 point')
    """
    number = f"{abs(share) * 100:.1f}".removesuffix(".0")
    return f"{number} point{'' if number == '1' else 's'}"


def people(fte: float) -> str:
    """Write full-time people."""
    return f"{fte:,.1f}"


def hours(number: float) -> str:
    """Write hours."""
    return f"{number:,.0f} h"


def time(seconds: float) -> str:
    """Write a time to the second."""
    return figures.value(Fraction(round(seconds)), "seconds")


def answer(found: Staffed) -> str:
    """Answer the question for all queues together."""
    if not found.lines:
        return "Nobody can say: of no queue both contacts and the work on one are known."
    contacts = sum(each.contacts.value for each in found.lines)
    needed = sum(each.fte for each in found.lines)
    said = f"{people(needed)} full-time people for {contacts:,.0f} contacts"
    now = [each.today for each in found.lines if each.today]
    if len(now) == len(found.lines):
        said += f"; {people(sum(paid_fte(each, found.week) for each in now))} are paid today"
    pool = next((each for each in found.pools if len(each.parts) == len(found.lines)), None)
    return f"{said}; one line for all would take {people(pool.fte)}." if pool else f"{said}."


def paid_fte(today: Today, week: float) -> float:
    """Give today's paid hours as full-time people."""
    return today.paid * MONTHS / (week * 365 / 7)


def planned(found: Staffed) -> str:
    """Say which days are planned, from what."""
    known = f"recorded {found.source}" if found.source in SOURCES else found.source
    said = f"{figures.day(found.first)} to {figures.day(found.last)}, from {known}."
    if found.untold > SMALL:
        said += (f" {percent(found.untold)} of them no record puts into a queue; they are shared out among those they "
                 "may belong to.")  # fmt: skip
    return said + SOURCES.get(found.source, " Nobody was seen waiting.")


def goal(of: Goal) -> str:
    """Say how contacts should be answered, each part with who says so."""
    parts = []
    if of.answered:
        parts.append(f"{percent(of.answered.value)} answered in {of.within:g} s ({known(of.answered)})")
    if of.speed:
        parts.append(f"{time(of.speed.value)} of waiting on the mean at most ({known(of.speed)})")
    if of.given_up:
        parts.append(f"{percent(of.given_up.value)} giving up at most ({known(of.given_up)})")
    parts.append(f"agents busy {percent(of.busiest.value)} of their time at most ({known(of.busiest)})")
    return "; ".join(parts)


def known(of: Known) -> str:
    """Say how a number is known."""
    return f"{of.how}: {of.says}" if of.says else str(of.how)


def interval(of: Known) -> str:
    """Write the interval of a time in brackets; nothing where it has none."""
    if of.low is None or of.high is None:
        return ""
    return f" ({time(of.low)} to {time(of.high)})"


def numbers(of: Line) -> list[tuple[str, str, str]]:
    """Give what a queue is reckoned from: name, number, and how it is known."""
    rows = [("Contacts", f"{of.contacts.value:,.0f}", f"{of.contacts.how}: {of.method}"
             + (f", {of.contacts.says}" if of.contacts.says else ""))]  # fmt: skip
    spread = "" if of.spread is None else f"; they spread by {percent(of.spread, 0)} of it"
    rows.append(("Work on one", time(of.takes.value) + interval(of.takes), known(of.takes) + spread))
    if of.patience:
        rows.append(("Patience", time(of.patience.value) + interval(of.patience), known(of.patience)))
    else:
        rows.append(("Patience", figures.NOTHING, "no record tells who gave up; all are taken to wait (Erlang C)"))
    rows.append(("Time away", percent(of.shrinkage.value), known(of.shrinkage)))
    outside = f"; {percent(of.outside)} came while it was closed" if of.outside > SMALL else ""
    rows.append(("Open", of.hours.says, str(of.hours.how) + outside))
    return rows


def needed(of: Line) -> str:
    """Say how many people a queue takes."""
    best = of.fared[1]
    said = f"{people(of.fte)} full-time people, {of.peak} at work at most: {fares(best)}."
    if of.by_month is not None and of.by_month < of.fte - 0.05:
        said += f" {people(of.by_month)} would reach the share {_ASKED}."
    idle = of.spare / of.work if of.work else 0.0
    return f"{said} Of their {hours(of.work)} at work they wait for contacts {percent(idle, 0)}."


def fares(of: Fared) -> str:
    """Say how contacts fare."""
    left = f", {percent(of.given_up)} give up" if of.given_up > SMALL else ""
    return f"{percent(of.in_time)} are answered in time, {time(of.seconds)} is the mean wait{left}"


def steps(of: Line, found: Staffed) -> list[str]:
    """Say step by step how hours become people."""
    weeks = ((found.last - found.first).days + 1) / 7
    return [
        f"Contacts × {time(of.takes.value)} ÷ the interval’s length = its load; the fewest agents that reach the goal.",
        f"Agents × open hours of all intervals = {hours(of.work)} at work.",
        f"{hours(of.work)} ÷ (1 − {percent(of.shrinkage.value)} away) = {hours(of.paid)} paid.",
        f"{hours(of.paid)} ÷ ({found.week:g} h × {weeks:.1f} weeks) = {of.fte:.2f} full-time people.",
    ]


def now(of: Line, week: float) -> str:
    """Say what there is today against what is needed; empty where records do not tell."""
    today = of.today
    if today is None:
        return ""
    others = f", cases without one {hours(today.others)}" if today.others >= 1 else ""
    said = (
        f"Today {people(paid_fte(today, week))} full-time people are paid: {hours(today.paid)} a month, "
        f"{hours(today.productive)} of it at work; contacts take {hours(today.contacts)}{others}. Spread evenly, "
        f"{today.agents:.1f} are there for contacts in each open interval, who would answer "
        f"{percent(today.would)} in {of.goal.within:g} s"
    )
    if today.in_time is None:
        return f"{said}."
    return f"{said}; {percent(today.in_time)} were{_why(today)}."


def _why(today: Today) -> str:
    """Say why fewer are answered in time than there are people for, where they are."""
    if today.in_time is None or today.in_time > today.would - 0.03:
        return ""
    return ", so people are there at other times than contacts come, or at other work"


def gap(of: Line) -> str:
    """Say in how many open intervals of a week there are too few or too many, if hours are spread evenly."""
    if of.today is None:
        return ""
    open_ones = [each for day in of.today.gap for each in day if each is not None]
    few, many = sum(each <= -0.5 for each in open_ones), sum(each >= 0.5 for each in open_ones)
    said = f"Of {len(open_ones)} open intervals of a week {few} have too few by half an agent or more, {many} too many"
    return f"{said}. Records tell hours by month: that they are spread evenly is assumed."


def amount(price: Money | None) -> str:
    """Write what a year costs, in whole money; a dash for None."""
    return figures.NOTHING if price is None else f"{price.amount:,.0f} {price.currency}"


def split(of: Split) -> str:
    """Say what lines of their own cost."""
    parts = ", ".join(f"{name} {people(fte)}" for name, _, fte in of.parts)
    more = of.split - of.fte
    price = f", {amount(of.price)} a year" if of.price else ""
    name, many = of.by.replace("_", " "), len(of.parts)
    return (f"{name}: {people(of.split)} people in {many} lines ({parts}) against {people(of.fte)} in one: "
            f"{people(more)} more{price}")  # fmt: skip


def week(of: Sequence[Sequence[float | None]], length: int) -> Iterator[tuple[str, Sequence[float | None]]]:
    """Give the rows of a week by the clock, without those in which it is always closed."""
    for place in range(86_400 // length):
        row = [day[place] for day in of]
        if any(each is not None for each in row):
            yield clock(place, length), row


def clock(place: int, length: int) -> str:
    """Write when an interval begins.

    >>> clock(17, 1800)
    '08:30'
    """
    minutes = place * length // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


NAMES: Final = tuple(each.capitalize() for each in DAYS)
