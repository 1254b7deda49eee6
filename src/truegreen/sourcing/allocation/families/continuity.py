"""If any one site fails, the others can take over what has to go on, group of skills by group of skills.

Who can stand in are sites that have a team of the group, with the hours they have left when stretched. Within a group
people can stand in for one another; so it is enough to look at groups (a full plan for each cell and each failure would
have as many columns as cells times sites twice).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.arrays import Floats, Places, Truths
from truegreen.sourcing.allocation.draft import Draft
from truegreen.sourcing.allocation.families.capacity import load
from truegreen.sourcing.allocation.families.teams import team_of
from truegreen.sourcing.allocation.problem import Problem


def lay(draft: Draft, problem: Problem) -> None:
    """Write, for each site that may fail, how many hours of each group every other site takes over."""
    if problem.wishes.cover is None:
        return
    able, group, site = _able(draft, problem)
    people = np.flatnonzero(problem.needs_people)
    pair_group = problem.work.group_of[problem.contact_type[people]]
    hours = problem.pairs.hours[people] * problem.wishes.cover[pair_group]
    stretched = problem.wishes.stretch * problem.sites.hours
    shares, loads, is_open = draft.at("shares"), draft.at("hours"), draft.at("sites")
    count, groups = len(problem.sites.hours), problem.work.groups
    for failed in np.unique(problem.pairs.site[people]):
        others = np.flatnonzero(site != failed)
        taken = draft.add_columns(f"taken over {failed}", len(others))
        lost = np.flatnonzero(problem.pairs.site[people] == failed)
        draft.add_rows(f"covered {failed}", groups, (group[others], taken, 1.0),
                       (pair_group[lost], shares[people[lost]], -hours[lost]), lower=0.0)  # fmt: skip
        rest = np.delete(np.arange(count), failed)
        draft.add_rows(f"spare {failed}", count, (site[others], taken, 1.0), (rest, loads[rest], 1.0),
                       (rest, is_open[rest], -stretched[rest]), upper=0.0)  # fmt: skip
        each = np.arange(len(others))
        most = np.minimum(stretched[site[others]], _most_lost(problem, int(failed), groups)[group[others]])
        draft.add_rows(f"skilled {failed}", len(others), (each, taken, 1.0), (each, able[others], -most), upper=0.0)


def _able(draft: Draft, problem: Problem) -> tuple[Places, Places, Places]:
    """Write whether each site has a team of each group, and give these columns with their group and site."""
    kind, where, _ = team_of(problem)
    key = problem.work.group_of[kind] * len(problem.sites.hours) + where
    keys, which = np.unique(key, return_inverse=True)
    able = draft.add_columns("able", len(keys), upper=1.0)
    draft.add_rows("able", len(keys), (np.arange(len(keys)), able, 1.0), (which, draft.at("teams"), -1.0), upper=0.0)
    return able, keys // len(problem.sites.hours), keys % len(problem.sites.hours)


def _cover(problem: Problem) -> Floats:
    nothing = np.zeros(problem.work.groups)
    return nothing if problem.wishes.cover is None else problem.wishes.cover


def _most_lost(problem: Problem, failed: int, groups: int) -> Floats:
    there = np.flatnonzero(problem.needs_people & (problem.pairs.site == failed))
    group = problem.work.group_of[problem.contact_type[there]]
    cover = _cover(problem)
    lost = np.bincount(group, (problem.pairs.hours * problem.pairs.most)[there], groups) * cover
    return np.asarray(np.minimum(lost, cover * problem.sites.hours[failed]))


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Name the sites whose failure the others could not take over: the largest flow from lost work to spare hours."""
    if problem.wishes.cover is None:
        return
    hours = load(problem, answer)
    spare = np.where(answer.used, problem.wishes.stretch * problem.sites.hours - hours, 0.0)
    able = np.zeros((problem.work.groups, len(hours)), bool)
    for kind, group in enumerate(problem.work.group_of):
        able[group] |= answer.teams[kind]
    for failed in np.flatnonzero(hours > 0):
        lost = _lost(problem, answer, int(failed))
        short = lost.sum() - _taken_over(lost, np.maximum(spare, 0.0), able, int(failed))
        if short > 1e-6 * max(1.0, float(lost.sum())) + 0.02:
            yield f"if site {failed} fails, {short:.1f} hours of {lost.sum():.1f} find nobody"


def _lost(problem: Problem, answer: Answer, failed: int) -> Floats:
    hours = np.where(problem.needs_people & (problem.pairs.site == failed), problem.pairs.hours * answer.shares, 0.0)
    group = problem.work.group_of[problem.contact_type]
    return np.asarray(np.bincount(group, hours, problem.work.groups) * _cover(problem))


def _taken_over(lost: Floats, spare: Floats, able: Truths, failed: int) -> float:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    groups, sites = able.shape
    scale = min(100.0, 2e9 / max(float(lost.sum()), float(spare.sum()), 1.0))
    network = np.zeros((groups + sites + 2, groups + sites + 2), np.int32)
    source, sink = groups + sites, groups + sites + 1
    network[source, :groups] = np.floor(lost * scale)
    network[groups : groups + sites, sink] = np.ceil(spare * scale)
    network[groups + failed, sink] = 0
    network[:groups, groups : groups + sites] = able * np.floor(lost * scale).astype(np.int32)[:, None]
    flow = maximum_flow(csr_array(network), source, sink).flow_value
    return float(lost.sum() - (np.floor(lost * scale).sum() - flow) / scale)
