"""An audit for programs: counts exact, shares as decimals, chances as they are."""

from __future__ import annotations

from fractions import Fraction

from truegreen.model.audit import Attainment, Audited, Line, Moved
from truegreen.model.reading import decimal
from truegreen.reports.audit_words import headline
from truegreen.reports.figures import cell
from truegreen.reports.finding_record import finding_record


def audit_record(found: Audited) -> dict[str, object]:
    """Give an audit as a record; lines are numbered as in the text."""
    return {
        "agreement": found.agreement,
        "title": found.title,
        "answer": headline(found),
        "period": str(found.period) if found.period else None,
        "by": found.by,
        "run": found.run,
        "known_until": found.known_until,
        "tests": found.tests,
        "promised": found.promised,
        "lines": [line_record(number, each) for number, each in enumerate(found.lines, 1)],
        "not_looked": [
            {"audit": str(each.audit), "detector": each.detector, "title": each.title, "why": each.why}
            for each in found.not_looked
        ],
        "findings": [finding_record(each) for each in found.findings],
    }


def line_record(number: int, each: Line) -> dict[str, object]:
    """Give one line as a record."""
    rate, compared, worth = each.rate, each.compared, each.worth
    return {
        "number": number,
        "audit": str(each.audit),
        "detector": each.detector,
        "standing": str(each.standing),
        "measure": each.measure or None,
        "member": {each.by: each.member} if each.member else None,
        "rate": {
            "hits": rate.hits, "of": rate.of, "noun": rate.noun, "share": _exact(rate.share),
            "low": rate.low, "high": rate.high,
        },
        "compared": compared
        and {
            "with": compared.what, "rate": _exact(compared.rate), "method": compared.method, "p": compared.p,
            "adjusted": compared.adjusted,
        },
        "moved": [_moved(one) for one in each.moved],
        "worth": worth and {"amount": str(worth.amount) if worth.amount else None, "why": worth.why or None},
        "way": each.way or None,
        "whom": each.whom or None,
        "says": each.says,
        "innocent": each.innocent,
        "figures": dict(each.figures),
        "query": each.query or None,
        "columns": list(each.columns),
        "sample": [[cell(value) for value in row] for row in each.sample],
    }  # fmt: skip


def _moved(each: Moved) -> dict[str, object]:
    return {
        "measure": each.measure,
        "unit": each.unit,
        "stated": _attainment(each.stated),
        "without": _attainment(each.without),
        "missed": each.missed,
        "missed_without": each.missed_without,
        "periods": each.periods,
    }


def _attainment(each: Attainment) -> dict[str, object]:
    return {"hits": each.hits, "of": each.of, "value": _exact(each.value), "contract": str(each.contract)}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else f"{decimal(value, 6):f}"
