"""Alignment: the dashboards of delivery and of customers as two indices, and whether they move together.

Twenty-four months that resemble each other are worth five or ten independent ones, so a correlation of two dashboards
says little, and is never given without that number. The answer rests on levels and on surprises alike: only where both
say so is a story called the same, or the opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt
from typing import Final

from truegreen.model.alignment import Dashboard, Pair, Story, Track
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.series.together import How, Together, together
from truegreen.stats.validity.families import adjusted

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
    """Put measures together: weights as shares of all, and the index by month."""
    whole = sum(each.weight for each in tracks)
    shared = [replace(each, weight=each.weight / whole if whole else 0.0) for each in tracks]
    distances = [standardised(each) for each in shared]
    months = len(shared[0].values) if shared else 0
    index = []
    for month in range(months):
        known = [
            (track.weight, distance[month])
            for track, distance in zip(shared, distances, strict=True)
            if distance[month] is not None
        ]
        weight = sum(each for each, _ in known)
        index.append(sum(w * (d or 0.0) for w, d in known) / weight if weight >= ENOUGH else None)
    return Dashboard(tracks=shared, index=index)


def standardised(track: Track) -> list[float | None]:
    """Give how far a measure is from its own mean each month, in its own deviations; upwards is better."""
    known = [each for each in track.values if each is not None]
    mean = sum(known) / len(known) if known else 0.0
    spread = sqrt(sum((each - mean) ** 2 for each in known) / len(known)) if known else 0.0
    side = 1.0 if track.better == "higher" else -1.0
    if spread <= 1e-12 * max(1.0, abs(mean)):
        return [None for _ in track.values]
    return [None if each is None else side * (each - mean) / spread for each in track.values]


def told(delivery: Dashboard, customers: Dashboard) -> tuple[Estimate | None, Estimate | None, Story]:
    """Say how two dashboards move together: in levels, in surprises, and what may be said of both."""
    levels, surprises = (together(delivery.index, customers.index, how) for how in (How.LEVELS, How.SURPRISES))
    return levels.estimate, surprises.estimate, _both(levels, surprises)


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
        (by[figure], by[outcome], together(standardised(by[figure]), standardised(by[outcome])))
        for figure, outcome in named
    ]
    chances = [each.estimate.p for *_, each in found if each.estimate is not None and each.estimate.p is not None]
    family = iter(adjusted(chances))
    return [_pair(*each, family) for each in found]


def _pair(figure: Track, outcome: Track, found: Together, family: Iterator[float]) -> Pair:
    p = None if found.estimate is None or found.estimate.p is None else next(family)
    story = _STORY[found.verdict]
    if story in (Story.SAME, Story.OPPOSITE) and (p is None or p > RATE):
        story = Story.CANNOT_TELL
    titles = (figure.title, outcome.title)
    return Pair(figure=figure.id, outcome=outcome.id, titles=titles, together=found.estimate, p=p, story=story)
