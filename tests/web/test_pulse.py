"""The pulse in the browser: answered alone, told when the month is over, withheld where too few answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.people import AGREEMENT
from tests.web.visiting import at, visitor
from truegreen.governance.pulse import QUESTIONS
from truegreen.web.models import EntryRow, Member, Pulse

CLIENT = ("client-executive", "client-vendor-manager", "client-finance", "client-commercial")
PROVIDER = ("provider-lead", "provider-analyst", "provider-finance")


def said(number: int, once: str = "p1") -> dict[str, str]:
    return {"once": once, **{each.name: str(number) for each in QUESTIONS}}


def answered(who: str, number: int) -> None:
    assert visitor(who).post(at("governance/pulse/answer"), said(number)).status_code == 302


def over(month: str = "2026-01") -> None:
    """Let the answers be of a month that is over."""
    Pulse.objects.update(month=month)


def page(who: str = "auditor") -> str:
    return visitor(who).get(at("governance/pulse")).content.decode()


def test_a_month_is_told_when_it_is_over_and_no_answer_by_itself(workspace: Path) -> None:
    for number, who in enumerate((*CLIENT, *PROVIDER)):
        answered(who, 1 + number % 2 if who in PROVIDER else 4 + number % 2)
    assert "Nobody has been asked for a whole month yet" in page()
    over()
    told = page()
    assert "The two sides feel apart in 5 of 5 questions" in told
    assert "4.5 (3.6 to 5.0), 4 answers" in told
    assert "1.3 (1.0 to 2.8), 3 answers" in told
    assert "client’s side feels better" in told
    entries = EntryRow.objects.filter(name="truegreen.pulse.answered")
    assert entries.count() == 7
    assert all(each.after == {} and each.before == {} for each in entries)


def test_under_three_of_a_side_it_is_withheld_with_the_reason(workspace: Path) -> None:
    for who in (*CLIENT, *PROVIDER[:2]):
        answered(who, 4 + len(who) % 2 if who in CLIENT else 1)
    over()
    told = page("provider-lead")
    assert "Withheld: 2 of the provider’s side answered; 3 must have" in told
    assert "1.0" not in told.partition("<main")[2].partition("<footer")[0]
    assert "The two sides cannot be compared in 2026-01" in told


def test_where_all_of_a_side_said_the_same_their_answer_is_not_shown(workspace: Path) -> None:
    for number, who in enumerate((*CLIENT, *PROVIDER)):
        answered(who, 5 if who in PROVIDER else 3 + number % 2)
    over()
    told = page().partition("<main")[2].partition("<footer")[0]
    assert "all of the provider’s side who answered said the same" in told
    assert "5.0" not in told


def test_an_answer_is_one_a_month_and_can_be_changed_while_it_runs(workspace: Path) -> None:
    browser = visitor("provider-lead")
    for number, once in ((2, "p1"), (5, "p1"), (4, "p2")):
        assert browser.post(at("governance/pulse/answer"), said(number, once)).status_code == 302
    row = Pulse.objects.get()
    assert (row.answers["trust"], row.side, row.agreement) == (4, "provider", AGREEMENT)
    assert EntryRow.objects.count() == 2
    assert "Change your answer" in page("provider-lead")


@pytest.mark.parametrize("wrong", ["", "6", "0", "3.5", "<b>"])
def test_each_question_is_answered_from_one_to_five(wrong: str, workspace: Path) -> None:
    answer = visitor("client-executive").post(at("governance/pulse/answer"), {**said(3), "fair": wrong})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#fair-1"' in told
    assert 'id="trust-3" name="trust" value="3" checked' in told
    assert not Pulse.objects.exists()


def test_who_sits_for_neither_side_or_for_both_does_not_answer(workspace: Path) -> None:
    assert visitor("auditor").get(at("governance/pulse/answer")).status_code == 403
    Member.objects.get(key="p-client-executive").seats.create(
        agreement=AGREEMENT, side="provider", post="provider-lead"
    )  # fmt: skip
    answer = visitor("client-executive").post(at("governance/pulse/answer"), said(3))
    assert answer.status_code == 403
    assert "You sit for both sides" in answer.content.decode()
    assert not Pulse.objects.exists()


def test_another_agreements_answers_count_for_nothing(workspace: Path) -> None:
    for who in (*CLIENT, *PROVIDER):
        answered(who, 3)
    Pulse.objects.update(agreement="another", month="2026-01")
    assert "Nobody has been asked for a whole month yet" in page()
