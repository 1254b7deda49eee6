"""An effect as a record for programs: everything the page shows, with its units."""

from __future__ import annotations

from dataclasses import asdict

from truegreen.model.effect import Came, Effect, Question
from truegreen.reports import effect_words as words
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.records import estimate_record, finite


def effect_record(of: Effect) -> Record:
    """Give an effect as a record."""
    return {
        "question": _question(of.question),
        "measure": {"id": of.question.measure, "title": of.measure_title, "unit": of.unit, "better": of.better},
        "says": words.answer(of),
        "verdict": of.verdict.value,
        "evidence": {"grade": of.grade.value, "words": of.grade.words, "why_no_better": list(of.reasons)},
        "effect": estimate_record(of.estimate),
        "refused": of.refused,
        "nothing_below": of.margin,
        "design": {"name": of.design.value, "because": of.because},
        "naive": asdict(of.naive) | {"change": of.naive.change, "others_change": of.naive.others_change,
                                     "is": words.WHAT_NAIVE},
        "beside": [asdict(each) for each in of.beside],
        "units": {"are": of.units, "treated": of.treated, "others": of.others,
                  "left_out": [{"name": name, "because": why} for name, why in of.left_out]},
        "since": str(of.since),
        "until": str(of.until),
        "months_before": of.before,
        "months_after": of.after,
        "months": [
            {"month": str(each.period), "treated": each.treated, "without": each.twin, "rows": each.rows}
            for each in of.months
        ],
        "curve": [asdict(each) for each in of.points],
        "others": [asdict(each) | {"gaps": list(each.gaps)} for each in of.twin],
        "balance": [asdict(each) for each in of.balance],
        "checks": [asdict(each) for each in of.checks],
        "sensitivity": {name: finite(value) for name, value in asdict(of.sensitivity).items()},
        "findings": [finding_record(each) for each in of.findings],
        "run": of.run,
        "known_until": of.known_until,
    }  # fmt: skip


def _question(of: Question) -> Record:
    return {
        "title": of.title,
        "came": [_came(each) for each in of.came],
        "until": None if of.until is None else str(of.until),
        "against": dict(of.against),
        "where": dict(of.where),
        "by": list(of.by),
        "expected": of.expected.value,
    }


def _came(of: Came) -> Record:
    return {"where": dict(of.where), "accounts": list(of.accounts), "since": str(of.since)}
