"""The measures of a run through time: one scorecard for each period of each length, and for each slice asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from truegreen.model.agreement import Versions, Window
from truegreen.model.scorecard import Scorecard
from truegreen.project.looking import View, show_scorecard
from truegreen.units.period import Period, period_of


def scorecards(
    view: View, versions: Versions, period: Period | None, bys: Sequence[str], where: Mapping[str, str]
) -> list[Scorecard]:
    """Give an agreement's scorecard of one period: for all, and by each slice.

    Args:
        view: the run.
        versions: the agreement through time.
        period: which period; None for all together.
        bys: slices whose members are wanted besides.
        where: members of slices to stay within.
    """
    return [show_scorecard(view, versions, period, by, where) for by in ("", *bys)]


def own_periods(versions: Versions, first: Period, last: Period) -> list[tuple[Window, Period]]:
    """Give the periods of the term that measures gather for, from the start of one to the end of another, none cut."""
    used = {measure.window for _, each in versions.each for measure in each.measures.values()}
    return [
        (window, each)
        for window in Window
        if window in used
        for each in _periods(versions, window, first, last)
        if any(measure.window is window for measure in versions.on(each.last).measures.values())
    ]


def _periods(versions: Versions, window: Window, first: Period, last: Period) -> Iterator[Period]:
    day = max(first.start, versions.each[0][1].starts)
    while day < last.end:
        standing = versions.on(day)
        whole = period_of(day, window, standing.month_starts_on, standing.year_starts)
        if whole.start >= first.start and whole.end <= last.end:
            yield whole
        day = whole.end


def through(
    view: View,
    versions: Versions,
    periods: Sequence[tuple[Window, Period]],
    bys: Sequence[str],
    where: Mapping[str, str],
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> list[Scorecard]:
    """Give the scorecards of many periods, each with only the measures that gather for just so long.

    Args:
        view: the run.
        versions: the agreement through time.
        periods: which periods, and how long their measures gather.
        bys: slices whose members are wanted besides.
        where: members of slices to stay within.
        progress: told how many of the periods are done.
    """
    cards: list[Scorecard] = []
    for done, (window, period) in enumerate(periods):
        progress("reading periods", done, len(periods))
        cards += [_only(window, card) for card in scorecards(view, versions, period, bys, where)]
    return cards


def _only(window: Window, card: Scorecard) -> Scorecard:
    return replace(card, rows=[row for row in card.rows if row.measure.window is window])
