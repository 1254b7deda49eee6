"""Statements to show: settled for real from one small agreement, and completed by hand with what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final

from hypothesis import strategies as st

from tests.files.texts import whole
from truegreen.files.agreements import read_agreement
from truegreen.files.cells import parse_cell
from truegreen.files.figures import units_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import note
from truegreen.model.given import Given, Givens
from truegreen.model.issued import Issued
from truegreen.model.statement import Category, Change, Line, Record, Statement
from truegreen.model.step import Step
from truegreen.settlement.settle import settle
from truegreen.units.money import Money
from truegreen.units.period import parse_period
from truegreen.units.span import Span
from truegreen.units.value import Value

TEXT: Final = """\
agreement: acme-care
title: Acme customer care
currency: EUR
measures:
  on-time: {metric: reported, unit: share, better: higher, role: critical service level, target: 90 %, clause: "§4.1"}
  uptime: {metric: reported, unit: share, better: higher, role: critical service level, target: 99.9 %, clause: "§4.2"}
charges:
  run: 40000.00
  platform: 2000.00
terms:
  late-credit:
    kind: service-credit
    clause: Schedule 3, §2
    measure: on-time
    level: target
    base: {charges: [run], credits: before credits, month: month measured}
    deadband: {width: 0 %, beyond: only the excess}
    per_point: {share: 2.5 %, fractions: pro rata}
    repeat: {times: 2, excused_breaks: false}
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
  uptime-credit:
    kind: service-credit
    clause: Schedule 3, §3
    measure: uptime
    level: target
    base: {charges: [platform], credits: before credits, month: month measured}
    deadband: {width: 0 %, beyond: only the excess}
    steps:
      - {worse_than: 99.9 %, share: 10 %}
      - {worse_than: 99.0 %, share: 30 %}
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-up}
    paid: next invoice
  cap:
    kind: liability-cap
    clause: "§12"
    per: month
    covers: [late-credit, uptime-credit]
    excess: forfeited
    share: 12 %
    base: {charges: [run, platform], credits: before credits, month: month measured}
"""
GIVEN: Final = {
    "2025-01": {"on-time": "89 %", "uptime": "99.5 %"},
    "2025-02": {"on-time": "0.8567", "uptime": "98.7 %"},
}


def settled(text: str, given: Mapping[str, Mapping[str, str]], until: str = "") -> tuple[Statement, ...]:
    """Settle an agreement from readings as a person would write them."""
    return settle(agreed(text), givens(text, given), parse_period(until or max(given)), {})


def givens(text: str, given: Mapping[str, Mapping[str, str]]) -> Givens:
    """Give readings as a file of them would."""
    units = units_of(agreed(text), {})
    each = [
        Given(name=name, period=parse_period(period), value=(cell := parse_cell(told, units[name])).value,
              count=cell.count, text=cell.text, at=Span("readings.csv", row, 1))
        for period, numbers in given.items() for row, (name, told) in enumerate(numbers.items(), 2)
    ]  # fmt: skip
    return Givens.of(each)


@cache
def agreed(text: str) -> Versions:
    """Read an agreement that has no mistake."""
    versions, mistakes = read_agreement(whole(text), "agreements/acme.yml")
    assert versions, "\n".join(map(str, mistakes))
    return versions


@cache
def february() -> Statement:
    """Give a month with a repeated miss, a cap that binds, and credits that stand on other invoices."""
    return settled(TEXT, GIVEN)[-1]


def by_hand(name: str, amount: str, category: Category, clause: str = "", corrects: str = "") -> Line:
    """Give a line that no clause of the agreement makes."""
    period = february().period
    value = Value(Fraction(amount), "EUR")
    because = Step(f"{name} by hand", value, (), clause, Span("agreements/acme.yml", 60, 3))
    return Line(
        id=name, term=name, clause=clause, at=because.at, category=category,
        arose=parse_period(corrects) if corrects else period, due=period, amount=Money(Decimal(amount), "EUR"),
        because=because, corrects=parse_period(corrects) if corrects else None,
    )  # fmt: skip


@cache
def full() -> Statement:
    """Give the same month with a hold, a correction, tax and a finding besides."""
    base = february()
    more = (
        by_hand("retention", "-500.00", Category.HOLD, "§7"),
        by_hand("true-up", "125.50", Category.ADJUSTMENT, "§9", corrects="2024-12"),
        by_hand("vat", "7000.00", Category.TAX),
    )
    lines = (*base.lines, *more)
    total = sum((each.amount for each in lines[1:]), lines[0].amount)
    found = note(Span("agreements/acme.yml", 12, 3), "odd-window", "The window is a week.", "Say a month.")
    return replace(base, lines=lines, total=total, findings=(found,))


def with_held() -> Statement:
    """Give it with what is held at its end."""
    held = Step("500.00 EUR kept back", Value(Fraction(500), "EUR"))
    return replace(full(), records=(*full().records, Record("retention", "held", full().period, held)))


def issued() -> Issued:
    """Give it as it was issued."""
    return Issued(
        statement=full(), text="a1" * 32, definitions={"service-credit": "b2" * 32}, inputs="c3" * 32, given=2,
        at=Span("settled/acme-care/2025-02.json"),
    )  # fmt: skip


@st.composite
def any_statement(draw: st.DrawFn) -> Statement:
    """Give the month with any lines: amounts, categories, corrections, and what a cap took off some."""
    lines = draw(st.lists(_any_line(), max_size=8))
    total = Money(Decimal(sum(each.amount.amount for each in lines)), "EUR")
    return replace(february(), lines=tuple(lines), total=total)


@st.composite
def _any_line(draw: st.DrawFn) -> Line:
    amounts = st.decimals(-50_000, 50_000, places=2)
    line = by_hand(draw(st.sampled_from("abc")), str(draw(amounts)), draw(st.sampled_from(Category)),
                   corrects=draw(st.sampled_from(("", "2024-12"))))  # fmt: skip
    if draw(st.booleans()):
        before = Step("before", Value(Fraction(draw(amounts)), "EUR"))
        return replace(line, changes=(Change("cap", before, line.because),))
    return line
