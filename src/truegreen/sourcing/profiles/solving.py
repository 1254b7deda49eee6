"""How sure it is that a site solves enough: its own cases, beside what all sites show for the same contact type.

A site with few cases is told mostly by the others, so that nobody is let in or kept out by luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from truegreen.model.profile import Solving, Told
from truegreen.stats.shrinkage.beta_binomial import Beta, beta_binomial

LOW, HIGH = 0.05, 0.95
FEW: Final = 1
"""Judged cases below which a site is told by the others alone."""


def spread(solved: Sequence[float], judged: Sequence[float]) -> Beta | None:
    """Give how the true shares of a contact type are spread over rows (site by segment); None without any case."""
    kept = [(hits, counts) for hits, counts in zip(solved, judged, strict=True) if counts > 0]
    return beta_binomial([each[0] for each in kept], [each[1] for each in kept]) if kept else None


def solving(
    others: Beta | None, solved: float, judged: float, assumed: float | None, least: float | None
) -> Solving:  # fmt: skip
    """Give the share that a site solves, and how sure it is that the least share is reached.

    Args:
        others: how shares are spread over sites, or None.
        solved: the site's own cases that stayed solved.
        judged: its cases whose outcome is known.
        assumed: share that the plan assumes, which counts only where the site has no case.
        least: share that has to be reached, if any.
    """
    if judged < FEW and assumed is not None:
        sure = None if least is None else float(assumed >= least)
        return Solving(assumed, assumed, assumed, sure, 0, Told.ASSUMED)
    if others is None:
        return Solving()
    low, high = (float(others.quantiles(end, [solved], [judged])[0]) for end in (LOW, HIGH))
    sure = None if least is None else 1.0 - float(others.below(least, [solved], [judged])[0])
    told = Told.MEASURED if judged >= FEW else Told.OTHERS
    return Solving(float(others.means([solved], [judged])[0]), low, high, sure, int(judged), told)
