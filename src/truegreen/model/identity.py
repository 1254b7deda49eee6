"""Who is who: the key by which people become pseudonyms, and which names in the sources mean which of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from truegreen.units.span import NOWHERE, Span

PREFIX: Final = "p-"
DIGITS: Final = 16
FINDINGS: Final = ("unmatched-identity", "doubtful-identity")
"""What every report says of rows whose case, account or provider is not known, or not for sure."""


class Kind(StrEnum):
    """What an identity is of; its columns in the fact tables are called so."""

    ACCOUNT = "account"
    PROVIDER = "provider"

    @property
    def column(self) -> str:
        """Name the column of fact tables that holds it."""
        return "account_id" if self is Kind.ACCOUNT else "provider"


@dataclass(frozen=True, slots=True)
class Key:
    """A project's secret, by which people become pseudonyms; it is never shown."""

    secret: bytes = field(repr=False)

    @property
    def mark(self) -> str:
        """Give a short digest by which two keys are told apart, and from which neither can be found."""
        import hashlib  # noqa: PLC0415 (slow to load, and a project has a key only once it has records)

        return hashlib.sha256(b"truegreen people.key " + self.secret).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Identity:
    """What one name in the sources means.

    Attributes:
        kind: account or provider.
        given: the id or name in a source.
        source: id of the mapping whose rows it is about; empty for any.
        means: our id.
        confidence: how sure that is, 0 to 1.
        by: who said so.
        since: the day on which they said it.
        at: where it is written.
    """

    kind: Kind
    given: str
    source: str
    means: str
    confidence: Decimal
    by: str
    since: date | None = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Who:
    """All that decides how people, accounts and providers are called once they are loaded.

    Attributes:
        key: makes pseudonyms of people; without it people are left empty.
        forgotten: pseudonyms of people that are left empty.
        identities: what names in the sources mean.
        least: the lowest confidence with which a meaning is used.
    """

    key: Key | None = None
    forgotten: frozenset[str] = frozenset()
    identities: tuple[Identity, ...] = ()
    least: Decimal = Decimal("0.8")

    def about(self, kind: Kind, source: str) -> list[Identity]:
        """Give what is said of a source's names of a kind."""
        return [each for each in self.identities if each.kind is kind and each.source in ("", source)]

    def decides(self, source: str, columns: set[str], *, people: bool) -> str:
        """Sum up what decides the rows of a source that fills some columns; empty if nothing does.

        Args:
            source: id of the mapping.
            columns: columns of fact tables that it may fill.
            people: whether people are among them.
        """
        return "\n".join(self._deciding(source, columns, people=people))

    def _deciding(self, source: str, columns: set[str], *, people: bool) -> Iterator[str]:
        if people and self.key:
            yield f"people {self.key.mark}"
        for kind in (each for each in Kind if each.column in columns):
            for each in self.about(kind, source):
                yield f"{kind} {each.source!r} {each.given!r} {each.means!r} {each.confidence >= self.least}"


def is_pseudonym(text: str) -> bool:
    """Say whether a text is a pseudonym.

    >>> is_pseudonym("p-0123456789abcdef"), is_pseudonym("Ana")
    (True, False)
    """
    return re.fullmatch(f"{PREFIX}[0-9a-f]{{{DIGITS}}}", text) is not None
