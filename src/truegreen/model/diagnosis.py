"""Answers to the three questions that tell whether customers are served by how the work is set up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Held(StrEnum):
    """What the evidence says of a question; that there is none is an answer."""

    YES = "yes"
    NO = "no"
    UNTOLD = "not evidenced"


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its answer.

    Attributes:
        question: as people ask it.
        held: what the evidence says.
        says: why, in a sentence or two, with its counts and doubt; what would be enough where there is not enough.
        rests_on: the pages that it rests on, by the names of their doors.
    """

    question: str
    held: Held
    says: str
    rests_on: tuple[str, ...]
