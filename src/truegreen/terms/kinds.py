"""Find the kinds of clause: the files of this folder, and what other packages offer as ``truegreen.terms``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Final, cast

_NOT_KINDS: Final = ("kinds", "words")


@cache
def kinds() -> Mapping[str, type]:
    """Give the noun of every kind of clause by the name that an agreement writes.

    Raises:
        ValueError: two files give one name, or a file has no noun of its name.

    >>> kinds()["service-credit"].__name__
    'ServiceCredit'
    """
    here = str(Path(__file__).parent)
    modules = [
        import_module(f"{__package__}.{each.name}") for each in iter_modules([here]) if each.name not in _NOT_KINDS
    ]
    modules += [point.load() for point in entry_points(group="truegreen.terms")]
    found: dict[str, type] = {}
    for module in modules:
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        if name in found:
            raise ValueError(f"two kinds of clause are named {name}; the second is {module.__name__}")
        found[name] = _noun(module, name)
    return MappingProxyType(found)


def _noun(module: ModuleType, name: str) -> type:
    called = name.title().replace("-", "")
    if called not in vars(module):
        raise ValueError(f"the kind of clause in {module.__name__} has no class {called}")
    return cast("type", vars(module)[called])
