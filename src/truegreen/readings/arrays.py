"""A query's columns as arrays, for statistics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.duck import Duck


def arrays(duck: Duck, query: str) -> Mapping[str, NDArray[Any]]:
    """Give a query's columns by name, each (rows,): figures as floats with NaN for NULL, texts with "" for NULL."""
    found = duck.connection.execute(query).fetchnumpy()
    return {name: _plain(column) for name, column in found.items()}


def _plain(column: NDArray[Any]) -> NDArray[Any]:
    masked = isinstance(column, np.ma.MaskedArray)
    if column.dtype.kind in "iufb" and masked:
        return np.ma.filled(column.astype(np.float64), np.nan)
    if column.dtype.kind == "O":
        return np.ma.filled(column, "").astype(np.str_) if masked else column.astype(np.str_)
    return np.ma.filled(column, np.datetime64("NaT")) if masked else column
