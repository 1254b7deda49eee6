"""What is told of a plan: sums that agree, reasons, prices of wishes, futures; and wishes that cannot hold together."""

from __future__ import annotations

from dataclasses import replace
from math import isinf

import pytest

from tests.project.plans import TWO_SITES, Row, problem_of
from truegreen.model.allocated import Allocated, Impossible
from truegreen.project.sourcing.allocating import Ready, found_for
from truegreen.project.sourcing.asked import CHOSEN, TODAY, Effort
from truegreen.sourcing.allocation.concentration import concentrated

EFFORT = Effort(seconds=10.0, near=0.0)
ROWS: tuple[Row, ...] = (
    ("claims", "Porto", 4000, 1600, 1800), ("claims", "Bonn", 1000, 50, 60),
    ("tracking", "Porto", 4000, 400, 450), ("tracking", "Bonn", 1000, 100, 110),
)  # fmt: skip
TEXT = (
    TWO_SITES.replace("country: DE, per_contact: 12", "country: DE, capacity: 1500 h, per_contact: 26")
    + """\
suppliers:
  Northline: {leaving: 50 EUR}
  Us: {is_client: yes}
"""
)
FUTURES = """\
futures:
  as expected: {chance: 80 %}
  dearer in Portugal: {chance: 20 %, prices: {PT: 50 %}}
tail: {weight: 0.1}
"""


def found_in(text: str, worth: dict[str, float]) -> Allocated:
    found = found_for(Ready(problem_of(text, ROWS, worth)), EFFORT, run="by-hand")
    assert isinstance(found, Allocated)
    return found


def refused(text: str) -> Impossible:
    found = found_for(Ready(problem_of(text, ROWS, {})), EFFORT, run="by-hand")
    assert isinstance(found, Impossible)
    return found


@pytest.fixture(scope="module")
def found() -> Allocated:
    wishes = "wishes: {least_share: 5 %, supplier_share: 95 %}\n"
    return found_in(TEXT + wishes + FUTURES, {"claims": 20.0, "tracking": 20.0})


def test_what_is_valuable_and_hard_goes_where_it_is_solved(found: Allocated) -> None:
    claims, tracking = (
        next(each for each in found.cells if each.members == (name,)) for name in ("claims", "tracking")
    )
    assert claims.placed[0].site == "Bonn"
    assert claims.placed[0].share > 0.9
    assert tracking.placed[0].site == "Porto"
    assert claims.worth_from == "by hand"
    assert [each.site for each in claims.losing] == ["Porto"]
    assert claims.losing[0].cut > 1000  # it solves 55 % of what Bonn solves to 94 %


def test_shares_and_sums_agree(found: Allocated) -> None:
    for cell in found.cells:
        assert sum(each.share for each in cell.placed) == pytest.approx(1)
        assert sum(each.today for each in cell.placed) == pytest.approx(1)
        assert sum(each.issues for each in cell.placed) == pytest.approx(cell.issues)
    placed = [each for cell in found.cells for each in cell.placed]
    assert sum(each.cost for each in placed) == pytest.approx(found.line("listed").plan)
    assert sum(each.cost_today for each in placed) == pytest.approx(found.line("listed").today)
    assert sum(each.value for each in placed) == pytest.approx(found.line("value").plan)
    assert sum(each.hours for each in placed) == pytest.approx(sum(each.hours for each in found.sites))
    parts = sum(found.line(name).plan for name in ("listed", "discounts", "shortfall", "fixed", "opening", "closing"))
    assert parts == pytest.approx(found.line("cost").plan)
    assert found.line("net").plan == pytest.approx(found.line("cost").plan - found.line("value").plan)


def test_it_is_proven(found: Allocated) -> None:
    assert found.proof.is_kept
    assert found.proof.gap == pytest.approx(0, abs=0.5)
    assert found.proof.rows > 0


def test_sites_say_what_they_can_and_do(found: Allocated) -> None:
    porto, bonn = found.sites
    assert isinf(porto.most)
    assert bonn.most == 1500
    assert bonn.hours <= 1500 + 1e-6
    assert (porto.opened, bonn.opened) == ((), ())
    assert bonn.teams[0] == "claims"


def test_how_much_hangs_on_whom(found: Allocated) -> None:
    assert sum(found.spread.suppliers.values()) == pytest.approx(1)
    assert found.spread.by_supplier == pytest.approx(concentrated(found.spread.suppliers.values()))
    assert found.spread_today.by_supplier == pytest.approx(0.8**2 + 0.2**2)


def test_the_frontier_rises_and_today_lies_on_its_side(found: Allocated) -> None:
    held = found.frontier
    assert held is not None
    assert held.today is not None
    assert held.line[-1].value > held.line[0].value
    assert held.line[-1].cost > held.line[0].cost
    assert held.value_available is not None
    assert held.value_available > 0


def test_futures_compare_the_plan_with_today(found: Allocated) -> None:
    held = found.futures
    assert held is not None
    assert held.names == ("as expected", "dearer in Portugal")
    assert {CHOSEN, TODAY} <= set(held.plans)
    for future in zip(*held.regrets, strict=True):
        assert min(future) == pytest.approx(0)
    assert all(tail >= min(costs) for tail, costs in zip(held.tails, held.costs, strict=True))


def test_wishes_have_their_price(found: Allocated) -> None:
    assert {each.wish for each in found.wishes} <= {"least_share", "supplier_share"}
    assert all(0 <= each.least <= each.most for each in found.wishes)
    assert any(each.words == "at least 5 % of a contact type wherever it is at all" for each in found.wishes)


def test_where_nothing_is_worth_anything_the_plan_is_the_cheapest() -> None:
    cheapest = found_in(TEXT, {})
    for worth in (1.0, 10.0, 100.0):
        assert cheapest.line("cost").plan <= found_in(TEXT, {"claims": worth}).line("cost").plan + 1e-6


def test_more_worth_never_solves_less() -> None:
    solved = [found_in(TEXT, {"claims": worth}).cells for worth in (0.0, 5.0, 50.0)]
    claims = [next(each for each in cells if each.members == ("claims",)) for cells in solved]
    shares = [sum(each.share * each.solved for each in cell.placed) for cell in claims]
    assert shares == sorted(shares)


def test_wishes_that_cannot_hold_together_are_said_with_what_would_be_enough() -> None:
    (alone,) = refused(TEXT + "wishes: {supplier_share: 30 %}\n").conflicts
    assert alone.words == "at most 30 % of people's hours with one supplier"
    assert alone.is_enough
    assert alone.enough.startswith("enough would be at most 50")
    found = refused(TEXT.replace("1500 h", "400 h") + "wishes: {supplier_share: 60 %}\n").conflicts
    by_name = {each.wish: each for each in found}
    assert set(by_name) == {"supplier_share", "hours"}
    assert all(each.is_enough for each in found)
    assert "h instead of 400 h at Bonn" in by_name["hours"].enough


def test_a_plan_with_an_error_is_not_solved() -> None:
    with pytest.raises(ValueError, match="an error stands in the plan's way"):
        found_for(replace(Ready(), gathered=None), EFFORT, run="")
