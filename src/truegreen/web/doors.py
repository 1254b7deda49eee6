"""Doors: every address of the workspace, with what it takes to come in. There is no address that is not one of these.

A file of ``web/pages`` or ``web/api`` lists its doors as ``DOORS``. The gate asks before the view is called, so a view
never has to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponseBase

from truegreen.governance.rights import Right
from truegreen.model.agreement import Agreement, Versions
from truegreen.model.people import Person


class Open(Enum):
    """What it takes where it takes no right in an agreement."""

    ANYBODY = "no signing in"
    MEMBER = "signing in"
    OWNER = "looking after the workspace"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came through the gate.

    Attributes:
        http: the request itself.
        person: who asks.
        versions: the agreement through time, if the address is of one.
        agreement: the same as it stands today.
    """

    http: HttpRequest
    person: Person
    versions: Versions | None = None
    agreement: Agreement | None = None

    @property
    def of(self) -> Agreement:
        """Give the agreement.

        Raises:
            LookupError: the address is of none; its door was declared wrongly.
        """
        if self.agreement is None:
            raise LookupError("this address is of no agreement")
        return self.agreement


View: TypeAlias = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One address.

    Attributes:
        name: unique; by it links are made.
        path: as Django writes it; ``a/<str:agreement>/…`` is of an agreement.
        view: takes what was asked, and what the path holds besides.
        needs: the right, or what else it takes.
        methods: what may be done there.
    """

    name: str
    path: str
    view: View
    needs: Right | Open
    methods: tuple[str, ...] = ("GET",)


@cache
def doors() -> tuple[Door, ...]:
    """Give every door.

    Raises:
        ValueError: two have one name, or one path.
    """
    found = tuple(_listed("truegreen.web.pages"))
    for kind, told in (("name", [each.name for each in found]), ("path", [each.path for each in found])):
        twice = {each for each in told if told.count(each) > 1}
        if twice:
            raise ValueError(f"two doors have one {kind}: {', '.join(sorted(twice))}")
    return found


def _listed(package: str) -> Iterator[Door]:
    place: Any = import_module(package)
    for each in iter_modules(place.__path__):
        yield from getattr(import_module(f"{package}.{each.name}"), "DOORS", ())
