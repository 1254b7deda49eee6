"""Other intervals of a share: what other tools print, so that ours can be held against it.

Ours are Wilson's for the eye (`intervals.wilson`) and Clopper and Pearson's for contracts (`exact.clopper_pearson`).
Brown, Cai and DasGupta (Statistical Science 16 (2001) 101–133) compare most of these; the plain one holds the truth
much less often than it says.
"""

from __future__ import annotations

from math import sqrt

from truegreen.stats.intervals import z_of


def wald(count: float, total: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give the interval that most spreadsheets print: share ± z·√(p(1 − p)/n); never rely on it.

    It is cut at 0 and 1. Without hits, or with nothing else, it has no width at all.

    Raises:
        ValueError: there are no rows, or more hits than rows.

    >>> tuple(round(end, 4) for end in wald(81, 263))
    (0.2522, 0.3638)
    """
    share = _share(count, total)
    half = z_of(confidence) * sqrt(share * (1 - share) / total)
    return max(0.0, share - half), min(1.0, share + half)


def agresti_coull(count: float, total: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give the plain interval after z²/2 hits and as many misses are added (Agresti and Coull 1998).

    With 95 % that is about two of each. It is cut at 0 and 1, where R's binom leaves it.

    Raises:
        ValueError: there are no rows, or more hits than rows.

    >>> tuple(round(end, 4) for end in agresti_coull(4, 20))
    (0.0749, 0.4218)
    """
    _share(count, total)
    more = z_of(confidence) ** 2
    return wald(count + more / 2, total + more, confidence)


def wilson_corrected(count: float, total: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give Wilson's interval with a correction for continuity, half a row (Newcombe 1998, method 4; R's ``prop.test``).

    Raises:
        ValueError: there are no rows, or more hits than rows.

    >>> tuple(round(end, 4) for end in wilson_corrected(81, 263))
    (0.2535, 0.3682)
    """
    share, square = _share(count, total), z_of(confidence) ** 2
    around, across = 2 * count + square, 2 * (total + square)
    down = square - 2 - 1 / total + 4 * share * (total * (1 - share) + 1)
    up = square + 2 - 1 / total + 4 * share * (total * (1 - share) - 1)
    low = 0.0 if count == 0 else max(0.0, (around - 1 - sqrt(square) * sqrt(max(down, 0.0))) / across)
    high = 1.0 if count == total else min(1.0, (around + 1 + sqrt(square) * sqrt(max(up, 0.0))) / across)
    return low, high


def jeffreys(count: float, total: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give the middle of what is believed after half a hit and half a miss more (Brown, Cai and DasGupta 2001).

    Without hits it begins at 0, with nothing else it ends at 1. Both tails are alike (R's binom: ``bayes`` with
    ``type="central"``); the narrowest interval that holds as much is another one.

    Raises:
        ValueError: there are no rows, or more hits than rows.

    >>> tuple(round(end, 4) for end in jeffreys(0, 20))
    (0.0, 0.1166)
    """
    from scipy.special import betaincinv

    _share(count, total)
    tail = (1 - confidence) / 2
    a, b = count + 0.5, total - count + 0.5
    low = 0.0 if count == 0 else float(betaincinv(a, b, tail))
    return low, 1.0 if count == total else float(betaincinv(a, b, 1 - tail))


def mid_p(count: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact interval in which what was seen itself counts half (Lancaster; Newcombe 1998, method 6).

    It holds the truth as often as it says on average, not always; a contract that says “exact” means
    `exact.clopper_pearson`.

    Raises:
        ValueError: there are no rows, or more hits than rows.

    >>> tuple(round(end, 4) for end in mid_p(81, 263))
    (0.2544, 0.3658)
    """
    from scipy.optimize import brentq
    from scipy.special import bdtr

    tail, share = (1 - confidence) / 2, _share(count, total)

    def upto(chance: float) -> float:
        below = float(bdtr(count - 1, total, chance)) if count else 0.0
        return (below + float(bdtr(count, total, chance))) / 2

    low = 0.0 if count == 0 else float(brentq(lambda each: 1 - upto(each) - tail, 0.0, share))
    return low, 1.0 if count == total else float(brentq(lambda each: upto(each) - tail, share, 1.0))


def _share(count: float, total: float) -> float:
    if not total > 0 or not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")
    return count / total
