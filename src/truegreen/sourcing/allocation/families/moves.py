"""No more issues change their site than people can move in the time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.draft import Draft
from truegreen.sourcing.allocation.problem import Problem


def lay(draft: Draft, problem: Problem) -> None:
    """Write by how much each pair's share grows, and a row for all of it; cells that are nowhere today do not count."""
    if problem.wishes.most_moved is None:
        return
    pairs, volume = problem.pairs, _known_volume(problem)
    pair = np.flatnonzero(volume > 0)
    grown = draft.add_columns("grown", len(pair))
    rows = np.arange(len(pair))
    draft.add_rows(
        "grown", len(pair), (rows, grown, 1.0), (rows, draft.at("shares")[pair], -1.0), lower=-pairs.today[pair]
    )
    draft.add_rows("moved", 1, (0, grown, volume[pair]), upper=problem.wishes.most_moved)


def _known_volume(problem: Problem) -> Floats:
    today = np.bincount(problem.pairs.cell, problem.pairs.today, len(problem.work.volume))
    return np.where(today > 0, problem.work.volume, 0.0)[problem.pairs.cell]


def moved(problem: Problem, answer: Answer) -> float:
    """Give how many issues change their site."""
    return float(np.maximum(answer.shares - problem.pairs.today, 0.0) @ _known_volume(problem))


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Say whether more changes its site than may."""
    limit = problem.wishes.most_moved
    if limit is not None and moved(problem, answer) > limit * (1 + 1e-6) + 1e-6:
        yield f"{moved(problem, answer):.1f} issues change their site, of {limit:.1f}"
