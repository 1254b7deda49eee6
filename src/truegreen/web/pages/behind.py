"""A piece of work that is green outside and red inside, opened: the accounts behind it, and its cases one by one."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from truegreen.governance.asking import Denied
from truegreen.governance.rights import Right
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.pages.accounts_list import money
from truegreen.web.pages.shown import AGREEMENT, tabs_of
from truegreen.web.shown.alike import alike
from truegreen.web.shown.withholding import hidden_for, notice, record_for

NOTHING: Final = Denied("There is no such piece of work in the latest run.", exists=False)
MOST: Final = 300
"""Cases that are listed; programs get all."""


def behind(asked: Asked, entry: str) -> HttpResponse:
    """Show the accounts and the cases behind an entry of the truth test."""
    found = record_for(asked, f"behind/{entry}") if entry.isdecimal() else None
    if found is None:
        return refused(asked, NOTHING)
    tabs, tab = tabs_of("truth")
    where, _, says = found["entry"]["says"].partition(": ")
    told = {"tabs": tabs, "tab": tab, "says": says, "most": MOST, "money": money, "withheld": notice(asked)}
    given = {"of": found, "where": where}
    return alike(asked, "behind.html", lambda: {**told, **given}, hidden_for(asked), **given)


DOORS: Final = (
    Door(name="behind", path=AGREEMENT + "truth/<str:entry>", view=behind, needs=Right.SEE_ACCOUNTS),
)  # fmt: skip
