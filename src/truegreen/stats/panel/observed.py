"""Rows with hits: complete ones, their clusters, and how they are scaled and handed out in blocks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.panel.links import Link, told
from truegreen.stats.panel.moments import Floats

BLOCK = 1 << 13  # a block fits into what a core keeps at hand
ROOM = 1 << 24  # figures, up to which rows are kept as they are scaled


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observed:
    """Complete rows, and how their columns are scaled: each less its mean, in standard deviations.

    Attributes:
        columns: (N, k) as they were given.
        hits: (N,) 0 or 1; or which of several decisions, from 0.
        clusters: (G,) their keys.
        codes: (N,) each row's place among these.
        mean, spread: (k,) of the columns.
        weights: (N,) by how much each row counts; None where all count once.
        offset: (N,) what is added to each row's sum, known beforehand; None for nothing.
        ridge: (1 + k,) how strongly each scaled coefficient is held back, the constant's first: 0 for free ones.
        link: how a sum becomes a chance.
        scaled: (N, 1 + k) a constant and the scaled columns, where they are kept; None to scale them as they are asked
            for.
    """

    columns: Floats
    hits: Floats
    clusters: NDArray[Any]
    codes: NDArray[np.intp]
    mean: Floats
    spread: Floats
    weights: Floats | None
    offset: Floats | None
    ridge: Floats
    link: Link
    scaled: Floats | None = None

    def pieces(self) -> Iterator[tuple[slice, Floats]]:
        """Give block by block its place and its columns, a constant first; they hold until the next is taken.

        They are not to be written into.
        """
        if self.scaled is not None:
            for start in range(0, len(self.hits), BLOCK):
                yield slice(start, start + BLOCK), self.scaled[start : start + BLOCK]
            return
        room = np.empty((min(BLOCK, len(self.hits)), self.columns.shape[1] + 1))
        for start in range(0, len(self.hits), BLOCK):
            part = slice(start, start + BLOCK)
            columns = room[: len(self.hits[part])]
            columns[:, 0] = 1.0
            np.subtract(self.columns[part], self.mean, out=columns[:, 1:])
            columns[:, 1:] /= self.spread
            yield part, columns

    def blocks(self, at: Floats) -> Iterator[Block]:
        """Give block by block what rows say at some coefficients; its columns hold until the next is taken."""
        for part, columns in self.pieces():
            sums = columns @ at
            if self.offset is not None:
                sums += self.offset[part]
            says = told(sums, self.hits[part], self.link)
            if self.weights is not None:
                says = (says[0] * self.weights[part], says[1] * self.weights[part], says[2] * self.weights[part])
            yield Block(self.codes[part], columns, *says)

    def kept(self) -> Observed:
        """Give the same rows with their scaled columns kept, unless they need too much room: a climb asks often."""
        shape = (len(self.hits), self.columns.shape[1] + 1)
        if self.scaled is not None or shape[0] * shape[1] > ROOM:
            return self
        scaled = np.empty(shape)
        for part, columns in self.pieces():
            scaled[part] = columns
        return replace(self, scaled=scaled)

    def share(self) -> float:
        """Give the share of hits, by weight."""
        return float(np.average(self.hits, weights=self.weights))

    def take(self, chosen: Any) -> Observed:
        """Give some rows, scaled as before, under the same clusters."""
        return Observed(
            columns=self.columns[chosen],
            hits=self.hits[chosen],
            clusters=self.clusters,
            codes=self.codes[chosen],
            mean=self.mean,
            spread=self.spread,
            weights=None if self.weights is None else self.weights[chosen],
            offset=None if self.offset is None else self.offset[chosen],
            ridge=self.ridge,
            link=self.link,
            scaled=None if self.scaled is None else self.scaled[chosen],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some rows: their clusters, columns with a constant first, log likelihood, pull on the sum, information of it."""

    codes: NDArray[np.intp]
    columns: Floats
    height: Floats
    pull: Floats
    information: Floats


