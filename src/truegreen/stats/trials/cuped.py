"""What was known before a trial takes noise out of it: covariates (CUPED), and strata.

An account's past says most of its future. Deng, Xu, Kohavi and Walker (2013), "Improving the sensitivity of online
controlled experiments by utilizing pre-experiment data": the figure less θ times what lies off the covariate's mean,
θ = cov / var, leaves 1 − r² of the variance and the same difference on average. A covariate that the treatment can
reach would take away what it did: only what was known before the trial serves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import collinear
from truegreen.stats.panel.stating import stated
from truegreen.stats.trials.arms import Arm, Columns, Floats, checked, together
from truegreen.stats.trials.difference import ASSUMES, difference, welch
from truegreen.stats.trials.ratio_metric import Figure, figures

BEFORE = "what it is adjusted for was known before the trial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """A difference that takes account of what was known before.

    Attributes:
        estimate: treated less control, adjusted.
        plain: the same without; named beside it, always.
        slopes: θ of each covariate, 0 for one that was not used.
        left: the share of the figure's variance that the covariates leave, 1 − R².
        before: of each covariate, treated less control; by chance it is far from nought one time in twenty.
        treated: the arm as adjusted.
        control: the other.
        unused: the places of covariates that do not scatter, or follow from those before them.
    """

    estimate: Estimate
    plain: Estimate
    slopes: tuple[float, ...]
    left: float
    before: tuple[Estimate, ...]
    treated: Arm
    control: Arm
    unused: tuple[int, ...]


def adjusted(
    treated: Columns,
    control: Columns,
    outcome: Figure = 0,
    covariates: Sequence[Figure] = (1,),
    confidence: float = 0.95,
    *,
    within: bool = False,
) -> Adjusted:
    """Say by how much the treated arm's figure lies above the control's, with what was known before taken out.

    Args:
        treated: the arm with the new way, its columns.
        control: the arm without.
        outcome: the figure: a column, or one over another.
        covariates: what was known before, each a column or one over another.
        confidence: two-sided.
        within: find θ within the arms, as a regression with both does (ANCOVA), instead of over all rows as published.
            Better with few rows, where a large difference would enter θ.

    Raises:
        ValueError: no covariate, an arm with fewer than two rows, or nothing to divide by.
    """
    if not covariates:
        raise ValueError("nothing to adjust for")
    wanted = (outcome, *covariates)
    one, other = figures(treated, wanted), figures(control, wanted)
    pooled = figures(together([treated, control]), wanted)
    scatter = one.scatter + other.scatter if within else pooled.scatter
    slopes, unused = _slopes(scatter)
    arms = [_moved(each, slopes, pooled.means[1:]) for each in (one, other)]
    found = difference(arms[0], arms[1], confidence)
    explained = float(slopes @ scatter[1:, 0])
    return Adjusted(
        estimate=replace(found, method="trials.cuped.adjusted", assumes=(*found.assumes, BEFORE)),
        plain=difference(one.arm(), other.arm(), confidence),
        slopes=tuple(slopes.tolist()),
        left=1 - explained / float(scatter[0, 0]) if scatter[0, 0] > 0 else 1.0,
        before=tuple(difference(one.arm(at), other.arm(at), confidence) for at in range(1, len(wanted))),
        treated=arms[0],
        control=arms[1],
        unused=unused,
    )


def stratified(strata: Mapping[str, tuple[Arm, Arm]], confidence: float = 0.95) -> Estimate:
    """Say by how much the treated arm's figure lies above the control's, stratum by stratum, weighed by all rows.

    Post-stratification (Miratrix, Sekhon and Yu 2013), or the analysis of a draw within strata.

    Args:
        strata: by name, the treated arm and the control in it.
        confidence: two-sided.

    Raises:
        ValueError: none, or an arm with fewer than two rows in one; put that together with another.
    """
    thin = [name for name, pair in strata.items() if min(each.count for each in pair) < 2]
    if thin or not strata:
        raise ValueError(f"fewer than two rows of an arm in {', '.join(thin) or 'no stratum'}: put strata together")
    rows = sum(each.count for pair in strata.values() for each in pair)
    value = variance = shaky = 0.0
    for one, other in strata.values():
        weight = (one.count + other.count) / rows
        part = weight**2 * sum(checked(each).variance / each.count for each in (one, other))
        value += weight * (one.mean - other.mean)
        variance += part
        shaky += part**2 / welch(one, other)
    return stated(
        value,
        sqrt(variance),
        freedom=variance**2 / shaky if shaky > 0 else float(rows - 2 * len(strata)),
        count=rows,
        effective=float(rows),
        method="trials.cuped.stratified",
        assumes=(*ASSUMES, "strata were known before the trial"),
        confidence=confidence,
    )


def _slopes(scatter: Floats) -> tuple[Floats, tuple[int, ...]]:
    """Give θ of each covariate (columns from the second on), and those that cannot have one."""
    count = len(scatter) - 1
    used: list[int] = []
    for at in range(count):
        tried = np.array([*used, at]) + 1
        if scatter[at + 1, at + 1] > 0 and not collinear(scatter[np.ix_(tried, tried)], [str(each) for each in tried]):
            used.append(at)
    slopes, kept = np.zeros(count), np.array(used, dtype=np.intp) + 1
    if used:
        scale = 1 / np.sqrt(np.diagonal(scatter)[kept])
        inner = scatter[np.ix_(kept, kept)] * np.outer(scale, scale)
        slopes[kept - 1] = np.linalg.solve(inner, scatter[kept, 0] * scale) * scale
    return slopes, tuple(each for each in range(count) if each not in used)


def _moved(columns: Columns, slopes: Floats, middles: Floats) -> Arm:
    """Give the arm's figure less what the covariates say of it."""
    arm = columns.weighed([1.0, *(-slopes)])
    return Arm(arm.count, arm.mean + float(slopes @ middles), arm.variance)
