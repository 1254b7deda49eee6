"""Worked examples recorded anew: exactly what differs is replaced, however it is written, and never what is signed."""

from __future__ import annotations

from tests.settlement.months import care
from truegreen.files.cases import Case, parse_cases
from truegreen.settlement.recorded import recorded
from truegreen.settlement.worked import Compared, compare, givens_of

CASES = """\
- case: "80 %: pays: late"
  agreement: care
  period: 2025-01
  given: {on-time: 80 %}
  status: {on-time: met}
  pays: # late: 1
    desk: 9,999.50   # was 5
    late: "-5.00 EUR"
  remembers: {late.miss: 7, cap.used: 1500.00}
  total: 5
- {case: flow, agreement: care, period: 2025-01, given: {on-time: 80 %}, pays: {desk: 10000.00, late: -1}, total: 9}
- case: signed
  agreement: care
  period: 2025-01
  given: {on-time: 80 %}
  total: 5.00
  signed: {client: Jo, provider: Sam, on: 2025-01-02}
"""


def held(text: str) -> list[tuple[Case, Compared]]:
    cases, mistakes = parse_cases(text, "cases.yml")
    assert not mistakes, "\n".join(map(str, mistakes))
    found = [(case, compare(case, care(), givens_of(case, care(), {}, []), {})) for case in cases]
    return [(case, each) for case, those in found for each in those if isinstance(each, Compared)]


def test_what_differs_is_replaced_and_all_else_stays() -> None:
    before = held(CASES)
    cases, _ = parse_cases(CASES, "cases.yml")
    text = recorded(CASES, cases, [(case, each) for case, each in before if not each.holds])
    assert text == CASES.replace("on-time: met", "on-time: missed").replace("9,999.50 ", "10000.00 ").replace(
        '"-5.00 EUR"', "-1000.00 EUR"
    ).replace("miss: 7", "miss: 1").replace("1500.00", "1000.00").replace("total: 5\n", "total: 9000.00\n").replace(
        "late: -1}, total: 9}", "late: -1000.00}, total: 9000.00}"
    )
    assert [case.case for case, each in held(text) if not each.holds] == ["signed"]


def test_an_amount_of_another_currency_does_not_hold() -> None:
    text = CASES.replace("total: 5\n", "total: 9000.00 USD\n")
    assert {each.says: each.holds for _, each in held(text) if each.part == "total"}["9000.00 USD"] is False
