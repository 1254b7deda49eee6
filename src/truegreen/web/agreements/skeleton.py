"""The beginning of an amendment: what stands now, path by path, for somebody to change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from truegreen.files.amendments import Amendment, amended
from truegreen.files.dated import names_as_of
from truegreen.files.nodes import Mapping, Node, Scalar
from truegreen.files.parsing import parse
from truegreen.files.reader import read
from truegreen.model.agreement import Versions
from truegreen.primitives.calendar import settled_period
from truegreen.web.agreements.proposing import Texts, next_place

PLAIN: Final = re.compile(r"[A-Za-z0-9][\w .%/()+-]*")
"""What needs no quotes in YAML."""
NOT_TEXT: Final = ("yes", "no", "true", "false", "null", "on", "off")
USUAL: Final = re.compile(r"measures\.[^.]+\.(target|minimum)|charges\.[^.]+")
"""What is changed most."""


def skeleton(versions: Versions, texts: Texts, today: date, about: str = "") -> str:
    """Give the beginning of an amendment from the next settled period on.

    Args:
        versions: the agreement.
        texts: its texts, with their places.
        today: the day on which it is written.
        about: the path of what is to change, such as ``terms.late-shipments``; what is changed most if left out.
    """
    number = next_place(versions.id, texts, "").rpartition("-")[2].partition(".")[0]
    day = settled_period(versions.on(today), today).end
    found = list(_values(standing_tree(texts, versions.each[-1][0]), ()))
    wanted = [each for each in found if _is_wanted(each[0], about)]
    lines = "".join(f"  # {path}: {_written(text)}\n" for path, text in wanted)
    return (
        f"amends: {versions.id}\nnumber: {number}\neffective: {day}\n"
        f"clause: Amendment {number}\nset:\n{lines}"
    )  # fmt: skip


@lru_cache(maxsize=16)
def standing_tree(texts: Texts, day: date) -> Mapping:
    """Give an agreement as a tree, as amendments leave it on a day; its own text stands first."""
    base, *others = (parse(text, name, []) for text, name in texts)
    tree = names_as_of(base, day) if isinstance(base, Mapping) else Mapping({})
    read_ones = [one for each in others if each is not None and (one := read(each, Amendment, []))]
    for each in sorted(read_ones, key=lambda one: (one.effective, one.number)):
        if each.effective <= day:
            tree = amended(tree, each, day, [])
    return tree


def _values(node: Node, path: tuple[str, ...]) -> Iterator[tuple[str, Node]]:
    """Give every path that an amendment can set, with what stands there; lists are set as a whole."""
    if isinstance(node, Mapping):
        for key, inner in node.entries.items():
            if "." not in key.text:
                yield from _values(inner, (*path, key.text))
    else:
        yield ".".join(path), node


def _is_wanted(path: str, about: str) -> bool:
    return path.startswith(f"{about}.") or path == about if about else USUAL.fullmatch(path) is not None


def _written(node: Node) -> str:
    """Write a value on one line, as YAML."""
    if isinstance(node, Scalar):
        is_plain = PLAIN.fullmatch(node.text) and node.text.lower() not in NOT_TEXT
        return node.text if is_plain else json.dumps(node.text, ensure_ascii=False)
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{key.text}: {_written(each)}" for key, each in node.entries.items()) + "}"
    return f"[{', '.join(map(_written, node.items))}]"
