"""Correcting chances by what came of earlier ones, where these were plainly off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from truegreen.signals.warning.rows import Floats, Places
from truegreen.stats.foretold.calibration import calibration

SURE: Final = 0.01
"""A correction is made where chances as they are would be this unlikely."""
ENOUGH: Final = 30
"""Accounts that decided, from which on anything is corrected."""
NARROWEST, WIDEST = 0.25, 2.0


@dataclass(frozen=True, slots=True)
class Correction:
    """What a score becomes: ``constant + slope × score``."""

    constant: float = 0.0
    slope: float = 1.0

    @property
    def is_needed(self) -> bool:
        """Say whether anything changes."""
        return (self.constant, self.slope) != (0.0, 1.0)


AS_IT_IS: Final = Correction()


def correction(said: Iterable[tuple[Places, int, Floats]], hits: Floats) -> Correction:
    """Give what makes earlier chances right; nothing where they were not plainly wrong, or are too few to tell.

    Args:
        said: accounts, month and log odds of earlier sayings whose horizon is over.
        hits: (A, M) what came of them.
    """
    parts = [(account, score, hits[account, month]) for account, month, score in said]
    if not parts:
        return AS_IT_IS
    account, score, hit = (np.concatenate(each) for each in zip(*parts, strict=True))
    known = np.isfinite(score) & np.isfinite(hit)
    account, score, hit = account[known], score[known], hit[known]
    if len(np.unique(account[hit == 1])) < ENOUGH:
        return AS_IT_IS
    found = calibration(score, hit, account)
    if found is None or found.constant is None or found.slope is None or found.in_the_large is None:
        return AS_IT_IS
    if (found.slope.p or 0.0) < SURE and found.slope.value > 0:
        slope = float(np.clip(found.slope.value, NARROWEST, WIDEST))
        return Correction(found.constant.value + (found.slope.value - slope) * float(score.mean()), slope)
    if (found.in_the_large.p or 0.0) < SURE:
        return Correction(found.in_the_large.value, 1.0)
    return AS_IT_IS
