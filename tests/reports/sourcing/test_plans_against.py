"""Two plans side by side, and plans that are saved: cited by a digest, refused where edited, honest about their age."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from math import inf
from pathlib import Path

import pytest

from tests.reports.sourcing.allocated import allocated, cells, large
from truegreen.files.found_plans import changed_since, inputs_of, names_in, place_of, read_saved, save
from truegreen.model.finding import Finding
from truegreen.model.plan import Future, Plan, Site
from truegreen.model.plans_compared import FoundPlan
from truegreen.project.sourcing.comparing import compared, outcome
from truegreen.reports.sourcing import against_words as words
from truegreen.reports.sourcing.against_page import against_page
from truegreen.reports.sourcing.against_record import against_record
from truegreen.reports.sourcing.against_text import against_text
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity

DAY = date(2026, 3, 1)


def percent(text: str) -> Quantity:
    return Quantity.parse(f"{text} %")


FUTURES = {
    "as expected": Future(chance=percent("70")),
    "peso up": Future(chance=percent("30"), demand={"all": percent("10")}, prices={"PH": percent("8")},
                      solved={"Manila": percent("-3")}),
}  # fmt: skip


def found(name: str = "spring", **other: object) -> FoundPlan:
    return FoundPlan(name=name, inputs={"plan": "p", "records": "r1", "program": "1"}, found=allocated(**other),
                     futures=FUTURES)  # fmt: skip


def kept() -> FoundPlan:
    """Give the plan in which everything stays where it is today."""
    held = cells()[:3]
    stays = tuple(
        replace(each, placed=tuple(replace(at, share=at.today, issues=each.issues * at.today, cost=at.cost_today,
                                           value=at.value_today) for at in each.placed)) for each in held)  # fmt: skip
    of = allocated(cells=stays)
    bill = tuple(replace(line, plan=line.today if line.today is not None else line.plan) for line in of.bill)
    return FoundPlan(name="stay", inputs={"records": "r1"}, found=replace(of, bill=bill, wishes=of.wishes[:1]),
                     futures={"as expected": FUTURES["as expected"]})  # fmt: skip


def test_where_nothing_changes_a_plan_comes_to_its_cost_less_worth() -> None:
    of = allocated()
    assert outcome(of, FUTURES["as expected"]) == pytest.approx(129_600 - 208_000)


def test_a_future_moves_prices_demand_and_what_is_solved() -> None:
    """By hand: Rotterdam and self-service cost a tenth more, Manila 1.1 × 1.08, and solves 3 points less there."""
    of = allocated()
    elsewhere = 44_000 + 8_000 * 0.2 + 42_000 + 7_000
    manila = 12_000 * 2.0
    by_hand = -78_400 + 0.1 * elsewhere + (1.1 * 1.08 - 1) * manila + 0.03 * 12_000 * 2.0
    assert outcome(of, FUTURES["peso up"]) == pytest.approx(by_hand)


def test_two_plans_say_which_is_better_and_what_lives_elsewhere() -> None:
    of = compared(found(), kept())
    assert words.answer(of) == "spring is 14,200 EUR better than stay."
    assert words.difference(of) == (
        "Against stay, spring costs 22,800 EUR more, and what it solves is worth 37,000 EUR more. 41 % of issues live "
        "elsewhere."
    )
    assert [each.members for each in of.cells] == [("Core", "tracking"), ("Strategic", "customs documents")]
    assert of.apart == pytest.approx(11_200)


def test_a_plan_against_itself_differs_in_nothing() -> None:
    of = compared(found("a"), found("b"))
    assert words.answer(of) == "a and b come to the same."
    assert of.cells == ()
    assert "Every issue lives at the same site" in words.difference(of)
    assert [(each.future, each.told_by) for each in of.outcomes] == [("as expected", ""), ("peso up", "")]
    assert all(each.regrets == (0.0, 0.0) for each in of.outcomes)
    assert not of.findings


def test_each_is_put_into_the_futures_of_the_other() -> None:
    of = compared(kept(), found())
    assert [(each.future, each.told_by) for each in of.outcomes] == [("as expected", ""), ("peso up", "spring")]
    regret, none = of.outcomes[1].regrets
    assert regret > 0
    assert none == 0
    assert "stay would be regretted in 2 of 2 futures, most if “" in words.futures(of)


@pytest.mark.parametrize(("other", "finding"), [
    ({"currency": "USD"}, "plans-in-two-currencies"), ({"months": 6}, "plans-of-unlike-months"),
    ({"slices": ("tier", "contact_type")}, "plans-of-unlike-cells"),
])  # fmt: skip
def test_what_makes_plans_hard_to_compare_is_found(other: dict[str, object], finding: str) -> None:
    assert [each.id for each in compared(found(), found("b", **other)).findings] == [finding]


def test_plans_of_other_records_say_so() -> None:
    of = compared(found(), replace(found("b"), inputs={"records": "r2"}))
    assert [each.id for each in of.findings] == ["plans-of-unlike-records"]


def test_text_record_and_page_say_the_same() -> None:
    of = compared(found(), kept())
    text, page, record = against_text(of, 4000), unescape(against_page(of)), against_record(of)
    saved = against_page(compared(replace(found(), on=DAY, digest="f" * 64), kept()))
    assert f"SHA-256 <code>{'f' * 64}.</code>" in saved
    for said in (words.answer(of), words.difference(of), words.futures(of), words.cited(of.one)):
        assert said in text
        assert said in page
    assert record["answer"] == words.answer(of)
    json.dumps(record, allow_nan=False)
    assert "not wished" in text


def test_a_saved_plan_reads_back_as_it_was(tmp_path: Path) -> None:
    of = found()
    assert save(tmp_path, of, DAY) == []
    findings: list[Finding] = []
    back = read_saved(tmp_path, "spring", findings)
    assert findings == []
    assert back is not None
    assert back.found == of.found
    assert back.futures == of.futures
    assert back.on == DAY
    assert len(back.digest) == 64
    assert any(each.most == inf for each in back.found.sites)
    assert names_in(tmp_path) == ["spring"]
    json.loads((tmp_path / place_of("spring")).read_text("utf-8"), parse_constant=pytest.fail)


def test_a_large_plan_reads_back_too(tmp_path: Path) -> None:
    of = replace(found(), found=large(5, 6, 4, 3))
    save(tmp_path, of, DAY)
    back = read_saved(tmp_path, "spring", [])
    assert back is not None
    assert back.found == of.found


def test_a_saved_plan_is_never_overwritten(tmp_path: Path) -> None:
    save(tmp_path, found(), DAY)
    before = (tmp_path / place_of("spring")).read_bytes()
    assert [each.id for each in save(tmp_path, found(months=6), DAY)] == ["already-frozen"]
    assert (tmp_path / place_of("spring")).read_bytes() == before


@pytest.mark.parametrize("name", ["", "../up", "a/b", "x" * 90])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    assert [each.id for each in save(tmp_path, found(name), DAY)] == ["odd-plan-name"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("old", "new"), [("0.47", "0.01"), ("Rotterdam", "Manila"), ('"months": 12', '"months": 13')])
def test_an_edited_plan_is_refused(tmp_path: Path, old: str, new: str) -> None:
    save(tmp_path, replace(found(), found=replace(allocated(), title="0.47")), DAY)
    path = tmp_path / place_of("spring")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    findings: list[Finding] = []
    assert read_saved(tmp_path, "spring", findings) is None
    assert [each.id for each in findings] == ["frozen-edited"]


def test_a_plan_of_another_version_is_refused_not_guessed(tmp_path: Path) -> None:
    from truegreen.files.pilot_records import sealed

    (tmp_path / "plans" / "found").mkdir(parents=True)
    (tmp_path / place_of("spring")).write_text(sealed({"name": "spring", "on": "2026-03-01"}), "utf-8")
    findings: list[Finding] = []
    assert read_saved(tmp_path, "spring", findings) is None
    assert [each.id for each in findings] == ["frozen-unread"]


def test_a_saved_plan_says_what_has_changed_since(tmp_path: Path) -> None:
    save(tmp_path, found(), DAY)
    back = read_saved(tmp_path, "spring", [])
    assert back is not None
    assert list(changed_since(back, back.inputs)) == []
    assert list(changed_since(back, {})) == []
    (told,) = changed_since(back, {**back.inputs, "records": "r2", "plan": "other"})
    assert told.id == "plan-saved-earlier"
    assert "its file in plans and the records changed since" in told.says


def test_what_a_plan_means_decides_its_digest_not_how_it_is_laid_out() -> None:
    from truegreen.files.plans import plan_from

    text = "plan: p\ncurrency: EUR\nstarts: 2026-01-01\nsites:\n  Lima:\n    supplier: A\n    per_hour: 12 EUR\n"
    one, two = plan_from(text, "a.yml", []), plan_from(f"# a comment\n{text}\n", "b.yml", [])
    assert one is not None
    assert two is not None
    assert inputs_of(one, "r") == inputs_of(two, "r")
    dearer = replace(one, sites={"Lima": replace(one.sites["Lima"], per_hour=Money(Decimal(13), "EUR"))})
    assert inputs_of(dearer, "r")["plan"] != inputs_of(one, "r")["plan"]
    assert isinstance(one, Plan)
    assert isinstance(one.sites["Lima"], Site)
