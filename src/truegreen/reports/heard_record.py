"""What commercial signals were worth, for programs."""

from __future__ import annotations

from dataclasses import asdict

from truegreen.model.entered import Entry, Kind
from truegreen.model.heard import Heard, Signal, Worth
from truegreen.reports import heard_words as words
from truegreen.reports.finding_record import finding_record
from truegreen.reports.records import estimate_record


def heard_record(found: Heard) -> dict[str, object]:
    """Give what each kind was worth, with every estimate, and who hears."""
    return {
        "answer": words.answer(found),
        "days": found.days,
        "first": str(found.first),
        "last": str(found.last),
        "accounts": found.accounts,
        "losses": found.losses,
        "late": found.late,
        "kinds": [_worth(each) for each in found.kinds],
        "tellers": [asdict(each) for each in found.tellers],
        "few": found.few,
        "ahead": None if found.ahead is None else asdict(found.ahead),
        "not_asked": found.not_asked,
        "numbers": list(found.numbers),
        "without": found.without,
        "findings": [finding_record(each) for each in found.findings],
        "run": found.run,
        "known_until": found.known_until,
        "version": found.version,
    }


def _worth(each: Worth) -> dict[str, object]:
    return {
        "kind": str(each.kind), "said": " ".join(words.sentences(each)), "verdict": str(each.verdict),
        "adds": str(each.adds), "signals": each.signals, "accounts": each.accounts, "too_late": each.too_late,
        "outside": each.outside, "open": each.open, "hits": each.hits, "false_alarms": each.false_alarms,
        "precision": estimate_record(each.precision), "base": each.base, "losses": each.losses, "heard": each.heard,
        "heard_share": estimate_record(each.heard_share), "by_chance": each.by_chance, "in_time": each.in_time,
        "lead_days": estimate_record(each.lead_days), "alone_log_ratio": estimate_record(each.alone),
        "beside_log_ratio": estimate_record(each.beside), "p": each.p, "p_beside": each.p_beside,
        "wanted": each.wanted, "because": each.because, "why_not_beside": each.why_not_beside,
    }  # fmt: skip


def opened_record(found: Heard, kind: Kind) -> dict[str, object]:
    """Give a kind with every signal of it, and what came of each."""
    return {
        "kinds": [_worth(each) for each in found.kinds if each.kind is kind],
        "signals": [_signal(each) for each in found.signals if each.kind is kind],
    }


def _signal(each: Signal) -> dict[str, object]:
    return {"account": each.account, "on": str(each.on), "severity": each.severity, "by": each.by,
            "came": str(each.came), "days": each.days}  # fmt: skip


def entry_record(entry: Entry, file: str) -> dict[str, object]:
    """Give a signal as it was entered, and where it stands."""
    return {"account": entry.account, "kind": str(entry.kind), "on": str(entry.on), "severity": entry.severity,
            "by": entry.by, "file": file, "findings": []}  # fmt: skip
