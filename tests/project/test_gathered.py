"""What becomes of a plan and the work as it was done: issues, contacts, hours, prices, who may, and what is odd."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.project.plans import TWO_SITES, V20, Row, plan_of, problem_of, work_of
from truegreen.model.allocated import Origin
from truegreen.model.finding import Level
from truegreen.project.sourcing.doubts import cells_findings, currency_findings, doubts
from truegreen.project.sourcing.gathered import gathered
from truegreen.sourcing.allocation.frontier import standing
from truegreen.sourcing.allocation.path import solve

SAME: tuple[Row, ...] = (("claims", "Porto", 500, 50, 60), ("claims", "Bonn", 500, 50, 60))


def odd(text: str, rows: tuple[Row, ...] = SAME, **more: float) -> dict[str, Level]:
    return {each.id: each.level for each in doubts(problem_of(text, rows, **more))}  # type: ignore[arg-type]


def test_a_dearer_contact_may_be_the_cheaper_issue() -> None:
    """Five euros a contact at 60 % are 8.33 an issue, and six at 75 % are 8.00."""
    problem = problem_of(TWO_SITES, V20).problem
    assert problem.pairs.spend / problem.work.volume == pytest.approx([8.333, 8.0], rel=1e-3)
    assert solve(problem, near=0).answer.shares == pytest.approx([0, 1])


def test_todays_contacts_and_hours_are_those_of_the_records() -> None:
    held = problem_of(TWO_SITES, V20)
    today = standing(held.problem).shares
    assert held.contacts * today == pytest.approx([50_000, 50_000])
    assert held.problem.pairs.hours * today == pytest.approx([12_500, 12_500])
    assert held.problem.work.volume == pytest.approx([50_000 * 0.6 + 50_000 * 0.75], rel=1e-3)


def test_time_and_growth_scale_what_is_of_a_year() -> None:
    terms = """\
