"""Dated values: a group whose names are all dates says what stands there from each of these days on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from operator import is_

from truegreen.files.nodes import Mapping, Node, Scalar, Sequence
from truegreen.files.scalars import DAY
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error


def as_of(node: Node, day: date) -> Node | None:
    """Give the tree as it stands on a day, or None where nothing stands there yet."""
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Sequence):
        items = tuple(each for item in node.items if (each := as_of(item, day)) is not None)
        return node if _are_same(items, node.items) else Sequence(items, node.at)
    if not is_dated(node):
        return names_as_of(node, day)
    begun = [(since, value) for key, value in node.entries.items() if (since := day_of(key)) and since <= day]
    return as_of(max(begun, key=lambda each: each[0])[1], day) if begun else None


def names_as_of(node: Mapping, day: date) -> Mapping:
    """Give a group as it stands on a day, without the names under which nothing stands yet; itself if all stands."""
    standing = ((key, as_of(value, day)) for key, value in node.entries.items())
    entries = {key: value for key, value in standing if value is not None}
    return node if _are_same(entries.values(), node.entries.values()) else Mapping(entries, node.at)


def _are_same(some: Collection[Node], others: Collection[Node]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))


def changes(node: Node) -> set[date]:
    """Collect the days from which something in the tree changes."""
    own = (
        {day for key in node.entries if (day := day_of(key))} if isinstance(node, Mapping) and is_dated(node) else set()
    )
    return own.union(*(changes(each) for each in _inside(node)))


def is_dated(node: Mapping) -> bool:
    """Say whether the names of a group are all dates."""
    return bool(node.entries) and all(day_of(key) for key in node.entries)


def half_dated(node: Node) -> Iterator[Finding]:
    """Find names that are no dates among names that look like dates."""
    if isinstance(node, Mapping) and not is_dated(node) and any(re.fullmatch(DAY, key.text) for key in node.entries):
        for key in node.entries:
            if not day_of(key):
                says = f"{shown(key.text)} is not a date, and stands among dates."
                yield error(key.at, "not-all-dates", says, "Write every name here as a day, like 2025-01-31, or none.")
    for each in _inside(node):
        yield from half_dated(each)


def day_of(text: Node | None) -> date | None:
    """Give the day that a text names, or None."""
    try:
        return date.fromisoformat(text.text) if isinstance(text, Scalar) and re.fullmatch(DAY, text.text) else None
    except ValueError:
        return None


def _inside(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Scalar):
        return ()
    return node.items if isinstance(node, Sequence) else tuple(node.entries.values())
