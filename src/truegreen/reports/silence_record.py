"""Silence as a record for programs: everything that the text and the page show, and all accounts."""

from __future__ import annotations

from math import isfinite
from typing import Any

from truegreen.model.silence import Account, Entry, Event, Fallen, Gap, Learned, Opened, Point, Quiet, Silence, Slowed
from truegreen.reports import silence_words
from truegreen.reports.finding_record import finding_record
from truegreen.reports.records import money_record

Record = dict[str, Any]


def silence_record(silence: Silence) -> Record:
    """Give who fell silent, with everything that was looked at."""
    return {
        "answer": silence_words.answer(silence),
        "since": silence.since.isoformat(),
        "as_of": silence.until.isoformat(),
        "kinds": list(silence.kinds),
        "kind": silence.asked,
        "where": dict(silence.where),
        "promise": silence.promise,
        "version": silence.version,
        "by_month": silence.by_month,
        "entries": [_entry(each) for each in silence.entries],
        "slowed": [_slowed(each) for each in silence.slowed],
        "fallen": [_fallen(each) for each in silence.fallen],
        "expected_wrong": silence.wrong,
        "judged": silence.judged,
        "expected_silent": silence.expected,
        "gone": [_account(each) for each in silence.gone],
        "too_young": [_account(each) for each in silence.young],
        "never": silence.never,
        "quiet": [_quiet(each) for each in silence.quiet],
        "learned": [_learned(each) for each in silence.learned],
        "accounts": [_point(each) for each in silence.points],
        "findings": [finding_record(each) for each in silence.findings],
        "run": silence.run,
        "known_until": silence.known_until,
    }


def opened_record(opened: Opened) -> Record:
    """Give an account, opened."""
    return {
        "account": _account(opened.account),
        "number": opened.number,
        "as_of": opened.until.isoformat(),
        "too_young": opened.young,
        "slowed": None if opened.slowed is None else _slowed(opened.slowed),
        "rhythms": [_gap(each) for each in opened.gaps],
        "events": [_event(each) for each in opened.events],
        "quiet": [_quiet(each) for each in opened.quiet],
        "query": opened.query,
    }


def _entry(entry: Entry) -> Record:
    return {
        "number": entry.number,
        **_account(entry.account),
        "says": silence_words.entry(entry),
        "gap": _gap(entry.gap),
        "others": [_gap(each) for each in entry.others],
        "days": [each.isoformat() for each in entry.days],
    }


def _gap(gap: Gap) -> Record:
    return {
        "rhythm": gap.rhythm,
        "whole": gap.whole,
        "comings": gap.comings,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
        "until": gap.until.isoformat(),
        "days": gap.days,
        "days_counted": gap.counted,
        "every_days": _known(gap.every),
        "steps": gap.steps,
        "surprise": gap.surprise,
        "there": gap.there,
    }


def _slowed(slower: Slowed) -> Record:
    return {
        "number": slower.number,
        **_account(slower.account),
        "says": silence_words.slowed(slower),
        "rhythm": slower.rhythm,
        "days": slower.days,
        "as_of": slower.until.isoformat(),
        "came": slower.came,
        "due": slower.due,
        "p": slower.p,
        "adjusted": slower.adjusted,
        "came_on": [each.isoformat() for each in slower.came_on],
    }


def _fallen(fell: Fallen) -> Record:
    return {
        **_account(fell.account),
        "says": silence_words.fallen(fell),
        "month": fell.month.isoformat(),
        "was": fell.was,
        "usual": fell.usual,
        "months": fell.months,
        "p": fell.p,
        "adjusted": fell.adjusted,
    }


def _account(account: Account) -> Record:
    return {
        "account": account.id,
        "revenue": money_record(account.revenue),
        "owner": account.owner,
        "segment": account.segment,
        "renewal": None if account.renewal is None else account.renewal.isoformat(),
        "gone": None if account.gone is None else account.gone.isoformat(),
    }


def _quiet(quiet: Quiet) -> Record:
    return {
        "kind": quiet.kind,
        "feed": quiet.feed,
        "first": quiet.first.isoformat(),
        "last": quiet.last.isoformat(),
        "came": quiet.came,
        "usual": quiet.usual,
        "out": quiet.out,
        "known": quiet.known,
    }


def _learned(learned: Learned) -> Record:
    return {
        "rhythm": learned.rhythm,
        "accounts": learned.accounts,
        "regularity": _known(learned.regularity),
        "parameters": dict(learned.parameters),
        "why_not": learned.why,
    }


def _point(point: Point) -> Record:
    return {
        "account": point.account,
        "rhythm": point.rhythm,
        "whole": point.whole,
        "every_days": _known(point.every),
        "days": point.days,
        "days_counted": point.counted,
        "surprise": point.surprise,
        "there": point.there,
        "number": point.number,
    }


def _event(event: Event) -> Record:
    return {
        "day": event.day.isoformat(),
        "kind": event.kind,
        "reference": event.reference,
        "amount": money_record(event.amount),
    }


def _known(number: float) -> float | None:
    return number if isfinite(number) else None
