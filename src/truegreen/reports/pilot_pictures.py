"""Pictures of a pilot: looks against their limits, what each length finds, how alike the arms are, and differences."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Final

from truegreen.model.pilot import Pilot
from truegreen.model.pilot_found import Analysed, Cut, Look
from truegreen.model.pilot_size import Sized
from truegreen.model.pilot_standing import Assignment
from truegreen.reports.axis import axis
from truegreen.reports.forest import Effect, forest
from truegreen.reports.pilot_amounts import apart, ends
from truegreen.reports.pilot_told import VERDICT, cut
from truegreen.reports.pilot_words import beside, is_apart, title
from truegreen.reports.rendering import rendered
from truegreen.stats.estimate import Verdict

WIDTH, HEIGHT = 820, 340
LEFT, RIGHT, TOP, BOTTOM = 56, 660, 24, 280
HIGHEST: Final = 5.0
"""Limits beyond so many standard errors are drawn at the edge."""


def looks_picture(looks: Sequence[Look], pilot: Pilot) -> str:
    """Draw how many standard errors the difference lay from nothing at each look, against the limits."""
    days = [each.day for each in looks]
    every = [*days, *(each for each in pilot.look_days if each > days[-1])]
    reach = min(HIGHEST, max(3.0, *(abs(each.z) for each in looks), *(_kept(each.bound) for each in looks)))
    upwards = axis([-reach, reach], BOTTOM, TOP)
    last = max(every[-1].toordinal(), pilot.starts.toordinal() + 1)
    span = last - pilot.starts.toordinal()

    def at(ordinal: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * (ordinal - pilot.starts.toordinal()) / span, 2)

    return rendered(
        "pilot_looks.svg", title=f"{title(pilot)}: standard errors from nothing at each look, and what would count",
        looks=[(at(each.day.toordinal()), upwards.at(each.z), upwards.at(_kept(each.bound)),
                upwards.at(-_kept(each.bound)), _tone(each), each) for each in looks],
        coming=[(at(each.toordinal()), each.isoformat()) for each in every[len(looks) :]],
        upwards=upwards, box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT), treated=pilot.treated,
    )  # fmt: skip


def _kept(bound: float) -> float:
    return min(bound, HIGHEST) if isfinite(bound) else HIGHEST


def _tone(look: Look) -> str:
    return {Verdict.ESTABLISHED: "good", Verdict.PERVERSE: "bad"}.get(look.verdict, "unsure")


def lengths_picture(found: Sized) -> str:
    """Draw the smallest difference that each length finds, against the margin."""
    known = [each for each in found.lengths if isfinite(each.effect)]
    scale = 100.0 if found.figure.unit == "share" else 1.0
    upwards = axis([0.0, *(scale * each.effect for each in known), scale * (found.margin or 0.0)], BOTTOM, TOP)
    across = axis([0.0, *(float(each.weeks) for each in known)], LEFT, RIGHT)
    points = [(across.at(each.weeks), upwards.at(scale * each.effect), each) for each in known]
    planned = found.pilot.weeks
    unit = "points" if found.figure.unit == "share" else found.figure.unit
    return rendered(
        "pilot_lengths.svg", title=f"{title(found.pilot)}: the smallest difference found, by how long it runs",
        points=points, across=across, upwards=upwards, unit=unit,
        margin=None if found.margin is None else upwards.at(scale * found.margin),
        planned=across.at(planned) if planned else None, box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
    )  # fmt: skip


def balance_picture(found: Assignment) -> str:
    """Draw how many standard deviations the arms lie apart in each thing; up to a tenth is what chance leaves."""
    rows = [
        Effect(each.name, each.difference, each.difference, each.difference, "bad" if is_apart(each) else "good",
               "" if each.difference is None else f"{each.difference:+.2f}".replace("-", "−"),
               beside(each, found.figure))
        for each in found.balance
    ]  # fmt: skip
    arms = " less ".join(each.name for each in reversed(found.arms))
    named = f"{title(found.registered.pilot)}: how alike the arms are at the start"
    return forest(named, rows, 0.1, f"{arms}, in standard deviations")


def effects_picture(found: Analysed) -> str:
    """Draw the registered difference, strata and what comes out otherwise, against the margin."""
    if found.main is None:
        return ""
    figure, scale = found.standing.figure, 100.0 if found.standing.figure.unit == "share" else 1.0
    rows = []
    for each in (found.main, *found.beside):
        of = each.estimate
        drawn = isfinite(of.low) and isfinite(of.high)
        tone = VERDICT[found.verdict].tone if each.cut is Cut.REGISTERED else "unsure"
        value, low, high = (scale * end if drawn else None for end in (of.value, of.low, of.high))
        words = f"{cut(each)}: {apart(of.value, figure)} ({ends(of, figure)})"
        shown = "unsure" if tone == "quiet" else tone
        rows.append(Effect(cut(each), value, low, high, shown, apart(of.value, figure), words))
    named = f"{title(found.standing.registered.pilot)}: {figure.name}, what changed"
    unit = "points" if figure.unit == "share" else figure.unit
    return forest(named, rows, scale * (found.margin or 0.0), f"{found.standing.registered.pilot.treated}, in {unit}")
