"""How two series are brought to the same months."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from truegreen.stats.series.carry import Places

Floats = npt.NDArray[np.float64]
Series = Sequence[float | None] | Floats


def values_of(series: Series) -> Floats:
    """Give a series as numbers; a missing month is NaN.

    Raises:
        ValueError: a value is endless, or there is more than one row.
    """
    found = np.array([np.nan if each is None else float(each) for each in series], dtype=np.float64)
    if np.isinf(found).any():
        raise ValueError("an endless value has no place in a series")
    return found


def shared(one: Series, other: Series) -> tuple[Floats, Floats, Places]:
    """Give both series in the months in which both are there, and the places of these months.

    Raises:
        ValueError: they are not of one length.
    """
    first, second = values_of(one), values_of(other)
    if first.size != second.size:
        raise ValueError(f"one series has {first.size} months, the other {second.size}")
    places = np.flatnonzero(~np.isnan(first) & ~np.isnan(second))
    return first[places], second[places], places


def standardised(values: Floats) -> Floats:
    """Give values with a mean of nought and a spread of one; nought where they do not differ."""
    centred = values - values.mean() if values.size else values
    spread = float(np.sqrt(np.mean(centred**2))) if values.size else 0.0
    return centred / spread if spread > 1e-12 * float(np.abs(values).max(initial=0)) else np.zeros_like(values)
