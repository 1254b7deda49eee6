"""May somebody do something? Yes, no with the reason and who may, or there is no such thing for them."""

from __future__ import annotations

from dataclasses import dataclass

from truegreen.governance.rights import BY_SECOND_FACTOR, CLIENTS_OWN, HELD_BY, Right
from truegreen.governance.saying import Sentence, joined, sentence
from truegreen.model.agreement import Side
from truegreen.model.people import Person, Post, Seat


@dataclass(frozen=True, slots=True)
class Denied:
    """A no.

    Attributes:
        reason: why, in one sentence.
        who: posts that may, in words; empty where nobody may now.
        exists: whether they may know that there is such a thing; if not, the answer is that there is none.
        lacks_factor: whether they may as soon as their sign-in takes a second factor.
    """

    reason: str
    who: tuple[str, ...] = ()
    exists: bool = True
    lacks_factor: bool = False

    def __str__(self) -> str:
        """Write the reason, and who may."""
        reason = self.reason if isinstance(self.reason, Sentence) else sentence(self.reason)
        if not self.who:
            return reason
        who = (sentence(self.who[0].capitalize()), *map(sentence, self.who[1:]))
        return joined(reason, sentence("%(who)s may.", who=joined(*who, by=", ")))


def denied(person: Person, right: Right, agreement: str, side: Side | None = None) -> Denied | None:
    """Say why somebody may not do something in an agreement; None if they may.

    Args:
        person: who.
        right: what.
        agreement: the agreement's id.
        side: the side for which it has to be done; either if left out.
    """
    seats = tuple(person.at(agreement))
    if not seats:
        return Denied(sentence("There is no such agreement."), exists=False)
    if any(_holds(each, right, side) for each in seats):
        return _unsure(right) if right in BY_SECOND_FACTOR and not person.is_sure else None
    posts, what = joined(*(sentence(each.post.words) for each in seats), by=" and "), sentence(right.value)
    reason = sentence("As %(posts)s you may not %(what)s.", posts=posts, what=what)
    if side and any(_holds(each, right, None) for each in seats):
        reason = sentence("It is for the %(side)s to do this.", side=sentence(side.value))
    return Denied(reason, who_may(right, side))


def lacks_factor(person: Person, agreement: str) -> bool:
    """Say whether a second factor is all that somebody lacks for a right of theirs."""
    found = (denied(person, right, agreement) for right in BY_SECOND_FACTOR)
    return any(each.lacks_factor for each in found if each)


def _unsure(right: Right) -> Denied:
    no = sentence("Before you may %(what)s, your sign-in needs a second factor.", what=sentence(right.value))
    return Denied(no, lacks_factor=True)


def who_may(right: Right, side: Side | None = None) -> tuple[str, ...]:
    """Name the posts that hold a right, in the order of ``Post``.

    >>> who_may(Right.ISSUE)
    ('client finance', 'provider finance')
    """
    return tuple(each.words for each in Post if each in HELD_BY[right] and each.side in (Side.BOTH, side or each.side))


def _holds(seat: Seat, right: Right, side: Side | None) -> bool:
    if right in CLIENTS_OWN and seat.side is Side.PROVIDER:
        return False
    return seat.post in HELD_BY[right] and (side is None or side is Side.BOTH or seat.side is side)
