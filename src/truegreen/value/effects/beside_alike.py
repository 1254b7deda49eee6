"""Some had the change and others did not: held against others who were like them before, where there are any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truegreen.model.effect import Balanced, Beside, Check, Effect, Sensitivity
from truegreen.stats.causal.adjusted import Adjusted, adjusted
from truegreen.stats.causal.overlap import Overlap
from truegreen.stats.estimate import Estimate
from truegreen.value.effects.judged import explained, ratio
from truegreen.value.effects.lines import Floats

NEAR = 0.1
"""Standard deviations that columns may lie apart after adjusting (Austin 2009)."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Compared:
    """Accounts that had the change and others, with what they were like before.

    Attributes:
        outcome: (A,) the measure after the change; NaN where nobody knows.
        treated: (A,) who had it.
        columns: (A, k) what they were like before; NaN where nobody knows.
        names: of the columns.
        clusters: (A,) what accounts belong together.
        binary: whether the outcome is a yes or a no of each account.
    """

    outcome: Floats
    treated: NDArray[np.bool_]
    columns: Floats
    names: Sequence[str]
    clusters: NDArray[Any]
    binary: bool


def told(base: Effect, compared: Compared) -> Effect:
    """Say what the change did to those who had it, beside others like them.

    Args:
        base: what is known before anything is computed.
        compared: accounts, and what they were like before.
    """
    found = adjusted(
        compared.outcome, compared.treated, compared.columns, compared.clusters, compared.names,
        logistic=compared.binary,
    )  # fmt: skip
    base = replace(base, balance=tuple(_balance(found.overlap)) if found.overlap else (), left_out=_left_out(found))
    if found.estimate is None:
        return replace(base, refused=found.because)
    return replace(
        base,
        estimate=found.estimate,
        beside=tuple(_beside(found)),
        checks=tuple(_checks(found)),
        sensitivity=_sensitivity(base.unit, found.estimate, found.mean, len(compared.names)),
    )


def _left_out(found: Adjusted) -> tuple[tuple[str, str], ...]:
    """Count who was left out, with why."""
    lost = [(f"{found.incomplete:,} accounts", "not known before, or not after")] if found.incomplete else []
    if found.overlap:
        many = found.overlap.treated - found.overlap.treated_kept
        lost += [(f"{many:,} with the change", "nobody without it is like them")] if many else []
        more = found.overlap.controls - found.overlap.controls_kept
        lost += [(f"{more:,} without it", "nobody with it is like them")] if more else []
    return tuple(lost)


def _balance(seen: Overlap) -> Iterator[Balanced]:
    for name, apart in seen.before.items():
        yield Balanced(name=name, before=apart, after=seen.after[name])


def _beside(found: Adjusted) -> Iterator[Beside]:
    if found.naive is not None:
        yield Beside(
            name="the plain difference", value=found.naive.value, says="with the change less without it, after"
        )


def _checks(found: Adjusted) -> Iterator[Check]:
    """Say what must hold, and whether it does."""
    seen = found.overlap
    if seen is None:
        return
    share = seen.treated_kept / seen.treated
    yield Check(
        name="others like them", passed=share >= 0.9,
        says=f"{seen.treated_kept:,} of {seen.treated:,} with the change have their like without it; these are worth "
        f"{seen.worth_kept:,.0f} of {seen.controls:,}.",
    )  # fmt: skip
    passed = seen.furthest <= NEAR
    name = max(seen.after, key=lambda each: abs(seen.after[each]), default="")
    yield Check(
        name="alike once weighed", passed=passed,
        says="Once weighed, both sides are alike in all that is recorded of them before."
        if passed else f"Even once weighed, they differ in {name} by {abs(seen.after[name]):.2f} standard deviations.",
    )  # fmt: skip


def _sensitivity(unit: str, estimate: Estimate, mean: float, columns: int) -> Sensitivity:
    """Say how strong something unseen would have to be."""
    hidden = ratio(estimate, mean - estimate.value, unit)
    told_of = explained(estimate, estimate.count - columns - 2)
    return Sensitivity(
        ratio=hidden.point if hidden else None,
        ratio_bound=hidden.bound if hidden else None,
        explains=told_of.value if told_of else None,
        explains_bound=told_of.certain if told_of else None,
    )
