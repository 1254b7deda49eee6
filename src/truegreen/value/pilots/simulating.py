"""The pilot's own path in worlds made of its records: how often it cries wolf, and how often it finds its margin."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from truegreen.facts.months import Progress
from truegreen.model.pilot import Pilot
from truegreen.model.pilot_size import Trial
from truegreen.model.pilot_standing import Figure
from truegreen.stats.estimate import Verdict
from truegreen.value.pilots.analysing import stopping
from truegreen.value.pilots.judging import margin_of
from truegreen.value.pilots.looking import looks
from truegreen.value.pilots.outcomes import Outcomes
from truegreen.value.pilots.worlds import World, days_of


def rehearsed(pilot: Pilot, figure: Figure, world: World, worlds: int, seed: int, progress: Progress) -> Trial:
    """Say how often nothing is taken for something, and how often the margin is found.

    Args:
        pilot: as written.
        figure: by what it is judged.
        world: draws one.
        worlds: of each kind.
        seed: of the draws.
        progress: is told how far it is.
    """
    margin = margin_of(pilot, figure) or 0.0
    chance = np.random.default_rng(seed)
    nothing, something = [], []
    for at in range(worlds):
        nothing.append(told_by(world(0.0, chance))[0])
        if margin:
            something.append(told_by(world(-margin if figure.better == "lower" else margin, chance)))
        progress("worlds", at + 1, worlds)
    found = [early for verdict, early in something if verdict is Verdict.ESTABLISHED]
    return Trial(
        worlds=worlds,
        false=sum(each in (Verdict.ESTABLISHED, Verdict.PERVERSE) for each in nothing) / worlds,
        found=len(found) / worlds if margin else None,
        early=sum(found) / len(found) if found else None,
        seed=seed,
    )


def told_by(outcomes: Outcomes) -> tuple[Verdict, bool]:
    """Give what all looks of a pilot come to, as whoever watches it to its end would say, and whether before that."""
    pilot = outcomes.registered.pilot
    end = pilot.starts + timedelta(days=days_of(pilot) - 1)
    taken = looks(outcomes, end, end)
    if not taken:
        return Verdict.NOT_ENOUGH, False
    look = stopping(taken)
    return look.verdict, look.day < end
