"""A scorecard as large as a real one: 14 measures over 24 months, all explained, by six slices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import sin

from tests.reports import samples
from truegreen.model.agreement import Perspective, Timing
from truegreen.model.reading import Contract, Outcome, Reading
from truegreen.model.scorecard import Alternative, Explanation, Row, Scorecard

_P = Perspective
# id, title, perspective, lagging, unit, level, month on month, target,
# better, contract, outcome, outcome of
MEASURES = (
    (
        "fcr", "First-contact resolution", _P.QUALITY, True, "share", 0.638, -0.004, "70 %",
        "higher", "missed", "bad", "csat",
    ),
    (
        "reopen", "Cases reopened", _P.QUALITY, False, "share", 0.041, 0.0003, "5 %",
        "lower", "met", "bad", "csat",
    ),
    (
        "accuracy", "Critical-error accuracy", _P.QUALITY, False, "share", 0.982, 0.0004, "97 %",
        "higher", "met", "cannot tell", "csat",
    ),
    (
        "on-time", "Resolved on time", _P.EFFICIENCY, False, "share", 0.958, 0.001, "90 %",
        "higher", "met", "bad", "csat",
    ),
    (
        "answer", "Calls answered in 20 seconds", _P.EFFICIENCY, False, "share", 0.842, 0.002, "80 %",
        "higher", "met", "good", "ease",
    ),
    (
        "handle", "Handle time", _P.EFFICIENCY, False, "seconds", 402, -1.5, "7 min",
        "lower", "met", "good", "ease",
    ),
    (
        "resolve", "Time to resolve, median", _P.EFFICIENCY, False, "seconds", 92000, 800, "24 h",
        "lower", "below minimum", "bad", "csat",
    ),
    (
        "cost", "Cost per resolution", _P.EFFICIENCY, True, "money", 12.4, 0.03, "",
        "lower", "not judged", None, "",
    ),
    (
        "csat", "Customer satisfaction", _P.CUSTOMER, True, "score", 3.71, -0.02, "4.2",
        "higher", "missed", "bad", "csat",
    ),
    (
        "ease", "Ease of getting help", _P.CUSTOMER, True, "score", 5.62, 0.01, "5.5",
        "higher", "met", "good", "ease",
    ),
    (
        "nps", "Recommendation (NPS)", _P.CUSTOMER, True, "points", 24, -0.4, "20",
        "higher", "met", "cannot tell", "nps",
    ),
    (
        "escalate", "Escalations per 100 cases", _P.COMMERCIAL, False, "share", 0.012, 0.0002, "2 %",
        "lower", "met", None, "",
    ),
    (
        "gross", "Gross revenue retention", _P.COMMERCIAL, True, "share", 0.913, -0.001, "92 %",
        "higher", "missed", None, "",
    ),
    (
        "days", "Backlog age", _P.STRATEGIC, False, "days", 4.2, 0.02, "",
        "lower", "not judged", None, "",
    ),
)  # fmt: skip
SLICES = {
    "provider": ("Northline", "Southbay"),
    "site": ("Lisbon", "Porto", "Kraków", "Cebu"),
    "team": ("Customs", "Claims", "Tracking", "Billing", "Night desk"),
    "contact type": ("Delay", "Damage", "Customs papers", "Invoice question", "Address change"),
    "segment": ("Key accounts", "Mid market", "Small business"),
    "channel": ("Phone", "Mail", "Chat"),
}


def _readings(unit: str, level: float, step: float, phase: float, rows: int) -> Iterator[Reading]:
    spans = samples.months(24)
    for place, period in enumerate(spans):
        now = level + step * (place - 23) + abs(level) * 0.02 * sin(place * 1.7 + phase)
        now = min(now, 0.999) if unit == "share" else now
        if unit == "share":
            yield samples.share(round(now * rows), rows, period)
        elif unit == "days" or level > 90_000:
            yield samples.reading(Fraction(round(now * 100), 100), rows, unit, period=period, total=0)
        else:
            half = 5.5 if unit == "points" else abs(level) * 0.015
            exact = Fraction(round(now * 100), 100)
            yield samples.reading(exact, rows, unit, now - half, now + half, period=period)


def _row(spec: tuple[object, ...], member: str = "", shift: int = 0) -> Row:
    name, title, perspective, lagging, unit, level, step, target, better, contract, outcome, outcome_of = spec
    assert isinstance(level, int | float)
    assert isinstance(step, int | float)
    assert isinstance(perspective, Perspective)
    worse = (-1 if better == "higher" else 1) * shift * 0.01 * level
    rows = 2090 if not member else 300 + 97 * shift
    statuses = list(Contract)
    status = Contract(str(contract))
    return samples.row(
        str(name),
        str(title),
        list(_readings(str(unit), level + worse, step, shift, rows)),
        status if status is Contract.NOT_JUDGED or shift < 3 else statuses[(shift + 1) % 3],
        None if outcome is None else Outcome(str(outcome)),
        target=str(target),
        perspective=perspective,
        timing=Timing.LAGGING if lagging else Timing.LEADING,
        better=str(better),
        change=("better", "worse", "same", "")[(len(str(title)) + shift) % 4],
        member=member,
        outcome_of=str(outcome_of),
    )


def card() -> Scorecard:
    return replace(samples.card(), rows=[_row(each) for each in MEASURES])


def slices() -> list[Scorecard]:
    return [
        Scorecard(
            agreement="acme-care",
            title="Acme care",
            period=samples.MARCH,
            by=by,
            rows=[
                _row(spec, member, shift)
                for spec in MEASURES
                for shift, member in reversed(list(enumerate(members)))
            ],
        )
        for by, members in SLICES.items()
    ]  # fmt: skip


def explanations() -> list[Explanation]:
    return [_explanation(row) for row in card().rows]


def _explanation(row: Row) -> Explanation:
    own = row.reading
    assert own is not None
    assert own.value is not None
    kinds = (
        ("the stop event", {"stop": "closed"}, Fraction(97, 100), Contract.MISSED),
        ("work the customer raised", {"population": "cases raised by customers"}, Fraction(88, 100), Contract.MISSED),
        ("pauses", {"pauses": "waits for the customer"}, Fraction(102, 100), Contract.MET),
        ("rows of the log", {"grain": "event row", "denominator": "rows"}, Fraction(104, 100), Contract.MET),
    )
    panel = [
        Alternative(
            variant=f"{row.id.replace('-', '_')}.otherwise_{place}",
            words=f"The same, with {words} taken as the source writes it.",
            differs=differs,
            reading=samples.reading(
                min(own.value * times, Fraction(1)) if own.unit == "share" else own.value * times,
                own.count - 11 * place, own.unit,
                own.low and own.low * float(times), own.high and own.high * float(times),
            ),
            contract=Contract.NOT_JUDGED if row.contract is Contract.NOT_JUDGED else contract,
        )
        for place, (words, differs, times, contract) in enumerate(kinds)
    ]  # fmt: skip
    base = samples.explanation()
    return replace(base, row=row, panel=panel, sample=list(base.sample) * 5, findings=())
