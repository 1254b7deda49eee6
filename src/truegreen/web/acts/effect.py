"""What a move does outside its matter: the functions of ``web/acts/effects``, by kind of matter and move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeAlias

from truegreen.governance.moving import Moved
from truegreen.model.agreement import Agreement
from truegreen.web.acts import effects

Effect: TypeAlias = Callable[[Moved, Agreement], Mapping[str, str]]


def done_outside(move: str, made: Moved, agreement: Agreement) -> Mapping[str, str]:
    """Do what a move does outside its matter, and say what stands in the way; nothing if it may be kept."""
    effect = _effects().get(made.matter.kind, {}).get(move)
    return effect(made, agreement) if effect else {}


@cache
def _effects() -> Mapping[str, Mapping[str, Effect]]:
    found = (each.name for each in iter_modules(effects.__path__))
    return {name: import_module(f"{effects.__name__}.{name}").EFFECTS for name in found}
