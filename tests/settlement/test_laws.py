"""What holds of every settlement: sums, caps, silence where nothing changed, just the difference where it did."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.settlement.months import issue_month, read_back
from tests.settlement.settling import agreement
from truegreen.files.settled import written
from truegreen.model.agreement import Versions
from truegreen.model.given import Claim, Given, Givens
from truegreen.model.issued import Issued
from truegreen.model.statement import Statement
from truegreen.model.step import steps_of
from truegreen.settlement.digests import plain
from truegreen.settlement.graph import statement_record
from truegreen.settlement.issue import document
from truegreen.settlement.restate import corrections, restate, with_corrections
from truegreen.settlement.settle import settle
from truegreen.units.money import Money
from truegreen.units.period import Period, add_months, parse_period
from truegreen.units.quantity import Quantity
from truegreen.units.value import Value

MEASURES = [
    "  on-time: {metric: reported, unit: share, better: higher, target: 90 %, minimum: 80 %}\n",
    "  solved: {metric: reported, unit: share, better: higher, target: 75 %}\n",
    "  wait: {metric: reported, unit: seconds, better: lower, target: 45 s}\n",
]
TERMS = """currency: EUR
charges: {desk: 9999.99, tools: 100.01}
pipeline: [late, unsolved, waiting, cap]
terms:
  waiting:
    kind: service-credit
    measure: wait
    level: target
    base: {charges: [desk, tools], credits: before credits, month: month measured}
    deadband: {width: 0 s, beyond: only the excess}
    steps: [{worse_than: 45 s, share: 2.5 %}, {worse_than: 60 s, share: 7 %}]
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-up}
    paid: next invoice
  unsolved:
    kind: service-credit
    measure: solved
    level: target
    base: {charges: [desk], credits: before credits, month: month measured}
    deadband: {width: 2 %, beyond: only the excess}
    per_point: {share: 1 %, fractions: whole ones only}
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-up}
    paid: next invoice
  late:
    kind: service-credit
    measure: on-time
    level: target
    base: {charges: [desk], credits: before credits, month: month measured}
    deadband: {width: 0 %, beyond: only the excess}
    per_point: {share: 0.3 %, fractions: pro rata}
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-even}
    paid: same invoice
  cap:
    kind: liability-cap
    per: contract year
    covers: [late, unsolved, waiting]
    share: 4 %
    base: {charges: [desk, tools], credits: before credits, month: month measured}
    excess: forfeited
