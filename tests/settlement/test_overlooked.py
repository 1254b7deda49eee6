"""Nothing is passed over in silence: a figure of no period, money that no clause holds any more."""

from __future__ import annotations

import pytest

from tests.settlement.settling import agreement, amounts, statements
from truegreen.model.statement import Statement

TEXT = """
currency: EUR
ends: 2025-06-10
part_months: by days
measures:
  on-time: {metric: reported, unit: share, better: higher, target: 90 %}
  liked: {metric: reported, unit: share, better: higher, window: quarter, target: 90 %}
figures: {cases: {unit: count}, cpi: {unit: points}}
charges: {fee: 1000.00}
terms:
  index:
    kind: indexation
    charges: [fee]
    series: Prices
    index: cpi
    basis: the year before
    base_month: 2024-01-01
    months_behind: 1
    first: 2025-02-01
    every: year
    sensitivity: 100 %
    compounds: yes
    may_fall: yes
    revised: no
    rounding: {digits: 2, mode: half-up}
  kept:
    kind: retention
    lines: [fee]
    share: 10 %
    releases: {end: {gives: 100 %, of: what is held, on: 2025-05-31}}
    rounding: {digits: 2, mode: half-up}
"""
GONE = "effective: 2025-03-01\nremove: [terms.kept]\n"


def odd(month: Statement) -> list[str]:
    return [each.says for each in month.findings if each.id == "figure-of-no-period"]


@pytest.mark.parametrize(
    ("more", "name", "period", "is_odd"),
    [
        ("", "on-time", "2025-02", False), ("", "on-time", "2025-W07", True), ("", "on-time", "2025-Q1", True),
        ("", "liked", "2025-Q1", False), ("", "liked", "2025-02", True),
        ("", "cases", "2025-02", False), ("", "cases", "2025", True),
        ("", "cpi", "2025", False), ("", "cpi", "2025-Q1", False), ("", "cpi", "2025-02-03..2025-02-05", True),
        ("", "on-time", "2025-06", False), ("", "on-time", "2025-06-01..2025-06-10", False),
        ("", "cases", "2024-02-03..2024-02-05", False), ("", "cases", "2025-06-11..2025-06-30", True),
        ("month_starts_on: 22", "cases", "2025-03", True),
        ("month_starts_on: 22", "cases", "2025-02-22..2025-03-21", False),
        ("month_starts_on: 22", "cpi", "2025-03", False),
    ],
)  # fmt: skip
def test_a_figure_of_no_period_is_said_where_it_may_be_meant(more: str, name: str, period: str, is_odd: bool) -> None:
    text = agreement(f"{more}\n{TEXT}")
    found = [each for month in statements(text, f"period,{name}\n{period},1\n", "2025-08") for each in odd(month)]
    assert len(found) == is_odd
    assert all(each.startswith(f"“{name}” of {period} counts for nothing") for each in found)


def test_money_that_no_clause_holds_any_more_is_an_error_until_it_is() -> None:
    months = statements(agreement(TEXT, GONE), "period,cases\n2025-01,1\n", "2025-04")
    assert amounts(months[1])["kept"] == "-100.00 EUR"
    said = [[each.says for each in month.findings if each.id == "held-by-nobody"] for month in months]
    assert said[:2] == [[], []]
    assert said[2] == said[3]
    assert said[2][0].startswith("200.00 EUR that “kept” held are released by no clause")


def test_money_that_was_released_before_its_clause_went_is_not_missed() -> None:
    text = agreement(TEXT, GONE.replace("2025-03-01", "2025-06-01"))
    months = statements(text, "period,cases\n2025-01,1\n", "2025-06")
    assert not [each for month in months for each in month.findings if each.id == "held-by-nobody"]


def test_a_request_that_no_clause_of_relief_is_for_is_said() -> None:
    asked = "period,name,value,cause,granted\n2025-02,on-time,95 %,,\n2025-02,on-time,,storm,yes\n"
    (found,) = [each for each in statements(agreement(TEXT), asked, "2025-02")[-1].findings if "claim" in each.id]
    assert (found.id, str(found.at)) == ("claim-of-no-clause", "figures.csv:3")
    assert found.says == "“storm” excuses nothing of on-time in 2025-02: no clause of relief is for it."
