"""Quantiles from a log histogram: integer counts that add up over partitions, at a stated relative error."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, log
from typing import Final

ERROR: Final = 0.01
GROWTH: Final = (1 + ERROR) / (1 - ERROR)
ZERO: Final = -(10**6)


def bucket_of(value: float) -> int:
    """Give the bucket of a value; zero and below share one.

    >>> bucket_of(1), bucket_of(0)
    (0, -1000000)
    """
    return ceil(log(value) / log(GROWTH)) if value > 0 else ZERO


def middle_of(bucket: int) -> float:
    """Give the value that is at most 1 % from everything in the bucket (DDSketch, Masson et al. 2019)."""
    return 0.0 if bucket == ZERO else 2 * GROWTH**bucket / (GROWTH + 1)


def quantile(counts: Mapping[int, int], share: Fraction) -> float | None:
    """Give a quantile from counts by bucket, within 1 % of the value at that rank; None if there are no counts.

    Args:
        counts: rows by bucket.
        share: which quantile, 0 to 1; 1/2 is the median.
    """
    total = sum(counts.values())
    if not total:
        return None
    rank = max(1, ceil(share * total))
    seen = 0
    for bucket in sorted(counts):
        seen += counts[bucket]
        if seen >= rank:
            return middle_of(bucket)
    raise ValueError(f"quantile {share} is beyond 1")
