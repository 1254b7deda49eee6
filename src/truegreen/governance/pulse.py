"""The relationship pulse: how each side feels about working with the other, and how far the two are apart.

Five questions, each answered from 1 to 5 once a month. A side's mean comes with its 95 % interval (Student), the gap
between the sides with Welch's. Where fewer than three of a side answered, nothing of it is said: two who know what
they said themselves would know what the other said. Nor is it where all of a side said the same: the mean would be
everybody's answer, and nobody knows the spread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from truegreen.governance.saying import joined, sentence
from truegreen.model.agreement import Side
from truegreen.stats.intervals import t_of

LEAST: Final = 3
"""Answers of a side before anything is said of it."""
SCALE: Final = range(1, 6)


@dataclass(frozen=True, slots=True)
class Question:
    """One question; 5 is what both sides would like to hear."""

    name: str
    asks: str
    low: str
    high: str


QUESTIONS: Final = (
    Question("trust", "Do you believe what the other side tells you?", "hardly ever", "always"),
    Question("hears", "Does the other side act on what you tell it?", "hardly ever", "always"),
    Question("bad-news", "Does bad news reach you early enough to act on it?", "too late", "early"),
    Question("fair", "When something goes wrong, is what follows fair to both sides?", "not at all", "entirely"),
    Question("again", "Would you choose to work together again?", "certainly not", "certainly"),
)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of answers, or a difference of two, with its 95 % interval."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """What both sides said to one question.

    Attributes:
        question: which.
        client, provider: the means; None where they are withheld.
        gap: client's less provider's, with its interval; None where either is withheld.
        withheld: why something is, in a sentence; empty where nothing is.
    """

    question: Question
    client: Mean | None
    provider: Mean | None
    gap: Mean | None
    withheld: str


def problems(said: Mapping[str, str]) -> dict[str, str]:
    """Say what is wrong with answers, by question; nothing if each is answered."""
    return {
        each.name: sentence("“%(asks)s” is answered from 1 to 5.", asks=sentence(each.asks)) for each in QUESTIONS
        if said.get(each.name, "").strip() not in map(str, SCALE)
    }  # fmt: skip


def lines(answers: Iterable[tuple[Side, Mapping[str, int]]]) -> list[Line]:
    """Give what both sides said, question by question; who said it is not asked for."""
    told = list(answers)
    return [_line(each, [(side, said[each.name]) for side, said in told if each.name in said]) for each in QUESTIONS]


def _line(question: Question, told: Sequence[tuple[Side, int]]) -> Line:
    held = {each: [one for side, one in told if side is each] for each in (Side.CLIENT, Side.PROVIDER)}
    why = {side: _why_withheld(side, answers) for side, answers in held.items()}
    client, provider = (None if why[side] else _mean(answers) for side, answers in held.items())
    gap = None if any(why.values()) else _gap(held[Side.CLIENT], held[Side.PROVIDER])
    return Line(question, client, provider, gap, joined(*why.values()))


def _why_withheld(side: Side, held: Sequence[int]) -> str:
    if len(held) < LEAST:
        return sentence(
            "Withheld: %(many)s of the %(side)s’s side answered; %(least)s must have, so that nobody’s answer shows.",
            many=len(held), side=sentence(side.value), least=LEAST,
        )  # fmt: skip
    if len(set(held)) == 1:
        return sentence(
            "Withheld: all of the %(side)s’s side who answered said the same, so the mean would be everybody’s answer.",
            side=sentence(side.value),
        )
    return ""


def _mean(held: Sequence[int]) -> Mean:
    value, spread = _moments(held)
    half = t_of(0.95, len(held) - 1) * sqrt(spread / len(held))
    return Mean(value, max(value - half, SCALE[0]), min(value + half, SCALE[-1]), len(held))


def _gap(client: Sequence[int], provider: Sequence[int]) -> Mean:
    """Give the difference of two means with Welch's interval; degrees of freedom are rounded down."""
    (one, spread), (other, beside) = _moments(client), _moments(provider)
    first, second, many = spread / len(client), beside / len(provider), len(client) + len(provider)
    freedom = (first + second) ** 2 / (first**2 / (len(client) - 1) + second**2 / (len(provider) - 1))
    half = t_of(0.95, max(int(freedom), 1)) * sqrt(first + second)
    widest = SCALE[-1] - SCALE[0]
    return Mean(one - other, max(one - other - half, -widest), min(one - other + half, widest), many)


def _moments(held: Sequence[int]) -> tuple[float, float]:
    """Give mean and variance."""
    mean = sum(held) / len(held)
    return mean, sum((each - mean) ** 2 for each in held) / (len(held) - 1)
