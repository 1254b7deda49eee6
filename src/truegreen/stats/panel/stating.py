"""A value and its error, stated as an estimate: interval, chance where there is nothing, smallest effect seen."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from truegreen.stats.estimate import Estimate

SEEN = 2.80  # errors: what is found four times in five at 5 %, two-sided: 1.96 + 0.84


def stated(
    value: float,
    error: float,
    *,
    freedom: float,
    count: int,
    effective: float,
    method: str,
    assumes: Sequence[str],
    confidence: float = 0.95,
    seed: int | None = None,
) -> Estimate:
    """State a value with its error by Student's t.

    Args:
        value: the number itself.
        error: its standard error; with none at all the value is taken for sure.
        freedom: degrees of freedom; infinite for the normal distribution.
        count: rows behind it.
        effective: how many independent ones they are worth.
        method: which method.
        assumes: what must hold for it to be right.
        confidence: two-sided, of the interval.
        seed: of random draws, if it needed any.

    Raises:
        ValueError: a confidence that is none.
    """
    from scipy import special

    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence:g} is none")
    finite = isfinite(freedom)
    ahead = (1 + confidence) / 2
    reach = float(special.stdtrit(freedom, ahead) if finite else special.ndtri(ahead))
    away = abs(value) / error if error > 0 else (float("inf") if value else 0.0)
    p = 2 * float(special.stdtr(freedom, -away) if finite else special.ndtr(-away))
    return Estimate(
        value=value,
        error=error,
        low=value - reach * error,
        high=value + reach * error,
        count=count,
        effective=effective,
        smallest=SEEN * error,
        method=method,
        confidence=confidence,
        p=p,
        assumes=tuple(assumes),
        seed=seed,
    )
