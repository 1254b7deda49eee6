"""What is planted in the example shows when sites are held beside each other, and nothing shows where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.acme import EXAMPLE, example, opened
from truegreen.files.plans import place_of, plan_from
from truegreen.model.evaluated import Evaluated, Measure, Supplied
from truegreen.model.plan import Plan
from truegreen.model.profile import Condition
from truegreen.project.sourcing.supplying import supplied

pytestmark = pytest.mark.slow
TEXT = (EXAMPLE / place_of("2026")).read_text("utf-8")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("planted") / "acme")


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("nothing") / "acme", nothing=True)


def plan(was: str = "", written: str = "") -> Plan:
    assert was in TEXT
    found = plan_from(TEXT.replace(was, written) if was else TEXT, "plans/2026.yml", [])
    assert found is not None
    return found


def asked(folder: Path, of: Plan, **where: str) -> Supplied:
    with opened(folder) as (view, _):
        found = supplied(view, of, where)
    assert found is not None
    return found


def beside(found: Supplied) -> Evaluated:
    assert found.evaluated is not None
    return found.evaluated


def solved(of: Evaluated) -> tuple[Measure, dict[str, int]]:
    return of.measures[0], {each.name: at for at, each in enumerate(of.alternatives)}


def test_manila_is_knocked_out_for_documents_and_cheap_only_at_its_rate(planted: Path) -> None:
    found = beside(asked(planted, plan(), contact_type="customs documents"))
    out = {each.name: each.out for each in found.alternatives}
    assert "Issues solved for good" in out["Manila"][0]
    assert out["Porto"] == ()
    assert found.ranked[0].name == "Porto"
    cost, places = found.measures[1], {each.name: at for at, each in enumerate(found.alternatives)}
    ratio = cost.scores[places["Manila"]].value / cost.scores[places["Porto"]].value
    assert ratio > 0.8  # half the price of an hour, and nearly the price of what is solved


def test_a_share_that_has_to_be_solved_is_a_reason_against_manila(planted: Path) -> None:
    was = "needs: {languages: {en: C1}, certificates: [ISO 27001]}\n    training"
    asking = plan(was, was.replace("[ISO 27001]}", "[ISO 27001], solved: 65 %}"))
    cards = asked(planted, asking, contact_type="customs documents").cards
    for card in cards:
        reasons = {each.site: [why.condition for why in each.why_not] for each in card.candidates}
        assert reasons["Manila"] == [Condition.SOLVED]
        assert Condition.SOLVED not in reasons["Porto"]


def test_customers_can_track_shipments_themselves(planted: Path) -> None:
    assert beside(asked(planted, plan(), contact_type="shipment tracking")).ranked[0].name == "Help pages"


def test_the_harder_documents_make_nobody_look_worse_where_nothing_is_planted(nothing: Path) -> None:
    found = beside(asked(nothing, plan()))
    measure, places = solved(found)
    scores = [measure.scores[places[name]] for name in ("Porto", "Manila", "Rotterdam")]
    middle = sum(each.value for each in scores) / 3
    assert all(abs(each.value - middle) < 1.0 for each in scores)
    assert not any(each.out for each in found.alternatives if each.name != "Help pages")


def test_by_what_is_solved_alone_nobody_wins_where_nothing_is_planted(nothing: Path) -> None:
    """With all weight on what is solved, no site comes first in nearly all that the scores may be."""
    alone = plan(TEXT[TEXT.index("    cost: {title: Cost of a solved") :], "")
    found = beside(asked(nothing, alone))
    assert max(each.stand.sure for each in found.alternatives if each.stand) < 0.9
    assert all(each.stand.shares[0] < 0.9 for each in found.alternatives if each.stand)


def test_by_what_is_solved_alone_manila_never_wins_where_it_is_planted(planted: Path) -> None:
    alone = plan(TEXT[TEXT.index("    cost: {title: Cost of a solved") :], "")
    found = beside(asked(planted, alone))
    firsts = {each.name: each.stand.shares[0] for each in found.alternatives if each.stand}
    assert firsts["Manila"] < 0.01
