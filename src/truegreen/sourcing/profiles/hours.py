"""Whether a site is at work when it has to be, across time zones and through every change of daylight saving."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from truegreen.clocks.hours import Period, agreed
from truegreen.clocks.spans import open_spans
from truegreen.model.agreement import Calendar
from truegreen.units.calendar import Shift


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours that are asked for and not covered.

    Attributes:
        share: of all hours asked for.
        first: when the first of them begins, in the zone in which they are asked for.
        weeks: in how many calendar weeks any are missing.
        of_weeks: in how many weeks hours are asked for.
    """

    share: float
    first: datetime
    weeks: int
    of_weeks: int


@lru_cache(maxsize=4096)
def gap(
    asked: tuple[Shift, ...], zone: str, offered: tuple[Shift, ...], site_zone: str, first: date, last: date
) -> Gap | None:
    """Give what a site's hours leave open of those asked for, from one day to another; None if nothing."""
    wanted, there = _spans(asked, zone, first, last), _spans(offered, site_zone, first, last)
    missing = [each for span in wanted for each in _without(span, there)]
    if not missing:
        return None
    weeks = {datetime.fromtimestamp(opens, ZoneInfo(zone)).isocalendar()[:2] for opens, _ in wanted}
    short = {datetime.fromtimestamp(opens, ZoneInfo(zone)).isocalendar()[:2] for opens, _ in missing}
    return Gap(
        _seconds(missing) / _seconds(wanted),
        datetime.fromtimestamp(missing[0][0], UTC).astimezone(ZoneInfo(zone)),
        len(short),
        len(weeks),
    )


@lru_cache(maxsize=4096)
def _spans(shifts: tuple[Shift, ...], zone: str, first: date, last: date) -> tuple[Period, ...]:
    """Give when shifts are, in seconds from 1970, cut at the same instants in every zone."""
    return tuple(open_spans(agreed("", {None: Calendar(zone=zone, open=shifts)}), first, last))


def _without(span: Period, there: tuple[Period, ...]) -> list[Period]:
    """Give the parts of a span in which nobody is there."""
    found, begins = [], span[0]
    for opens, closes in there[max(bisect_right(there, span) - 1, 0) :]:
        if opens >= span[1]:
            break
        if opens > begins:
            found.append((begins, opens))
        begins = max(begins, closes)
    return [*found, (begins, span[1])] if begins < span[1] else found


def _seconds(spans: list[Period] | tuple[Period, ...]) -> int:
    return sum(closes - opens for opens, closes in spans)
