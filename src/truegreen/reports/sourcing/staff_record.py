"""How many people queues take, as a record for programs: all of it, with how each number is known and its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from truegreen.model.staffed import Line, Staffed
from truegreen.reports.finding_record import finding_record
from truegreen.reports.records import finite, money_record
from truegreen.reports.sourcing import band_words
from truegreen.reports.sourcing import staff_words as words
from truegreen.units.money import Money

Record = dict[str, Any]


def staff_record(found: Staffed) -> Record:
    """Give how many people queues take."""
    return {
        "answer": words.answer(found),
        "plan": found.plan,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "source": found.source,
        "untold": found.untold,
        "band": found.band,
        "confidence": found.confidence,
        "hours_a_week": found.week,
        "queues": [_line(each, found) for each in found.lines],
        "pools": _plain(found.pools),
        "clauses": _plain(found.clauses),
        "volumes": _plain(found.volumes),
        "advice": band_words.advice(found),
        "findings": [finding_record(each) for each in found.findings],
        "run": found.run,
        "known_until": found.known_until,
    }


def _line(of: Line, found: Staffed) -> Record:
    return {**_plain(of), "steps": words.steps(of, found), "says": words.needed(of)}


def _plain(noun: object) -> Any:
    """Give a noun's fields as JSON can hold them; a number without end is null."""
    if isinstance(noun, Money):
        return money_record(noun)
    if is_dataclass(noun):
        return {each.name: _plain(getattr(noun, each.name)) for each in fields(noun)}
    if isinstance(noun, Mapping):
        return {str(name): _plain(each) for name, each in noun.items()}
    if isinstance(noun, Sequence) and not isinstance(noun, str):
        return [_plain(each) for each in noun]
    return finite(float(noun)) if isinstance(noun, float) else _word(noun)


def _word(noun: object) -> object:
    if isinstance(noun, date):
        return noun.isoformat()
    return str(noun) if isinstance(noun, Enum) else noun
