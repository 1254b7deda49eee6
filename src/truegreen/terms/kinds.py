"""Find the kinds of clause: the files of this folder, and what other packages offer as ``truegreen.terms``.

A kind's file has a frozen class of its name, whose fields are the clause's text, and a function ``settle`` that takes
what the clause says and how things stand, and gives what it does: ``entry.Post``, ``Alter``, ``Set``, ``Keep``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from truegreen.offers import offered
from truegreen.primitives.entry import Entry
from truegreen.primitives.now import Now

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_NOT_KINDS: Final = ("kinds",)


Settle: TypeAlias = Callable[[Any, Now], Iterable[Entry]]


def kinds() -> Mapping[str, type]:
    """Give the noun of every kind of clause by the name that an agreement writes.

    Raises:
        ValueError: two files give one name, or a file has no noun of its name.

    >>> kinds()["service-credit"].__name__
    'ServiceCredit'
    """
    return MappingProxyType({name: noun_of(name) for name in names()})


def names() -> Sequence[str]:
    """Name every kind of clause; none is loaded for it.

    Raises:
        ValueError: two files give one name.
    """
    return tuple(_places())


@cache
def noun_of(name: str) -> type:
    """Give the noun of a kind, loading its file.

    Raises:
        KeyError: there is no such kind.
        ValueError: the file has no noun of its name.
    """
    module, called = _module(name), name.title().replace("-", "")
    if called not in vars(module):
        raise ValueError(f"the kind of clause in {module.__name__} has no class {called}")
    return cast("type", vars(module)[called])


@cache
def settle_of(name: str) -> Settle:
    """Give the function that settles a kind, loading its file.

    Raises:
        KeyError: there is no such kind.
    """
    return cast("Settle", _module(name).settle)


@cache
def _module(name: str) -> ModuleType:
    place = _places()[name]
    return import_module(place) if isinstance(place, str) else cast("ModuleType", place.load())


@cache
def _places() -> Mapping[str, str | EntryPoint]:
    """Say where each kind is: a file of this folder, or what another package offers."""
    here = str(Path(__file__).parent)
    found: dict[str, str | EntryPoint] = {
        each.name.replace("_", "-"): f"{__package__}.{each.name}"
        for each in iter_modules([here])
        if each.name not in _NOT_KINDS
    }
    for point in offered("truegreen.terms"):
        name = point.value.rpartition(".")[2].replace("_", "-")
        if name in found:
            raise ValueError(f"two kinds of clause are named {name}; the second is {point.value}")
        found[name] = point
    return found
