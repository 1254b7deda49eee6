"""What is too much for a picture: the largest are shown by name, all others together as “and 31 more”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

REST: Final = ""
"""Under this name stand all that are not shown by their own; nobody is called so."""


def shown(weights: Mapping[str, float], most: int) -> tuple[dict[str, str], int]:
    """Give for each name the one under which it is shown, the heaviest first, and how many have none of their own.

    >>> shown({"a": 1.0, "b": 5.0, "c": 2.0}, 2)
    ({'b': 'b', 'c': '', 'a': ''}, 2)
    """
    order = sorted(weights, key=lambda name: (-weights[name], name))
    kept = order if len(order) <= most else order[: most - 1]
    return {name: name if name in kept else REST for name in order}, len(order) - len(kept)


def called(name: str, more: int) -> str:
    """Say what a name is called in a picture.

    >>> called("Lisbon", 31), called(REST, 31)
    ('Lisbon', 'and 31 more')
    """
    return name or f"and {more} more"


def cut(words: str, letters: int) -> str:
    """Cut a name to so many letters, and say so.

    >>> cut("damage claims", 20), cut("customs documents", 10)
    ('damage claims', 'customs d…')
    """
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"


def columns(values: Sequence[str], shown_as: Mapping[str, str]) -> list[str]:
    """Give the names that are shown, in their order, the rest last."""
    named = list(dict.fromkeys(shown_as[each] for each in values))
    return [each for each in named if each != REST] + [REST] * (REST in named)
