"""In the example what matters is found within accounts and what does not is not; with nothing planted, nothing is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from truegreen.facts.store import Store
from truegreen.project.looking import View, look
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.readings.contact_moments import jointly, pairs
from truegreen.readings.contacts import Contacts, contacts
from truegreen.readings.panel import Panel
from truegreen.readings.panel_moments import Lagged, panel_moments
from truegreen.readings.panels import panel
from truegreen.readings.questions import Question, Scope, questions
from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Way
from truegreen.stats.panel.moments import Moments
from truegreen.stats.panel.regression import Regression, regression
from truegreen.stats.validity.families import adjusted
from truegreen.world.make import make

pytestmark = pytest.mark.slow
EXAMPLE = Path(__file__).parents[2] / "examples" / "acme"
# By what they are called where they are about documents; here they are asked of every case.
ASKED = {
    "solved-at-once": "documents-solved-at-once", "reopened": "documents-reopened", "on-time": "documents-on-time",
    "answered": "documents-answered", "right": "documents-right", "in-hours": "resolved-in-hours",
    "happy": "documents-satisfied",
}  # fmt: skip
SPEED = ("on-time", "answered", "in-hours", "hours-to-resolve", "hours-to-response", "seconds-to-answer")


@contextmanager
def viewed(folder: Path, nothing_planted: bool) -> Iterator[tuple[View, Mapping[str, Question]]]:
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("data", "truth", ".truegreen"))
    make(folder, nothing_planted=nothing_planted, form="parquet")
    made, findings = run(open_project(folder), datetime(2026, 1, 2))
    assert made, findings
    with look(open_project(folder)) as view:
        assert view
        (versions,) = view.project.agreements.values()
        found = questions(versions.latest, view.source.metrics)
        yield view, {name: replace(found[each], id=name, scope=Scope()) for name, each in ASKED.items()}


def both(view: View, asked: Mapping[str, Question]) -> tuple[Contacts, Panel]:
    store, duck = Store(view.project.store), view.source.duck
    measures = [each for name, each in asked.items() if name != "happy"]
    made = contacts(duck, store, view.state, asked["happy"], measures, ["acme-care/resolution"])
    return made, panel(duck, store, view.state, asked.values())


def effects(moments: Moments, way: Way = Way.WITHIN) -> Mapping[str, Estimate]:
    *columns, outcome = moments.names
    made = regression(moments, outcome, columns, way)
    return made.estimates if isinstance(made, Regression) else {}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[View, Contacts, Panel]]:
    with viewed(tmp_path_factory.mktemp("world") / "planted", nothing_planted=False) as (view, asked):
        yield view, *both(view, asked)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[View, Contacts, Panel]]:
    with viewed(tmp_path_factory.mktemp("world") / "nothing", nothing_planted=True) as (view, asked):
        yield view, *both(view, asked)


def test_a_case_that_failed_takes_three_quarters_off_satisfaction(planted: tuple[View, Contacts, Panel]) -> None:
    """Planted is −0.78 of a case that failed; what can be seen of it is who came back, some of them by chance."""
    view, found, _ = planted
    assert found.used > 2_500
    single = effects(pairs(view.source.duck, found)["solved-at-once"].absorbing)["solved-at-once"]
    assert 0.65 < single.value < 0.85
    assert single.p is not None
    assert single.p < 1e-20
    table = f"{found.table}_failed"
    columns = [found.figures[each].column for each in ("solved-at-once", "reopened")]
    view.source.duck.run(
        f"CREATE TEMP TABLE {table} AS SELECT * REPLACE (CASE WHEN {columns[0]} = 0 OR {columns[1]} = 1 THEN 1.0 "
        f"WHEN {columns[0]} = 1 THEN 0.0 END AS {columns[1]}) FROM {found.table}"
    )
    failed = effects(jointly(view.source.duck, replace(found, table=table), ["reopened"]).absorbing)["reopened"]
    assert failed.low < -0.76
    assert failed.high > -0.80
    assert failed.value == pytest.approx(-0.78, abs=0.03)


def test_speed_hardly_matters_once_it_is_held_against_what_does(planted: tuple[View, Contacts, Panel]) -> None:
    """A late case takes four points off; how soon somebody answers takes nothing."""
    view, found, _ = planted
    for name in SPEED:
        held = jointly(view.source.duck, found, ["solved-at-once", "reopened", name])
        estimate = effects(held.absorbing)[name]
        spread = abs(estimate.value) * found.figures[name].deviation
        assert spread < 0.03, name
    late = effects(jointly(view.source.duck, found, ["solved-at-once", "reopened", "on-time"]).absorbing)["on-time"]
    assert late.low < 0.04 < late.high
    answered = effects(jointly(view.source.duck, found, ["solved-at-once", "reopened", "answered"]).absorbing)
    assert answered["answered"].low < 0 < answered["answered"].high


def test_accounts_whose_cases_fail_decide_to_leave_and_not_the_other_way_round(
    planted: tuple[View, Contacts, Panel],
) -> None:
    _, _, found = planted
    assert found.leaves.sum() > 60
    before, after = (
        effects(panel_moments(found, "leaves", [Lagged("solved-at-once", back)], over=3).absorbing, Way.POOLED)
        for back in (1, -1)
    )
    earlier = before["solved-at-once 1 month before"]
    assert earlier.high < -0.02
    later = after["solved-at-once 1 month after"]
    assert later.low < 0 < later.high
    speed = effects(panel_moments(found, "leaves", [Lagged("on-time", 1)], over=3).absorbing, Way.POOLED)
    assert speed["on-time 1 month before"].low < 0 < speed["on-time 1 month before"].high


def test_where_nothing_is_planted_nothing_is_found(nothing: tuple[View, Contacts, Panel]) -> None:
    view, found, months = nothing
    told = [effects(held.absorbing) for held in pairs(view.source.duck, found).values()]
    told += [
        effects(panel_moments(months, outcome, [Lagged(name, back)], over=3).absorbing)
        for outcome in ("leaves", "contraction")
        for name in ("solved-at-once", "reopened", "on-time", "answered")
        for back in (1, 2, 3)
    ]
    chances = [estimate.p for each in told for estimate in each.values() if estimate.p is not None]
    assert len(chances) > 30
    assert min(adjusted(chances)) > 0.05
