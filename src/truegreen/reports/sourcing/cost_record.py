"""Total cost as a record for programs: every line with its origin, its source and its steps."""

from __future__ import annotations

from typing import TypeAlias

from truegreen.model.costed import AtSite, Change, Column, Costed, Line, Owned, Solved
from truegreen.model.reference import Reference
from truegreen.reports.finding_record import finding_record
from truegreen.reports.records import money_record
from truegreen.reports.sourcing import cost_words as words
from truegreen.units.range import Range

Record: TypeAlias = dict[str, object]


def cost_record(of: Costed) -> Record:
    """Give the total cost of a plan's suppliers."""
    return {
        "plan": of.plan,
        "title": of.title,
        "answer": words.answer(of),
        "currency": of.currency,
        "rate": float(of.rate),
        "years": of.years,
        "records": None if of.records is None else {"start": of.records.start.isoformat(),
                                                    "last": of.records.last.isoformat()},
        "suppliers": [_owned(each) for each in of.suppliers],
        "sites": [_site(each) for each in of.sites],
        "references": [reference_record(each, of.on.year) for each in of.references.values()],
        "how": words.HOW,
        "findings": [finding_record(each) for each in of.findings],
        "run": of.run,
        "known_until": of.known_until,
    }  # fmt: skip


def reference_record(of: Reference, year: int) -> Record:
    """Give a published figure, with its age in a year."""
    return {
        "key": of.key, "what": of.what, "low": float(of.low), "high": float(of.high), "unit": str(of.unit),
        "of": of.of or None, "scope": of.scope, "year": of.year, "age": of.age(year), "is_stale": of.is_stale(year),
        "source": of.source, "address": of.address, "grade": str(of.grade), "note": of.note or None,
    }  # fmt: skip


def _owned(of: Owned) -> Record:
    return {
        "supplier": of.name, "is_client": of.is_client, "says": words.sentence(of),
        "as_sold": None if of.sold is None else _column(of.sold), "as_it_runs": _column(of.run),
        "moved": _range(of.moved), "changes": [_change(each) for each in of.changes],
        "unknown": [str(each) for each in of.run.unknown], "solved": None if of.solved is None else _solved(of.solved),
    }  # fmt: skip


def _column(of: Column) -> Record:
    return {
        "lines": [_line(each) for each in of.lines], "a_year": _range(of.yearly), "present_value": _range(of.present),
    }  # fmt: skip


def _line(of: Line) -> Record:
    return {
        "line": str(of.kind), "words": of.kind.words, "falls_due": str(of.kind.when), "amount": _range(of.amount),
        "present_value": _range(of.present), "origin": str(of.origin), "source": of.source or None,
        "steps": list(of.steps), "references": [each.key for each in of.beside],
        "references_would_say": _range(of.beside_amount),
    }  # fmt: skip


def _change(of: Change) -> Record:
    return {"line": str(of.kind), "words": of.kind.words, "moves": _range(of.moves), "because": of.because}


def _solved(of: Solved) -> Record:
    return {
        "cases": of.cases, "judged": of.judged, "solved": of.solved, "share": of.share, "share_low": of.share_low,
        "share_high": of.share_high, "each_case": _range(of.each_case), "each_solved": _range(of.each_solved),
        "each_solved_between": _range(of.each_between),
    }  # fmt: skip


def _site(of: AtSite) -> Record:
    return {
        "site": of.site, "supplier": of.supplier, "recorded": money_record(of.recorded), "solved": _solved(of.solved),
    }  # fmt: skip


def _range(of: Range | None) -> Record | None:
    return None if of is None else {"low": money_record(of.low), "high": money_record(of.high)}
