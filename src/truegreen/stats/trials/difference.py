"""Difference of two arms: how much better is the new way, in the figure's own unit, and how sure is that?

Always the treated arm less the control. Means scatter as they scatter (Welch 1947), shares by scores (Miettinen and
Nurminen 1985), so that few rows and shares near 0 or 1 do no harm.
"""

from __future__ import annotations

from math import sqrt
from typing import Final

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.stating import SEEN, stated
from truegreen.stats.trials.arms import Arm, checked
from truegreen.stats.two_shares import score_interval, score_z
from truegreen.stats.validity.equivalence import Equivalence, Summary, of_means
from truegreen.stats.validity.student import two_sided

ASSUMES: Final = ("rows are independent", "the arms differ by chance and by the treatment only")


def difference(treated: Arm, control: Arm, confidence: float = 0.95) -> Estimate:
    """Say by how much the treated arm's mean lies above the control's, by Welch's t.

    Args:
        treated: the arm with the new way.
        control: the arm without.
        confidence: two-sided.

    Raises:
        ValueError: an arm with fewer than two rows.

    >>> found = difference(Arm(3461, 0.70, 6.2**2), Arm(3407, 0.41, 3.9**2))
    >>> round(found.value, 2), round(found.low, 5), round(found.high, 5), round(found.p, 5)
    (0.29, 0.04538, 0.53462, 0.02016)
    """
    parts = [checked(each).variance / each.count for each in (treated, control)]
    return stated(
        treated.mean - control.mean,
        sqrt(sum(parts)),
        freedom=welch(treated, control),
        count=treated.count + control.count,
        effective=float(treated.count + control.count),
        method="trials.difference.welch",
        assumes=ASSUMES,
        confidence=confidence,
    )


def welch(treated: Arm, control: Arm) -> float:
    """Give the degrees of freedom of a difference of means that scatter differently (Welch 1947, Satterthwaite 1946).

    Raises:
        ValueError: an arm with fewer than two rows.

    >>> round(welch(Arm(10, 0, 1.0), Arm(10, 0, 1.0)), 9)
    18.0
    """
    parts = [checked(each).variance / each.count for each in (treated, control)]
    if not sum(parts) > 0:
        return float(treated.count + control.count - 2)
    whole = sum(parts)
    return 1 / sum((part / whole) ** 2 / (each.count - 1) for part, each in zip(parts, (treated, control), strict=True))


def difference_of_shares(
    hits: int, total: int, control_hits: int, control_total: int, confidence: float = 0.95
) -> Estimate:
    """Say by how much the treated arm's share lies above the control's (Miettinen and Nurminen 1985).

    Args:
        hits: in the treated arm, such as accounts that stayed.
        total: rows of the treated arm.
        control_hits: in the control.
        control_total: its rows.
        confidence: two-sided.

    Raises:
        ValueError: one of the two is no share.

    >>> found = difference_of_shares(56, 70, 48, 80)
    >>> round(found.low, 4), round(found.high, 4)
    (0.0528, 0.3382)
    """
    counted = hits, total, control_hits, control_total
    low, high = score_interval(*counted, confidence, corrected=True)
    one, other = hits / total, control_hits / control_total
    error = sqrt(one * (1 - one) / total + other * (1 - other) / control_total)
    return Estimate(
        value=one - other, error=error, low=low, high=high, count=total + control_total,
        effective=float(total + control_total), smallest=SEEN * error, method="trials.difference.miettinen_nurminen",
        confidence=confidence, p=two_sided(score_z(*counted, corrected=True)), assumes=ASSUMES,
    )  # fmt: skip


def alike(treated: Arm, control: Arm, low: float, high: float, rate: float = 0.05) -> Equivalence:
    """Say whether two arms are shown to be as good as the same: two one-sided tests (Schuirmann 1987), by Welch's t.

    Args:
        treated: the arm with the new way.
        control: the arm without.
        low: the lower bound of a difference that does not matter.
        high: the upper bound.
        rate: chance of calling different ones the same.

    Raises:
        ValueError: fewer than two rows, no spread at all, or bounds in the wrong order.
    """
    one, other = (Summary(each.mean, sqrt(checked(each).variance), each.count) for each in (treated, control))
    return of_means(one, other, low, high, rate)
