"""Find the systems: the files of this folder, and what other packages offer as ``truegreen.systems``; loads none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final

from truegreen.offers import offered

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_NOT_SYSTEMS: Final = (
    "catalogue", "define", "fitting", "gather", "likely", "lists", "places", "profile", "recognise", "staging",
    "stepping", "typing",
)  # fmt: skip


def names() -> Sequence[str]:
    """Name every system; none is loaded for it.

    Raises:
        ValueError: two files give one name.
    """
    return tuple(sorted(places()))


@cache
def places() -> Mapping[str, str | EntryPoint]:
    """Say where each system is: a file of this folder, or what another package offers.

    Raises:
        ValueError: two have one name.
    """
    here = str(Path(__file__).parent)
    found: dict[str, str | EntryPoint] = {
        each.name: f"truegreen.systems.{each.name}" for each in iter_modules([here]) if each.name not in _NOT_SYSTEMS
    }
    for point in offered("truegreen.systems"):
        if point.name in found:
            raise ValueError(f"two systems are called “{point.name}”")
        found[point.name] = point
    return found
