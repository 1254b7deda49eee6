"""Whose cases tell the share of a cell at a site: its own, or those of all the site's cells of the contact type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.profiles.solving import spread
from truegreen.stats.shrinkage.beta_binomial import Beta

Seen: TypeAlias = tuple[Beta | None, float, float]
"""How shares are spread over the others, and what was seen here: hits and counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """What tells the shares of a contact type: each cell at each site by itself, or each site's cells together.

    Attributes:
        others: how shares are spread.
        hits, counts: of each of its cells at each site, or of the whole site at each of its cells.
    """

    others: Beta | None
    hits: Floats
    counts: Floats

    def at(self, row: int, site: int) -> Seen:
        """Give what tells the share of one cell at one site."""
        return self.others, float(self.hits[row, site]), float(self.counts[row, site])


def level(hits: Floats, counts: Floats) -> Level:
    """Choose the level that makes what was seen likelier, of cells by sites of one contact type.

    Where a whole site is better or worse, its cells bear each other out, and together they are drawn less to the
    others; where one segment at one site is, only its own cases tell.

    Args:
        hits: cases for which it holds, (cells, sites).
        counts: cases for which it is known, likewise.
    """
    alone, whole = _spread(hits.ravel(), counts.ravel()), _spread(hits.sum(axis=0), counts.sum(axis=0))
    if alone is None or whole is None or whole.likelihood <= alone.likelihood:
        return Level(alone, hits, counts)
    together = (np.broadcast_to(each.sum(axis=0), each.shape) for each in (hits, counts))
    return Level(whole, *together)


def _spread(hits: Floats, counts: Floats) -> Beta | None:
    return spread(hits.tolist(), counts.tolist())
