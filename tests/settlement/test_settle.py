"""The fold over periods: what is charged, when it stands on an invoice, and what a later month remembers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.settlement.settling import agreement, amounts, statements
from truegreen.model.step import steps_of
from truegreen.units.value import Value

MEASURES = """
currency: EUR
measures:
  on-time: {metric: reported, unit: share, better: higher, target: 90 %}
  solved: {metric: reported, unit: share, better: higher, target: 80 %}
"""
CREDIT = """
  {name}:
    kind: service-credit
    measure: {measure}
    level: target
    base: {{charges: [monthly], credits: {credits}, month: {month}}}
    deadband: {{width: 0 %, beyond: only the excess}}
    per_point: {{share: 1 %, fractions: pro rata}}
    unmeasured: neither met nor missed
    rounding: {{digits: 2, mode: half-up}}
    paid: {paid}
"""


def credit(
    name: str = "late", measure: str = "on-time", credits_: str = "before credits", month: str = "month measured",
    paid: str = "same invoice",
) -> str:  # fmt: skip
    return CREDIT.format(name=name, measure=measure, credits=credits_, month=month, paid=paid)


def test_a_charge_is_owed_every_month_whatever_is_given() -> None:
    versions = agreement(MEASURES + "charges: {monthly: 100.00, tools: 5.5}\n")
    each = statements(versions, "period\n", "2025-03")
    assert [(str(one.period), str(one.total)) for one in each] == [
        ("2025-01", "105.50 EUR"), ("2025-02", "105.50 EUR"), ("2025-03", "105.50 EUR"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paid", "months"),
    [
        ("same invoice", ["late", "", ""]),
        ("next invoice", ["", "late 2025-01", ""]),
    ],
)
def test_a_credit_stands_on_the_invoice_that_the_clause_names(paid: str, months: list[str]) -> None:
    versions = agreement(MEASURES + "charges: {monthly: 100.00}\nterms:" + credit(paid=paid))
    each = statements(versions, "period,on-time\n2025-01,80 %\n2025-02,90 %\n2025-03,90 %\n", "2025-03")
    for statement, line in zip(each, months, strict=True):
        expected = {"monthly": "100.00 EUR"} | ({line: "-10.00 EUR"} if line else {})
        assert amounts(statement) == expected


def test_a_year_end_credit_stands_on_the_last_invoice_of_the_contract_year_or_the_term() -> None:
    text = (
        MEASURES + "starts: 2025-02-01\nends: 2026-06-30\ncharges: {monthly: 100.00}\nterms:" + credit(paid="year end")
    )
    table = "period,on-time\n2025-03,80 %\n2026-04,85 %\n"
    each = {str(one.period): one for one in statements(agreement(text), table, "2026-07")}
    assert amounts(each["2026-01"]) == {"monthly": "100.00 EUR", "late 2025-03": "-10.00 EUR"}
    assert amounts(each["2026-06"]) == {"monthly": "100.00 EUR", "late 2026-04": "-5.00 EUR"}
    assert amounts(each["2026-07"]) == {}  # After the term there is nothing to charge.


def test_what_is_due_after_the_term_stands_on_a_final_account() -> None:
    text = MEASURES + "ends: 2025-02-28\ncharges: {monthly: 100.00}\nterms:" + credit(paid="next invoice")
    each = statements(agreement(text), "period,on-time\n2025-02,80 %\n", "2025-03")
    assert amounts(each[-1]) == {"late 2025-02": "-10.00 EUR"}


def test_a_share_of_the_next_invoice_is_taken_of_its_charges() -> None:
    text = MEASURES + "charges: {monthly: {2025-01-01: 100.00, 2025-02-01: 300.00}}\nterms:" + credit(
        month="month invoiced", paid="next invoice")  # fmt: skip
    each = statements(agreement(text), "period,on-time\n2025-01,80 %\n2025-02,90 %\n", "2025-02")
    assert amounts(each[-1]) == {"monthly": "300.00 EUR", "late": "-30.00 EUR"}


def test_the_order_of_the_pipeline_decides_what_is_before_credits_and_what_after() -> None:
    two = credit() + credit("unsolved", "solved", "after credits")
    table = "period,on-time,solved\n2025-01,80 %,70 %\n"
    text = MEASURES + "charges: {monthly: 100.00}\nterms:" + two
    assert amounts(statements(agreement(text), table, "2025-01")[0])["unsolved"] == "-9.00 EUR"
    turned = text + "pipeline: [unsolved, late]\n"
    assert amounts(statements(agreement(turned), table, "2025-01")[0])["unsolved"] == "-10.00 EUR"


@pytest.mark.parametrize(
    ("how", "first", "second", "last"),
    [("by days", "56.67 EUR", "128.57 EUR", "66.67 EUR"), ("whole", "100.00 EUR", "200.00 EUR", "200.00 EUR")],
)
def test_a_month_that_is_cut_counts_as_agreed(how: str, first: str, second: str, last: str) -> None:
    """Seventeen of thirty days, a rise on the 21st of February's 28 days, and ten of thirty days."""
    text = f"""{MEASURES}
starts: 2024-11-14
ends: 2025-06-10
part_months: {how}
charges: {{monthly: {{2024-11-14: 100.00, 2025-02-21: 200.00}}}}
"""
    each = {one.period.start.isoformat()[:7]: one for one in statements(agreement(text), "period\n", "2025-06")}
    assert [str(each[month].total) for month in ("2024-11", "2025-02", "2025-06")] == [first, second, last]
    assert all(not one.findings for one in each.values())


