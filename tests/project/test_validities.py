"""In small projects and in the example what is planted is found, and nothing else; nobody is misadvised."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tests.project.planted import planted
from truegreen.model.validity import Advice, Figure, Link, Validity
from truegreen.project.looking import look
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.project.validity.behind import link_of, opened_link
from truegreen.project.validity.validities import validities
from truegreen.reports.validity_text import validity_text
from truegreen.stats.validity.said import Said
from truegreen.world.make import make

pytestmark = pytest.mark.slow
EXAMPLE = Path(__file__).parents[2] / "examples" / "acme"
CLAIMS = (Said.PREDICTS, Said.PERVERSE)


def found_in(folder: Path) -> Validity:
    with look(open_project(folder)) as view:
        assert view
        (versions,) = view.project.agreements.values()
        return validities(view, versions)


def figure(found: Validity, name: str) -> Figure:
    return next(each for each in found.figures if each.id == name)


def links(found: Validity, name: str) -> dict[str, Link]:
    return {each.outcome: each for each in figure(found, name).links}


def claimed(found: Validity) -> list[tuple[str, str]]:
    return [(each.figure, each.outcome) for own in found.figures for each in own.links if each.said in CLAIMS]


def test_customers_care_from_fourteen_hours_on_and_the_contract_pays_until_twenty_four(tmp_path: Path) -> None:
    found = found_in(planted(tmp_path / "kink", "kink"))
    [response] = found.responses
    assert response.starts is not None
    assert response.low is not None
    assert response.high is not None
    assert response.low <= 14 <= response.high < 24
    assert abs(response.starts - 14) <= 2
    assert (response.pays, response.measure) == (24, "on-time")
    assert response.bands is not None
    assert response.bands.within == (20, 24)
    assert response.bands.difference.high < 0
    assert links(found, "on-time")["satisfied"].said is Said.PREDICTS
    assert links(found, "kept-closed")["satisfied"].said is Said.NOTHING
    assert figure(found, "on-time").advice is Advice.PAY
    text = validity_text(found)
    assert "starts to get worse after about 14 hours" in " ".join(text.split())
    assert "the contract pays until 24" in " ".join(text.split())


def test_where_nothing_is_planted_nothing_is_claimed_and_shown_to_be_nothing(tmp_path: Path) -> None:
    found = found_in(planted(tmp_path / "nothing", "nothing"))
    assert claimed(found) == []
    assert [each.starts for each in found.responses] == [None]
    assert figure(found, "on-time").advice is Advice.GUARD
    assert figure(found, "kept-closed").advice is Advice.RETIRE
    assert "no such point can be claimed" in " ".join(validity_text(found).split())


def test_small_worlds_without_anything_planted_keep_the_promise(tmp_path: Path) -> None:
    """Of ten worlds, at one in twenty, three hold a false claim once in a hundred times; and a turn as seldom."""
    worlds = [found_in(planted(tmp_path / str(seed), "nothing", seed, 25, 20)) for seed in range(10)]
    assert sum(bool(claimed(each)) for each in worlds) <= 2
    assert sum(response.starts is not None for each in worlds for response in each.responses) <= 2


def test_what_gets_better_while_customers_fare_worse_is_to_be_redefined(tmp_path: Path) -> None:
    found = found_in(planted(tmp_path / "perverse", "perverse"))
    link = links(found, "on-time")["satisfied"]
    assert (link.said, figure(found, "on-time").advice) == (Said.PERVERSE, Advice.REDEFINE)
    assert "gets better while customers fare worse" in " ".join(validity_text(found).split())


def test_accounts_and_what_changes_in_them_may_point_opposite_ways(tmp_path: Path) -> None:
    link = links(found_in(planted(tmp_path / "simpson", "simpson")), "on-time")["satisfied"]
    assert link.said is Said.PERVERSE
    assert link.opposite
    assert link.between is not None
    assert link.between.low > 0


def test_a_figure_that_is_always_at_its_best_is_uninformative(tmp_path: Path) -> None:
    found = found_in(planted(tmp_path / "ceiling", "ceiling"))
    assert figure(found, "on-time").ceiling == 1
    assert links(found, "on-time")["satisfied"].said is Said.UNINFORMATIVE
    assert figure(found, "on-time").advice is Advice.GUARD


def test_a_link_opens_to_rows_that_anybody_can_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = planted(tmp_path / "kink", "kink", 1, 20, 20)
    with look(open_project(folder)) as view:
        assert view
        (versions,) = view.project.agreements.values()
        found = validities(view, versions)
        opened = opened_link(view, versions, found, *link_of(found, "on-time"))
        [rows] = opened.rows
        assert str(folder) not in rows.query
        monkeypatch.chdir(folder)
        told = view.source.duck.rows(rows.query)
    assert opened.link.per_sd is not None
    assert len(told) == opened.link.per_sd.count
    assert rows.columns[-2:] == ("on-time", "satisfied")
    assert [list(map(str, each)) for each in told[:3]] == [list(map(str, each)) for each in rows.sample[:3]]


@contextmanager
def example(folder: Path, seed: int = 7, *, nothing: bool = False) -> Iterator[Validity]:
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("data", "truth", ".truegreen"))
    make(folder, seed=seed, nothing_planted=nothing, form="parquet")
    made, findings = run(open_project(folder), datetime(2026, 1, 2))
    assert made, findings
    yield found_in(folder)
    shutil.rmtree(folder)


def test_in_the_example_what_is_solved_predicts_and_what_is_fast_does_not(tmp_path: Path) -> None:
    with example(tmp_path / "acme") as found:
        for kind in ("documents", "shipments", "billing"):
            for name in (f"{kind}-solved-at-once", f"{kind}-reopened"):
                assert links(found, name)[f"{kind}-satisfied"].said is Said.PREDICTS, name
                assert figure(found, name).advice is Advice.PAY, name
        leaving = [figure for figure, outcome in claimed(found) if outcome == "customers-lost"]
        assert leaving
        assert all(each.endswith(("solved-at-once", "reopened")) for each in leaving)
        assert all(each.endswith(("solved-at-once", "reopened")) for each, _ in claimed(found))
        assert len(found.responses) == 16
        assert {each.starts for each in found.responses} == {None}
        told = {each.measure: each.pays for each in found.responses if each.outcome == "shipments-satisfied"}
        assert told["shipments-answered"] == 20
        assert told["resolved-in-hours"] == 16


def test_the_example_with_nothing_planted_keeps_the_promise(tmp_path: Path) -> None:
    """Of five worlds, at one in twenty, hardly more than one may hold a false claim."""
    false = []
    for seed in range(1, 6):
        with example(tmp_path / str(seed), seed, nothing=True) as found:
            false.append((claimed(found), [each for each in found.responses if each.starts is not None]))
    assert sum(bool(links or doses) for links, doses in false) <= 1, false
