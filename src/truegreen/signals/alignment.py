"""Alignment: the dashboards of delivery and of customers as two indices, and whether they move together.

Twenty-four months that resemble each other are worth five or ten independent ones, so a correlation of two dashboards
says little, and is never given without that number. The answer rests on levels and on surprises alike: only where both
say so is a story called the same, or the opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from truegreen.model.alignment import Dashboard, Pair, Story, Track
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.series.composite import Measure, composite
from truegreen.stats.series.together import How, Together, together
from truegreen.stats.series.trends import parting
from truegreen.stats.validity.families import adjusted

LEAST_VALUES: Final = 2
"""Months in which a measure must have a value to go in."""
ENOUGH: Final = 0.5
"""Part of the weight that has to be measured in a month for it to have an index."""
FARTHEST: Final = 3
RATE: Final = 0.05
_STORY: Final = {
    Verdict.ESTABLISHED: Story.SAME,
    Verdict.PERVERSE: Story.OPPOSITE,
    Verdict.REFUTED: Story.OWN,
    Verdict.NOT_ENOUGH: Story.CANNOT_TELL,
}


def dashboard(tracks: Sequence[Track]) -> Dashboard:
    """Put measures together: weights as shares of all that went in, and the index by month."""
    if not tracks:
        return Dashboard(tracks=(), index=())
    made = composite([_measure(each) for each in tracks], least=LEAST_VALUES, present=ENOUGH)
    shared = [replace(each, weight=part.share) for each, part in zip(tracks, made.parts, strict=True)]
    return Dashboard(tracks=shared, index=made.values)


def _measure(track: Track) -> Measure:
    """Give a measure so that upwards is better."""
    better = 1 if track.better == "higher" else -1
    return Measure(name=track.id, values=track.values, better=better, weight=track.weight)


def told(delivery: Dashboard, customers: Dashboard) -> tuple[Estimate | None, Estimate | None, Story]:
    """Say how two dashboards move together: in levels, in surprises, and what may be said of both."""
    levels, surprises = (together(delivery.index, customers.index, how) for how in (None, How.SURPRISES))
    return levels.estimate, surprises.estimate, _both(levels, surprises)


def apart(delivery: Dashboard, customers: Dashboard) -> tuple[Estimate | None, bool]:
    """Say by how much delivery rises against customers each month, and whether that may be said at all."""
    found = parting(delivery.index, customers.index)
    return (None, False) if found is None else (found.gap, found.verdict is not Verdict.NOT_ENOUGH)


def _both(levels: Together, surprises: Together) -> Story:
    """Give the story that levels tell and surprises do not deny: two drifts that happen to meet are no story."""
    first, second = _STORY[levels.verdict], _STORY[surprises.verdict]
    moves = [each.estimate.value for each in (levels, surprises) if each.estimate is not None]
    denied = second not in (first, Story.CANNOT_TELL) or (len(moves) == 2 and moves[0] * moves[1] <= 0)
    return Story.CANNOT_TELL if denied and first is not Story.OWN else first


def farthest(delivery: Dashboard, customers: Dashboard) -> list[int]:
    """Give the months in which delivery looks best against customers, or worst; the farthest apart first."""
    gaps = [
        (abs(one - other), month)
        for month, (one, other) in enumerate(zip(delivery.index, customers.index, strict=True))
        if one is not None and other is not None
    ]
    return [month for gap, month in sorted(gaps, key=lambda each: -each[0])[:FARTHEST] if gap > 1]


def pairs(tracks: Sequence[Track], named: Sequence[tuple[str, str]]) -> list[Pair]:
    """Say of each measure and the outcome it names whether they move together, all pairs judged as one family.

    Args:
        tracks: the measures, outcomes included.
        named: which measure names which outcome.
    """
    by = {each.id: each for each in tracks}
    found = [
        (by[figure], by[outcome], together(_upwards(by[figure]), _upwards(by[outcome]))) for figure, outcome in named
    ]
    chances = [each.estimate.p for *_, each in found if each.estimate is not None and each.estimate.p is not None]
    family = iter(adjusted(chances))
    return [_pair(*each, family) for each in found]


def _upwards(track: Track) -> list[float | None]:
    """Give a measure's values so that upwards is better."""
    side = 1.0 if track.better == "higher" else -1.0
    return [None if each is None else side * each for each in track.values]


def _pair(figure: Track, outcome: Track, found: Together, family: Iterator[float]) -> Pair:
    p = None if found.estimate is None or found.estimate.p is None else next(family)
    story = _STORY[found.verdict]
    if story in (Story.SAME, Story.OPPOSITE) and (p is None or p > RATE):
        story = Story.CANNOT_TELL
    titles = (figure.title, outcome.title)
    return Pair(figure=figure.id, outcome=outcome.id, titles=titles, together=found.estimate, p=p, story=story)
