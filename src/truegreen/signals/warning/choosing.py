"""Which contender is used, and whether it tells leavers from others at all."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from truegreen.model.backtest import Contender
from truegreen.signals.warning.sayings import CHAMPION
from truegreen.stats.estimate import Verdict

BETTER: Final = 2.0
"""Standard errors by which a challenger must rank better than the champion."""
SEEN: Final = 0.10
"""How far above one half a ranking must lie to be worth telling of: what ``wanted`` is reckoned for."""
NOTHING: Final = 0.05
"""A ranking this near to one half tells nothing that helps."""


def winner(listed: Sequence[Contender]) -> tuple[str, str]:
    """Say which contender is used, and why: the champion, if none ranks better by more than two standard errors.

    Args:
        listed: the champion and its challengers, each with its difference to the champion.
    """
    gaps = {one.id: (one.difference.value, one.difference.error) for one in listed if one.difference}
    if not gaps:
        return CHAMPION, "Nothing else could be held against it."
    ahead = {name: gain / error for name, (gain, error) in gaps.items() if gain > BETTER * error > 0}
    if ahead:
        best = max(ahead, key=lambda name: ahead[name])
        gain, error = gaps[best]
        return best, (
            f"Used is what ranks better than the champion by {points(gain)}, more than two standard errors of "
            f"{points(error)}: {_named(listed, best)}."
        )
    best = max(gaps, key=lambda name: gaps[name][0])
    gain, error = gaps[best]
    said = f"{points(abs(gain))} {'better' if gain >= 0 else 'worse'}, with a standard error of {points(error)}"
    return CHAMPION, (
        f"No challenger ranks better by more than two standard errors: the best of them, {_named(listed, best)}, ranks "
        f"{said}."
    )


def _named(listed: Sequence[Contender], name: str) -> str:
    return next(one.words.partition(":")[0] for one in listed if one.id == name)


def points(share: float) -> str:
    """Write a difference of shares in points of a hundred.

    >>> points(0.0113)
    '1.1 points'
    """
    return f"{share * 100:.1f} points"


def told_apart(one: Contender) -> tuple[Verdict, int | None]:
    """Say whether leavers are told from others, and how many more decisions it would take where nobody can tell."""
    if one.auc is None:
        return Verdict.NOT_ENOUGH, None
    if one.auc.low > 0.5:
        return Verdict.ESTABLISHED, None
    if one.auc.high < 0.5:
        return Verdict.PERVERSE, None
    if one.auc.low > 0.5 - NOTHING and one.auc.high < 0.5 + NOTHING:
        return Verdict.REFUTED, None
    enough = one.auc.effective * (one.auc.smallest / SEEN) ** 2
    return Verdict.NOT_ENOUGH, max(ceil(enough - one.auc.effective), 1) if enough > one.auc.effective else None
