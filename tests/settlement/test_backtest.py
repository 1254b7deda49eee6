"""The same months under two texts: what each clause would have paid, and for whom the new one is better."""

from __future__ import annotations

from tests.settlement.months import TEXT, care, told
from tests.settlement.settling import agreement, figures
from truegreen.model.agreement import Side, Versions
from truegreen.model.finding import Finding
from truegreen.settlement.backtest import BackTest, back_test, throughout
from truegreen.units.period import parse_period


def tried(new: str, count: int = 3, until: str = "2025-03", old: str = TEXT) -> tuple[BackTest | None, list[Finding]]:
    return versions_tried(agreement(old), throughout(agreement(new).latest, agreement(old)), count, until)


def versions_tried(
    old: Versions, new: Versions, count: int = 3, until: str = "2025-03"
) -> tuple[BackTest | None, list[Finding]]:
    return back_test(old, new, told(old), {}, parse_period(until), count)


def rows(test: BackTest | None) -> list[tuple[str, str, str, str, Side | None]]:
    assert test
    return [
        (str(period.period), each.term, str(each.old), str(each.new), each.gains)
        for period in test.periods for each in period.terms
        if each.gains
    ]  # fmt: skip


def test_the_same_text_gains_nobody_anything() -> None:
    test, findings = tried(TEXT)
    assert rows(test) == []
    assert not findings
    assert test
    assert str(test.total.total.difference) == "0.00 EUR"
    assert [each.term for each in test.total.terms] == ["desk", "late"]


def test_each_month_and_clause_says_what_it_would_have_paid_and_who_gains() -> None:
    test, _ = tried(TEXT.replace("share: 1 %", "share: 0.5 %").replace("10000.00", "9000.00"))
    assert rows(test) == [
        ("2025-01", "desk", "10,000.00 EUR", "9,000.00 EUR", Side.CLIENT),
        ("2025-01", "late", "-1,000.00 EUR", "-450.00 EUR", Side.PROVIDER),
        ("2025-02", "desk", "10,000.00 EUR", "9,000.00 EUR", Side.CLIENT),
        ("2025-02", "late", "-500.00 EUR", "-225.00 EUR", Side.PROVIDER),
        ("2025-03", "desk", "10,000.00 EUR", "9,000.00 EUR", Side.CLIENT),
    ]
    assert test
    assert str(test.total.period) == "2025-Q1"
    assert [(each.term, str(each.difference)) for each in test.total.terms] == [
        ("desk", "-3,000.00 EUR"), ("late", "825.00 EUR"),
    ]  # fmt: skip
    assert str(test.total.total.difference) == "-2,175.00 EUR"
    assert test.total.total.gains is Side.CLIENT


def test_earlier_months_count_for_what_a_clause_remembers_and_are_not_shown() -> None:
    test, _ = tried(TEXT.replace("amount: 2000.00", "amount: 1200.00"), count=1, until="2025-02")
    assert rows(test) == [("2025-02", "late", "-500.00 EUR", "-200.00 EUR", Side.PROVIDER)]


def test_what_stands_on_a_later_invoice_counts_in_the_month_of_the_work() -> None:
    test, _ = tried(TEXT.replace("paid: same invoice", "paid: next invoice"))
    assert rows(test) == []


def test_a_clause_that_only_one_text_has_is_compared_with_nothing() -> None:
    test, _ = tried(TEXT[: TEXT.index("terms:")])
    assert rows(test) == [
        ("2025-01", "late", "-1,000.00 EUR", "0.00 EUR", Side.PROVIDER),
        ("2025-02", "late", "-500.00 EUR", "0.00 EUR", Side.PROVIDER),
    ]


def test_a_figure_that_was_never_given_is_a_finding() -> None:
    asked = TEXT.replace(
        "measures:",
        "figures: {contacts: {unit: count}}\nmeasures:\n  solved: {metric: reported, unit: share, target: 80 %}",
    ).replace("measure: on-time", "measure: solved")
    test, findings = tried(asked)
    assert [each[1] for each in rows(test)] == ["late", "late"]
    assert [(each.id, each.says.split(";")[0]) for each in findings] == [
        ("back-test-without-figure", "Nothing is given for solved in any of the periods"),
        ("back-test-without-figure", "Nothing is given for contacts in any of the periods"),
    ]


def test_a_measure_without_a_unit_is_a_finding_and_no_crash() -> None:
    test, (finding,) = tried(TEXT.replace("metric: reported, unit: share, better: higher", "metric: on_time.by_target"))
    assert test is None
    assert finding.id == "unit-unknown"


def test_months_of_another_kind_or_money_are_not_compared() -> None:
    for new in (TEXT + "settled_every: quarter\n", TEXT.replace("EUR", "GBP")):
        test, (finding,) = tried(new)
        assert test is None
        assert finding.id == "not-comparable"


def test_a_month_in_which_one_figure_is_missing_is_named() -> None:
    given = figures(care(), "period,name,value\n2025-01,on-time,80 %\n")
    _, (finding,) = back_test(care(), care(), given, {}, parse_period("2025-02"), 2)
    assert finding.says.startswith("Nothing is given for on-time in 2025-02;")


def test_a_renewal_that_starts_later_is_tried_as_if_it_had_stood_from_the_start() -> None:
    test, _ = tried("starts: 2026-01-01\n" + TEXT.replace("share: 1 %", "share: 2 %"))
    assert rows(test)[0] == ("2025-01", "late", "-1,000.00 EUR", "-2,000.00 EUR", Side.CLIENT)
