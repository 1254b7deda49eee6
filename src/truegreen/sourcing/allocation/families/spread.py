"""No supplier and no country has more than its share of all people's hours."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.arrays import Floats, Places
from truegreen.sourcing.allocation.draft import Draft
from truegreen.sourcing.allocation.families.capacity import load
from truegreen.sourcing.allocation.problem import Problem


def lay(draft: Draft, problem: Problem) -> None:
    """Write a row a supplier and a row a country: its hours, less its share of all hours, at most nothing."""
    hours = draft.at("hours")
    for name, group, shares in _kinds(problem):
        limited = np.flatnonzero(shares < 1)
        rows = np.repeat(np.arange(len(limited)), len(hours))
        weight = (group == limited[:, None]) - shares[limited, None]
        draft.add_rows(name, len(limited), (rows, np.tile(hours, len(limited)), weight.ravel()), upper=0.0)


def _kinds(problem: Problem) -> Iterator[tuple[str, Places, Floats]]:
    sites, wishes = problem.sites, problem.wishes
    if wishes.supplier_share is not None:
        yield "supplier", sites.supplier_of, np.full(sites.suppliers, wishes.supplier_share)
    if wishes.country_share is not None:
        yield "country", sites.country_of, wishes.country_share


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Name the suppliers and countries with more than their share."""
    hours = load(problem, answer)
    for name, group, shares in _kinds(problem):
        held = np.bincount(group, hours, len(shares)) / max(hours.sum(), 1e-9)
        for which in np.flatnonzero(held > shares + 1e-6):
            yield f"{name} {which} has {held[which]:.4f} of all hours, of {shares[which]:.4f}"