def test_a_cut_month_that_the_agreement_says_nothing_about_is_an_error() -> None:
    text = MEASURES + "starts: 2025-01-10\ncharges: {monthly: 100.00}\n"
    each = statements(agreement(text), "period\n", "2025-02")
    assert [[finding.id for finding in one.findings] for one in each] == [["part-month-unsaid"], []]


def test_months_may_begin_on_any_day() -> None:
    text = MEASURES + "starts: 2025-01-22\nmonth_starts_on: 22\ncharges: {monthly: 100.00}\nterms:" + credit()
    each = statements(agreement(text), "period,on-time\n2025-01-22..2025-02-21,80 %\n", "2025-01-22..2025-02-21")
    assert [str(one.period) for one in each] == ["2025-01-22..2025-02-21"]
    assert str(each[0].total) == "90.00 EUR"


def test_each_month_is_settled_as_the_agreement_stood_on_its_last_day() -> None:
    text = MEASURES + "charges: {monthly: 100.00}\nterms:" + credit()
    amendment = "effective: 2025-02-15\nset: {measures.on-time.target: 95 %}\n"
    each = statements(agreement(text, amendment), "period,on-time\n2025-01,85 %\n2025-02,85 %\n", "2025-02")
    assert [amounts(one)["late"] for one in each] == ["-5.00 EUR", "-10.00 EUR"]


def test_an_amount_stands_where_it_is_written_though_an_amendment_wrote_it() -> None:
    text = MEASURES + "charges: {monthly: 100.00}\nterms:" + credit()
    amendment = "effective: 2025-02-01\nset: {charges.monthly: 110.00, measures.on-time.target: 91 %}\n"
    each = statements(agreement(text, amendment), "period,on-time\n2025-01,85 %\n2025-02,85 %\n", "2025-02")
    for statement, file in zip(each, ("care.yml", "amendment-0.yml"), strict=True):
        at = {step.says: step.at.file for line in statement.lines for step in steps_of(line.because)}
        assert {at["target of on-time"], at[f"monthly, charge of {statement.period}"]} == {file}


def test_the_currency_says_how_many_digits_a_line_has() -> None:
    for currency, total in (("JPY", "67 JPY"), ("KWD", "66.667 KWD"), ("EUR", "66.67 EUR")):
        text = f"""{MEASURES.replace("EUR", currency)}
starts: 2025-09-11
part_months: by days
charges: {{monthly: 100}}
"""
        assert str(statements(agreement(text), "period\n", "2025-09")[0].total) == total


def test_a_float_anywhere_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="Fraction"):
        Value(0.1, "EUR")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Fraction"):
        Value(Fraction(1, 10) * 0.5, "EUR")  # type: ignore[arg-type]


def test_every_step_of_a_line_can_be_said_in_a_sentence() -> None:
    text = MEASURES + "charges: {monthly: 100.00}\nterms:" + credit()
    line = statements(agreement(text), "period,on-time\n2025-01,80/97\n", "2025-01")[0].lines[-1]
    said = [each.sentence for each in steps_of(line.because)]
    assert said[0] == "on-time of 2025-01, 97 rows"
    assert "on-time at 82.4742268041… % misses 90 %" in said
    assert said[-1] == "-7.52577319587… EUR rounded half-up to 2 digits"
