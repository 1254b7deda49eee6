"""The way around: pages of an agreement, and which of them somebody may open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils.translation import gettext_noop

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.web.doors import Asked, doors

PAGES: Final = (
    ("green", gettext_noop("Is green true"), Right.SEE),
    ("scorecard", gettext_noop("Scorecard"), Right.SEE),
    ("truth", gettext_noop("Truth"), Right.SEE),
    ("accounts", gettext_noop("Accounts"), Right.SEE_ACCOUNTS),
    ("value", gettext_noop("Value"), Right.SEE_VALUE),
    ("plan", gettext_noop("Where work lives"), Right.SEE_PLANS),
    ("shared-plans", gettext_noop("Where work lives"), Right.SEE_SHARED),
    ("statement", gettext_noop("Statement"), Right.SEE_MONEY),
    ("agreement", gettext_noop("Agreement"), Right.SEE),
    ("governance", gettext_noop("Governance"), Right.SEE),
    ("review", gettext_noop("Review"), Right.SEE),
    ("runs", gettext_noop("Runs"), Right.SEE),
    ("people", gettext_noop("People"), Right.SEE_PEOPLE),
    ("journal", gettext_noop("Journal"), Right.SEE_JOURNAL),
)
"""Pages in the order of the menu: door, title, right; of two with one title the first that may be opened is there."""
WITHIN: Final = {
    "validity": "truth", "audit": "truth", "alignment": "truth", "silence": "accounts", "heard": "accounts",
    "backtest": "accounts", "behind": "accounts", "shared-plan": "shared-plans",
}  # fmt: skip
"""Pages that stand beside one of the menu."""


@dataclass(frozen=True, slots=True)
class Way:
    """One link of the menu."""

    door: str
    title: str


def ways(asked: Asked) -> tuple[Way, ...]:
    """Give the pages of the agreement that the person may open; none outside an agreement."""
    if asked.agreement is None:
        return ()
    of = asked.agreement.agreement
    found = [way for way, right in _built() if denied(asked.person, right, of) is None]
    return tuple({way.title: way for way in reversed(found)}.values())[::-1]


@cache
def _built() -> tuple[tuple[Way, Right], ...]:
    """Give the pages of the menu that there are, each with its right."""
    built = {each.name for each in doors()}
    return tuple((Way(door, title), right) for door, title, right in PAGES if door in built)
