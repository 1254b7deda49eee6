"""Units by months: they add up to the readings, and who is behind them to the rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.calling import ran_starter
from tests.project.planted import planted
from truegreen.facts.store import Store
from truegreen.model.agreement import Versions, Window
from truegreen.model.reading import Contract
from truegreen.project.looking import View, look
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.project.truth.truths import usual
from truegreen.readings.behind import Rows, answers, cases_query, counted_accounts, renewals, revenues
from truegreen.readings.grid import STATUS, Grid, grid
from truegreen.readings.questions import questions
from truegreen.readings.read import read
from truegreen.units.period import Period


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = ran_starter(tmp_path_factory.mktemp("grid") / "project")
    with look(open_project(folder)) as opened:
        assert opened
        yield opened


@pytest.fixture(scope="module")
def versions(view: View) -> Versions:
    return next(iter(view.project.agreements.values()))


def _grid(view: View, versions: Versions, *by: str, last: date = date.max, **where: str) -> Grid:
    measures = [name for name, each in versions.latest.measures.items() if each.outcome]
    level = next(each.outcome for each in versions.latest.measures.values() if each.outcome)
    return grid(view.source, versions, level, measures, by, where, last)


def test_units_add_up_to_the_readings(view: View, versions: Versions) -> None:
    made = _grid(view, versions, "site")
    assert made.by == ("site",)
    for name, counted in made.counted.items():
        asked = questions(versions.latest, view.source.metrics)[name]
        assert asked.window in (Window.MONTH, Window.QUARTER)
        found = read(view.source.duck, view.source.folder, view.source.cells, [asked], ())
        whole = next(each for each in found if each.period is None)
        assert (counted.hits.sum(), counted.of.sum()) == (whole.total, whole.count)


def test_a_measure_is_judged_by_its_counts_alone(view: View, versions: Versions) -> None:
    made = _grid(view, versions, "site")
    for counted in made.counted.values():
        judged = counted.status != STATUS.index(Contract.NOT_JUDGED)
        assert (judged == (counted.of > 0)).all()


def test_a_month_that_ends_too_late_is_left_out(view: View, versions: Versions) -> None:
    whole = _grid(view, versions, "site")
    cut = _grid(view, versions, "site", last=whole.months[-1].last - timedelta(days=1))
    assert list(cut.months) == list(whole.months)[:-1]


def test_one_member_is_one_unit(view: View, versions: Versions) -> None:
    whole = _grid(view, versions, "site")
    [name] = {members[0] for members in whole.members[:1]}
    only = _grid(view, versions, "site", site=name)
    assert [each[0] for each in only.members] == [name]


def test_who_is_behind_adds_up_to_the_rows(view: View, versions: Versions) -> None:
    rows = Rows.of(view.source.duck, Store(view.project.store), view.state, view.project.settings.slices)
    made = _grid(view, versions, "site")
    question = made.counted[made.level].question
    first, last = made.months[0].start, made.months[-1].last
    listed = rows.duck.rows(cases_query(rows, question.scope, first, last))
    counted = counted_accounts(rows, question.scope, first, last)
    assert sum(counted.values()) == len(listed) > 0
    said = answers(rows, question, question.scope, Period(first, made.months[-1].end))
    level = made.counted[made.level]
    assert sum(of for of, _ in said.values()) == level.of.sum()
    assert sum(bad for _, bad in said.values()) == (level.of - level.hits).sum()
    assert revenues(rows).keys() >= set()
    assert all(isinstance(each, date) for each in renewals(rows).values())


def test_the_query_is_one_that_anybody_can_run(view: View, versions: Versions, tmp_path: Path) -> None:
    rows = Rows.of(view.source.duck, Store(view.project.store), view.state, view.project.settings.slices)
    made = _grid(view, versions, "site")
    query = cases_query(rows, made.counted[made.level].question.scope, made.months[0].start, made.months[0].last)
    kept = tmp_path / "rows.parquet"
    rows.duck.write(query, kept)
    assert kept.exists()


def test_where_no_agreement_buys_by_service_pieces_are_made_all_the_same(tmp_path: Path) -> None:
    folder = planted(tmp_path / "desk", "nothing", accounts=20, cases=10)
    with look(open_project(folder)) as view:
        assert view
        assert "service" not in view.source.cells.slices["case"]
        made = _grid(view, next(iter(view.project.agreements.values())), "channel")
        assert made.members == [("phone",)]
        assert made.inside.tolist() == [True]
        assert {name: int(each.of.sum()) for name, each in made.counted.items()} == {
            "satisfied": 200, "on-time": 200, "kept-closed": 200
        }  # fmt: skip


def test_where_nobody_was_asked_the_usual_slices_are_those_of_cases(tmp_path: Path) -> None:
    folder = planted(tmp_path / "desk", "nothing", accounts=20, cases=10)
    settings = folder / "truegreen.toml"
    settings.write_text(settings.read_text("utf-8").replace('["channel"]', '["site", "contact_type"]'), "utf-8")
    source = folder / "sources" / "cases.yml"
    source.write_text(source.read_text("utf-8").replace("channel: channel", "site: channel"), "utf-8")
    (folder / "sources" / "surveys.yml").unlink()
    assert run(open_project(folder), datetime(2026, 1, 2))
    with look(open_project(folder)) as view:
        assert view
        assert usual(view) == ("site",)
