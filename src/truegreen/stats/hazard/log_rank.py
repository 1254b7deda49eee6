"""Do groups of accounts stay equally long? The log-rank test, where some are no longer followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.hazard.survival import at_risk, checked, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRank:
    """Whether groups stay equally long.

    Attributes:
        square: χ².
        freedom: its degrees: groups less one.
        p: chance of as much where they do.
        observed: by group, how many left.
        expected: by group, how many would have, were all alike.
    """

    square: float
    freedom: int
    p: float
    observed: Mapping[Any, float]
    expected: Mapping[Any, float]


def log_rank(stops: ArrayLike, hits: ArrayLike, groups: ArrayLike) -> LogRank | None:
    """Say whether groups stay equally long (Mantel 1966); None where fewer than two are ever there together.

    Args:
        stops: (N,) until when each was followed.
        hits: (N,) 1 who left then.
        groups: (N,) to which group each belongs.

    Raises:
        ValueError: as ``kaplan_meier``.
    """
    stop, hit, start = checked(stops, hits, None)
    names, codes = np.unique(np.asarray(groups), return_inverse=True)
    if codes.shape != stop.shape:
        raise ValueError(f"groups and times do not fit: {codes.shape}, {stop.shape}")
    times, total, left, _ = steps(stop, hit, start)
    if len(names) < 2:
        return None
    there = np.stack([at_risk(times, stop[codes == each], None) for each in range(len(names))])
    expected = there * (left / total)
    spare = np.where(total > 1, left * (total - left) / np.maximum(total - 1, 1), 0.0)
    share = there / total
    spread = np.diag((share * spare).sum(axis=1)) - (share * spare) @ share.T
    observed = np.bincount(codes, weights=hit, minlength=len(names))
    away, freedom = observed - expected.sum(axis=1), int(np.linalg.matrix_rank(spread))
    if not freedom:
        return None
    from scipy.special import chdtrc

    square = float(away @ np.linalg.pinv(spread, hermitian=True) @ away)
    by_name = names.tolist()
    return LogRank(
        square=square,
        freedom=freedom,
        p=float(chdtrc(freedom, square)),
        observed=dict(zip(by_name, observed.tolist(), strict=True)),
        expected=dict(zip(by_name, expected.sum(axis=1).tolist(), strict=True)),
    )