months: 6
growth: {all: 10 %, claims: 20 %}
suppliers: {Northline: {tiers: [{start: "8,000 USD", off: 4 %}], committed: 1000 EUR, leaving: 70 EUR}}
types: {claims: {least_hours: 100 h, training: 90 EUR}}
wishes: {least_value: 500 EUR, most_moved: 10 %}
"""
    whole, half = problem_of(TWO_SITES, SAME).problem, problem_of(TWO_SITES + terms, SAME).problem
    assert half.work.volume == pytest.approx(whole.work.volume * 1.2 / 2)
    assert half.tiers[0].starts == (0.0, 2000.0)
    assert half.committed == pytest.approx([500, 0])
    assert half.closing == pytest.approx(np.array([[70, 0]]))  # once, however long the plan is
    assert half.opening == pytest.approx(np.zeros((1, 2)))  # both have a team today
    assert half.work.least_hours == pytest.approx([50])
    assert half.wishes.least_value == 250
    assert half.wishes.most_moved == pytest.approx(0.1 * half.work.volume.sum())


def test_a_site_without_people_has_its_ceiling_and_helps_for_good() -> None:
    text = (
        TWO_SITES
        + "  Help: {supplier: Us, kind: self-service, per_contact: 0.40 EUR}\ntypes: {claims: {self_service: 20 %}}\n"
    )
    held = problem_of(text, SAME)
    pairs = held.problem.pairs
    assert pairs.most == pytest.approx([1, 1, 0.2])
    assert pairs.solved[2] == 1.0
    assert pairs.hours[2] == 0.0
    assert held.learned.solved_from(0, 2) is Origin.ASSUMED
    assert solve(held.problem, near=0).answer.shares[2] == pytest.approx(0.2)


def test_self_service_leaves_the_harder_contacts() -> None:
    """A fifth is solved without people; what that leaves takes a tenth longer: 0.8 / 0.2 of a tenth for each issue."""
    site = "  Help: {supplier: Us, kind: self-service, per_contact: 0.40 EUR}\n"
    text = f"{TWO_SITES}{site}types: {{claims: {{self_service: 20 %, harder: 10 %}}}}\n"
    held = problem_of(text, SAME).problem
    each = held.pairs.spend / held.work.volume[0]
    assert each[2] == pytest.approx(0.40 + 0.1 * 0.8 / 0.2 * (each[0] + each[1]) / 2)


def test_a_site_without_records_borrows_from_the_others_unless_it_is_said() -> None:
    text = TWO_SITES + "  New: {supplier: Third, country: PL, per_hour: 20 EUR}\n"
    borrowed = problem_of(text, SAME)
    assert borrowed.learned.solved_from(0, 2) is Origin.BORROWED
    assert borrowed.problem.pairs.solved == pytest.approx([0.88] * 3, abs=0.01)
    told = borrowed.learned.solving[0][2]
    assert told.low is not None
    assert told.high is not None
    said = problem_of(text.replace("20 EUR}", "20 EUR, solved: {claims: 60 %}, handle: {claims: 30 min}}"), SAME)
    assert said.problem.pairs.solved[2] == pytest.approx(0.6)
    assert said.problem.pairs.hours[2] / said.problem.work.volume[0] == pytest.approx(0.5 / 0.6)
    assert said.problem.pairs.spend[2] / said.problem.work.volume[0] == pytest.approx(20 * 0.5 / 0.6)
    assert said.learned.handle_from[0][2] is Origin.ASSUMED


def test_where_no_price_is_said_the_recorded_one_counts() -> None:
    text = TWO_SITES.replace(", per_contact: 5.00 EUR", "")
    held = problem_of(text, SAME, cost=6.0)
    assert held.price_from[0] == (Origin.MEASURED, Origin.CONTRACT)
    assert held.problem.pairs.spend * held.problem.pairs.today == pytest.approx([3000, 3000])
    assert odd(text)["no-price"] is Level.ERROR


def test_who_may_not_is_there_today_and_has_to_go() -> None:
    text = TWO_SITES + "types: {claims: {needs: {certificates: [ISO 27001]}}}\n"
    text = text.replace("country: DE,", "country: DE, certificates: [ISO 27001],")
    held = problem_of(text, SAME)
    assert [each.says for each in held.barred[0, 0]] == ["ISO 27001 is asked for, and it does not hold it."]
    assert held.problem.pairs.most == pytest.approx([0, 1])
    assert held.problem.pairs.today == pytest.approx([0.5, 0.5])
    assert solve(held.problem, near=0).answer.shares == pytest.approx([0, 1])


def test_work_that_is_split_by_language_goes_where_it_is_spoken() -> None:
    work = replace(work_of(SAME), slices=("contact_type", "language"), cells=(("claims", "es"),))
    plan = plan_of(TWO_SITES.replace("country: PT,", "country: PT, languages: {ES: B1},"))
    held = gathered(plan, work, {}, "Europe/London")
    assert set(held.barred) == {(0, 1)}
    assert "es" in held.barred[0, 1][0].says


def test_nothing_is_odd_about_a_plain_plan() -> None:
    assert odd(TWO_SITES) == {}


@pytest.mark.parametrize(("text", "name", "level"), [
    ("types: {claim: {}}", "no-record-has-it", Level.WARNING),
    ("wishes: {two_sites: [claim]}", "no-record-has-it", Level.WARNING),
    ("types: {claims: {needs: {residency: [EU]}}}", "no-site-for-it", Level.ERROR),
    ("suppliers: {Northline: {tiers: [{start: 1000 EUR, off: 10 %}]}, Us: {}}", "tiers-with-dead-zone",
     Level.WARNING),
])  # fmt: skip
def test_what_is_odd_beside_the_records_is_found(text: str, name: str, level: Level) -> None:
    assert odd(f"{TWO_SITES}{text}\n") == {name: level}


def test_sites_that_a_plan_leaves_out_or_makes_small_are_found() -> None:
    three = (*SAME, ("claims", "Leeds", 100, 10, 12))
    held = problem_of(TWO_SITES, three)
    assert {each.id for each in doubts(held)} == {"site-left-out"}
    assert held.problem.pairs.today.sum() == pytest.approx(10 / 11, abs=0.01)
    small = TWO_SITES.replace("country: PT,", "country: PT, capacity: 10 h,")
    assert odd(small) == {"capacity-below-today": Level.WARNING}
    none = small.replace("country: DE,", "country: DE, capacity: 10 h,")
    assert odd(none)["capacity-below-work"] is Level.ERROR


def test_work_that_nobody_timed_and_months_that_are_half_there_are_found() -> None:
    assert odd(TWO_SITES, minutes=0.0)["no-handle-time"] is Level.ERROR
    held = problem_of(TWO_SITES, SAME)
    held.worked.by_month[:, 11] /= 4
    assert [each.id for each in doubts(held)] == ["uneven-months"]


def test_cells_and_currencies_that_cannot_be_are_found() -> None:
    plan = plan_of(TWO_SITES.replace("[contact_type]", "[contact_type, colour, site]"))
    assert [each.id for each in cells_findings(plan)] == ["unknown-slice", "odd-plan-cells"]
    assert list(currency_findings(plan, "USD")) == []
    assert [each.id for each in currency_findings(plan, "GBP")] == ["currency-without-rate"]


def test_work_by_hand_names_its_members() -> None:
    work = work_of(SAME)
    assert work.names("contact_type") == ("claims",)
    assert work.names("segment") == ()
    assert work.of("segment") == ("",)
