"""Total cost of the example: the cents of its own files, the planted site as the dear solution, and no wolf cried."""

from __future__ import annotations

import csv
import gzip
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from tests.project.acme import EXAMPLE, example, opened
from truegreen.files.plans import place_of, plan_from
from truegreen.model.costed import Costed, Origin
from truegreen.model.plan_costs import Kind
from truegreen.project.sourcing.costing import costed

pytestmark = pytest.mark.slow


def told(folder: Path) -> Costed:
    plan = plan_from((EXAMPLE / place_of("2026")).read_text("utf-8"), "plans/2026.yml", [])
    assert plan is not None
    with opened(folder) as (view, _):
        return costed(view, plan, date(2026, 1, 5))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("planted") / "acme")


@pytest.fixture(scope="module")
def costs(planted: Path) -> Costed:
    return told(planted)


def spent(folder: Path, centre: str) -> Decimal:
    """Add up what the finance system's own files say of a cost centre in the last half year."""
    total = Decimal(0)
    for path in sorted((folder / "data").glob("costs-2025-*")):
        if path.name[len("costs-2025-") :][:2] >= "07":
            opener = gzip.open if path.suffix == ".gz" else open
            with opener(path, "rt", encoding="utf-8") as file:
                total += sum(Decimal(row["amount_eur"]) for row in csv.DictReader(file) if row["cost_centre"] == centre)
    return total


def test_the_house_costs_what_finance_says_to_the_cent(planted: Path, costs: Costed) -> None:
    house = next(each for each in costs.suppliers if each.is_client)
    measured = [each.amount.low.amount for each in house.run.lines
                if each.amount is not None and each.origin is Origin.MEASURED]  # fmt: skip
    assert sum(measured) == 2 * spent(planted, "RTM")  # half a year, told as a year


def test_sites_cost_what_finance_says(planted: Path, costs: Costed) -> None:
    recorded = {each.site: each.recorded.amount for each in costs.sites if each.recorded}
    assert recorded == {name: spent(planted, centre)
                        for name, centre in (("Porto", "PRT"), ("Manila", "MNL"), ("Rotterdam", "RTM"))}  # fmt: skip


def test_the_cheap_site_leaves_most_unsolved(costs: Costed) -> None:
    by_site = {each.site: each.solved for each in costs.sites}
    for name in ("Porto", "Rotterdam"):
        assert (by_site["Manila"].share_high or 1) < (by_site[name].share_low or 0)
        assert (by_site["Manila"].share or 1) < (by_site[name].share or 0)


def test_northline_runs_dearer_than_it_was_sold_and_rework_is_part_of_it(costs: Costed) -> None:
    northline = next(each for each in costs.suppliers if each.name == "Northline Services")
    assert northline.moved is not None
    assert northline.moved.low.amount > 0
    moved = {each.kind: each.moves for each in northline.changes}
    assert moved[Kind.REWORK].low.amount > 0
    assert northline.run.line(Kind.FEES) is not None


def test_where_nothing_is_planted_no_site_solves_less(tmp_path: Path) -> None:
    sites = told(example(tmp_path / "acme", nothing=True)).sites
    assert len(sites) == 3
    for one, other in combinations([each.solved for each in sites], 2):
        assert (one.share_low or 0) <= (other.share_high or 1)
        assert (other.share_low or 0) <= (one.share_high or 1)
