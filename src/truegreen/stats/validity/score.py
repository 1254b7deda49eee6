"""The score test of a difference between two shares, right where a share is near 0 or 1 and rows are few."""

from __future__ import annotations

from math import acos, copysign, cos, inf, pi, sqrt


def score_z(hits: tuple[int, int], totals: tuple[int, int], difference: float) -> float:
    """Give how many errors the first share less the second lies above a given difference (Farrington and Manning 1990).

    Args:
        hits: of the first and of the second.
        totals: the same.
        difference: what it would be, between −1 and 1.

    Raises:
        ValueError: no rows, more hits than rows, or a difference that no shares have.

    >>> round(score_z((83, 69), (88, 76), -0.10), 5)  # Rodary 1989, as in gsDesign
    2.95715
    """
    if not all(total > 0 and 0 <= hit <= total for hit, total in zip(hits, totals, strict=True)):
        raise ValueError(f"{hits} of {totals} are no shares")
    if not -1 <= difference <= 1:
        raise ValueError(f"shares cannot differ by {difference:g}")
    beyond = hits[0] / totals[0] - hits[1] / totals[1] - difference
    one = _likeliest(hits, totals, difference)
    other = min(1.0, max(0.0, one - difference))
    error = sqrt(one * (1 - one) / totals[0] + other * (1 - other) / totals[1])
    if error < 1e-12:
        return 0.0 if abs(beyond) < 1e-12 else copysign(inf, beyond)
    return beyond / error


def _likeliest(hits: tuple[int, int], totals: tuple[int, int], by: float) -> float:
    """Give the first share that fits best if it lies ``by`` above the second: a root of their cubic."""
    theta = totals[1] / totals[0]
    one, other = hits[0] / totals[0], hits[1] / totals[1]
    a = 1 + theta
    b = -(1 + theta + one + theta * other + by * (theta + 2))
    c = by * by + by * (2 * one + theta + 1) + one + theta * other
    d = -one * by * (1 + by)
    v = b**3 / (27 * a**3) - b * c / (6 * a * a) + d / (2 * a)
    u = copysign(sqrt(max(0.0, b * b / (9 * a * a) - c / (3 * a))), v)
    angle = acos(min(1.0, max(-1.0, v / u**3))) if u else pi / 2
    root = 2 * u * cos((pi + angle) / 3) - b / (3 * a)
    return min(max(root, 0.0, by), 1.0, 1.0 + by)
