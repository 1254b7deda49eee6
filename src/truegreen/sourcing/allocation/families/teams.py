"""Work of people goes only where a team for it stands, at a site that is open; and a team has enough to do, or is none.

The link of each pair to its team is strong (share at most what may go there, if there is a team), and the team's hours
are bounded by what there is and what the site can: that decides how near the relaxation comes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.sourcing.allocation.answer import NOTHING, Answer
from truegreen.sourcing.allocation.arrays import Floats, Places
from truegreen.sourcing.allocation.draft import Draft
from truegreen.sourcing.allocation.problem import Problem

SECOND = 0.05
"""Share of a contact type that a team takes at least, where no other least is said: if two sites are wished, and if
giving the team up costs something, which nobody saves by keeping a team without work."""


def team_of(problem: Problem) -> tuple[Places, Places, Places]:
    """Give the contact type and the site of each team that could be, and which team each pair of people needs."""
    people = np.flatnonzero(problem.needs_people)
    key = problem.contact_type[people] * len(problem.sites.hours) + problem.pairs.site[people]
    keys, which = np.unique(key, return_inverse=True)
    return keys // len(problem.sites.hours), keys % len(problem.sites.hours), which


def lay(draft: Draft, problem: Problem) -> None:
    """Write teams and open sites, and bind pairs to teams and teams to sites."""
    pairs, shares = problem.pairs, draft.at("shares")
    kind, site, team = team_of(problem)
    people = np.flatnonzero(problem.needs_people)
    cost = problem.opening[kind, site] - problem.closing[kind, site]
    least, most = bounds(problem)
    is_free = not (problem.wishes.cover is not None or problem.wishes.two_sites or least.any() or cost.any())
    teams = draft.add_columns("teams", len(kind), cost=cost, upper=1.0, whole=not is_free)
    charged = problem.sites.is_free & (problem.sites.fixed > 0)
    is_open = draft.add_columns("sites", len(problem.sites.hours), cost=problem.sites.fixed, whole=True,
                                upper=np.where(problem.sites.is_free & ~charged, 0.0, 1.0))  # fmt: skip
    free = np.flatnonzero(charged[pairs.site])
    if free.size:
        each = np.arange(len(free))
        draft.add_rows("offered", len(free), (each, shares[free], 1.0), (each, is_open[pairs.site[free]],
                                                                       -pairs.most[free]), upper=0.0)  # fmt: skip
    rows = np.arange(len(people))
    draft.add_rows(
        "linked", len(people), (rows, shares[people], 1.0), (rows, teams[team], -pairs.most[people]), upper=0.0
    )
    each = np.arange(len(kind))
    draft.add_rows("opened", len(kind), (each, teams, 1.0), (each, is_open[site], -1.0), upper=0.0)
    hours = (team, shares[people], pairs.hours[people])
    some = np.flatnonzero(least > 0)
    if some.size:
        place = np.full(len(kind), -1)
        place[some] = np.arange(some.size)
        inside = place[team] >= 0
        draft.add_rows(
            "least", some.size, (place[team[inside]], shares[people[inside]], pairs.hours[people[inside]]),
            (np.arange(some.size), teams[some], -least[some]), lower=0.0,
        )  # fmt: skip
    draft.add_rows("busy", len(kind), hours, (each, teams, -most), upper=0.0)
    _lay_two_sites(draft, problem, kind, teams)


def bounds(problem: Problem) -> tuple[Floats, Floats]:
    """Give the least and the most hours that each team can have to do."""
    kind, site, team = team_of(problem)
    people = np.flatnonzero(problem.needs_people)
    there = np.bincount(team, (problem.pairs.hours * problem.pairs.most)[people], len(kind))
    is_asked = np.isin(kind, problem.wishes.two_sites) | (problem.closing[kind, site] > 0)
    share = np.where(is_asked, max(problem.wishes.least_share, SECOND), problem.wishes.least_share)
    whole = np.bincount(team, problem.pairs.hours[people], len(kind))
    return np.maximum(problem.work.least_hours[kind], share * whole), np.minimum(there, problem.sites.hours[site])


def _lay_two_sites(draft: Draft, problem: Problem, kind: Places, teams: Places) -> None:
    wished = np.asarray(problem.wishes.two_sites, np.intp)
    if wished.size:
        place = np.full(problem.work.types, -1)
        place[wished] = np.arange(wished.size)
        inside = np.flatnonzero(place[kind] >= 0)
        draft.add_rows("two sites", wished.size, (place[kind[inside]], teams[inside], 1.0), lower=2.0)


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Name work without a team, teams that are too small, and contact types with one site where two are wished."""
    kind, site, team = team_of(problem)
    people = np.flatnonzero(problem.needs_people)
    stands = answer.teams[kind, site]
    for pair in people[(answer.shares[people] > NOTHING) & ~stands[team]]:
        yield f"pair {pair} has a share of {answer.shares[pair]:.6f} and no team"
    hours = np.bincount(team, (problem.pairs.hours * answer.shares)[people], len(kind))
    least, _ = bounds(problem)
    for each in np.flatnonzero(stands & (hours < least * (1 - 1e-6) - 1e-6)):
        yield f"type {kind[each]} at site {site[each]} has {hours[each]:.1f} hours, of {least[each]:.1f} at least"
    for wished in problem.wishes.two_sites:
        if answer.teams[wished].sum() < 2:
            yield f"type {wished} has {answer.teams[wished].sum()} sites, of two"
