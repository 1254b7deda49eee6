"""Accounts as pages show them: from the shelf, with what was heard since, and who was drawn by lot to be left alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from truegreen.files.alerts import FOLDER as ALERTS
from truegreen.files.alerts import Told, read_alerts
from truegreen.files.heard import FOLDER as HEARD
from truegreen.files.heard import read_heard
from truegreen.governance.matters.save import HELD_OUT
from truegreen.model.entered import Entry
from truegreen.model.finding import Finding
from truegreen.units.period import add_months
from truegreen.web.shown.shelf import record_of

KNOWN: Final = "accounts-known"
"""Every account that the records know, with what the run heard of it."""
USUAL_MONTHS: Final = 3


@dataclass(frozen=True, slots=True)
class Account:
    """One account.

    Attributes:
        id: as records have it.
        risk: what the ranking says of it; None where it is not ranked.
        drawn: its sentences and drawings; empty where none were made.
        heard: what a run has heard of it, the latest first.
        since: what was entered and is not yet in a run.
        months: the horizon of its chance.
    """

    id: str
    risk: Mapping[str, Any] | None
    drawn: Mapping[str, Any]
    heard: Sequence[Mapping[str, Any]]
    since: Sequence[Entry]
    months: int


@dataclass(frozen=True, slots=True)
class Word:
    """What was heard of an account, on which day, and whether no run knows it yet."""

    kind: str
    on: str
    is_new: bool


def shelf_name(account: str) -> str:
    """Give the name under which an account's drawings are on the shelf: its id may hold anything, a file's may not."""
    return f"account/{sha256(account.encode()).hexdigest()[:24]}"


def account_of(agreement: str, name: str) -> Account | None:
    """Give an account; None if neither the run nor anybody knows it."""
    ranking = record_of(agreement, "accounts") or {"accounts": (), "months": USUAL_MONTHS}
    known = _known(agreement)
    risk = next((each for each in ranking["accounts"] if each["account"] == name), None)
    heard = known.get(name, ())
    since = _since(name, heard)
    if risk is None and name not in known and not since:
        return None
    drawn = record_of(agreement, shelf_name(name)) or {}
    return Account(name, risk, drawn, heard, since[::-1], ranking["months"])


def last_words(agreement: str, accounts: Iterable[str]) -> dict[str, Word | None]:
    """Give the last that was heard of each account; None of those of which nothing was."""
    known = _known(agreement)
    return {name: _last_word(name, known.get(name, ())) for name in accounts}


def _last_word(name: str, heard: Sequence[Mapping[str, Any]]) -> Word | None:
    new = [Word(str(each.kind), each.on.isoformat(), is_new=True) for each in _since(name, heard)]
    old = [Word(each["kind"], each["on"], is_new=False) for each in heard]
    return max([*old, *new], key=lambda each: each.on, default=None)


def heard_since(agreement: str, first: date, last: date) -> tuple[Entry, ...]:
    """Give what was entered of the accounts of an agreement, heard from one day to another, the latest last."""
    ranking = record_of(agreement, "accounts") or {"accounts": ()}
    known = {*_known(agreement), *(each["account"] for each in ranking["accounts"])}
    return tuple(each for each in _heard(*_seen(HEARD)) if each.account in known and first <= each.on <= last)


def arms(agreement: str, on: date) -> Mapping[str, str]:
    """Say of every account that came up whether somebody was told of it or it was held out.

    What is written in ``alerts/`` counts for the months for which it was said; what the ranking drew counts until it is
    written, so that nobody goes there just before.
    """
    ranking = record_of(agreement, "accounts") or {"accounts": (), "months": USUAL_MONTHS}
    found: dict[str, str] = {}
    for each in sorted(_alerts(*_seen(ALERTS)), key=lambda told: told.as_of):
        is_over = each.arm == HELD_OUT and on > add_months(each.as_of, ranking["months"])
        found[each.account] = "" if is_over else each.arm
    drawn = {each["account"]: HELD_OUT for each in ranking["accounts"] if each["alert"] == HELD_OUT}
    return {**found, **drawn}


def _known(agreement: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Give what the run heard of every account that the records know."""
    found: Mapping[str, Sequence[Mapping[str, Any]]] = (record_of(agreement, KNOWN) or {"accounts": {}})["accounts"]
    return found


def _since(name: str, heard: Sequence[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """Give what was entered of an account and is not yet in a run."""
    counted = {(each["kind"], each["on"]) for each in heard}
    entered = (each for each in _heard(*_seen(HEARD)) if each.account == name)
    return tuple(each for each in entered if (str(each.kind), each.on.isoformat()) not in counted)


def entered() -> Hashable:
    """Give the state of what was entered: of accounts that were heard, and of those that somebody was told of."""
    return _seen(HEARD), _seen(ALERTS)


def _seen(folder: str) -> tuple[Path, tuple[tuple[str, int, int], ...]]:
    """Give a folder with the state of its tables, so that they are read once and again when one has changed."""
    top: Path = settings.FOLDER
    looked = ((path.name, path.stat()) for path in sorted((top / folder).glob("*.csv")))
    return top, tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in looked)


@lru_cache(maxsize=4)
def _heard(folder: Path, seen: tuple[tuple[str, int, int], ...]) -> tuple[Entry, ...]:
    return tuple(sorted(read_heard(folder, list[Finding]()), key=lambda each: each.on))


@lru_cache(maxsize=4)
def _alerts(folder: Path, seen: tuple[tuple[str, int, int], ...]) -> tuple[Told, ...]:
    return tuple(read_alerts(folder, list[Finding]()))
