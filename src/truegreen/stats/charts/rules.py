"""Rules: what on a chart counts as an alarm. One rule is the default; each further one cries wolf more often.

The run lengths of rules together are those of Champ and Woodall (Technometrics 29 (1987) 393–399).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What counts as an alarm, as Western Electric wrote it (1956); sides are never mixed."""

    POINT = "a point beyond three sigma"
    TWO_OF_THREE = "two of three points beyond two sigma"
    FOUR_OF_FIVE = "four of five points beyond one sigma"
    EIGHT = "eight points on one side"


WINDOWS = {
    Rule.POINT: (1, 1, 3.0),
    Rule.TWO_OF_THREE: (2, 3, 2.0),
    Rule.FOUR_OF_FIVE: (4, 5, 1.0),
    Rule.EIGHT: (8, 8, 0.0),
}
"""For each rule: how many points, of how many, beyond how many sigmas."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm: the place of its last point, from nought, the rule, and whether it is on the high side."""

    at: int
    rule: Rule
    is_high: bool


def alarms(scores: Sequence[float | None], rules: Collection[Rule]) -> tuple[Alarm, ...]:
    """Give the alarms of a chart in their order, wherever a rule begins to hold.

    Args:
        scores: distance of each point from the centre in sigmas; None where there is no point: the others close up.
        rules: which rules count.
    """
    places = [place for place, score in enumerate(scores) if score is not None]
    found = list(_alarms([score for score in scores if score is not None], rules))
    return tuple(sorted((Alarm(places[each.at], each.rule, each.is_high) for each in found), key=lambda each: each.at))


def _alarms(scores: Sequence[float], rules: Collection[Rule]) -> Iterator[Alarm]:
    for rule in Rule:
        for is_high in (True, False):
            held = False
            for at in range(len(scores) if rule in rules else 0):
                holds = _holds(scores[: at + 1], rule, is_high=is_high)
                if holds and (rule is Rule.POINT or not held):
                    yield Alarm(at, rule, is_high)
                held = holds


def _holds(scores: Sequence[float], rule: Rule, *, is_high: bool) -> bool:
    needed, window, beyond = WINDOWS[rule]
    sided = [score if is_high else -score for score in scores[-window:]]
    return sided[-1] > beyond and sum(score > beyond for score in sided) >= needed
