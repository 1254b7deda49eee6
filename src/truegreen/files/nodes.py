"""A text as a tree: text, lists, and names with something under each; every piece knows its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """One piece of text, as written; two are equal if their texts are."""

    text: str
    at: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    at: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names and what stands under them, in the order written."""

    entries: dict[Scalar, Node]
    at: Span = field(default=NOWHERE, compare=False)

    def get(self, name: str) -> Node | None:
        """Give what stands under a name."""
        return self.entries.get(Scalar(name))


Node: TypeAlias = Scalar | Sequence | Mapping
