"""What JSON documents are made of, and which of their lists holds the records."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, TypeAlias

from truegreen.sources.json_events import BEGINS, ENDS, Event
from truegreen.sources.limits import DEEPEST, BrokenError

Part: TypeAlias = tuple[str, str, Iterator[Event]]

DOCUMENTS: Final = "."
"""How the documents themselves are named, where each of them is a record."""
# Names by which a document shows that it is a record and no envelope: id, sys_id, contactId; but not requestId.
_ID: Final = re.compile(r"(?!(?i:request|trace|job|query|batch))(_?id|Id|ID|uuid|guid|.+(_id|[a-z]I[dD]))")
_LOOKED_AT, _MOST = 100, 1000


@dataclass(slots=True)
class Listed:
    """What was seen of a list.

    Attributes:
        times: how many documents hold it.
        things: how many things stand in it.
        objects: how many of these are objects.
        names: the names asked for that its first objects have.
    """

    times: int = 0
    things: int = 0
    objects: int = 0
    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Survey:
    """What was seen of documents.

    Attributes:
        documents: how many there are.
        names: the names in the documents themselves.
        lists: their lists, by dotted names; a list at the top has none.
        last: the list that was looked at last.
    """

    documents: int = 0
    names: set[str] = field(default_factory=set)
    lists: dict[str, Listed] = field(default_factory=dict)
    last: str = ""


def parts(given: Iterable[Event]) -> Iterator[Part]:
    """Take documents apart: each ``document`` begins, has ``name`` and ``list``, and in each list its ``thing``."""
    stream = iter(given)
    keys: list[str] = []
    inside: str | None = None
    for event, value in stream:
        if inside is not None:
            if event == "end_array":
                inside = None
            else:
                thing = whole(chain([(event, value)], stream))
                yield "thing", inside, thing
                _pass(thing)
            continue
        if not keys:
            yield "document", "", iter(())
        if event == "start_array":
            inside = ".".join(keys)
            yield "list", inside, iter(())
        elif event == "start_map":
            keys.append("")
            _refuse_depth(len(keys))
        elif event == "map_key":
            keys[-1] = value
            if len(keys) == 1:
                yield "name", value, iter(())
        elif event == "end_map":
            keys.pop()


def whole(stream: Iterable[Event]) -> Iterator[Event]:
    """Give the events of the one thing that begins here."""
    depth = 0
    for event, value in stream:
        if event in BEGINS:
            depth += 1
            _refuse_depth(depth)
        elif event in ENDS:
            depth -= 1
        yield event, value
        if not depth:
            return


def survey(given: Iterable[Event], asked: AbstractSet[str], seen: Survey) -> Survey:
    """Look at documents from their beginning to their end, for the names that are asked for."""
    for kind, name, thing in parts(given):
        if kind == "document":
            seen.documents += 1
        elif kind == "name" and len(seen.names) < _MOST:
            seen.names.add(name)
        elif kind in ("list", "thing") and (name in seen.lists or len(seen.lists) < _MOST):
            listed = seen.lists.setdefault(name, Listed())
            seen.last = name
            _count(listed, kind, thing, asked)
    return seen


def _count(listed: Listed, kind: str, thing: Iterator[Event], asked: AbstractSet[str]) -> None:
    if kind == "list":
        listed.times += 1
        return
    listed.things += 1
    listed.objects += next(thing)[0] == "start_map"
    if asked and listed.things <= _LOOKED_AT:
        listed.names |= asked & set(_names(thing))


def _names(thing: Iterator[Event]) -> Iterator[str]:
    """Give the names in an object that has just begun."""
    depth = 1
    for event, value in thing:
        depth += (event in BEGINS) - (event in ENDS)
        if event == "map_key" and depth == 1:
            yield value


def chosen(seen: Survey, asked: AbstractSet[str]) -> str | None:
    """Give the name of the list that holds the records, ``.`` where each document is one, None if nothing is.

    That is where most of the names asked for are; else the longest list of objects of those nearest to the top. A
    document with an id of its own is a record, and no envelope.
    """
    lists = {name: each for name, each in seen.lists.items() if each.objects or not each.things}
    best = max(lists, key=lambda name: (len(lists[name].names), -name.count("."), lists[name].objects), default=None)
    own = len(asked & seen.names) if asked else any(_ID.fullmatch(name) for name in seen.names)
    if own and own >= (len(lists[best].names) if best is not None else 0):
        return DOCUMENTS
    return best if best is not None else DOCUMENTS if seen.names else None


def _refuse_depth(depth: int) -> None:
    if depth > DEEPEST:
        says = f"Lists and objects stand in each other more than {DEEPEST} deep, as in no honest record."
        raise BrokenError("json-too-deep", says, "Look at the file; it may be damaged, or made to do harm.")


def _pass(stream: Iterator[Any]) -> None:
    deque(stream, maxlen=0)
