"""How alike the arms are at the start: in the strata, and in the figure itself before the start.

Standardised differences (Austin 2009): chance alone leaves some; above a tenth they are worth a look, and a draw is
never made anew for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np

from truegreen.model.pilot_standing import Beside
from truegreen.value.pilots.outcomes import Outcomes


def balance(outcomes: Outcomes) -> tuple[Beside, ...]:
    """Give each stratum's share of the units of both arms, and the figure before the start."""
    if not outcomes.treated.any() or outcomes.treated.all():
        return ()
    return *_strata(outcomes), *_before(outcomes)


def _strata(outcomes: Outcomes) -> Iterator[Beside]:
    if len(outcomes.strata) < 2:
        return
    for at, name in enumerate(outcomes.strata):
        here = outcomes.stratum == at
        one, other = float(here[~outcomes.treated].mean()), float(here[outcomes.treated].mean())
        spread = sqrt((one * (1 - one) + other * (1 - other)) / 2)
        yield Beside(
            name=name or "no stratum", control=one, treated=other,
            difference=(other - one) / spread if spread > 0 else None,
        )  # fmt: skip


def _before(outcomes: Outcomes) -> Iterator[Beside]:
    """Compare the figure before the start, each arm's total over its count, and how much units scatter around it."""
    known = outcomes.before[:, 1] > 0
    arms = [known & ~outcomes.treated, known & outcomes.treated]
    if min(int(each.sum()) for each in arms) < 2:
        return
    means = [float(outcomes.before[each, 0].sum() / outcomes.before[each, 1].sum()) for each in arms]
    spread = []
    for each, mean in zip(arms, means, strict=True):
        total, count = outcomes.before[each].T
        spread.append(float(np.var((total - mean * count) / count.mean(), ddof=1)))
    deviation = sqrt(sum(spread) / 2)
    yield Beside(
        name=f"{outcomes.figure.name} before the start", control=means[0], treated=means[1], is_share=False,
        difference=(means[1] - means[0]) / deviation if deviation > 0 else None,
    )  # fmt: skip
