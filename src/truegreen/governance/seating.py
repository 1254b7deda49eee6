"""Who may give and end posts: for one's own side, never one's own, and nobody sits on both sides of an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from truegreen.governance.asking import Denied, denied
from truegreen.governance.rights import HELD_BY, Right
from truegreen.governance.saying import sentence
from truegreen.model.agreement import Side
from truegreen.model.people import EVERY, Person, Post, Seat

NEEDED: Final = (
    Right.APPROVE, Right.ISSUE, Right.APPROVE_CHANGE, Right.DISPUTE, Right.ANSWER, Right.ASK_CHANGE, Right.INVITE,
)  # fmt: skip
"""Rights that somebody of each side should hold, or nothing comes to its end."""
NOT_YOURS: Final = sentence(
    "They have posts that are not yours to end; end those of your side, or ask who looks after the workspace."
)
LAST_ONE: Final = sentence(
    "They are the last one who looks after the workspace; make somebody else an owner first."
)  # fmt: skip
OF_NEITHER: Final = sentence(
    "They belong to neither side; who looks after the workspace gives and ends their posts."
)  # fmt: skip


def posts_of(side: Side) -> tuple[Post, ...]:
    """Give the posts that somebody of a side can have.

    >>> [each.value for each in posts_of(Side.PROVIDER)]
    ['provider-lead', 'provider-analyst', 'provider-finance', 'auditor', 'read-only']
    """
    return tuple(each for each in Post if each.side in (Side.BOTH, side))


def may_tend(by: Person, whom: Person | None, agreement: str, side: Side) -> Denied | None:
    """Say why somebody may not give, change or end posts of a person for a side; None if they may.

    Args:
        by: who wants to.
        whom: whose posts; None for somebody who is new.
        agreement: of which agreement; who looks after the workspace may in each.
        side: for which side.
    """
    if whom and whom.id == by.id:
        return Denied(sentence("Nobody changes their own posts; somebody else of your side has to."))
    if by.is_owner:
        return None if by.is_sure else _unsure()
    return _tends(by, agreement, side)


def may_sit(whom: Person, seat: Seat) -> Denied | None:
    """Say why a person cannot have a post; None if they can."""
    others = [each for each in whom.seats if _meet(each.agreement, seat.agreement)]
    if any(each.side is not seat.side for each in others):
        no = sentence("%(who)s sits on the other side; nobody sits on both sides of an agreement.", who=whom.name)
        return Denied(no)
    if any(each.post is seat.post for each in others):
        return Denied(sentence("%(who)s has this post already.", who=whom.name))
    return None


def may_let_go(by: Person, whom: Person, owners: int) -> Denied | None:
    """Say why somebody may not end a person's sign-in; None if they may.

    Args:
        by: who wants to.
        whom: whose.
        owners: how many people look after the workspace.
    """
    if whom.id == by.id:
        return Denied(sentence("Nobody ends their own sign-in; somebody else has to."))
    if not by.is_owner:
        elsewhere = [each for each in whom.seats if _tends(by, each.agreement, each.side)]
        return Denied(NOT_YOURS) if elsewhere or whom.is_owner or not whom.seats else None
    if whom.is_owner and owners == 1:
        return Denied(LAST_ONE)
    return None if by.is_sure else _unsure()


def may_hold_link(by: Person, whom: Person, *, has_come: bool) -> bool:
    """Say whether somebody may see a person's link, with which they could come in as that person.

    An owner may. Others may while nobody came in by it yet, and only if all of that person's posts are theirs to give.
    """
    tends_all = all(_tends(by, each.agreement, each.side) is None for each in whom.seats)
    return by.is_owner or (tends_all and not has_come and not whom.is_owner)


def may_own(by: Person, whom: Person, owners: int, *, gives: bool) -> Denied | None:
    """Say why ownership cannot be given to a person, or taken from them; None if it can."""
    if not by.is_owner:
        return Denied(sentence("Only who looks after the workspace may do this."))
    if not by.is_sure:
        return _unsure()
    if gives is whom.is_owner:
        if gives:
            return Denied(sentence("%(who)s looks after the workspace already.", who=whom.name))
        return Denied(sentence("%(who)s does not look after the workspace already.", who=whom.name))
    if not gives and owners == 1:
        return Denied(LAST_ONE)
    return None


def undone(people: Iterable[Person], agreement: str) -> Sequence[tuple[Side, Right]]:
    """Give the rights of each side that nobody of it holds."""
    held = {(seat.side, right) for each in people for seat in each.at(agreement)
            for right in NEEDED if seat.post in HELD_BY[right]}  # fmt: skip
    return [(side, right) for side in (Side.CLIENT, Side.PROVIDER) for right in NEEDED if (side, right) not in held]


def _tends(by: Person, agreement: str, side: Side) -> Denied | None:
    no = denied(by, Right.INVITE, agreement, side)
    if side is Side.BOTH and not no:
        return Denied(OF_NEITHER)
    return no


def _meet(one: str, other: str) -> bool:
    return one == other or EVERY in (one, other)


def _unsure() -> Denied:
    no = sentence("Before you look after the workspace, your sign-in needs a second factor.")
    return Denied(no, lacks_factor=True)
