"""Segments of small projects and of the example: what is planted is told, and nothing where nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from tests.project.acme import example, opened
from tests.project.worth import contracts, project
from truegreen.model.allocated import Origin
from truegreen.model.plan import ContactType, Plan, Segment
from truegreen.model.segmented import Band, Segmented, Shared
from truegreen.project.sourcing.people import Cut
from truegreen.project.sourcing.segmenting import segmented
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity

PLAN = Plan(
    plan="next", currency="USD", rates={"EUR": Decimal("1.25")}, starts=date(2026, 1, 1), sites={},
    types={"claims": ContactType(worth=Money(Decimal(300), "USD"))},
    segments={"Large": Segment(expectation=Quantity(Decimal(8)), influence=Quantity(Decimal("0.5")))},
)  # fmt: skip


def found_in(folder: Path, plan: Plan | None = None, cut: Cut = Cut.SHARES) -> Segmented:
    with opened(folder) as (view, _):
        return segmented(view, plan, cut)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    accounts, months, _ = contracts(200, 0.02, 1)
    return project(tmp_path_factory.mktemp("small") / "p", accounts=accounts, months=months)


def test_customers_are_valued_where_no_case_is_recorded(small: Path) -> None:
    found = found_in(small)
    assert found.impact is None
    assert found.peanut is None
    assert not found.kinds
    assert sum(each.customers for each in found.tiers) == len(found.customers) > 100
    assert {each.band for each in found.customers} == {None}
    assert {each.id for each in found.findings} >= {"worth-not-told", "expectation-not-told"}
    assert found.worths.of("Large", "claims").value == 0
    assert found.worths.of("Large", "claims").because


def test_a_plan_says_what_records_cannot(small: Path) -> None:
    measured, found = found_in(small), found_in(small, PLAN)
    told = found.worths.of("Large", "claims")
    assert (told.value, told.origin, found.worths.currency) == (300.0, Origin.ASSUMED, "USD")
    large = {each.id: each for each in found.customers if each.segment == "Large"}
    assert {(each.band, each.is_assumed) for each in large.values()} == {(Band.HIGH, True)}
    assert all(each.expects == pytest.approx(8.0) for each in large.values())
    for each in measured.customers:
        now = next(one for one in found.customers if one.id == each.id)
        assert now.value is not None
        assert each.value is not None
        assert now.value[0] == pytest.approx(each.value[0] * (1.5 if each.segment == "Large" else 1.0))


def test_a_plan_says_what_a_customer_is_worth_in_its_own_money(small: Path) -> None:
    worth = Segment(worth=Money(Decimal(2500), "USD"))
    found = found_in(small, replace(PLAN, segments={"Small": worth}))
    assert {each.value for each in found.customers if each.segment == "Small"} == {(2000.0, 2000.0, 2000.0)}
    unknown = found_in(small, replace(PLAN, segments={"Small": worth}, rates={}))
    assert {each.is_assumed for each in unknown.customers} == {False}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("planted") / "acme")


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("nothing") / "acme", nothing=True)


@pytest.mark.slow
def test_the_example_says_what_is_planted(planted: Path) -> None:
    found = found_in(planted)
    assert found.impact
    assert found.impact.is_established
    assert found.impact.differ is not None
    assert found.impact.differ > 0.05  # each failure drives customers away alike, whatever it is about
    assert found.peanut
    assert found.peanut.verdict is Shared.MORE_EVENLY  # cases go by 14 : 3 : 1, and revenue by 35 : 7 : 1
    assert {each.band for each in found.customers} <= {Band.USUAL, None}
    assert all(each.is_established for each in found.worths.each)
    strategic = [each for each in found.worths.each if each.segment == "Strategic"]
    assert max(strategic, key=lambda each: each.value).contact_type == "customs documents"
    assert all(each.use.verdict is None for each in found.kinds)  # contents after solved cases are all alike


@pytest.mark.slow
def test_what_a_failure_does_in_the_example_is_about_what_it_does(planted: Path) -> None:
    true = _true_losses(planted)
    told = {(each.segment, each.contact_type): each for each in found_in(planted).worths.each if each.segment}
    near = {key: loss for key in true if (loss := told[key].loss)}
    inside = [low * 0.8 < true[key] < high for key, (_, low, high) in near.items()]
    assert len(inside) == 30
    assert sum(inside) >= 24  # they err together: they share one pull, and what was drawn of it


def _true_losses(folder: Path) -> dict[tuple[str, str], float]:
    """Give by how much likelier a customer leaves for one more failed contact, by the world's own rule."""
    from truegreen.project.sourcing.lived import gathered
    from truegreen.sourcing.segments.lives import pooled
    from truegreen.world.nature import AS_PLANTED

    with opened(folder) as (view, _):
        of = gathered(view)
    held, lives = of.contacts, of.lives
    cases, failed = (pooled(held.grid(each, None, lives.at_risk.shape)) for each in (held.cases, held.failed))
    own = AS_PLANTED.leaves * 1.5  # in a quarter of the months it is twice as likely, and more renew in some
    odds = own / (1 - own) * np.exp(AS_PLANTED.pull * (failed - 0.15 * cases) / (cases + 4))
    lost = 3 * odds / (1 + odds) * (1 - np.exp(-AS_PLANTED.pull / (cases + 4)))
    there = (held.month >= lives.at_risk.shape[1] - 12) & lives.at_risk[held.account, held.month]
    found = {}
    for place, segment in enumerate(of.known.segments):
        for kind, name in enumerate(held.types):
            some = there & (held.type == kind) & (lives.segment[held.account, held.month] == place)
            each = lost[held.account[some], held.month[some]]
            found[segment, name] = float(np.average(each, weights=held.cases[some]))
    return found


@pytest.mark.slow
def test_where_nothing_is_planted_nothing_is_said(nothing: Path) -> None:
    found = found_in(nothing)
    assert found.impact
    assert not found.impact.is_established
    assert {each.value for each in found.worths.each} == {0.0}
    assert "worth-not-established" in {each.id for each in found.findings}
    assert {each.quadrant for each in found.kinds} == {None}
    assert {each.use.verdict for each in found.kinds} == {None}
    assert {each.band for each in found.customers} <= {Band.USUAL, None}


@pytest.mark.slow
def test_tiers_of_like_customers_hold_all_of_them(planted: Path) -> None:
    shares, likeness = found_in(planted), found_in(planted, cut=Cut.LIKENESS)
    assert [each.name for each in likeness.tiers] == ["A", "B", "C", "D"]
    for found in (shares, likeness):
        assert sum(each.share for each in found.tiers) == pytest.approx(1)
        assert sum(each.spend_share for each in found.tiers) == pytest.approx(1)
        assert sum(each.customers for each in found.tiers) == sum(bool(each.tier) for each in found.customers)
        assert sum(each.customers for each in found.squares) == len(found.customers)


@pytest.mark.slow
def test_what_was_spent_is_what_the_records_say(planted: Path) -> None:
    found = found_in(planted)
    assert found.unit == "EUR"
    assert sum(each.spend for each in found.kinds) >= sum(each.spend for each in found.customers) > 0
    assert sum(each.cases for each in found.kinds) > 19_000
