"""What comes out otherwise in a settled month: found, explained down to the step, corrected once, then silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tests.settlement.months import NEXT, TABLE, TEXT, care, issue_all, issue_month, read_back, run, told
from tests.settlement.settling import agreement, amounts, figures
from truegreen.model.issued import Issued
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.settlement.restate import corrections, moved_steps, standing, with_corrections
from truegreen.units.period import parse_period
from truegreen.units.value import Value

MONTHS = ("2025-01", "2025-02", "2025-03")


def moves(issued: Sequence[Issued], **instead: str) -> list[tuple[str, str, str]]:
    _, moved, _ = run(care(), told(care(), **instead), "2025-04", issued)
    return [(str(each.period), each.line.id, str(each.difference)) for each in moved]


def test_nothing_changed_is_nothing_said() -> None:
    issued = issue_all(care(), told(care()), *MONTHS)
    assert run(care(), told(care()), "2025-04", issued)[1:] == ([], [])
    assert not moves(issued, m04="10 %")


def test_a_restated_month_is_corrected_by_just_the_difference() -> None:
    issued = issue_all(care(), told(care()), *MONTHS)
    given = told(care(), m01="82 %")
    statement, moved, (finding,) = run(care(), given, "2025-04", issued)
    (line,) = corrections(moved, statement.period)
    assert (line.id, str(line.amount), str(line.arose), str(line.due), str(line.corrects), line.category) == (
        "correction.2025-01.late", "200.00 EUR", "2025-01", "2025-04", "2025-01", Category.CREDIT,
    )  # fmt: skip
    corrected = with_corrections(statement, [line])
    assert corrected.total == statement.total + line.amount
    assert sum((each.amount for each in corrected.lines[1:]), corrected.lines[0].amount) == corrected.total
    assert line.because.sentence == "-800.00 EUR now, less -1,000.00 EUR as settled for 2025-01"
    assert (finding.id, str(finding.at)) == ("settled-differs", "settled/care/2025-01.json")
    assert finding.says == "2025-01 comes out otherwise than it was settled, in late (changed since: what is given)."
    assert "corrections of 200.00 EUR" in finding.remedy


def test_a_correction_that_was_issued_is_not_made_again_and_a_second_one_counts_it() -> None:
    issued = issue_all(care(), told(care()), "2025-01")
    once = told(care(), m01="82 %")
    issued.append(read_back(issue_month(care(), once, "2025-02", issued, accept=True)[0]))  # type: ignore[arg-type]
    assert run(care(), once, "2025-03", issued)[1:] == ([], [])
    statement, moved, _ = run(care(), told(care(), m01="85 %"), "2025-03", issued)
    (line,) = corrections(moved, statement.period)
    assert str(line.amount) == "300.00 EUR"
    assert line.because.sentence == (
        "-500.00 EUR now, less -1,000.00 EUR as settled for 2025-01, less 200.00 EUR corrected since"
    )


def test_a_month_that_moves_a_later_one_by_a_cap_corrects_both() -> None:
    issued = issue_all(care(), told(care()), *MONTHS)
    assert moves(issued, m01="60 %") == [
        ("2025-01", "late", "-1,000.00 EUR"),
        ("2025-02", "late", "500.00 EUR"),
    ]


def test_a_line_that_is_no_more_and_one_that_is_new_are_corrected_whole() -> None:
    issued = issue_all(care(), told(care()), *MONTHS)
    assert moves(issued, m01="95 %") == [("2025-01", "late", "1,000.00 EUR")]
    assert moves(issued, m03="88 %") == [("2025-03", "late", "-200.00 EUR")]
    given = told(care(), m01="95 %")
    statement, moved, _ = run(care(), given, "2025-04", issued)
    (line,) = corrections(moved, statement.period)
    assert line.because.sentence == "0.00 EUR now, less -1,000.00 EUR as settled for 2025-01"


def test_the_steps_that_moved_are_named_causes_first() -> None:
    issued = issue_all(care(), told(care()), *MONTHS)
    _, (moved,), _ = run(care(), told(care(), m01="82 %"), "2025-04", issued)
    said = [(old.sentence if old else "", new.sentence if new else "") for old, new in moved.steps]
    assert said == [
        ("on-time of 2025-01", "on-time of 2025-01"),
        ("on-time at 80 % misses 90 %", "on-time at 82 % misses 90 %"),
        ("10 points × 1 % a point", "8 points × 1 % a point"),
        ("10 % of 10,000.00 EUR", "8 % of 10,000.00 EUR"),
        ("credited: 1,000.00 EUR", "credited: 800.00 EUR"),
    ]


def test_a_cap_that_binds_now_is_a_step_without_a_counterpart() -> None:
    issued = issue_all(care(), told(care()), "2025-01")
    _, (moved,), _ = run(care(), told(care(), m01="60 %"), "2025-02", issued)
    said = [(old.sentence if old else "", new.sentence if new else "") for old, new in moved.steps]
    assert ("on-time at 80 % misses 90 %", "on-time at 60 % misses 90 %") in said
    assert ("credited: 1,000.00 EUR", "credited: 3,000.00 EUR") in said
    assert ("", "3,000.00 EUR, but at most 2,000.00 EUR") in said


def test_a_reading_of_other_rows_is_the_same_step() -> None:
    issued = issue_all(care(), told(care(), m01="80/100"), "2025-01")
    _, (moved,), _ = run(care(), told(care(), m01="82/110"), "2025-02", issued)
    old, new = moved.steps[0]
    assert old
    assert new
    assert (old.sentence, new.sentence) == ("on-time of 2025-01, 100 rows", "on-time of 2025-01, 110 rows")


def test_two_explanations_of_the_same_have_no_step_that_moved() -> None:
    one, other = (Step("{0} twice", Value(Fraction(4)), (Step("two", Value(Fraction(2))),)) for _ in range(2))
    assert moved_steps(one, other) == ()
    assert moved_steps(None, one) == ((None, one.given[0]), (None, one))


def test_why_is_told_by_what_changed() -> None:
    issued = issue_all(care(), told(care()), *MONTHS)
    cheaper = agreement(TEXT.replace("share: 1 %", "share: 0.5 %"))
    _, moved, _ = run(cheaper, told(cheaper), "2025-03", issued)
    assert {each.why for each in moved} == {("the agreement's text",)}
    other = [replace(each, definitions={**each.definitions, "service-credit": "another"}) for each in issued]
    _, moved, _ = run(care(), told(care(), m01="82 %"), "2025-03", other)
    assert {each.why for each in moved} == {("the definition of service-credit", "what is given")}


def test_an_amendment_of_an_open_month_leaves_the_settled_ones_alone() -> None:
    issued = issue_all(care(), told(care()), *MONTHS)
    amended = agreement(TEXT, "effective: 2025-04-01\nset: {terms.late.per_point.share: 2 %}\n")
    statement, moved, findings = run(amended, told(amended), "2025-04", issued)
    assert not moved
    assert not findings
    assert amounts(statement)["late"] == "-500.00 EUR"  # 14 % are 1,400, and the year's cap has 500 left.


def test_a_line_on_the_next_invoice_is_corrected_only_once_it_was_invoiced() -> None:
    versions = care(NEXT)
    issued = issue_all(versions, told(versions), "2025-01")
    given = told(versions, m01="82 %")
    statement, moved, (finding,) = run(versions, given, "2025-02", issued)
    assert not moved
    assert finding.says == (
        "late of 2025-01 was announced at -1,000.00 EUR for a later invoice; now it is -800.00 EUR."
    )
    assert amounts(statement)["late 2025-01"] == "-800.00 EUR"
    issued = issue_all(versions, told(versions), "2025-01", "2025-02")
    _, (moved_one,), _ = run(versions, given, "2025-03", issued)
    assert (str(moved_one.period), str(moved_one.line.arose), str(moved_one.difference)) == (
        "2025-02", "2025-01", "200.00 EUR",
    )  # fmt: skip


def test_a_month_of_which_nothing_is_given_any_more_stands_as_issued_and_is_remembered() -> None:
    issued = issue_all(care(), told(care()), *MONTHS)
    rest = "".join(each for each in TABLE.splitlines(keepends=True) if "2025-01" not in each and "2025-02" not in each)
    given = figures(care(), rest)
    statement, moved, findings = run(care(), given, "2025-04", issued)
    assert set(standing(issued, given)) == {parse_period("2025-01"), parse_period("2025-02")}
    assert (moved, findings) == ([], [])
    assert statement.total == run(care(), told(care()), "2025-04", issued)[0].total
    assert amounts(statement)["late"] == "-500.00 EUR"  # January's and February's credits still use the cap.


def test_a_month_for_which_nothing_was_ever_given_is_computed_again() -> None:
    fixed = "currency: EUR\ncharges: {desk: 10.00}\n"
    issued = issue_all(agreement(fixed), figures(agreement(fixed), "period\n"), "2025-01")
    dearer = agreement(fixed.replace("10.00", "12.00"))
    _, (moved,), _ = run(dearer, figures(dearer, "period\n"), "2025-02", issued)
    assert str(moved.difference) == "2.00 EUR"


def test_an_issued_month_that_is_gone_is_missed_and_stops_the_next_one() -> None:
    january, _, march = issue_all(care(), told(care()), "2025-01", "2025-02", "2025-03")
    _, moved, (finding,) = run(care(), told(care()), "2025-04", [january, march])
    assert not moved
    assert (finding.id, str(finding.at)) == ("settled-missing", "settled/care/2025-02.json")
    one, (again,) = issue_month(care(), told(care()), "2025-04", [january, march])
    assert (one, again) == (None, finding)


def test_only_months_up_to_the_one_that_is_settled_are_looked_at() -> None:
    issued = issue_all(care(), told(care()), *MONTHS)
    assert not run(care(), told(care(), m03="50 %"), "2025-02", issued)[1]


def test_a_settled_month_that_the_agreement_has_no_more_is_given_back() -> None:
    issued = issue_all(care(), told(care()), "2025-01")
    later = agreement("starts: 2025-02-01\n" + TEXT)
    _, moved, _ = run(later, told(later), "2025-02", issued)
    assert [(each.line.id, str(each.difference)) for each in moved] == [
        ("desk", "-10,000.00 EUR"), ("late", "1,000.00 EUR"),
    ]  # fmt: skip


def test_another_currency_is_a_finding_and_no_correction() -> None:
    issued = issue_all(care(), told(care()), "2025-01")
    sterling = agreement(TEXT.replace("EUR", "GBP"))
    _, moved, findings = run(sterling, told(sterling), "2025-02", issued)
    assert not moved
    assert [each.id for each in findings] == ["settled-currency-differs"]


def test_the_same_name_on_one_invoice_for_several_months_is_told_apart() -> None:
    ended = agreement("ends: 2025-03-31\n" + TEXT.replace("paid: same invoice", "paid: year end"))
    issued = issue_all(ended, told(ended), *MONTHS)
    again = told(ended, m02="86 %")
    _, moved, _ = run(ended, again, "2025-04", issued)
    assert [(str(each.period), str(each.line.arose), str(each.difference)) for each in moved] == [
        ("2025-03", "2025-02", "100.00 EUR"),
    ]  # fmt: skip
    final, _ = issue_month(ended, again, "2025-04", issued, accept=True)
    assert final
    assert amounts(final.statement) == {"correction.2025-03.late 2025-02": "100.00 EUR"}
    assert run(ended, again, "2025-05", [*issued, final])[1:] == ([], [])
