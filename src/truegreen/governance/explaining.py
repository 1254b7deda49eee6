"""Any decision on what somebody may do, explained: yes or no, by which post, and who else may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truegreen.governance.asking import Denied, denied, who_may
from truegreen.governance.rights import HELD_BY, Right
from truegreen.model.people import Person, Seat


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided, and why.

    Attributes:
        person: of whom.
        right: to do what.
        no: why not; None if they may.
        by: their posts that give the right, whether or not something else is lacking.
        others: everybody else who may now.
        posts: that hold the right, in words.
    """

    person: Person
    right: Right
    no: Denied | None
    by: tuple[Seat, ...]
    others: tuple[Person, ...]
    posts: tuple[str, ...]


def decision(person: Person, right: Right, agreement: str, people: Iterable[Person]) -> Decision:
    """Explain whether a person may do something in an agreement; the same question that the gate asks.

    Args:
        person: who.
        right: what.
        agreement: in which agreement.
        people: everybody who sits for it.
    """
    by = tuple(each for each in person.at(agreement) if each.post in HELD_BY[right])
    others = tuple(each for each in people if each.id != person.id and denied(each, right, agreement) is None)
    return Decision(person, right, denied(person, right, agreement), by, others, who_may(right))
