"""Who talks to whom: function by function, under the two single points of contact.

In a bow-tie everything goes through one person on each side. Here the single points of contact stand above, and the
functions of both sides talk directly, each with its own: in escalations, in meetings, and in this workspace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from truegreen.governance.saying import sentence
from truegreen.model.agreement import Agreement, Contact, Escalation, Meeting, Party, Side
from truegreen.model.people import Person, Post

PAIRS: Final = (
    ("What is agreed and decided", Post.CLIENT_EXECUTIVE, Post.PROVIDER_LEAD),
    ("How it goes, month by month", Post.VENDOR_MANAGER, Post.PROVIDER_LEAD),
    ("Customers and accounts", Post.CLIENT_COMMERCIAL, Post.PROVIDER_ANALYST),
    ("Money", Post.CLIENT_FINANCE, Post.PROVIDER_FINANCE),
)
"""Posts of the workspace that talk to each other, and of what."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a tie: a function, who it is where that is known, and whether it is known that nobody is."""

    name: str
    people: tuple[str, ...] = ()
    is_vacant: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """Functions of both sides that talk to each other.

    Attributes:
        about: what it is: a step, a meeting, a part of the work.
        when: how often, or how quickly one answers; empty where nobody says.
        client, provider: the functions; empty where a side has none.
        others: who else is there, of a side that the agreement does not tell.
    """

    about: str
    when: str
    client: tuple[End, ...]
    provider: tuple[End, ...]
    others: tuple[str, ...] = ()

    @property
    def is_one_sided(self) -> bool:
        """Say whether a side has nobody there, as far as anybody knows."""
        return not (self.client and self.provider)


@dataclass(frozen=True, slots=True)
class BowTie:
    """The two parties with their single points of contact, and every tie between their functions."""

    client: Party
    provider: Party
    escalations: tuple[Tie, ...]
    meetings: tuple[Tie, ...]
    here: tuple[Tie, ...]


def bow_tie(agreement: Agreement, people: Iterable[Person] | None = None) -> BowTie:
    """Give who talks to whom.

    Args:
        agreement: as it stands.
        people: those who sit for it; None where whoever looks may not see who does.
    """
    steps = agreement.governance.escalation if agreement.governance else ()
    meetings = agreement.governance.meetings if agreement.governance else {}
    seated = None if people is None else list(people)
    return BowTie(
        agreement.parties.client, agreement.parties.provider,
        tuple(_step(number, each) for number, each in enumerate(steps, start=1)),
        tuple(_meeting(name, each, agreement) for name, each in meetings.items()),
        tuple(_pair(about, one, other, seated, agreement.agreement) for about, one, other in PAIRS),
    )  # fmt: skip


def side_of(function: str, agreement: Agreement) -> Side | None:
    """Say whose a function is, by what the agreement calls it elsewhere; None where that does not tell."""
    parties, wanted = agreement.parties, _plain(function)
    steps = agreement.governance.escalation if agreement.governance else ()
    known = {
        Side.CLIENT: (*_names(parties.client.contact), *(each.client for each in steps)),
        Side.PROVIDER: (*_names(parties.provider.contact), *(each.provider for each in steps)),
    }
    found = {side for side, names in known.items() if wanted in map(_plain, names)}
    for side, party in ((Side.CLIENT, parties.client), (Side.PROVIDER, parties.provider)):
        if party.name.partition(" ")[0].casefold() in wanted.split():
            found.add(side)
    return found.pop() if len(found) == 1 else None


def _names(contact: Contact) -> Iterator[str]:
    yield contact.name
    if contact.role:
        yield contact.role


def _plain(name: str) -> str:
    """Give a function's name by which it is known again: of one or several, in small letters."""
    return name.strip().casefold().removesuffix("s")


def _step(number: int, of: Escalation) -> Tie:
    about = sentence("Escalation, step %(number)s", number=number)
    when = sentence("answered within %(within)s", within=of.within)
    return Tie(about, when, (End(of.client),), (End(of.provider),))


def _meeting(name: str, of: Meeting, agreement: Agreement) -> Tie:
    sides = [(each, side_of(each, agreement)) for each in of.attends]
    title = name.replace("-", " ").replace("_", " ").capitalize()
    return Tie(
        title, sentence(f"every {of.every}"),
        tuple(End(each) for each, side in sides if side is Side.CLIENT),
        tuple(End(each) for each, side in sides if side is Side.PROVIDER),
        tuple(each for each, side in sides if side is None),
    )  # fmt: skip


def _pair(about: str, one: Post, other: Post, people: list[Person] | None, agreement: str) -> Tie:
    client, provider = ((_end(each, people, agreement),) for each in (one, other))
    return Tie(sentence(about), "", client, provider)


def _end(post: Post, people: list[Person] | None, agreement: str) -> End:
    sit = tuple(each.name for each in people or () if any(seat.post is post for seat in each.at(agreement)))
    return End(sentence(post.words.capitalize()), sit, people is not None and not sit)
