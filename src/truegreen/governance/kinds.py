"""All kinds of matters, found by listing their folder; other packages offer more by entry point."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from truegreen.governance import matters
from truegreen.governance.workflow import Workflow
from truegreen.offers import offered

GROUP: Final = "truegreen.matters"


@cache
def kinds() -> Mapping[str, Workflow]:
    """Give every workflow by its name.

    Raises:
        ValueError: two have one name.
    """
    own = [import_module(f"{matters.__name__}.{each.name}").WORKFLOW for each in iter_modules(matters.__path__)]
    found: dict[str, Workflow] = {}
    for each in (*own, *(entry.load() for entry in offered(GROUP))):
        if each.name in found:
            raise ValueError(f"two kinds of matter are called {each.name}")
        found[each.name] = each
    return found
