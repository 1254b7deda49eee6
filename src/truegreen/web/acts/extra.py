"""What a kind of matter shows besides: a part of a template with what it shows, from the files of ``extras``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from truegreen.governance.workflow import Says
from truegreen.model.matter import Matter
from truegreen.web.acts import extras
from truegreen.web.doors import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What is shown besides.

    Attributes:
        part: a template below ``templates/parts/extras``; it finds ``given`` under ``extra.given``.
        given: what it shows.
        shows: names of what was said that the part shows itself.
        begins: what stands in fields of forms at the beginning, by the name of what is asked.
        doors: doors through which moves are made instead of the usual one, by the move's name.
        can_look: whether the form can be looked at, with what is found in it, before it is sent.
    """

    part: str
    given: Mapping[str, Any] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    begins: Says = field(default_factory=dict)
    doors: Mapping[str, str] = field(default_factory=dict)
    can_look: bool = False


def shown_with(asked: Asked, matter: Matter) -> Extra | None:
    """Give what a matter shows besides; None where its kind shows nothing more."""
    show = getattr(_files().get(matter.kind), "shown", None)
    return show(asked, matter) if show else None


def opening_with(asked: Asked, kind: str, said: Says) -> Extra | None:
    """Give what the form that opens a matter shows besides; None where it shows nothing more."""
    show = getattr(_files().get(kind), "opening", None)
    return show(asked, said) if show else None


@cache
def _files() -> Mapping[str, Any]:
    return {each.name: import_module(f"{extras.__name__}.{each.name}") for each in iter_modules(extras.__path__)}
