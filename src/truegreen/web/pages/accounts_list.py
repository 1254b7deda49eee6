"""Who may leave, as a list that can be filtered and sorted, with the saves that are under way for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from truegreen.governance.asking import denied
from truegreen.governance.kinds import kinds
from truegreen.governance.rights import Right
from truegreen.governance.workflow import Stage
from truegreen.model.warning import Alert, Chance
from truegreen.reports import warning_words as words
from truegreen.reports.value_words import estimated
from truegreen.units.money import Money
from truegreen.web.acts.matters import matters_of
from truegreen.web.doors import Asked, Door
from truegreen.web.models import MatterRow
from truegreen.web.pages.shown import AGREEMENT, tabs_of
from truegreen.web.people.known import names
from truegreen.web.rendering import page
from truegreen.web.shown.accounts import Word, arms, entered, last_words
from truegreen.web.shown.alike import alike
from truegreen.web.shown.shelf import record_of

MANY: Final = 50
"""Accounts on a page."""
OPEN: Final = ("assigned", "tried")
"""Stages in which a save is under way."""
Risk = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see of the list; all of it stands in the address."""

    owner: str = ""
    segment: str = ""
    alert: str = ""
    sort: str = "loss"
    page: int = 1

    def link(self, **other: Any) -> str:
        """Give the address of the same list with something else in it."""
        told = replace(self, **{"page": 1, **other})
        said = {name: getattr(told, name) for name in ("owner", "segment", "alert", "sort", "page")}
        return "?" + urlencode({name: each for name, each in said.items() if each not in ("", 1)})


@dataclass(frozen=True, slots=True)
class Row:
    """An account of the list, in words, with the save that is under way and the last that was heard."""

    risk: Risk
    chance: str
    loss: str
    alert: Alert
    save: MatterRow | None
    stage: Stage | None
    heard: Word | None


def accounts(asked: Asked) -> HttpResponse:
    """Show accounts, fifty at a time, and the saves under way by who goes."""
    tabs, tab = tabs_of("accounts")
    ranking = record_of(asked.of.agreement, "accounts")
    if ranking is None:
        return page(asked, "nothing_yet.html", family="accounts", tabs=tabs, tab=tab)
    told = partial(_told, asked, ranking)
    return alike(asked, "accounts.html", told, entered())


def _told(asked: Asked, ranking: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the page shows."""
    tabs, tab = tabs_of("accounts")
    wanted = _wanted(asked.http.GET)
    found = sorted(filter(_kept(wanted), ranking["accounts"]), key=SORTS[wanted.sort])
    last = max(-(-len(found) // MANY), 1)
    wanted = replace(wanted, page=min(wanted.page, last))
    shown, saves = found[(wanted.page - 1) * MANY : wanted.page * MANY], _saves(asked)
    held = arms(asked.of.agreement, timezone.localdate())
    heard = last_words(asked.of.agreement, [each["account"] for each in shown])
    return {
        "tabs": tabs, "tab": tab, "ranking": ranking, "wanted": wanted, "last": last, "many": len(found),
        "rows": [_row(each, saves, held, heard[each["account"]]) for each in shown], "words": words,
        "alerts": list(Alert), "owners": _each(ranking["accounts"], "owner"),
        "segments": _each(ranking["accounts"], "segment"), "going": _going(saves), "people": names(),
        "hear": denied(asked.person, Right.HEAR, asked.of.agreement),
    }  # fmt: skip


def _wanted(said: Mapping[str, str]) -> Wanted:
    number, sort = said.get("page", "1"), said.get("sort", "loss")
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1
    return Wanted(
        said.get("owner", ""), said.get("segment", ""), said.get("alert", ""), sort if sort in SORTS else "loss",
        max(at, 1),
    )  # fmt: skip


def _kept(wanted: Wanted) -> Callable[[Risk], bool]:
    asked = {"owner": wanted.owner, "segment": wanted.segment, "alert": wanted.alert}
    return lambda risk: all(risk[name] == text for name, text in asked.items() if text)


def _row(risk: Risk, saves: Sequence[MatterRow], held: Mapping[str, str], heard: Word | None) -> Row:
    save = next((each for each in saves if each.about == f"account:{risk['account']}"), None)
    alert = Alert.HELD_OUT if held.get(risk["account"]) == Alert.HELD_OUT else Alert(risk["alert"])
    return Row(
        risk, words.chance_with_doubt(Chance(**risk["chance"])), estimated(money(risk["loss"])), alert, save,
        kinds()["save"].stage(save.stage) if save else None, heard,
    )  # fmt: skip


def money(record: Mapping[str, str] | None) -> Money | None:
    """Give the amount of a record."""
    return None if record is None else Money(Decimal(record["amount"]), record["currency"])


def _saves(asked: Asked) -> list[MatterRow]:
    return list(matters_of(asked.of.agreement, "save").filter(stage__in=OPEN))


def _going(saves: Iterable[MatterRow]) -> dict[str, list[tuple[MatterRow, Stage]]]:
    """Give the saves under way by who goes."""
    found: dict[str, list[tuple[MatterRow, Stage]]] = defaultdict(list)
    for each in saves:
        found[each.says.get("owner", "")].append((each, kinds()["save"].stage(each.stage)))
    return dict(found)


def _each(risks: Iterable[Risk], name: str) -> list[str]:
    return sorted({each[name] for each in risks if each[name]})


SORTS: Final[Mapping[str, Callable[[Risk], Any]]] = {
    "loss": lambda risk: risk["rank"],
    "chance": lambda risk: -risk["chance"]["value"],
    "renewal": lambda risk: (risk["renewal"] or "9999", risk["rank"]),
}
SORTED: Final = {
    "loss": gettext_lazy("expected loss"), "chance": gettext_lazy("chance"), "renewal": gettext_lazy("next renewal"),
}  # fmt: skip
DOORS: Final = (
    Door(name="accounts", path=AGREEMENT + "accounts", view=accounts, needs=Right.SEE_ACCOUNTS),
)  # fmt: skip
