"""No site does more hours of work than it can, and none at all unless it is open."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.draft import Draft
from truegreen.sourcing.allocation.problem import Problem


def lay(draft: Draft, problem: Problem) -> None:
    """Write each site's hours, which other kinds of rows stand on, and hold them to what it can."""
    people = np.flatnonzero(problem.needs_people)
    count = len(problem.sites.hours)
    each = np.arange(count)
    hours = draft.add_columns("hours", count)
    draft.add_rows(
        "hours", count, (each, hours, 1.0),
        (problem.pairs.site[people], draft.at("shares")[people], -problem.pairs.hours[people]), lower=0.0, upper=0.0,
    )  # fmt: skip
    draft.add_rows("capacity", count, (each, hours, 1.0), (each, draft.at("sites"), -problem.sites.hours), upper=0.0)


def load(problem: Problem, answer: Answer) -> Floats:
    """Give the hours of people's work at each site."""
    hours = np.where(problem.needs_people, problem.pairs.hours * answer.shares, 0.0)
    return np.bincount(problem.pairs.site, hours, len(problem.sites.hours)).astype(float)


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Name the sites that are asked for more than they can do."""
    hours = load(problem, answer)
    for site in np.flatnonzero(hours > problem.sites.hours * (1 + 1e-6) + 1e-6):
        yield f"site {site} has {hours[site]:.1f} hours, of {problem.sites.hours[site]:.1f}"
