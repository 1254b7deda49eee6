"""Clusters: teams, agents or accounts were drawn whole, and their customers are no independent rows.

Each row counts the same unless asked otherwise, and errors are those of clusters: CR2 (Bell and McCaffrey 2002), which
has no bias where rows are independent, with Satterthwaite's degrees of freedom (Imbens and Kolesár 2016). For two arms
both have a closed form; with clusters of one size it is Student's t of cluster means with G − 2. With fewer than six
clusters in an arm no curve is to be trusted, and all other draws are gone through instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, sqrt
from typing import Final, Literal

import numpy as np

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.stating import stated
from truegreen.stats.sample_size import design_effect
from truegreen.stats.trials.arms import Floats
from truegreen.stats.trials.cluster_sums import Clusters, within_clusters
from truegreen.stats.trials.difference import difference
from truegreen.stats.trials.permutation import permuted

FEWEST: Final = 6
ASSUMES: Final = ("clusters are independent of each other", "the arms differ by chance and by the treatment only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """A difference of two arms of clusters.

    Attributes:
        estimate: treated less control, as sure as so many clusters can be.
        plain: the same as if rows were independent: too sure; named beside it.
        clusters: in the treated arm and in the control.
        freedom: degrees of freedom of Student's t; infinite where other draws were gone through.
        correlation: of two rows of the same cluster; None where nobody can tell.
        design: how many times as many rows it takes because of that; 1 where nobody can tell.
        exact: whether all other draws were gone through; None where none were.
    """

    estimate: Estimate
    plain: Estimate
    clusters: tuple[int, int]
    freedom: float
    correlation: Estimate | None
    design: float
    exact: bool | None


def clustered(
    treated: Clusters,
    control: Clusters,
    confidence: float = 0.95,
    *,
    each: Literal["row", "cluster"] = "row",
    draws: int = 10_000,
    seed: int = 1,
) -> Clustered:
    """Say by how much the treated arm's figure lies above the control's, where clusters were drawn.

    Args:
        treated: the clusters with the new way.
        control: those without.
        confidence: two-sided.
        each: what counts the same: each row, or each cluster however large.
        draws: at random, where there are fewer than six clusters in an arm and yet too many draws for all of them.
        seed: of those.

    Raises:
        ValueError: an arm without clusters.
    """
    arms, counts = (treated, control), (len(treated.counts), len(control.counts))
    if min(counts) < 1:
        raise ValueError("an arm has no clusters")
    weights = [one.counts if each == "row" else np.ones_like(one.counts) for one in arms]
    correlation = within_clusters(arms)
    exact, freedom = None, inf
    if min(counts) >= FEWEST:
        estimate, freedom = _by_cr2(arms, weights, confidence)
    else:
        found = permuted(
            np.concatenate([one.means for one in arms]),
            np.repeat([True, False], counts),
            weights=np.concatenate(weights),
            confidence=confidence,
            draws=draws,
            seed=seed,
        )
        estimate, exact = replace(found.estimate, count=treated.rows + control.rows), found.exact
    return Clustered(
        estimate=estimate,
        plain=difference(treated.arm, control.arm, confidence),
        clusters=counts,
        freedom=freedom,
        correlation=correlation,
        design=_design(arms, correlation),
        exact=exact,
    )


def _design(arms: Sequence[Clusters], correlation: Estimate | None) -> float:
    if correlation is None:
        return 1.0
    sizes = np.concatenate([each.counts for each in arms])
    mean, spread = float(sizes.mean()), float(sizes.std() / sizes.mean())
    return design_effect(mean, min(max(correlation.value, 0.0), 1.0), spread)


def _by_cr2(arms: Sequence[Clusters], weights: Sequence[Floats], confidence: float) -> tuple[Estimate, float]:
    """Give the difference with CR2 and Satterthwaite's degrees of freedom, both in closed form for two means.

    Of an arm with weights w of its clusters, W = Σw and h = w/W: V = Σ(w·(m − M))² / (1 − h) / W². Were rows alike and
    independent, its expectation's parts were w/W² and −w·w′/(W³·√((1 − h)(1 − h′))).
    """
    means, variance, trace, square = [], 0.0, 0.0, 0.0
    for arm, heavy in zip(arms, weights, strict=True):
        whole = float(heavy.sum())
        mean, leverage = float(heavy @ arm.means / whole), heavy / whole
        variance += float(((heavy * (arm.means - mean)) ** 2 / (1 - leverage)).sum()) / whole**2
        apart = leverage**2 / (1 - leverage)
        trace += 1 / whole
        square += float((leverage**2).sum() + apart.sum() ** 2 - (apart**2).sum()) / whole**2
        means.append(mean)
    freedom = trace**2 / square
    clusters = sum(len(each.counts) for each in arms)
    found = stated(
        means[0] - means[1],
        sqrt(variance),
        freedom=freedom,
        count=sum(each.rows for each in arms),
        effective=float(clusters),
        method="trials.clusters.CR2",
        assumes=ASSUMES,
        confidence=confidence,
    )
    return found, freedom
