"""Hand-made nouns to show: one scorecard with every status and unit, a slice, an explanation and findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from truegreen.model.agreement import Measure, Perspective, Role, Rounding, Timing
from truegreen.model.finding import Finding, error, note, warning
from truegreen.model.reading import PARTS, Contract, Outcome, Reading
from truegreen.model.scorecard import Alternative, Explanation, Row, Scorecard
from truegreen.stats.intervals import wilson
from truegreen.units.period import Period, add_months, parse_period
from truegreen.units.quantity import Quantity
from truegreen.units.span import Span

MARCH = parse_period("2025-03")


def months(number: int, last: Period = MARCH) -> list[Period]:
    starts = [add_months(last.start, back) for back in range(1 - number, 1)]
    return [Period(start, add_months(start, 1)) for start in starts]


def share(hits: int, of: int, period: Period | None = MARCH, measure: str = "") -> Reading:
    low, high = wilson(hits, of)
    value = Fraction(hits, of)
    return reading(value, of, "share", low, high, period=period, measure=measure, total=hits)


def reading(
    value: Fraction | None,
    rows: int,
    unit: str,
    low: float | None = None,
    high: float | None = None,
    *,
    period: Period | None = MARCH,
    measure: str = "",
    total: int | None = None,
    invited: int | None = None,
    eligible: int | None = None,
) -> Reading:
    made = 0 if value is None else int(value * rows * PARTS[unit])
    return Reading(
        measure=measure,
        spec="",
        count=rows,
        total=made if total is None else total,
        squares=0,
        unit=unit,
        period=period,
        eligible=eligible,
        invited=invited,
        answered=rows if invited is not None else None,
        value=value,
        low=low,
        high=high,
    )


def row(
    name: str,
    title: str,
    trend: Sequence[Reading],
    contract: Contract,
    outcome: Outcome | None = None,
    *,
    target: str = "",
    minimum: str = "",
    perspective: Perspective = Perspective.QUALITY,
    timing: Timing = Timing.LEADING,
    better: str = "higher",
    change: str = "",
    member: str = "",
    outcome_of: str = "",
    words: str = "Cases with a target that were resolved by it; open past it counts as late.",
) -> Row:
    measure = Measure(
        metric="on_time.by_target",
        title=title,
        role=Role.EXPERIENCE if outcome_of == name else Role.CRITICAL,
        target=Quantity.parse(target) if target else None,
        minimum=Quantity.parse(minimum) if minimum else None,
        rounding=Rounding(digits=1),
        outcome="" if outcome_of == name else outcome_of,
        clause="Schedule 2.1, §4",
        at=Span("agreements/acme.yml", 41, 5),
    )
    return Row(
        id=name,
        measure=measure,
        words=words,
        perspective=perspective,
        timing=timing,
        better=better,
        member=member,
        reading=trend[-1] if trend else None,
        trend=trend,
        change=change,
        contract=contract,
        outcome=outcome,
        outcome_of=outcome_of,
    )


def shares(*hits: int, of: int) -> list[Reading]:
    return [share(each, of, period) for each, period in zip(hits, months(len(hits)), strict=True)]


def means(*texts: str, rows: int, unit: str, half: float, invited: int | None = None) -> list[Reading]:
    return [
        reading(
            Fraction(text), rows, unit, float(Fraction(text)) - half, float(Fraction(text)) + half,
            period=period, invited=invited, eligible=invited and invited * 3,
        )
        for text, period in zip(texts, months(len(texts)), strict=True)
    ]  # fmt: skip


def card() -> Scorecard:
    rows = [
        row(
            "on-time", "Resolved on time", shares(1890, 1902, 1911, 1925, 1934, 1951, of=2090),
            Contract.MET, Outcome.BAD, target="90 %", minimum="85 %", change="better", outcome_of="csat",
        ),
        row(
            "fcr", "First-contact resolution", shares(1400, 1390, 1380, 1372, 1350, 1334, of=2090),
            Contract.BELOW_MINIMUM, Outcome.BAD, target="75 %", minimum="70 %", timing=Timing.LAGGING,
            change="worse", outcome_of="csat",
        ),
        row(
            "reopen", "Reopened [bold]", shares(105, 99, 110, of=2090), Contract.MISSED, None,
            target="5 %", better="lower", change="same",
        ),
        row(
            "answer", "Speed of answer", means("31", "24.5", "18", rows=6021, unit="seconds", half=1.2),
            Contract.MET, Outcome.CANNOT_TELL, target="20 s", better="lower", perspective=Perspective.EFFICIENCY,
            change="better", outcome_of="ease",
        ),
        row(
            "cost", "Cost per resolution", means("11.90", "12.10", "12.40", rows=1980, unit="money", half=0.4),
            Contract.NOT_JUDGED, None, perspective=Perspective.EFFICIENCY, timing=Timing.LAGGING, better="lower",
        ),
        row(
            "csat", "Customer satisfaction",
            means("4.02", "3.88", "3.71", rows=412, unit="score", half=0.09, invited=1200),
            Contract.MISSED, Outcome.BAD, target="4.2", perspective=Perspective.CUSTOMER, timing=Timing.LAGGING,
            change="worse", outcome_of="csat",
        ),
        row(
            "ease", "Effort", [], Contract.NOT_JUDGED, Outcome.CANNOT_TELL, target="5.5",
            perspective=Perspective.CUSTOMER, outcome_of="ease",
        ),
        row(
            "nps", "Recommendation", means("22", "28", "31", rows=412, unit="points", half=6.4),
            Contract.MET, Outcome.GOOD, target="20", perspective=Perspective.COMMERCIAL, timing=Timing.LAGGING,
            change="same", outcome_of="nps",
        ),
    ]  # fmt: skip
    return Scorecard(
        agreement="acme-care",
        title="Acme care",
        period=MARCH,
        by="",
        rows=rows,
        findings=findings(),
        run="2025-04-02-7f3a",
        known_until="2025-04-01T00:00:00+00:00",
    )


def by_site() -> Scorecard:
    rows = [
        row(
            "on-time", "Resolved on time", shares(500, 490, 470, of=600), Contract.BELOW_MINIMUM, Outcome.BAD,
            target="90 %", member="Porto", change="worse", outcome_of="csat",
        ),
        row(
            "on-time", "Resolved on time", shares(1400, 1420, 1481, of=1490), Contract.MET, Outcome.BAD,
            target="90 %", member="Lisbon", change="better", outcome_of="csat",
        ),
        row(
            "csat", "Customer satisfaction", means("3.1", "3.0", rows=200, unit="score", half=0.1),
            Contract.MISSED, Outcome.BAD, target="4.2", member="Lisbon", outcome_of="csat",
        ),
    ]  # fmt: skip
    return Scorecard(agreement="acme-care", title="Acme care", period=MARCH, by="site", rows=rows)


def explanation() -> Explanation:
    return Explanation(
        row=card().rows[1],
        agreement="acme-care",
        period=MARCH,
        slice={},
        variant="first_contact_resolution.same_matter(within_days=7)",
        aspects={"grain": "case", "population": "cases with a known customer", "stop": "", "counted_on": "opened_on"},
        panel=[
            Alternative(
                variant="first_contact_resolution.one_touch",
                words="Resolved cases that were neither reassigned nor reopened, by the agent's own records.",
                differs={"population": "resolved cases", "stop": "resolved", "counted_on": "resolved_on"},
                reading=share(1957, 2090),
                contract=Contract.MET,
            ),
            Alternative(
                variant="first_contact_resolution.any_matter(within_days=7)",
                words="Cases whose customer did not open another, of any contact type, within 7 days.",
                differs={"stop": "next case of any type"},
                reading=share(1201, 2090),
                contract=Contract.BELOW_MINIMUM,
            ),
        ],
        query='SELECT "case_id", "opened_at"\nFROM "case"\nWHERE "opened_at" < TIMESTAMP \'2025-04-01\'',
        columns=("case_id", "opened_at", "contact_type", "counts", "note"),
        sample=[
            ("C-1", datetime(2025, 3, 1, 9, 30), "Delay", True, None),
            ("C-2", datetime(2025, 3, 2, 10, 5, 7), "Customs <papers>", False, date(2025, 3, 9)),
        ],
        findings=[note(Span("agreements/acme.yml", 44, 7), "odd-window", "The window is 7 days.", "Say why.")],
        run="2025-04-02-7f3a",
    )


def findings() -> list[Finding]:
    return [
        error(
            Span("data/calls.csv", 12), "negative-duration", "4 calls end before they begin.",
            "Correct the times at the source, or drop the rows in the mapping.", 4,
        ),
        warning(
            Span("agreements/acme.yml", 41, 5), "credit-cap-reached-early", "Below 77 % the credit no longer grows.",
            "Lower the rate per point, or raise the cap.",
        ),
        note(
            Span(""), "unmatched-identity", "211 cases name an account nobody knows.", "Send the missing accounts.", 211
        ),
    ]  # fmt: skip