def observed(
    columns: ArrayLike,
    hits: ArrayLike,
    clusters: ArrayLike,
    names: Sequence[str],
    *,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    ridge: float = 0.0,
    free: Collection[str] = (),
    link: Link = Link.LOGIT,
    most: int = 1,
) -> tuple[Observed, int]:
    """Give complete rows, and how many are left out because something is missing; see ``logit`` and ``hazard``.

    Hits are whole numbers from 0 to ``most``.
    """
    table, hit, keys = np.asarray(columns, dtype=np.float64), np.asarray(hits, dtype=np.float64), np.asarray(clusters)
    if table.ndim != 2 or not table.shape == (*hit.shape, len(names)) == (*keys.shape, len(names)):
        raise ValueError(
            f"{len(names)} columns, hits and clusters do not fit: {table.shape}, {hit.shape}, {keys.shape}"
        )
    weight, beside = _beside(weights, hit, "weights"), _beside(offset, hit, "offsets")
    complete = _complete(table, hit, weight, beside, most)
    if not complete.all():
        table, hit, keys = table[complete], hit[complete], keys[complete]
        weight = None if weight is None else weight[complete]
        beside = None if beside is None else beside[complete]
    found, codes = coded(keys)
    mean, spread = _scales(table, weight)
    made = Observed(
        columns=table,
        hits=hit,
        clusters=found,
        codes=codes,
        mean=mean,
        spread=spread,
        weights=weight,
        offset=beside,
        ridge=_held_back(names, ridge, free),
        link=link,
    )
    return made, int((~complete).sum())


def _beside(values: ArrayLike | None, hits: Floats, what: str) -> Floats | None:
    if values is None:
        return None
    given = np.asarray(values, dtype=np.float64)
    if given.shape != hits.shape:
        raise ValueError(f"{what} do not fit the hits: {given.shape}, {hits.shape}")
    return given


def _complete(
    table: Floats, hits: Floats, weights: Floats | None, offset: Floats | None, most: int
) -> NDArray[np.bool_]:
    """Say which rows are complete, block by block: a second copy of the columns might not find room."""
    complete = ~np.isnan(hits)
    wrong = not np.isin(hits[complete], np.arange(most + 1.0)).all()
    for start in range(0, len(hits), BLOCK):
        part = slice(start, start + BLOCK)
        if not np.isfinite(table[part]).all():
            wrong |= bool(np.isinf(table[part]).any())
            complete[part] &= ~np.isnan(table[part]).any(axis=1)
    if weights is not None:
        wrong |= bool(((weights < 0) | np.isinf(weights)).any())
        complete &= weights > 0
    if offset is not None:
        wrong |= bool(np.isinf(offset).any())
        complete &= ~np.isnan(offset)
    if wrong:
        among = "neither 0 nor 1" if most == 1 else f"no number from 0 to {most}"
        raise ValueError(f"a figure is infinite, a weight is negative, or a hit is {among}")
    return complete


def coded(keys: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Give the keys, each once, and every row's place among them; rows that are kept by account are not sorted."""
    if len(keys) < 2 or not np.all(keys[1:] >= keys[:-1]):
        found, codes = np.unique(keys, return_inverse=True)
        return found, codes
    new = np.append(True, keys[1:] != keys[:-1])
    return keys[new], np.cumsum(new) - 1


def _scales(table: Floats, weights: Floats | None) -> tuple[Floats, Floats]:
    """Give each column's mean and standard deviation, of blocks."""
    mean, squares = np.zeros(table.shape[1]), np.zeros(table.shape[1])
    total = float(len(table) if weights is None else weights.sum())
    if not total:
        return mean, squares
    for start in range(0, len(table), BLOCK):
        part = table[start : start + BLOCK]
        mean += part.sum(axis=0) if weights is None else weights[start : start + BLOCK] @ part
    mean /= total
    for start in range(0, len(table), BLOCK):
        away = (table[start : start + BLOCK] - mean) ** 2
        squares += away.sum(axis=0) if weights is None else weights[start : start + BLOCK] @ away
    return mean, np.sqrt(squares / total)


def _held_back(names: Sequence[str], ridge: float, free: Collection[str]) -> Floats:
    unknown = [each for each in free if each not in names]
    if unknown:
        raise ValueError(f"no column is called {', '.join(unknown)}; there are {', '.join(names)}")
    if not 0 <= ridge < np.inf:
        raise ValueError(f"a ridge is not negative, and finite: {ridge}")
    return np.array([0.0, *(0.0 if each in free else ridge for each in names)])


def rows_of(columns: ArrayLike, names: Sequence[str]) -> Floats:
    """Give the rows that a fit is asked about, (N, k).

    Raises:
        ValueError: their columns are not those of the fit.
    """
    given = np.asarray(columns, dtype=np.float64)
    if given.ndim != 2 or given.shape[1] != len(names):
        raise ValueError(f"rows have the {len(names)} columns {', '.join(names)}, not {given.shape}")
    return given
