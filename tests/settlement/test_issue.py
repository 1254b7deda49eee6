"""A statement is issued once, in order, without errors; and what was issued is read back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.settlement.months import NEXT, TEXT, care, issue_all, issue_month, read_back, run, told
from tests.settlement.settling import agreement
from truegreen.files.settled import Settled, read_settled, write_settled, written
from truegreen.model.given import Givens
from truegreen.settlement.digests import definitions, inputs_digest, plain, text_digest
from truegreen.settlement.issue import document, issue, issued_of
from truegreen.terms.kinds import kinds
from truegreen.units.period import parse_period
from truegreen.units.span import Span

JANUARY, MARCH = parse_period("2025-01"), parse_period("2025-03")


def test_what_was_issued_is_read_back_from_its_folder(tmp_path: Path) -> None:
    one, findings = issue_month(care(), told(care()), "2025-01")
    assert one
    assert not findings
    assert not write_settled(tmp_path, document(one))
    settled, findings = read_settled(tmp_path, ["care"])
    assert not findings
    assert issued_of(settled) == ([one], [])
    assert one.statement == run(care(), told(care()), "2025-01")[0]


def test_a_period_is_issued_once() -> None:
    issued = issue_all(care(), told(care()), "2025-01")
    again, (finding,) = issue_month(care(), told(care()), "2025-01", issued)
    assert again is None
    assert (finding.id, str(finding.at)) == ("already-issued", "settled/care/2025-01.json")


@pytest.mark.parametrize(
    ("done", "month", "says"),
    [
        (["2025-01"], "2025-03", "2025-02 was not issued, and comes before 2025-03."),
        (["2025-02"], "2025-01", "2025-02 was issued already, and 2025-01 comes before it."),
    ],
)
def test_periods_are_issued_in_their_order(done: list[str], month: str, says: str) -> None:
    issued = issue_all(care(), told(care()), *done)
    one, (finding,) = issue_month(care(), told(care()), month, issued)
    assert one is None
    assert finding.says == says


def test_the_first_one_issued_may_be_any_for_the_agreement_may_be_older() -> None:
    assert issue_month(care(), told(care()), "2025-03")[0]


def test_final_accounts_follow_a_last_month_that_the_term_cuts() -> None:
    versions = agreement(f"ends: 2025-02-10\npart_months: by days\n{NEXT}")
    issued = issue_all(versions, told(versions), "2025-01", "2025-02", "2025-03")
    assert [str(each.statement.period) for each in issued] == ["2025-01", "2025-02-01..2025-02-10", "2025-03"]
    assert [str(each.due) for each in issued[1].statement.later] == ["2025-03"]
    assert run(versions, told(versions), "2025-04", issued)[1:] == ([], [])


def test_a_statement_with_errors_is_not_issued() -> None:
    versions = agreement("starts: 2025-01-15\n" + TEXT)
    one, findings = issue_month(versions, told(versions), "2025-01")
    assert one is None
    assert [each.id for each in findings] == ["part-month-unsaid"]


def test_what_moved_before_must_be_corrected_first() -> None:
    issued = issue_all(care(), told(care()), "2025-01")
    given = told(care(), m01="82 %")
    one, (finding,) = issue_month(care(), given, "2025-02", issued)
    assert one is None
    assert (finding.id, str(finding.at)) == ("settled-differs", "settled/care/2025-01.json")
    assert issue_month(care(), given, "2025-02", issued, accept=True)[0]


def test_a_correction_of_another_amount_is_none() -> None:
    issued = issue_all(care(), told(care()), "2025-01")
    given = told(care(), m01="82 %")
    accepted, moved, _ = run(care(), given, "2025-02", issued)
    wrong = replace(accepted.lines[0], id="correction.2025-01.late", corrects=JANUARY)
    statement = replace(accepted, lines=(*accepted.lines, wrong))
    assert [each.id for each in issue(care(), given, statement, issued, moved)[1]] == ["settled-differs"]


@pytest.mark.parametrize(
    "change",
    [
        {"truegreen": 2},
        {"statement": {"agreement": "care", "contract": "", "period": "2025-01"}},
        {"definitions": None},
    ],
)
def test_a_file_of_another_format_is_a_finding(change: dict[str, object]) -> None:
    one, _ = issue_month(care(), told(care()), "2025-01")
    assert one
    says = json.loads(written({**document(one), **change}))
    issued, (finding,) = issued_of([Settled(says, Span("settled/care/2025-01.json"))])
    assert not issued
    assert finding.id == "settled-corrupt"


def test_the_same_comes_out_as_the_same_bytes_and_survives_being_read() -> None:
    one, _ = issue_month(care(), told(care()), "2025-02")
    other, _ = issue_month(care(), told(care()), "2025-02")
    assert one
    assert other
    assert written(document(one)) == written(document(other)) == written(document(read_back(one)))


def digests(text: str, *amendments: str) -> tuple[str, str]:
    versions = agreement(text, *amendments)
    return text_digest(versions, JANUARY), text_digest(versions, MARCH)


def test_the_text_has_one_digest_however_it_is_written() -> None:
    moved = "# A comment.\n\n" + TEXT.replace("10000.00", "10000.0") + "pipeline: [late, cap]\n"
    assert digests(moved.replace("pipeline: [late, cap]\n", "")) == digests(TEXT)
    assert digests(TEXT.replace("clause: Schedule 3", "clause: Schedule 4")) != digests(TEXT)
    two = "charges: {desk: 1.00, tools: 2.00}\ncurrency: EUR\n"
    assert digests(two) == digests("charges: {tools: 2.00, desk: 1.00}\ncurrency: EUR\n")


def test_the_order_in_which_clauses_are_settled_is_part_of_the_text() -> None:
    assert digests(TEXT + "pipeline: [cap, late]\n") != digests(TEXT + "pipeline: [late, cap]\n")
    start, cap = TEXT.index("  late:"), TEXT.index("  cap:")
    assert digests(TEXT[:start] + TEXT[cap:] + TEXT[start:cap]) != digests(TEXT)


def test_an_amendment_changes_the_digest_from_its_day_on_and_only_if_it_changes_something() -> None:
    amendment = "effective: 2025-03-01\nset: {{charges.desk: {}}}\n"
    before, after = digests(TEXT)
    assert digests(TEXT, amendment.format("10000.00")) == (before, after)
    january, march = digests(TEXT, amendment.format("9000.00"))
    assert january == before
    assert march != after


def test_the_definitions_are_those_of_the_kinds_in_force() -> None:
    found = definitions(care(), JANUARY)
    assert list(found) == ["liability-cap", "service-credit", "arithmetic"]
    assert len(set(found.values())) == 3
    assert set(found) - {"arithmetic"} < set(kinds())


def test_inputs_are_what_was_given_up_to_the_period() -> None:
    known = inputs_digest(care(), told(care()), MARCH)
    assert inputs_digest(care(), told(care(), m04="10 %"), MARCH) == known
    assert inputs_digest(care(), told(care(), m01="10 %"), MARCH) != known
    shuffled = Givens(dict(reversed(told(care()).by.items())))
    assert inputs_digest(care(), shuffled, MARCH) == known


def test_what_decides_money_is_exact() -> None:
    with pytest.raises(TypeError, match="is a float"):
        plain({"a": [0.1]})
