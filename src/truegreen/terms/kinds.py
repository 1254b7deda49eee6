"""Find the kinds of clause: the files of this folder, and what other packages offer as ``truegreen.terms``.

A kind's file has a frozen class of its name, whose fields are the clause's text, and a function ``settle`` that takes
what the clause says and how things stand, and gives what it does: ``entry.Post``, ``Alter``, ``Set``, ``Keep``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any, Final, TypeAlias, cast

from truegreen.primitives.entry import Entry
from truegreen.primitives.now import Now

_NOT_KINDS: Final = ("kinds",)


Settle: TypeAlias = Callable[[Any, Now], Iterable[Entry]]


@cache
def kinds() -> Mapping[str, type]:
    """Give the noun of every kind of clause by the name that an agreement writes.

    Raises:
        ValueError: two files give one name, or a file has no noun of its name.

    >>> kinds()["service-credit"].__name__
    'ServiceCredit'
    """
    return MappingProxyType({name: _noun(module, name) for name, module in _modules().items()})


@cache
def settles() -> Mapping[str, Settle]:
    """Give the function that settles each kind of clause, by the same names."""
    return MappingProxyType({name: module.settle for name, module in _modules().items()})


@cache
def _modules() -> Mapping[str, ModuleType]:
    here = str(Path(__file__).parent)
    modules = [
        import_module(f"{__package__}.{each.name}") for each in iter_modules([here]) if each.name not in _NOT_KINDS
    ]
    modules += [point.load() for point in entry_points(group="truegreen.terms")]
    found: dict[str, ModuleType] = {}
    for module in modules:
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        if name in found:
            raise ValueError(f"two kinds of clause are named {name}; the second is {module.__name__}")
        found[name] = module
    return found


def _noun(module: ModuleType, name: str) -> type:
    called = name.title().replace("-", "")
    if called not in vars(module):
        raise ValueError(f"the kind of clause in {module.__name__} has no class {called}")
    return cast("type", vars(module)[called])