"""
COUNT = 4
MONTHS = [Period(add_months(parse_period("2025-01").start, each), add_months(parse_period("2025-01").start, each + 1))
          for each in range(COUNT + 1)]  # fmt: skip
SHARES = st.none() | st.fractions(min_value=Fraction(1, 2), max_value=1, max_denominator=300)
SECONDS = st.none() | st.fractions(min_value=20, max_value=90, max_denominator=7)
MONTH = st.tuples(SHARES, SHARES, SECONDS)
READINGS = st.lists(MONTH, min_size=COUNT + 1, max_size=COUNT + 1)
few = drawn(few=6, many=50, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@cache
def care(order: tuple[int, ...] = (0, 1, 2)) -> Versions:
    return agreement("measures:\n" + "".join(MEASURES[each] for each in order) + TERMS)


def rows(readings: Sequence[Sequence[Fraction | None]]) -> list[Given]:
    names = ("on-time", "solved", "wait")
    return [
        Given(name=name, period=period, value=value, count=Fraction(200))
        for period, month in zip(MONTHS, readings, strict=True) for name, value in zip(names, month, strict=True)
    ]  # fmt: skip


def settled(given_: Sequence[Given], until: int = COUNT - 1, versions: Versions | None = None) -> tuple[Statement, ...]:
    return settle(versions or care(), Givens.of(given_), MONTHS[until], {})


def issued_from(given_: Sequence[Given], count: int = COUNT) -> list[Issued]:
    issued: list[Issued] = []
    for month in MONTHS[:count]:
        one, findings = issue_month(care(), Givens.of(given_), str(month), issued, accept=True)
        assert one, findings
        issued.append(read_back(one))
    return issued


def euros(amounts: Sequence[Money]) -> Decimal:
    return sum((each.amount for each in amounts), Decimal(0))


def shown(statement: Statement) -> list[tuple[str, str, str]]:
    return [(each.id, str(each.arose), str(each.amount)) for each in (*statement.lines, *statement.later)]


@few
@given(READINGS)
def test_lines_add_up_to_the_total_and_each_line_is_what_its_last_step_says(readings: list[Any]) -> None:
    for statement in settled(rows(readings)):
        assert euros([each.amount for each in statement.lines]) == statement.total.amount
        for line in (*statement.lines, *statement.later):
            assert line.because.value == Value.of(line.amount)
            assert line.amount == line.amount.rounded()


@few
@given(READINGS)
def test_credits_never_exceed_the_cap_and_what_they_would_have_been_is_kept(readings: list[Any]) -> None:
    charged = credited = Fraction(0)
    for statement in settled(rows(readings)):
        mine = [each for each in (*statement.lines, *statement.later) if each.arose == statement.period]
        charged += sum((Fraction(each.amount.amount) for each in mine if each.amount.amount > 0), Fraction(0))
        credited -= sum((Fraction(each.amount.amount) for each in mine if each.amount.amount < 0), Fraction(0))
        assert credited <= charged * 4 / 100
        for line in mine:
            for change in line.changes:
                assert change.before.value
                assert change.before.value.number <= Fraction(line.amount.amount)


@few
@given(READINGS, st.integers(0, COUNT - 1), st.fractions(min_value=0, max_value=1, max_denominator=50))
def test_doing_better_never_pays_less(readings: list[Any], month: int, better: Fraction) -> None:
    value = readings[month][0]
    if value is not None:
        improved = [list(each) for each in readings]
        improved[month][0] = value + (1 - value) * better
        before, after = (settled(rows(each)) for each in (readings, improved))
        everything = [[line.amount for each in one for line in (*each.lines, *each.later) if line.arose == each.period]
                      for one in (before, after)]  # fmt: skip
        assert euros(everything[1]) >= euros(everything[0])


@few
@given(READINGS)
def test_settling_again_after_issuing_is_silent(readings: list[Any]) -> None:
    given_ = rows(readings)
    issued = issued_from(given_)
    statements = settled(given_, COUNT)
    assert restate(care(), Givens.of(given_), statements, issued) == ([], [])
    assert [statement_record(each.statement) for each in issued] == [*map(statement_record, statements[:COUNT])]


@few
@given(READINGS, READINGS)
def test_a_restated_month_posts_exactly_the_difference_and_then_is_silent(old: list[Any], new: list[Any]) -> None:
    issued = issued_from(rows(old))
    restated = rows(new)
    statements = settled(restated, COUNT)
    moved, _ = restate(care(), Givens.of(restated), statements, issued)
    lines = corrections(moved, statements[-1].period)
    invoiced = euros([each.statement.total for each in issued])
    assert euros([each.amount for each in lines]) == euros([each.total for each in statements[:COUNT]]) - invoiced
    posted = with_corrections(statements[-1], lines)
    assert posted.total.amount - statements[-1].total.amount == euros([each.amount for each in lines])
    one, findings = issue_month(care(), Givens.of(restated), str(MONTHS[COUNT]), issued, accept=True)
    assert one, findings
    assert restate(care(), Givens.of(restated), statements, [*issued, read_back(one)]) == ([], [])


@few
@given(READINGS, READINGS, READINGS)
def test_twice_restated_the_client_has_paid_what_comes_out_now(
    first: list[Any], then: list[Any], now: list[Any]
) -> None:
    issued = issued_from(rows(first), 2)
    for readings, month in ((then, 2), (now, 3)):
        one, findings = issue_month(care(), Givens.of(rows(readings)), str(MONTHS[month]), issued, accept=True)
        assert one, findings
        issued.append(read_back(one))
    paid, wanted = (
        euros([each.total for each in one]) for one in ([each.statement for each in issued], settled(rows(now)))
    )
    assert paid == wanted


@few
@given(READINGS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(readings: list[Any], random: Any) -> None:
    given_ = rows(readings)
    shuffled = random.sample(given_, len(given_))
    records = [[statement_record(each) for each in settled(one)] for one in (given_, shuffled)]
    assert records[0] == records[1]
    texts = [written(document(issued_from(each, 1)[0])) for each in (given_, shuffled)]
    assert texts[0] == texts[1]


@few
@given(READINGS, st.permutations([0, 1, 2]))
def test_the_order_of_the_measures_in_the_text_does_not_matter(readings: list[Any], order: list[int]) -> None:
    other = settled(rows(readings), versions=care(tuple(order)))
    assert [shown(each) for each in other] == [shown(each) for each in settled(rows(readings))]
    sentences = [[[step.sentence for step in steps_of(line.because)] for each in one for line in each.lines]
                 for one in (other, settled(rows(readings)))]  # fmt: skip
    assert sentences[0] == sentences[1]


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Given(name="on-time", period=MONTHS[0], value=0.8),  # type: ignore[arg-type]
        lambda: Given(name="on-time", period=MONTHS[0], count=200.0),  # type: ignore[arg-type]
        lambda: Claim(cause="storm", amount=12.5),  # type: ignore[arg-type]
        lambda: Value(0.8, "share"),  # type: ignore[arg-type]
        lambda: Money(9.99, "EUR"),  # type: ignore[arg-type]
        lambda: Money(Decimal(1), "EUR") * 0.5,  # type: ignore[operator]
        lambda: Quantity(0.5, "%"),  # type: ignore[arg-type]
        lambda: plain({"given": [0.8]}),
    ],
)
def test_a_float_anywhere_is_a_type_error(broken: Any) -> None:
    with pytest.raises(TypeError):
        broken()
