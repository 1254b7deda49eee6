"""Cells add up, look ahead, find their slices, and are built again only where something decides them anew."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from tests.facts.staging import case
from tests.readings.measuring import Measured, by_period, named
from truegreen.engine.duck import Duck
from truegreen.model.agreement import Window
from truegreen.readings.questions import Question, Scope


@pytest.fixture
def duck() -> Iterator[Duck]:
    opened = Duck()
    yield opened
    opened.close()


def month(number: int, **more: object) -> list[dict[str, object]]:
    """Give four cases of a month of 2025, three on time and one late, and one on its last days without a target."""
    day = f"2025-{number:02}"
    last = case(f"m{number}-last", f"{day}-28", customer_id="last", contact_type=f"m{number}")
    return [last] + [
        case(
            f"m{number}-{n}", f"{day}-0{n + 1} 10:00", due_at=f"{day}-10", resolved_at=f"{day}-{11 if n == 3 else 9}",
            customer_id=f"u{n // 2}", contact_type="invoice", provider="North", site=f"s{n % 2}", **more,
        )
        for n in range(4)
    ]  # fmt: skip


ON_TIME, FCR = "on_time.by_target", "first_contact_resolution.same_matter"


def test_members_add_up_to_everybody(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named(ON_TIME, FCR))
    measured.load("f", case=month(1) + month(2))
    assert measured.total(ON_TIME) == (8, 6)
    assert measured.total(ON_TIME, site="s0") == (4, 4)
    assert measured.total(ON_TIME, site="s1") == (4, 2)
    assert by_period(measured.read(), ON_TIME) == {"2025-01": (4, 3), "2025-02": (4, 3)}


def test_a_measure_counts_in_the_period_of_its_own_day(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named("on_time.by_target_when_due"))
    rows = [case("a", "2025-01-30", due_at="2025-02-02", resolved_at="2025-02-01")]
    measured.load("f", case=rows)
    assert by_period(measured.read(), "on_time") == {"2025-02": (1, 1)}


def test_a_contract_month_may_begin_on_any_day_and_a_week_on_monday(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named(ON_TIME), anchor=22)
    days = ("2025-01-21", "2025-01-22", "2025-02-21", "2025-02-22")
    measured.load("f", case=[case(day, day, due_at=day, resolved_at=day) for day in days])
    assert by_period(measured.read(), ON_TIME) == {
        "2024-12-22..2025-01-21": (1, 1),
        "2025-01-22..2025-02-21": (2, 2),
        "2025-02-22..2025-03-21": (1, 1),
    }
    weekly = [Question("w", each, window=Window.WEEK) for each in measured.formulas]
    assert by_period(measured.read(*weekly), ON_TIME) == {"2025-W04": (2, 2), "2025-W08": (2, 2)}


def test_a_matter_that_comes_back_next_month_counts_against_the_month_before(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named(FCR))
    first = [
        case("a", "2025-01-30", customer_id="u", contact_type="x"),
        case("z", "2025-01-31", customer_id="v", contact_type="x"),
    ]
    measured.load("january", case=first)
    assert measured.total(FCR) is None  # nobody can know yet
    again = [
        case(name, f"2025-02-{day}", customer_id=who, contact_type="x")
        for name, day, who in (("b", "03", "u"), ("y", "20", "w"))
    ]
    assert measured.load("february", case=again) == {("case", "2025-01"), ("case", "2025-02")}
    assert by_period(measured.read(), FCR) == {"2025-01": (2, 1), "2025-02": (1, 1)}


def test_a_refresh_builds_only_what_is_decided_anew(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named(ON_TIME, FCR))
    for number in (1, 2, 3, 4):
        built = measured.load(f"m{number}", case=month(number))
        assert built <= {("case", f"2025-{n:02}") for n in (number - 1, number)}
        assert ("case", f"2025-{number:02}") in built
    assert measured.load("m4", case=month(4)) == set()
    assert measured.load("m2", case=month(2, team="x")) <= {("case", "2025-01"), ("case", "2025-02")}
    fresh = Measured(duck, tmp_path, measured.formulas)
    fresh.load("m2", case=month(2, team="x"))
    assert {str(each) for each in fresh.read()} == {str(each) for each in measured.read()}


def test_open_past_the_target_is_late_once_the_records_reach_it(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named(ON_TIME))
    measured.load("january", case=[case("a", "2025-01-05", due_at="2025-01-20")])
    assert measured.total(ON_TIME) is None
    built = measured.load("february", case=[case("b", "2025-02-05")])
    assert ("case", "2025-01") in built
    assert measured.total(ON_TIME) == (1, 0)
    assert ("case", "2025-01") not in measured.load("march", case=[case("c", "2025-03-05")])


def test_surveys_find_their_site_through_the_case_and_their_segment_through_the_account(
    duck: Duck, tmp_path: Path
) -> None:
    measured = Measured(duck, tmp_path, named("csat.top2"))
    answer = {"kind": "csat", "scale_min": 1, "scale_max": 5, "invited_at": "2025-02-01", "answered_at": "2025-02-02"}
    surveys = [
        {**answer, "feedback_id": "1", "case_id": "a", "value": 5},
        {**answer, "feedback_id": "2", "case_id": "b", "value": 1},
        {**answer, "feedback_id": "3", "case_id": "lost", "value": 4},
    ]
    cases = [case(each, "2025-01-05", site=f"s-{each}", account_id=each.upper()) for each in "ab"]
    accounts = [{"account_id": each, "segment": f"seg-{each}"} for each in "AB"]
    measured.load("f", case=cases, feedback=surveys, account=accounts)
    assert measured.total("csat.top2") == (3, 2)
    assert measured.total("csat.top2", site="s-a") == (1, 1)
    assert measured.total("csat.top2", segment="seg-B") == (1, 0)
    assert measured.total("csat.top2", site="(unknown)") == (1, 1)
    moved = [case("a", "2025-01-05", site="s-new", account_id="A"), case("b", "2025-01-05", site="s-b")]
    built = measured.load("f", case=moved, feedback=surveys, account=accounts)
    assert ("feedback", "2025-02") in built
    assert measured.total("csat.top2", site="s-new") == (1, 1)


def test_an_account_counts_under_the_segment_it_had_then(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named(ON_TIME))
    accounts = [
        {"account_id": "A", "segment": "small"},
        {"account_id": "A", "segment": "large", "valid_from": "2025-02-01"},
    ]
    cases = [
        case(day, day, due_at=day, resolved_at=day, account_id="A")
        for day in ("2025-01-05", "2025-02-05", "2025-03-05")
    ]
    measured.load("f", case=cases, account=accounts)
    assert measured.total(ON_TIME, segment="small") == (1, 1)
    assert measured.total(ON_TIME, segment="large") == (2, 2)


def test_a_cost_over_contacts_meets_in_the_slices_both_know(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named("cost_per_contact.per_answered"))
    calls = [
        {"interaction_id": f"{site}{n}", "site": site, "offered_at": "2025-01-05", "answered_at": "2025-01-05 00:00:09"}
        for site, count in (("s0", 4), ("s1", 1))
        for n in range(count)
    ]
    costs = [
        {"month": "2025-01-01", "site": site, "category": "staff", "amount": amount}
        for site, amount in (("s0", "10.00"), ("s1", "5.50"))
    ]
    measured.load("f", interaction=calls, cost=costs)
    assert measured.total("cost_per_contact") == (5, 155_000)
    assert measured.total("cost_per_contact", site="s1") == (1, 55_000)
    assert measured.total("cost_per_contact", contact_type="(unknown)") is None


def test_a_total_over_another_total_of_the_same_rows_has_no_interval(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named("csat.share_of_maximum"))
    answer = {"kind": "csat", "scale_min": 1, "scale_max": 5, "answered_at": "2025-02-02"}
    measured.load("f", feedback=[{**answer, "feedback_id": str(n), "value": n} for n in (2, 4)])
    (found,) = [each for each in measured.read() if each.period is None]
    assert (found.value, found.low) == (Fraction(6, 10), None)
    assert (found.count, found.total, found.divisor) == (2, 60_000, 100_000)


def test_a_backlog_is_what_was_open_at_each_months_end(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named("backlog_age.mean"))
    cases = [
        case("a", "2025-01-22 00:00", resolved_at="2025-02-10"),
        case("b", "2025-01-05", resolved_at="2025-01-06"),
        case("c", "2025-02-27 00:00"),
        case("d", "2025-03-31 23:59", resolved_at="2025-03-31 23:59"),
    ]
    measured.load("f", case=cases)
    days = {"2025-01": (1, 10), "2025-02": (1, 2), "2025-03": (1, 33)}
    assert by_period(measured.read(), "backlog_age") == {key: (n, age * 86400) for key, (n, age) in days.items()}


def test_a_quantile_is_within_one_percent_and_adds_up_over_months(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named("resolution_time.median"))
    cases = [
        case(f"{m}-{n}", f"2025-0{m}-01 00:00", resolved_at=f"2025-0{m}-01 {n // 60:02}:{n % 60:02}")
        for m in (1, 2)
        for n in range(1, 402)
    ]
    measured.load("f", case=cases)
    for each in measured.read():
        assert each.value is not None
        assert float(each.value) == pytest.approx(201 * 60, rel=0.01)
    assert {each.count for each in measured.read()} == {401, 802}


def test_a_scope_keeps_to_its_service(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named(ON_TIME), slices=("service", "contact_type"))
    day = "2025-01-05"
    measured.load(
        "f",
        case=[
            case(f"{service}{kind}", day, due_at=day, resolved_at=day, service=service, contact_type=kind)
            for service in ("care", "sales")
            for kind in ("claim", "praise", None)
        ],
    )
    scope = Scope((("service", ("care",)),), (("contact_type", ("praise",)),))
    (found,) = [each for each in measured.read(Question("q", measured.formulas[0], scope)) if each.period is None]
    assert found.count == 2


def test_the_square_of_a_large_amount_is_exact(duck: Duck, tmp_path: Path) -> None:
    measured = Measured(duck, tmp_path, named("cost_per_resolution.recorded"))
    rows = [case(f"{n}", "2025-01-05", resolved_at="2025-01-05", cost="99999999.9999") for n in range(3)]
    measured.load("f", case=rows)
    (found,) = [each for each in measured.read() if each.period is None]
    assert (found.total, found.squares) == (3 * 999999999999, 3 * 999999999999**2)
