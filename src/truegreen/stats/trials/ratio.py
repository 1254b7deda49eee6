"""Sample ratio: did each arm get, and keep, the share of customers that was registered?

Looked at before any difference. Where customers vanish from one arm, those who are left are no longer alike, and a
difference between the arms says nothing (Fabijan et al. 2019, "Diagnosing sample ratio mismatch in online controlled
experiments"). Only what chance does less than once in a thousand times counts: the check is made often.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb, fsum, inf
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.exact import share_p
from truegreen.stats.trials.exact_ratio import fisher_p, multinomial_p

GATE: Final = 0.001
FEW: Final = 20.0
MOST: Final = 200_000

Counts: TypeAlias = Mapping[str, int] | Sequence[int]
Shares: TypeAlias = Mapping[str, float] | Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRatio:
    """Whether the arms are as large as they should be.

    Attributes:
        arms: their names.
        counts: how many are in each.
        expected: how many should be, of as many in all.
        statistic: χ² of the differences.
        p: chance of so much where the assignment is as registered and nobody got lost.
        method: how that was found.
        units: what was counted: accounts, customers, teams.
        gate: below which chance it is a mismatch.
    """

    arms: tuple[str, ...]
    counts: tuple[int, ...]
    expected: tuple[float, ...]
    statistic: float
    p: float
    method: str
    units: str
    gate: float

    @property
    def holds(self) -> bool:
        """Say whether the arms may be compared."""
        return self.p >= self.gate

    @property
    def said(self) -> str:
        """Say what is off, or that nothing is, in one or two sentences."""
        total = sum(self.counts)
        if not total:
            return f"No {self.units} yet in any arm."
        if self.holds:
            listed = ", ".join(f"{arm} {count:,}" for arm, count in zip(self.arms, self.counts, strict=True))
            return f"The arms have the {self.units} they should have: {listed} (p = {self.p:.2g})."
        worst = max(range(len(self.arms)), key=lambda at: abs(self.counts[at] - self.expected[at]))
        gap = self.counts[worst] - self.expected[worst]
        return (
            f"{self.arms[worst]} has {self.counts[worst]:,} {self.units} where {self.expected[worst]:,.0f} "
            f"of {total:,} were to be expected: {abs(gap):,.0f} too {'many' if gap > 0 else 'few'}. "
            f"Chance alone does that {_often(self.p)}: something lets {self.units} into one arm or out of it, "
            "and until it is found no difference between the arms may be read."
        )


def sample_ratio(
    counts: Counts, shares: Shares | None = None, *, units: str = "accounts", gate: float = GATE
) -> SampleRatio:
    """Say whether each arm has the share of all that was registered: χ², and exactly where few are to be expected.

    Args:
        counts: how many are in each arm; by name, or in a row.
        shares: what was registered, say 1 to 1; if left out, the same for all.
        units: what was counted. Those that were drawn: where teams were, the teams and not their customers.
        gate: below which chance it is a mismatch.

    Raises:
        ValueError: fewer than two arms, a count below nought or not whole, or a share that is not above nought.

    >>> sample_ratio([10_000, 9_500]).p < 0.001
    True
    """
    arms, found, chances, expected = _read(counts, shares)
    gaps = _gaps(found, expected)
    p, method = _chance(found, chances, gaps)
    return SampleRatio(
        arms=arms, counts=found, expected=expected, statistic=gaps, p=p,
        method=method, units=units, gate=gate,
    )  # fmt: skip


def cluster_ratio(
    sizes: Mapping[str, ArrayLike], shares: Shares | None = None, *, units: str = "customers", gate: float = GATE
) -> SampleRatio:
    """Say the same of customers where whole teams or accounts were drawn, which come and go together.

    χ² as if each cluster were drawn on its own with all its rows; a test of single rows would cry wolf.

    Args:
        sizes: by arm, the rows of each of its clusters.
        shares: what was registered, for clusters.
        units: what the rows are.
        gate: below which chance it is a mismatch.

    Raises:
        ValueError: a cluster's size is none, or as `sample_ratio` does.
    """
    rows = {arm: np.asarray(each, dtype=np.float64) for arm, each in sizes.items()}
    if not all(np.all((each >= 0) & np.isfinite(each)) for each in rows.values()):
        raise ValueError("a cluster has no rows or more")
    arms, found, _, expected = _read({arm: round(float(each.sum())) for arm, each in rows.items()}, shares)
    squares = float(sum((each**2).sum() for each in rows.values()))
    gaps = _gaps(found, expected) * sum(found) / (squares or 1.0)
    return SampleRatio(
        arms=arms, counts=found, expected=expected, statistic=gaps, p=_tail(gaps, len(arms) - 1),
        method="χ² by clusters", units=units, gate=gate,
    )  # fmt: skip


def seen_ratio(assigned: Counts, seen: Counts, *, units: str = "accounts", gate: float = GATE) -> SampleRatio:
    """Say whether as many of those who were assigned are still seen in each arm.

    Sharper than the ratio of those seen, because the assignment itself is known: χ² of seen and lost by arm, and
    Fisher's exact test (1934) where few are to be expected.

    Args:
        assigned: how many each arm was given.
        seen: how many of them have a figure.
        units: what was counted.
        gate: below which chance it is a mismatch.

    Raises:
        ValueError: more are seen than were assigned, or as `sample_ratio` does.
    """
    arms, found, _, expected = _read(seen, assigned)
    given = _read(assigned, None)[1]
    if any(one > other for one, other in zip(found, given, strict=True)):
        raise ValueError(f"of {list(given)} in the arms {list(found)} cannot be seen")
    total, lost = sum(found), sum(given) - sum(found)
    gaps = _gaps(found, expected) * (sum(given) / lost if lost else 0.0)
    least = min(*expected, *(each - mean for each, mean in zip(given, expected, strict=True)))
    exact = len(arms) == 2 and least < FEW
    return SampleRatio(
        arms=arms, counts=found, expected=expected, statistic=gaps,
        p=fisher_p(given[0], given[1], total, found[0]) if exact else _tail(gaps, len(arms) - 1),
        method="Fisher's exact test" if exact else "χ² of seen and lost", units=units, gate=gate,
    )  # fmt: skip


def _read(
    counts: Counts, shares: Shares | None
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[float, ...], tuple[float, ...]]:
    """Give names, counts, shares that add up to one, and what is to be expected, in the order of the counts."""
    arms = tuple(counts) if isinstance(counts, Mapping) else tuple(f"arm {at + 1}" for at in range(len(counts)))
    found = list(counts.values()) if isinstance(counts, Mapping) else list(counts)
    if isinstance(shares, Mapping):
        if set(shares) != set(arms):
            raise ValueError(f"shares are of {', '.join(shares)}, and counts of {', '.join(arms)}")
        parts = [float(shares[arm]) for arm in arms]
    else:
        parts = [1.0] * len(arms) if shares is None else [float(each) for each in shares]
    whole_ones = all(0 <= each < inf and each == int(each) for each in found)
    if len(arms) < 2 or len(parts) != len(arms) or not whole_ones or not all(0 < part < inf for part in parts):
        raise ValueError(f"counts {found} and shares {parts}: two arms at least, and a share above nought for each")
    whole, total = fsum(parts), sum(found)
    chances = tuple(part / whole for part in parts)
    return arms, tuple(int(each) for each in found), chances, tuple(total * chance for chance in chances)


def _gaps(found: tuple[int, ...], expected: tuple[float, ...]) -> float:
    """Give χ² of what was found against what was to be expected; of nothing, nought."""
    together = zip(found, expected, strict=True)
    return fsum((count - mean) ** 2 / mean for count, mean in together) if sum(found) else 0.0


def _chance(found: tuple[int, ...], chances: tuple[float, ...], gaps: float) -> tuple[float, str]:
    total = sum(found)
    if total * min(chances) < FEW:
        if len(found) == 2:
            return share_p(found[0], total, chances[0]), "exact binomial test"
        if comb(total + len(found) - 1, len(found) - 1) <= MOST:
            return multinomial_p(found, chances), "exact multinomial test"
    return _tail(gaps, len(found) - 1), "χ²"


def _tail(gaps: float, freedom: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(freedom, gaps))


def _often(p: float) -> str:
    return f"about once in {float(f'{1 / p:.2g}'):,.0f} times" if p > 1e-9 else "less than once in 1,000,000,000 times"
