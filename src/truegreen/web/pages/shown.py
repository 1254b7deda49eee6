"""Pages that a run shows, from the shelf: truth, validity, audits, accounts, value, each with its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext_noop

from truegreen.governance.rights import Right
from truegreen.web.doors import Asked, Door
from truegreen.web.rendering import page, shelved
from truegreen.web.shown.shelf import page_of
from truegreen.web.shown.withholding import notice, record_for, speaks_of_hidden

AGREEMENT: Final = "a/<str:agreement>/"


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several pages that stand beside each other; ``is_own`` where a file of its own has its door."""

    door: str
    kept: str
    title: str
    is_own: bool = False


FAMILIES: Final = (
    ("truth", Right.SEE, (
        Tab("truth", "truth", "Pieces of work"), Tab("validity", "validity", "Which figures count"),
        Tab("audit", "audit", "Audits"), Tab("alignment", "alignment", "Month by month"),
    )),
    ("accounts", Right.SEE_ACCOUNTS, (
        Tab("accounts", "accounts", "Who may leave", is_own=True), Tab("ranking", "accounts", "As the run has it"),
        Tab("silence", "silence", "Who fell silent"),
        Tab("heard", "heard", "What was heard"), Tab("backtest", "backtest", "How warnings fared"),
    )),
    ("value", Right.SEE_VALUE, (
        Tab("value", "value", "What it was worth"), Tab("pilots", "pilots", "Pilots", is_own=True),
    )),
    ("plan", Right.SEE_PLANS, (
        Tab("segments", "segment", "Segments", is_own=True), Tab("suppliers", "suppliers", "Suppliers", is_own=True),
        Tab("plan", "allocate", "Plan", is_own=True), Tab("capacity", "staff", "Capacity", is_own=True),
        Tab("cost", "tco", "Cost", is_own=True), Tab("saved-plans", "", "Saved and shared", is_own=True),
    )),
    ("governance", Right.SEE, (
        Tab("governance", "", "What is open", is_own=True), Tab("meetings", "", "When we meet", is_own=True),
        Tab("pulse", "", "How we feel", is_own=True),
    )),
)  # fmt: skip
"""Pages by the entry of the menu they belong to, and the right they need."""

LEFT: Final[Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]]] = {
    "truth": (("entries", gettext_noop("Where contract and customers part ways"), ("says",)),),
    "validity": (("figures", "Which figures count", ("title", "advice", "why")),),
    "audit": (("lines", "Audits", ("standing", "says", "innocent")),),
}
"""What is left of a page where a measure of it is a draft of the other side: lists of its record, and their fields."""


def tabs_of(family: str, door: str = "") -> tuple[tuple[Tab, ...], Tab]:
    """Give the pages that stand beside each other, and the one that is meant; the first if none is named."""
    tabs = next(each for name, _, each in FAMILIES if name == family)
    return tabs, next(each for each in tabs if each.door == (door or family))


def shown(asked: Asked, family: str, tabs: tuple[Tab, ...], tab: Tab) -> HttpResponse:
    """Show one; where nothing is on the shelf yet, say what to do."""
    found = page_of(asked.of.agreement, tab.kept)
    if found is None:
        return page(asked, "nothing_yet.html", family=family, tabs=tabs, tab=tab)
    if not speaks_of_hidden(asked, tab.kept, found):
        opened = _opened(asked) if tab.kept == "truth" else ()
        return shelved(asked, "shown.html", found, family=family, tabs=tabs, tab=tab, opened=opened)
    record = record_for(asked, tab.kept) or {}
    lists = [(title, record.get(name, ()), fields) for name, title, fields in LEFT.get(tab.kept, ())]
    return page(asked, "shown_without.html", family=family, tabs=tabs, tab=tab, lists=lists, withheld=notice(asked))


def _opened(asked: Asked) -> Sequence[tuple[int, int]]:
    """Give the number of each piece of work whose cases are kept, and how many they are."""
    entries = (record_for(asked, "truth") or {}).get("entries", ())
    return [(each["number"], each["behind"]["cases"]) for each in entries if each.get("behind")]


DOORS: Final = tuple(
    Door(
        name=tab.door, path=f"{AGREEMENT}{tab.door}", needs=right,
        view=partial(shown, family=family, tabs=tabs, tab=tab),
    )
    for family, right, tabs in FAMILIES for tab in tabs if not tab.is_own
)  # fmt: skip
