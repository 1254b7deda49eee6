"""How a case may stand, as far as a clock's text tells cases apart, and what the clock may do then.

A clock asks its conditions after every step, of nothing but how the case stands. So what it can never do is found by
trying: every step in every phase, with each state, priority and team that its text names, and with one it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final, NamedTuple

from truegreen.model.clock import PHASES, STEPS, Clock, When

Conditions = tuple[str | When, ...]
EVENTS: Final = tuple(each for each in STEPS if each not in PHASES)
"""Steps that happen and leave the case as it stood."""
_MOST: Final = 50_000
_STEPS: Final = (*((each, each) for each in PHASES), *product(EVENTS, PHASES))


class Stand(NamedTuple):
    """How a case stands after a step: the step, the phase it is in, and words for the rest; empty for any others."""

    kind: str
    step: str
    state: str = ""
    priority: str = ""
    team: str = ""


def stands(clock: Clock) -> list[Stand]:
    """Give every way in which a case may stand that the clock can tell apart; none if there are far too many."""
    every = [each for each in _conditions(clock) if isinstance(each, When)]
    words = [_told_apart([getattr(each, name) for each in every]) for name in ("state", "priority", "team")]
    if len(_STEPS) * len(words[0]) * len(words[1]) * len(words[2]) > _MOST:
        return []
    return [Stand(*step, *rest) for step, *rest in product(_STEPS, *words)]


def _conditions(clock: Clock) -> Conditions:
    return clock.starts + clock.stops + clock.pauses + clock.resumes + clock.resets + clock.cancels


def _told_apart(asked: Iterable[tuple[str, ...]]) -> list[str]:
    """Give an empty word, and of the words that all the same conditions name one."""
    where: dict[str, tuple[int, ...]] = {}
    for place, words in enumerate(asked):
        for word in dict.fromkeys(words):
            where[word] = (*where.get(word, ()), place)
    return ["", *{places: word for word, places in reversed(where.items())}.values()]


def holds(conditions: Conditions, stand: Stand) -> bool:
    """Say whether any of some conditions holds of how a case stands."""
    return any(_holds(each, stand) for each in conditions)


def _holds(condition: str | When, stand: Stand) -> bool:
    if isinstance(condition, str):
        return condition in stand[:2]
    steps = not condition.step or bool({*condition.step} & {*stand[:2]})
    rest = ((condition.state, stand.state), (condition.priority, stand.priority), (condition.team, stand.team))
    return steps and all(not words or held in words for words, held in rest)


def ends(clock: Clock, stand: Stand) -> bool:
    """Say whether a clock is stopped or made void by how a case stands, so that it does not start either."""
    return stand.step == "merged" or holds(clock.stops + clock.cancels, stand)


def beginning(clock: Clock) -> Iterator[Stand]:
    """Give the ways to stand in which a clock starts."""
    return (each for each in stands(clock) if holds(clock.starts, each) and not ends(clock, each))


def going_on(clock: Clock) -> Iterator[Stand]:
    """Give the ways to stand in which a clock that was started may go on."""
    return (each for each in stands(clock) if not ends(clock, each) and (not clock.lapses or holds(clock.starts, each)))


def stops_when_done(clock: Clock) -> bool:
    """Say whether the end of a case stops a clock, rather than an answer on the way."""
    return any(holds(clock.stops, each) for each in stands(clock) if each.kind in ("resolved", "closed"))


def said(condition: str | When) -> str:
    """Write a condition, like state Pending, priority P1 or P2."""
    if isinstance(condition, str):
        return condition
    asked = ((name, getattr(condition, name)) for name in ("step", "state", "priority", "team"))
    return ", ".join(f"{name} {' or '.join(words)}" for name, words in asked if words) or "any step at all"
