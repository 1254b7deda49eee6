"""Pieces of work by month: which had the change, which belong together, and which are no others to hold it against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.effect import Came, Question
from truegreen.model.reading import PARTS
from truegreen.readings.effect_pieces import Pieces
from truegreen.units.period import Period
from truegreen.value.effects.lines import NEVER, Lines, UnaskableError

PLACES: Final = ("team", "site", "provider")
"""Slices that say where work is done, the finest first."""
FELT: Final = "done in the same {place}, where the change may have been felt as well"
ANOTHER: Final = "another change came to it"
NOT_ASKED: Final = "not among those that it was to be held against"


def lines_of(held: Pieces, question: Question, unit: str) -> Lines:
    """Give pieces of work by month, with who had the change; others that may have felt it are left out.

    Args:
        held: the pieces, as the records have them.
        question: where the change came to, and whom to hold it against.
        unit: of the measure.

    Raises:
        UnaskableError: nobody did such work, or the change came in no month that is known.
    """
    first = np.full(len(held.members), NEVER, dtype=np.intp)
    for each in question.came:
        had = _matches(held, each.where)
        if not had.any():
            said = ", ".join(f"{name} {member}" for name, member in each.where.items())
            raise UnaskableError(f"No work of {said} is counted by “{question.measure}”.")
        had &= held.inside if held.inside[had].any() else True
        first[had] = _place(held.months, each)
    place = next((name for name in PLACES if name in held.by), "")
    lines = Lines(
        names=[", ".join(each) for each in held.members],
        months=held.months,
        total=held.total / float(PARTS[unit]),
        count=held.count,
        first=first,
        clusters=_clusters(held, place),
        units="pieces of work",
    )
    return _unchanged(_without(lines, held, question, place), held, question)


def _matches(held: Pieces, where: Mapping[str, str]) -> NDArray[np.bool_]:
    """Say which pieces have some members, (U,)."""
    at = {name: place for place, name in enumerate(held.by)}
    return np.array([all(each[at[name]] == member for name, member in where.items()) for each in held.members], bool)


def _clusters(held: Pieces, place: str) -> NDArray[np.str_]:
    """Give what pieces belong together: the place where they are done, else each its own."""
    at = held.by.index(place) if place else -1
    return np.array([each[at] if place else ", ".join(each) for each in held.members], dtype=np.str_)


def _without(lines: Lines, held: Pieces, question: Question, place: str) -> Lines:
    """Leave out others that may have felt the change, or that it was not to be held against."""
    if question.against:
        return lines.only(lines.treated | _matches(held, question.against), NOT_ASKED)
    named = any(place in each.where for each in question.came)
    if not place or not named:
        return lines
    same = np.isin(lines.clusters, lines.clusters[lines.treated]) & ~lines.treated
    return lines.only(~same, FELT.format(place=place))


def _unchanged(lines: Lines, held: Pieces, question: Question) -> Lines:
    """Leave out others to which another change came that is known."""
    others = [each.where for each in question.also if each.where and all(name in held.by for name in each.where)]
    had = {
        ", ".join(members)
        for where in others
        for members, has_it in zip(held.members, _matches(held, where), strict=True)
        if has_it
    }
    return lines.only(lines.treated | np.array([name not in had for name in lines.names], dtype=np.bool_), ANOTHER)


def _place(months: Sequence[Period], came: Came) -> int:
    """Give the place of the first month with the change.

    Raises:
        UnaskableError: it is no month of the records, or the first.
    """
    at = next((at for at, each in enumerate(months) if each.end > came.since.start), len(months))
    if not 0 < at < len(months):
        known = f"{months[0]} to {months[-1]}" if months else "no month"
        raise UnaskableError(f"The change of {came.since} cannot be looked at: {known} are known of the measure.")
    return at
