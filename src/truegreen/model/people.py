"""People of the workspace: who they are, for which side they sit, and at which post, agreement by agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from truegreen.model.agreement import Side

EVERY: Final = "*"
"""A seat for every agreement of the workspace."""


class Post(StrEnum):
    """What somebody is, for one side of one agreement; what each may do stands in ``governance.rights``."""

    CLIENT_EXECUTIVE = "client-executive"
    VENDOR_MANAGER = "client-vendor-manager"
    CLIENT_FINANCE = "client-finance"
    CLIENT_COMMERCIAL = "client-commercial"
    PROVIDER_LEAD = "provider-lead"
    PROVIDER_ANALYST = "provider-analyst"
    PROVIDER_FINANCE = "provider-finance"
    AUDITOR = "auditor"
    READER = "read-only"

    @property
    def side(self) -> Side:
        """Give the side it belongs to; an auditor's or a reader's may be either."""
        start = self.value.partition("-")[0]
        return Side(start) if start in (Side.CLIENT, Side.PROVIDER) else Side.BOTH

    @property
    def words(self) -> str:
        """Say it in words.

        >>> Post.VENDOR_MANAGER.words, Post.READER.words
        ('client vendor manager', 'read-only')
        """
        return self.value if self is Post.READER else self.value.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Seat:
    """One post of somebody.

    Attributes:
        agreement: its id, or ``EVERY``.
        side: client or provider; both for somebody who belongs to neither, such as an auditor.
        post: what they are.
    """

    agreement: str
    side: Side
    post: Post

    def __post_init__(self) -> None:
        """Refuse a post of the other side."""
        if self.post.side not in (Side.BOTH, self.side):
            raise ValueError(f"a {self.post.words} does not sit for the {self.side}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in.

    Attributes:
        id: never changes, never used again.
        name: as others see it.
        seats: all of theirs.
        is_owner: whether they look after the workspace itself: people, backups, runs. It shows no agreement by itself.
        is_sure: whether their sign-in takes a second factor.
    """

    id: str
    name: str
    seats: tuple[Seat, ...] = ()
    is_owner: bool = False
    is_sure: bool = True

    def at(self, agreement: str) -> Iterator[Seat]:
        """Give their seats for an agreement."""
        return (each for each in self.seats if each.agreement in (agreement, EVERY))

    def side_in(self, agreement: str) -> Side | None:
        """Say for which side they sit; None if the agreement does not exist for them."""
        sides = {each.side for each in self.at(agreement)}
        if not sides:
            return None
        return sides.pop() if len(sides) == 1 else Side.BOTH
