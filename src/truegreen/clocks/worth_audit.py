"""Which teams let far more of their time stand still than the others do: there it is worth to look at the pauses.

A share of time is a ratio of two sums over cases, so its standard error is that of a ratio estimate (Cochran, Sampling
Techniques, 1977, 6.3). Teams whose work differs also wait differently; how much the others differ among themselves
(their standard deviation) is therefore doubt as well. An audit may find that all is well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from statistics import median, stdev
from typing import Final

from truegreen.clocks.by_team import Pauses

CASES: Final = 30
"""A team with fewer cases is not compared."""
OTHERS: Final = 3
"""With fewer other teams, nobody knows what is usual."""
ERRORS: Final = 3
POINTS: Final = 0.05


@dataclass(frozen=True, slots=True)
class StandsOut:
    """A team whose time stands still more than chance and the other teams' differences explain.

    Attributes:
        team: the team.
        share: of its time that stood still.
        others: that of the team in the middle of the others.
        doubt: one standard error of the difference, by its cases and by how much the others differ.
    """

    team: str | None
    share: float
    others: float
    doubt: float


def worth_audit(teams: Sequence[Pauses]) -> list[StandsOut]:
    """Give the teams that stand out, in the order given: by three standard errors and by five points at least."""
    compared = [each for each in teams if each.cases >= CASES and each.whole and each.team]
    found = []
    for one in compared:
        rest = [each.still / each.whole for each in compared if each is not one]
        if len(rest) < OTHERS:
            return []
        middle = median(rest)
        share, doubt = one.still / one.whole, hypot(error(one), stdev(rest))
        if share - middle > max(ERRORS * doubt, POINTS):
            found.append(StandsOut(one.team, share, middle, doubt))
    return found


def error(each: Pauses) -> float:
    """Give the standard error of a team's share of time standing still, by its cases."""
    if each.cases < 2 or not each.whole:
        return 0.0
    share = each.still / each.whole
    left = each.still_squares - 2 * share * each.products + share * share * each.whole_squares
    return sqrt(max(left, 0.0) * each.cases / (each.cases - 1)) / each.whole
