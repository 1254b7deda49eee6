"""A change that came to several, at the same or at different times: each group beside those without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from truegreen.model.effect import Beside, Check, Effect, Point, Sensitivity
from truegreen.stats.causal.aggregated import Aggregated, By, aggregated
from truegreen.stats.causal.before import Before, before
from truegreen.stats.causal.departures import Departures, departures
from truegreen.stats.causal.staggered import Controls, Design, Staggered, staggered
from truegreen.stats.causal.two_way import two_way
from truegreen.stats.panel.equations import Unfit
from truegreen.value.effects.judged import explained, ratio
from truegreen.value.effects.lines import Lines, last_month

FEW = 5
"""Treated clusters below which intervals rest on too little to be called quasi-experimental."""
POWER, QUARTER, THIN = 0.8, 3, 10
FIRST = 3
"""Months after the change whose drift is looked at."""


def told(base: Effect, lines: Lines) -> Effect:
    """Say what the change did, group by group and month by month.

    Args:
        base: what is known before anything is computed.
        lines: units by months, each with its first month with the change.
    """
    every, lines = _thick_enough(lines.only(lines.count.sum(axis=1) > 0, "nothing counted"))
    base = _based(base, lines, every)
    never = len(np.unique(lines.clusters[~lines.treated]))
    controls = Controls.NEVER if never >= FEW else Controls.NOT_YET
    weights = np.maximum(lines.count.mean(axis=1), np.finfo(float).tiny)
    found = staggered(lines.value, lines.first, Design(controls=controls), clusters=lines.clusters, weights=weights)
    overall, curve = aggregated(found), aggregated(found, By.EVENT)
    if isinstance(overall, Unfit) or isinstance(curve, Unfit):
        return replace(base, refused=_because(overall))
    return replace(
        base,
        estimate=overall.overall,
        beside=tuple(_beside(lines)),
        points=tuple(_points(curve, every)),
        checks=tuple(_checks(found, overall, curve, every)),
        sensitivity=_sensitivity(base, overall, curve),
    )


def _thick_enough(lines: Lines) -> tuple[int, Lines]:
    """Put three months together where units have few rows a month, and the change came to all in the same third."""
    known = lines.count[lines.count > 0]
    apart = lines.first[lines.treated] - lines.since
    together = lines.by(QUARTER)
    enough = together.since >= 2 and len(together.months) > together.since
    if len(known) and np.median(known) < THIN and not (apart % QUARTER).any() and enough:
        return QUARTER, together
    return 1, lines


def _based(base: Effect, lines: Lines, every: int) -> Effect:
    """Say what is looked at, with how many months together."""
    thin = " Months are thin, so three are put together." if every > 1 else ""
    return replace(
        base,
        because=base.because + thin,
        others=int((~lines.treated).sum()),
        left_out=lines.left_out,
        until=last_month(lines),
        before=lines.since * every,
        after=(len(lines.months) - lines.since) * every,
    )


def _because(found: Aggregated | Unfit) -> str:
    return found.because if isinstance(found, Unfit) else "no month can be compared"


def _beside(lines: Lines) -> Iterator[Beside]:
    """Tell what the usual regression would have said, as a warning."""
    usual = two_way(lines.value, lines.first)
    if usual is not None and len(np.unique(lines.first[lines.treated])) > 1:
        says = f"{usual.forbidden * 100:.0f} % of it holds treated units against treated ones"
        yield Beside(name="the usual regression", value=usual.value, says=says.replace("%", " %"))


def _points(curve: Aggregated, every: int) -> Iterator[Point]:
    for key, each, (low, high) in zip(curve.keys, curve.estimates, curve.bands, strict=True):
        yield Point(months=key * every, value=each.value, low=each.low, high=each.high, low_all=low, high_all=high)


def _checks(found: Staggered, overall: Aggregated, curve: Aggregated, every: int) -> Iterator[Check]:
    """Say what must hold, and whether it does."""
    alike = before(curve)
    if isinstance(alike, Before):
        passed = alike.p >= alike.level
        yield Check(
            name="alike before", passed=passed, is_needed=True,
            says=f"In {alike.months * every} months before the change both sides moved "
            + (f"alike (p = {alike.p:.2f})." if passed else f"differently (p = {alike.p:.3f})."),
        )  # fmt: skip
        yield Check(
            name="a drift would show", passed=alike.power >= POWER,
            says=f"A steady drift that explains all of the effect would have been seen before it with a chance of "
            f"{alike.power * 100:.0f} %.",
        )  # fmt: skip
    else:
        yield Check(name="alike before", passed=None, says=f"What was before cannot be tested: {alike.because}.")
    treated = len(np.unique(found.clusters[np.isin(found.first, found.groups)]))
    yield Check(
        name="enough treated", passed=treated >= FEW,
        says=f"{treated} had the change" + (f", fewer than {FEW}." if treated < FEW else "."),
    )  # fmt: skip
    yield _drift(overall, curve)


def _first(curve: Aggregated) -> Departures | Unfit:
    after = sum(key >= 0 for key in curve.keys)
    return departures(curve, months=max(1, min(FIRST, after)))


def _drift(overall: Aggregated, curve: Aggregated) -> Check:
    """Hold the effect against a drift as large as any before."""
    name, found = "a drift as before", _first(curve)
    if isinstance(found, Unfit):
        return Check(name=name, passed=None, says=f"No drift can be told: {found.because}.")
    if overall.overall.low <= 0 <= overall.overall.high:
        return Check(name=name, passed=True, says="There is no effect that a drift would have to explain.")
    passed = found.breakdown >= 1
    says = "going on, would" + (" not" if passed else "") + " leave it uncertain"
    return Check(name=name, passed=passed, says=f"A drift like the furthest from one month to the next before, {says}.")


def _sensitivity(base: Effect, overall: Aggregated, curve: Aggregated) -> Sensitivity:
    """Say how strong something unseen would have to be."""
    estimate, drift = overall.overall, _first(curve)
    after = base.naive.after
    hidden = ratio(estimate, after - estimate.value, base.unit) if after is not None else None
    told_of = explained(estimate, estimate.effective - 1)
    return Sensitivity(
        ratio=hidden.point if hidden else None,
        ratio_bound=hidden.bound if hidden else None,
        explains=told_of.value if told_of else None,
        explains_bound=told_of.certain if told_of else None,
        drift=drift.explains if isinstance(drift, Departures) else None,
        drift_bound=drift.breakdown if isinstance(drift, Departures) else None,
    )
