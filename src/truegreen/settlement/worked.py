"""Worked examples: what both parties signed must follow from the agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from truegreen.files.cases import Case, Excused, Told
from truegreen.files.cells import parse_cell
from truegreen.files.figures import units_of
from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Versions, Window
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.given import Claim, Given, Givens, Scale
from truegreen.model.statement import Statement
from truegreen.primitives.calendar import window_of
from truegreen.primitives.operand import value_of
from truegreen.settlement.judge import judged, remembered
from truegreen.settlement.settle import settle
from truegreen.units.period import Period, parse_period
from truegreen.units.quantity import Quantity
from truegreen.units.value import Value


def case_findings(
    case: Case, agreements: Mapping[str, Versions], scales: Mapping[str, Mapping[str, Scale]]
) -> Iterator[Finding]:
    """Hold a worked example against its agreement.

    Args:
        case: the example.
        agreements: the agreements by id.
        scales: unit and direction of each agreement's computed measures, by agreement.
    """
    versions = agreements.get(case.agreement)
    if versions is None:
        says = f"“{case.case}” speaks of the agreement “{case.agreement}”, which is not here."
        yield error(case.at, "case-without-agreement", says, did_you_mean(case.agreement, list(agreements)))
        return
    known = scales.get(case.agreement, {})
    found: list[Finding] = []
    given = givens_of(case, versions, known, found)
    yield from found
    if not found:
        for each in compare(case, versions, given, known):
            if isinstance(each, Finding):
                yield each
            elif not each.holds:
                yield _differs(case, each)


def givens_of(case: Case, versions: Versions, scales: Mapping[str, Scale], findings: list[Finding]) -> Givens:
    """Give the figures of an example; what cannot be read is added to the findings."""
    units = units_of(versions, scales)
    each = []
    for text, numbers in ((case.period, case.given), *case.before.items()):
        try:
            period = parse_period(text)
        except ValueError as broken:
            says, _, remedy = str(broken).partition("; ")
            findings.append(error(case.at, "not-a-period", f"{says}.", f"{remedy[:1].upper()}{remedy[1:]}."))
            continue
        for name, told in numbers.items():
            if name not in units:
                says = f"“{case.case}” gives “{name}”, which is no measure and no figure of the agreement."
                findings.append(error(case.at, "unknown-figure", says, did_you_mean(name, list(units))))
                continue
            text_of = told.value if isinstance(told, Told) else told
            try:
                cell = parse_cell(text_of, units[name])
            except ValueError as broken:
                says, _, remedy = str(broken).partition("; ")
                findings.append(error(case.at, "odd-figure", f"{name}: {says}.", f"{remedy[:1].upper()}{remedy[1:]}."))
                continue
            more = told if isinstance(told, Told) else Told(value=text_of)
            count = cell.count if more.count is None else Fraction(more.count)
            own = _window(versions, name, period)
            each.append(
                Given(
                    name=name,
                    period=own,
                    value=cell.value,
                    count=count,
                    text=cell.text,
                    incident=more.incident,
                    reported=more.reported,
                    claims=tuple(map(_claim, more.excused)),
                    at=case.at,
                )
            )
    return Givens.of(each)


def _window(versions: Versions, name: str, period: Period) -> Period:
    """Give the window of a measure that a period's last day falls in; a figure's is the period."""
    agreement = versions.on(period.last)
    measure = agreement.measures.get(name)
    return window_of(agreement, measure, period.last) if measure and measure.window is not Window.WEEK else period


def _claim(told: Excused) -> Claim:
    count, total, amount = (
        None if each is None else Fraction(each.number) for each in (told.count, told.total, told.amount)
    )
    return Claim(cause=told.cause, count=count, total=total, amount=amount, aware=told.aware, notice=told.notice,
                 granted=told.granted, at=told.at)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that an example expects, and what the agreement gives.

    Attributes:
        part: ``status``, ``pays``, ``remembers`` or ``total``.
        name: of the measure, line or record; empty for the total.
        says: what the example says.
        gives: what the agreement gives, written as the example would.
        holds: whether the two are the same.
    """

    part: str
    name: str
    says: str
    gives: str
    holds: bool


def compare(case: Case, versions: Versions, given: Givens, scales: Mapping[str, Scale]) -> Iterator[Compared | Finding]:
    """Compare all that an example expects; a finding where nothing can be compared."""
    period = parse_period(case.period)
    memory = remembered(versions, given, period, scales) if case.status else {}
    for name, status in case.status.items():
        found = judged(versions, given, period, scales, name, memory)
        if found is None:
            says = f"“{case.case}” speaks of the measure “{name}”, which does not stand in {period}."
            yield error(case.at, "case-without-measure", says, "Name a measure that the agreement has then.")
        else:
            yield Compared("status", name, str(status), str(found.status), found.status is status)
    if not (case.pays or case.remembers or case.total):
        return
    if period.end <= versions.each[0][1].starts:
        says = f"“{case.case}” settles {period}, which is before the agreement starts."
        yield error(case.at, "case-before-start", says, "Choose a period within the term.")
        return
    statement = settle(versions, given, period, scales)[-1]
    yield from (each for each in statement.findings if has_errors([each]))
    yield from _lines(case, statement)


def _lines(case: Case, statement: Statement) -> Iterator[Compared]:
    here = {each.id: each for each in (*statement.lines, *statement.later) if each.arose == statement.period}
    for name, expected in case.pays.items():
        amount = Fraction(here[name].amount.amount) if name in here else Fraction(0)
        yield _compared("pays", name, expected, Value(amount, statement.currency))
    kept = {f"{each.term}.{each.name}": each.because.value for each in statement.records}
    for name, expected in case.remembers.items():
        yield _compared("remembers", name, expected, kept.get(name))
    if case.total is not None:
        yield _compared("total", "", case.total, Value.of(statement.total))


def _compared(part: str, name: str, expected: Quantity, value: Value | None) -> Compared:
    if value is None:
        return Compared(part, name, str(expected), "none", holds=False)
    gives = str(value) if expected.unit or value.unit == "share" else str(value).partition(" ")[0]
    return Compared(part, name, str(expected), gives.replace(",", ""), value_of(expected, value.unit) == value)


def _differs(case: Case, each: Compared) -> Finding:
    what = {"status": f"{each.name} is", "pays": f"{each.name} pays", "remembers": f"{each.name} is"}
    gives = f"{what.get(each.part, 'the invoice is')} {each.gives}"
    words = f"“{case.case}”: under the agreement {gives}, and the example says {each.says}."
    return error(case.at, "case-differs", words, "Correct the agreement, or agree on the example anew.")
