"""Calls: every operation of the API, with what it takes to be let in. There is no operation that is not one of these.

A file of ``web/api`` lists its calls as ``CALLS``. Its gate asks before the function is called, which therefore never
has to; the function gets what was asked, and what path, query and body hold besides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

from truegreen.governance.rights import Right
from truegreen.web import api
from truegreen.web.doors import Open
from truegreen.web.people.tokens import Scope

PLACE: Final = "/api/v1/"
AGREEMENT: Final = "agreements/{agreement}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One operation.

    Attributes:
        name: unique; programs made from the schema call their functions by it.
        method: GET or POST.
        path: below ``PLACE``; ``agreements/{agreement}/…`` is of an agreement.
        does: takes what was asked, and what path, query and body hold.
        needs: the right, or what else it takes.
        scope: how far a token has to reach.
        gives: what comes back, as a schema.
        status: of the answer.
        largest: bytes of a body.
        body: what the schema says of the body, where it is no JSON.
        media: what the answer is written as, where it is no JSON.
        group: under which heading it is shown; the first part of its path after the agreement, if left out.
        example: a body that can do what it is for.
        conflicts: whether somebody may have been there in between.
    """

    name: str
    method: str
    path: str
    does: Callable[..., Any]
    needs: Right | Open
    scope: Scope
    gives: Any
    status: int = 200
    largest: int = 2_000_000
    body: Any = None
    media: tuple[str, ...] = ()
    group: str = ""
    example: Mapping[str, Any] | None = None
    conflicts: bool = False

    @property
    def address(self) -> str:
        """Give the whole address, as the schema writes it."""
        return PLACE + re.sub(r"{\w+:", "{", self.path)

    @property
    def summary(self) -> str:
        """Say in one line what it does."""
        return (self.does.__doc__ or "").partition("\n")[0]

    @property
    def terms(self) -> str:
        """Say in a sentence what it takes."""
        return f"Takes the right to {self.needs.value}" if isinstance(self.needs, Right) else "Takes signing in"


@cache
def calls() -> tuple[Call, ...]:
    """Give every call.

    Raises:
        ValueError: two have one name, or one method and path.
    """
    listed = [import_module(f"{api.__name__}.{each.name}") for each in iter_modules(api.__path__)]
    found = tuple(call for module in listed for call in getattr(module, "CALLS", ()))
    for told in ([each.name for each in found], [f"{each.method} {each.path}" for each in found]):
        twice = {each for each in told if told.count(each) > 1}
        if twice:
            raise ValueError(f"two calls are one: {', '.join(sorted(twice))}")
    return found
