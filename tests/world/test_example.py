"""The example: sound as it stands, and its scorecards are the world's own books, exactly."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from truegreen.model.finding import Level
from truegreen.model.reading import Reading
from truegreen.project.looking import look, show_scorecard
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.units.period import parse_period
from truegreen.world.books import Books
from truegreen.world.make import make

EXAMPLE = Path(__file__).parents[2] / "examples" / "acme"
Figures = tuple[tuple[int, str], ...]
# For each metric: the figures that add up to its count, and those that add up to its total.
BOOKED: Mapping[str, tuple[Figures, Figures]] = {
    "on_time.by_target": (((1, "with_target"),), ((1, "on_time"),)),
    "service_level.of_offered": (((1, "offered"),), ((1, "answered_in_20s"),)),
    "abandonment.of_offered_less_short": (
        ((1, "offered"), (-1, "abandoned_in_5s")), ((1, "abandoned"), (-1, "abandoned_in_5s")),
    ),
    "first_contact_resolution.same_matter": (((1, "old_enough"),), ((1, "old_enough"), (-1, "came_back"))),
    "reopen_rate.of_resolved": (((1, "resolved"),), ((1, "resolved_reopened"),)),
    "critical_error_accuracy.customer": (((1, "evaluated"),), ((1, "without_customer_critical"),)),
    "csat.top2": (((1, "csat_answered"),), ((1, "csat_satisfied"),)),
    "nps.standard": (((1, "nps_answered"),), ((1, "promoters"), (-1, "detractors"))),
    "cost_per_resolution.recorded": (((1, "resolved"),), ((10_000, "resolved_cost"),)),
    "logo_churn.of_customers_at_start": (((1, "accounts"),), ((1, "accounts_lost"),)),
    "net_revenue_retention.standard": (
        ((1, "accounts"),),
        ((10_000, "recurring_revenue"), (10_000, "expansion"), (-10_000, "expansion_of_new"),
         (-10_000, "contraction"), (-10_000, "revenue_lost")),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("example") / "acme"
    shutil.copytree(EXAMPLE, folder)
    return make(folder, cases=8_000, seed=5)


def _readings(folder: Path, months: Sequence[str]) -> Iterator[tuple[str, str, Reading]]:
    """Give every reading of the scorecards of some months, with its metric and service."""
    project = open_project(folder)
    with look(project) as view:
        assert view
        for month, by in product(months, ("", "site", "contact_type", "segment")):
            card = show_scorecard(view, project.agreements["acme-care"], parse_period(month), by)
            yield from ((row.measure.metric, row.measure.service, row.reading) for row in card.rows if row.reading)


def test_the_example_is_sound() -> None:
    assert open_project(EXAMPLE).findings == ()


def test_the_example_has_the_risks_that_its_page_names() -> None:
    found = {each.id for each in open_project(EXAMPLE, smells=True).findings}
    page = (EXAMPLE / "README.md").read_text("utf-8")
    assert found == set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE))


@pytest.mark.slow
def test_the_scorecards_are_the_books(example: Books) -> None:
    made, findings = run(open_project(example.folder), datetime(2026, 1, 2))
    assert made
    assert [each for each in findings if each.level is not Level.NOTE] == []
    months = sorted({where["month"] for _, where, _ in example.entries})
    compared = set()
    for metric, service, reading in _readings(example.folder, months):
        if metric in BOOKED and reading.period:
            member = {name: "" if it == "(unknown)" else it for name, it in reading.slice.items()}
            where = member | ({"service": service} if service else {})
            inside = [each for each in months if parse_period(each).start in reading.period]
            booked = [
                sum(sign * example.total(figure, **where, month=each) for sign, figure in part for each in inside)
                for part in BOOKED[metric]
            ]
            assert [reading.count, reading.total] == booked, (metric, where, reading.period)
            compared.add(metric)
    assert compared == set(BOOKED)
