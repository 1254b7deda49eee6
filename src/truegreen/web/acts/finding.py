"""What the room finds out for a move: the functions of ``web/acts/finds``, by kind of matter and move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeAlias

from truegreen.governance.workflow import Says
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter
from truegreen.web.acts import finds

Find: TypeAlias = Callable[[Matter, Agreement], Says]


def found_for(matter: Matter, move: str, agreement: Agreement) -> Says:
    """Give what is found when a move is made; nothing where nothing has to be."""
    find = _finds().get(matter.kind, {}).get(move)
    return find(matter, agreement) if find else {}


@cache
def _finds() -> Mapping[str, Mapping[str, Find]]:
    return {each.name: import_module(f"{finds.__name__}.{each.name}").FINDS for each in iter_modules(finds.__path__)}
