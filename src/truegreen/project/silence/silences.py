"""Which accounts fell silent, from what they did of their own accord."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from truegreen.facts.store import Store
from truegreen.model.silence import Account, Silence
from truegreen.project.looking import View
from truegreen.project.silence.findings import found_of, without_events
from truegreen.readings import engaged_events
from truegreen.readings.engaged import LOOKED_BACK, Asked, put_engaged
from truegreen.readings.engaged_accounts import Known, known_accounts, put_ended
from truegreen.readings.engaged_days import Feed, feeds
from truegreen.readings.paces import Paces, paces
from truegreen.readings.rhythm import chances, histories
from truegreen.signals.silence.entries import Judged, entries, learned_of, points, quiet
from truegreen.signals.silence.learning import Rhythm, learned
from truegreen.signals.silence.lists import named
from truegreen.signals.silence.slowed import slowed, with_days, wrong
from truegreen.units.money import Money

PROMISE: Final = 0.1
ENGAGED: Final = "engaged_now"
"""What accounts did, on the connection."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What is asked.

    Attributes:
        until: the day as of which; the last of the records if left out.
        kind: one kind of engagement only.
        where: members of slices of accounts to stay within: segment, tier.
        promise: share of false entries that the list may hold.
    """

    until: date | None = None
    kind: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    promise: float = PROMISE


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What was looked at for an answer, kept to open an account of it.

    Attributes:
        asked: the days and kinds.
        feeds: where rows come from, with what their days are worth.
        rhythms: what was learned.
        judged: every history with what is said of it.
        paces: how often each account came in each stretch of days; None where none did.
        accounts: everybody, by id.
    """

    asked: Asked
    feeds: Sequence[Feed]
    rhythms: Sequence[Rhythm]
    judged: Judged
    paces: Paces | None
    accounts: Mapping[str, Account]


def kinds(view: View) -> list[str]:
    """Give the kinds of engagement that the records know."""
    return engaged_events.kinds(view.source.duck, Store(view.project.store), view.state)


def members(view: View, choices: Choices, name: str) -> list[str]:
    """Give the members of a slice of accounts, as of the day."""
    found = known_accounts(view.source.duck, Store(view.project.store), view.state, _until(view, choices))
    return sorted({getattr(each, name) for each in found.values()} - {""})


def last_day(view: View) -> date | None:
    """Give the last day that the records know anything of; None where they know nothing."""
    known = [each.date() for each in (view.came, view.state.latest("came", "engagement")) if each]
    return max(known, default=None)


def silences(view: View, choices: Choices) -> Silence:
    """Say which accounts fell silent."""
    return looked(view, choices)[0]


def looked(view: View, choices: Choices) -> tuple[Silence, Looked]:
    """Say which accounts fell silent, and keep what was looked at."""
    duck, store = view.source.duck, Store(view.project.store)
    until = _until(view, choices)
    known = known_accounts(duck, store, view.state, until)
    found = _look(view, choices, until, known)
    held, accounts = found.judged.held, found.accounts
    gone = {name for name, each in accounts.items() if each.gone}
    among = {name for name in accounts if _is_within(known.get(name, Known()), choices.where)}
    listed = named(held, found.judged.there, gone, among, choices.promise)
    low = quiet(found.feeds)
    names = found.judged.names(listed.rows)
    slower = slowed(
        found.paces, accounts, among - gone - {*names}, until=until, promise=choices.promise, named=len(names)
    )
    numbers = {each.account.id: each.number for each in slower}
    did = engaged_events.days_of(duck, ENGAGED, [*names, *numbers])
    made = Silence(
        since=found.asked.since, until=until, kinds=_kinds(found.feeds), asked=choices.kind,
        where=choices.where, promise=choices.promise,
        entries=entries(found.judged, listed, accounts, did), slowed=with_days(slower, did),
        wrong=listed.wrong + wrong(slower), judged=len({*found.judged.names(listed.judged)}), expected=listed.expected,
        young=[accounts[name] for name in found.judged.names(listed.young)],
        gone=[accounts[name] for name in sorted(gone & among)],
        never=len(among - gone - {*found.judged.names()}), quiet=low,
        learned=learned_of(found.rhythms, found.judged.only), points=points(found.judged, listed, numbers),
        findings=(*view.findings, *found_of(found.rhythms, low, until)), run=view.run, known_until=view.known_until,
    )  # fmt: skip
    return (made if found.feeds else without_events(view, made, accounts, among - gone)), found


def _look(view: View, choices: Choices, until: date, known: Mapping[str, Known]) -> Looked:
    """Look at what accounts did: feeds, histories, what is learned from them, and the chances the engine computes."""
    duck, store = view.source.duck, Store(view.project.store)
    wanted = Asked(until - LOOKED_BACK, until, (choices.kind,) if choices.kind else ())
    asked = put_engaged(duck, store, view.state, wanted, ENGAGED)
    told, ended = feeds(duck, ENGAGED, until, _holidays(view)), put_ended(duck, known)
    held = histories(duck, ENGAGED, told, until, ended)
    rhythms, regular = learned(held)
    fits = {each.name: each.staying for each in rhythms if each.staying}
    surprise, there = chances(duck, ENGAGED, told, until, held, regular, fits, ended)
    only = next(iter(_kinds(told)), "") if len(_kinds(told)) == 1 else ""
    judged = Judged.of(held, regular, surprise, there, until, only)
    pace = paces(duck, ENGAGED, told, until, ended)
    return Looked(asked, told, rhythms, judged, pace, _accounts(view, known, judged.names()))


def _until(view: View, choices: Choices) -> date:
    return choices.until or last_day(view) or date.max


def _kinds(told: Sequence[Feed]) -> list[str]:
    return [*dict.fromkeys(each.kind for each in told)]


def _accounts(view: View, known: Mapping[str, Known], seen: Iterable[str]) -> dict[str, Account]:
    currency = view.project.settings.currency
    made = {}
    for name in sorted({*known, *seen}):
        each = known.get(name, Known())
        paid = None if each.revenue is None else Money(Decimal(each.revenue), currency).rounded()
        made[name] = Account(
            id=name, revenue=paid, owner=each.owner, segment=each.segment, renewal=each.renewal, gone=each.gone
        )
    return made


def _is_within(each: Known, where: Mapping[str, str]) -> bool:
    return all(getattr(each, name) == member for name, member in where.items())


def _holidays(view: View) -> list[date]:
    """Give all days on which any calendar is closed, of records and agreements."""
    agreed = [
        holiday.day
        for versions in view.project.agreements.values()
        for calendar in versions.latest.calendars.values()
        for holiday in calendar.holidays
    ]
    return [*agreed, *engaged_events.holidays(view.source.duck, Store(view.project.store), view.state)]
