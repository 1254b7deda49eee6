"""An account, opened: its rhythms, everything it did of its own accord, and the query that says so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from truegreen.engine import sql
from truegreen.facts.store import Store
from truegreen.model.silence import Entry, Event, Opened, Quiet, Silence, Slowed
from truegreen.project.looking import View
from truegreen.project.silence.silences import ENGAGED, Choices, Looked, looked
from truegreen.readings.engaged import engaged_query
from truegreen.readings.engaged_events import events_of, feeds_of
from truegreen.readings.rhythm import NOBODY, own_query
from truegreen.readings.rows import shown
from truegreen.units.money import Money


def open_account(view: View, choices: Choices, name: str) -> Opened | None:
    """Open an account; None where the records do not know it."""
    made, found = looked(view, choices)
    account = found.accounts.get(name)
    if account is None:
        return None
    on_list: list[Entry | Slowed] = [*made.entries, *made.slowed]
    return Opened(
        account=account, number=next((each.number for each in on_list if each.account.id == name), 0),
        slowed=next((each for each in made.slowed if each.account.id == name), None),
        gaps=found.judged.gaps(name), events=_events(view, name), quiet=_quiet(view, made, name), until=made.until,
        query=_query(view, found, name), young=any(each.id == name for each in made.young),
    )  # fmt: skip


def _events(view: View, name: str) -> list[Event]:
    currency = view.project.settings.currency
    return [
        Event(
            day=day, kind=kind, reference=reference or "",
            amount=None if amount is None else Money(Decimal(str(amount)), currency).rounded(),
        )
        for day, kind, reference, amount in events_of(view.source.duck, ENGAGED, name)
    ]  # fmt: skip


def _quiet(view: View, made: Silence, name: str) -> list[Quiet]:
    """Give the days that count for less in the feeds that tell of an account."""
    own = feeds_of(view.source.duck, ENGAGED, name)
    return [each for each in made.quiet if (each.kind, each.feed) in own]


def _query(view: View, found: Looked, name: str) -> str:
    """Write the query of an account's gaps, as it stands for anyone; empty where nothing can be said of it."""
    store, judged, asked = Store(view.project.store), found.judged, found.asked
    regular = {
        str(judged.held["rhythm"][row]): judged.regular[row]
        for row in judged.rows_of(name)
        if np.isfinite(judged.there[row])
    }
    fits = {each.name: each.staying for each in found.rhythms if each.staying and each.name in regular}
    if not fits:
        return ""
    left = found.accounts[name].gone
    ended = f"(SELECT {sql.text(name)} AS account_id, DATE '{left}' AS ended)" if left else NOBODY
    engaged = engaged_query(store, view.state, replace(asked, account=name))
    query = own_query(engaged, found.feeds, asked.until, regular, fits, ended)
    return shown(query, store, view.state, view.project.folder)
