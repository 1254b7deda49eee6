"""A plan for programs: every number as it was computed, and what is said of it in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from truegreen.files.nouns import plain
from truegreen.model.allocated import Allocated, Impossible
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.records import finite
from truegreen.reports.sourcing import allocation_words as words
from truegreen.reports.sourcing import further_words as further
from truegreen.reports.sourcing.moves import moves
from truegreen.reports.sourcing.rest_words import origins
from truegreen.reports.sourcing.why_words import why


def allocation_record(found: Allocated) -> Record:
    """Give a plan: what it says, what moves, and every number with where it comes from; what has no end is null."""
    held = _ended(plain(replace(found, findings=())))
    for cell, said in zip(held["cells"], found.cells, strict=True):
        cell["why"] = why(found, said)
    return {
        "answer": f"{words.answer(found)} {words.above_all(found)}".rstrip(),
        "difference": words.difference(found),
        "sure": words.sure(found),
        "rests_on": dict(origins(found)),
        "moved": found.moved,
        "moves": plain(moves(found)),
        **held,
        "findings": [finding_record(each) for each in found.findings],
    }


def impossible_record(found: Impossible) -> Record:
    """Give the wishes that cannot hold together."""
    return {
        "plan": found.plan,
        "says": further.impossible(found),
        "conflicts": [{**plain(each), "says": further.conflict(each)} for each in found.conflicts],
        "findings": [finding_record(each) for each in found.findings],
    }


def _ended(held: Any) -> Any:
    if isinstance(held, dict):
        return {name: _ended(each) for name, each in held.items()}
    if isinstance(held, list):
        return [_ended(each) for each in held]
    return finite(held) if isinstance(held, float) else held
