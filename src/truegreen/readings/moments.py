"""Moments by one scan: per account and set of columns its rows, sums and products, each row held against its like.

    rows ──▶ means of each column by stratum ──▶ each row less the means of its stratum ──▶ sums by account

A set of columns counts the rows in which all of them say something: two columns for one figure and the outcome, all of
them for a joint fit. Strata that lie within a month make months add up: the moments of parts merge to those of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations_with_replacement
from operator import and_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.metrics.define import Rows
from truegreen.readings.arrays import arrays
from truegreen.readings.questions import UNKNOWN
from truegreen.stats.panel.moments import Moments, column_names, from_table


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Moments of rows that were held against their like.

    Attributes:
        moments: of the columns, each less its mean in the row's stratum; so the centre is 0.
        alone: rows left out because no other row is in their stratum.
        strata: strata whose means were taken off.
    """

    moments: Moments
    alone: int
    strata: int

    @property
    def absorbing(self) -> Moments:
        """Give the moments with the strata counted among the figures that were estimated, for honest errors.

        CR3 leaves whole clusters out and cannot know what strata would be without them: use ``moments`` for it.
        """
        return replace(self.moments, absorbed=max(self.strata - 1, 0))


def moments_query(rows: Rows, cluster: str, sets: Sequence[Sequence[str]], strata: Sequence[str]) -> Rows:
    """Give one row per cluster with the moments of each set of columns.

    Args:
        rows: an Ibis table; its columns in the sets are floats or NULL.
        cluster: the column that names the cluster, never NULL.
        sets: names of columns; a row counts for a set where all of them say something.
        strata: columns of texts; a row is held against the mean of rows that are the same in all of them.

    Returns:
        ``cluster``; and for the i-th set, from 0, ``n_i``, ``s_i_1`` …, ``p_i_1_1`` … as in ``column_names``, and
        ``alone_i``, the rows that have their stratum to themselves and are left out, and ``strata_i``, the cluster's
        parts of the strata that count, which add up to their number.
    """
    said = {f"ok_{i}": reduce(and_, (rows[name].notnull() for name in each)) for i, each in enumerate(sets)}
    keys = {f"k_{i}": rows[name].fill_null(UNKNOWN) for i, name in enumerate(strata)}
    used = {name: rows[name] for name in dict.fromkeys(name for each in sets for name in each)}
    told = rows.select(cluster=rows[cluster], **keys, **used, **said)
    held = _less_means(told, list(keys), sets)
    return held.group_by("cluster").aggregate(**dict(_sums(held, sets)))


def _less_means(told: Rows, keys: Sequence[str], sets: Sequence[Sequence[str]]) -> Rows:
    """Take off each column its mean in the stratum; rows that do not count for a set, or are alone, are 0 in it."""
    import ibis

    counts = {f"n_{i}": told[f"ok_{i}"].ifelse(1, 0).sum() for i in range(len(sets))}
    means = {
        f"m_{i}_{j}": told[f"ok_{i}"].ifelse(told[name], ibis.null("float64")).mean()
        for i, each in enumerate(sets)
        for j, name in enumerate(each, start=1)
    }
    strata = told.group_by(keys).aggregate(**counts, **means) if keys else told.aggregate(**counts, **means)
    strata = strata.rename({f"of_{key}": key for key in keys})
    joined = told.join(strata, [told[key] == strata[f"of_{key}"] for key in keys]) if keys else told.cross_join(strata)
    counted = {f"c_{i}": joined[f"ok_{i}"] & (joined[f"n_{i}"] > 1) for i in range(len(sets))}
    alone = {f"a_{i}": joined[f"ok_{i}"] & (joined[f"n_{i}"] == 1) for i in range(len(sets))}
    parts = {f"t_{i}": joined[f"n_{i}"] for i in range(len(sets))}
    centred = {
        f"x_{i}_{j}": counted[f"c_{i}"].ifelse(joined[name] - joined[f"m_{i}_{j}"], 0.0)
        for i, each in enumerate(sets)
        for j, name in enumerate(each, start=1)
    }
    return joined.select(cluster=joined.cluster, **counted, **alone, **parts, **centred)


def _sums(held: Rows, sets: Sequence[Sequence[str]]) -> Iterator[tuple[str, Rows]]:
    for i, each in enumerate(sets):
        numbers = range(1, len(each) + 1)
        yield f"n_{i}", held[f"c_{i}"].ifelse(1, 0).sum().cast("float64")
        yield f"alone_{i}", held[f"a_{i}"].ifelse(1, 0).sum().cast("float64")
        yield f"strata_{i}", held[f"c_{i}"].ifelse(1.0 / held[f"t_{i}"].cast("float64"), 0.0).sum()
        yield from ((f"s_{i}_{j}", held[f"x_{i}_{j}"].sum()) for j in numbers)
        yield from (
            (f"p_{i}_{j}_{k}", (held[f"x_{i}_{j}"] * held[f"x_{i}_{k}"]).sum())
            for j, k in combinations_with_replacement(numbers, 2)
        )


def moments(duck: Duck, rows: Rows, cluster: str, sets: Sequence[Sequence[str]], strata: Sequence[str]) -> list[Held]:
    """Give the moments of each set of columns, by one scan; see ``moments_query``."""
    found = arrays(duck, to_sql(moments_query(rows, cluster, sets, strata)))
    return [_held(found, i, each) for i, each in enumerate(sets)]


def _held(found: Mapping[str, NDArray[Any]], i: int, names: Sequence[str]) -> Held:
    wanted = column_names(len(names))
    columns = {name: found["cluster" if name == "cluster" else name.replace("_", f"_{i}_", 1)] for name in wanted[2:]}
    columns |= {"cluster": found["cluster"], "n": found[f"n_{i}"]}
    some = found[f"n_{i}"] > 0
    summed = from_table({name: each[some] for name, each in columns.items()}, names, np.zeros(len(names)))
    return Held(summed, int(found[f"alone_{i}"].sum()), round(float(found[f"strata_{i}"].sum())))
