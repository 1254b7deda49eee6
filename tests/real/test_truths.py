"""The truth test on real records: what is honest stays unnamed, and so does pure noise with the shape of real work."""

from __future__ import annotations

import contextlib
import csv
import gzip
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest

from tests.real.projects import DATA, HERE, NOW
from truegreen.model.reading import Contract
from truegreen.model.truth import Kind, Truth
from truegreen.project.looking import View, look
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.project.truth import truths
from truegreen.readings.grid import Counted, Grid
from truegreen.signals.truth.beliefs import beliefs
from truegreen.signals.truth.lists import lists
from truegreen.signals.truth.pieces import pieces
from truegreen.signals.truth.sides import Sides, sides

PASSED_ON = """
  passed-on:
    metric: reassign_rate.of_opened
    title: Incidents passed on
    role: experience level
    target: 45 %
    minimum: 60 %
  reopened:
    metric: reopen_rate.of_opened
    title: Incidents reopened
    role: experience level
    target: 3 %
    minimum: 10 %
obligations:"""
EXACTLY = """
    role: critical service level
    weight: 1
    outcome: exactly
  exactly:
    metric: on_time.exactly_on_day
    title: Delivered on the very day
    role: experience level
    target: 60 %
    minimum: 50 %
obligations:"""
CITIZENS = """
    role: key measurement
    outcome: citizens
  citizens:
    role: experience level
    minimum: 60 %"""
SURVEYED = """
agreement: desk
title: The desk
starts: 2025-01-01
currency: EUR
zone: UTC
parties:
  client: {name: Client, contact: {name: A}}
  provider: {name: Provider, contact: {name: B}}
services:
  desk: {title: The desk}
measures:
  on-time:
    metric: on_time.by_target
    role: critical service level
    target: 85 %
    weight: 1
    outcome: satisfied
  satisfied:
    metric: csat.top2
    title: Satisfied
    role: experience level
    target: 70 %
    minimum: 60 %
obligations:
  say: {owed_by: client, what: Says what is wrong}
  solve: {owed_by: provider, what: Solves it}
governance:
  escalation:
    - {client: A, provider: B, within: 5 d}
"""
SOURCE = """
source: desk
files: [rows/cases.csv]
facts:
  case:
    columns: {case_id: id, contact_type: type, site: site, opened_at: opened, due_at: due, resolved_at: resolved}
"""
SURVEYS = """
source: surveys
files: [rows/surveys.csv]
facts:
  feedback:
    columns: {feedback_id: id, case_id: case, kind: kind, value: value, scale_min: low, scale_max: high,
              answered_at: answered}
"""
SETTINGS = 'currency = "EUR"\ntime_zone = "UTC"\nslices = ["contact_type", "site"]\n'
FIRST = datetime(2025, 1, 1)


def _uci(folder: Path) -> None:
    shutil.copytree(HERE / "uci", folder)
    _rewritten(folder / "agreements" / "desk.yml", ("    weight: 1\n", "    weight: 1\n    outcome: passed-on\n"),
               ("\nobligations:", PASSED_ON))  # fmt: skip


def _scms(folder: Path) -> None:
    shutil.copytree(HERE / "scms", folder)
    _rewritten(folder / "agreements" / "deliveries.yml", ("\nobligations:", EXACTLY))


def _boston(folder: Path) -> None:
    shutil.copytree(HERE / "boston", folder)
    _rewritten(folder / "agreements" / "311.yml", ("\n  citizens:", CITIZENS))


def _rewritten(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    file.write_text(text, "utf-8")


def _pysurvival(folder: Path) -> None:
    """Accounts by region and size, one case each: late are those who were on the phone longest."""
    rows = _rows("pysurvival_churn.csv.gz")
    _surveyed(folder, [(each["us_region"], each["company_size"], float(each["minutes_customer_support"]) < 15,
                        int(each["csat_score"]), 10) for each in rows])  # fmt: skip


def _telco(folder: Path) -> None:
    """Customers by what they bought and for how long: content are those who stayed, late is every twentieth."""
    _surveyed(folder, [(each["InternetService"], each["Contract"], place % 20 > 0, 5 if each["Churn"] == "No" else 1, 5)
                       for place, each in enumerate(_rows("telco_classic.csv.gz"))])  # fmt: skip


def _rows(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _surveyed(folder: Path, rows: list[tuple[str, str, bool, int, int]]) -> None:
    """Write a desk with one case and one answer per row: type, segment, whether on time, value, end of its scale."""
    for place, text in (("agreements/desk.yml", SURVEYED), ("sources/cases.yml", SOURCE),
                        ("sources/surveys.yml", SURVEYS),
                        ("truegreen.toml", SETTINGS)):  # fmt: skip
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, "utf-8")
    (folder / "rows").mkdir()
    opened = [FIRST + timedelta(minutes=int(place * 525_000 / len(rows))) for place in range(len(rows))]
    with (folder / "rows" / "cases.csv").open("w", newline="") as file:
        csv.writer(file).writerows([
            ["id", "type", "site", "opened", "due", "resolved"],
            *([f"c{place}", kind, size, at, at + timedelta(hours=24), at + timedelta(hours=5 if early else 40)]
              for place, ((kind, size, early, *_), at) in enumerate(zip(rows, opened, strict=True))),
        ])  # fmt: skip
    with (folder / "rows" / "surveys.csv").open("w", newline="") as file:
        csv.writer(file).writerows([
            ["id", "case", "kind", "value", "low", "high", "answered"],
            *([f"s{place}", f"c{place}", "csat", value, int(high == 5), high, at + timedelta(hours=50)]
              for place, ((*_, value, high), at) in enumerate(zip(rows, opened, strict=True))),
        ])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Real:
    """A project on real records: the lists by the slices asked for, and the pieces that they were made of."""

    truth: Truth
    grids: list[Grid]
    sides: list[list[Sides]]


PROJECTS: Mapping[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "uci": (_uci, ("team", "contact_type")),
    "scms": (_scms, ("provider", "contact_type")),
    "boston": (_boston, ("provider", "contact_type")),
    "pysurvival": (_pysurvival, ("contact_type", "site")),
    "telco": (_telco, ("contact_type", "site")),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not DATA.exists():
        pytest.skip(f"the real records are not here: {DATA}")
    return tmp_path_factory.mktemp("truths")


def real(folder: Path, name: str, by: tuple[str, ...] | None = None) -> Real:
    """Run a project, once, and test it."""
    make, usual = PROJECTS[name]
    place = folder / name
    if not place.exists():
        make(place)
        (place / "data").symlink_to(DATA)
        made, findings = run(open_project(place), NOW)
        assert made, findings
    with look(open_project(place)) as view:
        assert view
        return _tested(view, usual if by is None else by)


def _tested(view: View, by: tuple[str, ...]) -> Real:
    versions = next(iter(view.project.agreements.values()))
    truth = truths.truths(view, versions, truths.Choices(by=by))
    grids = truths.grids_of(view, versions, by, {})
    both = sides(versions.latest, view.source.metrics)
    return Real(truth, grids, [[both[each.level]] * len(each.months) for each in grids])


def watermelons(found: Truth) -> list[Mapping[str, object]]:
    return [each.members for each in found.entries if each.kind is Kind.WATERMELON]


@pytest.mark.parametrize("by", [("team", "contact_type"), ("team",), ("contact_type",)])
def test_teams_whose_cases_are_honest_are_no_watermelons(folder: Path, by: tuple[str, ...]) -> None:
    """Most incidents are late, and it shows by case: the few green pieces are green by one or two cases."""
    found = real(folder, "uci", by).truth
    assert sum(each.contract is Contract.MET for each in found.cells) > 20
    assert watermelons(found) == []


def test_no_outcome_no_verdict(folder: Path) -> None:
    found = real(folder, "uci", ("team",)).truth
    reopened = next(each for each in found.levels if each.id == "reopened")
    assert "no contracted measure names it" in reopened.not_inferred
    assert not [each for each in found.cells if each.level == "reopened"]


def test_a_city_by_department_has_none(folder: Path) -> None:
    assert watermelons(real(folder, "boston").truth) == []


def test_accounts_by_region_and_size_are_alike(folder: Path) -> None:
    found = real(folder, "pysurvival").truth
    assert len(found.cells) > 300
    assert watermelons(found) == []


def test_who_leaves_a_contract_by_the_month_is_found_and_nobody_else(folder: Path) -> None:
    """Of customers with fibre who may leave any month, 45 % do; every contract is green."""
    found = [each for each in real(folder, "telco").truth.entries if each.kind is Kind.WATERMELON]
    assert {each.members.get("site") for each in found} == {("Month-to-month",)}
    assert ("Fiber optic",) in {each.members["contact_type"] for each in found}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["scms", "telco", "uci"])
def test_an_entry_opens_to_the_cases_that_its_sentence_counts(folder: Path, name: str) -> None:
    """The query is run as printed, by another connection, in the project's folder; its rows are those counted."""
    found = real(folder, name)
    with look(open_project(folder / name)) as view, contextlib.chdir(folder / name):
        assert view
        versions = next(iter(view.project.agreements.values()))
        for entry in [each for each in found.truth.entries if each.kind is not Kind.TRUE_GREEN][:4]:
            query = truths.open_entry(view, versions, found.truth, entry).query
            cases = duckdb.connect().execute(query).fetchall()
            assert entry.affected
            assert len(cases) == entry.affected.cases == entry.kept[0].of > 0
            if name == "scms":
                kept = (
                    duckdb.connect()
                    .execute(f"SELECT count(*) FILTER (WHERE resolved_at::DATE <= due_at::DATE) FROM ({query})")
                    .fetchone()
                )
                assert kept == (entry.kept[0].hits,)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PROJECTS))
@pytest.mark.parametrize("moved", [False, True])
def test_shuffled_outcomes_are_no_news(folder: Path, name: str, moved: bool) -> None:
    """All pieces are truly alike then, a point on the good side of the red line: whatever is named is wrong."""
    found = real(folder, name)
    draws = np.random.default_rng(7)
    named = [_named(found, moved, draws) for _ in range(25)]
    assert sum(each > 0 for each in named) <= 0.12 * len(named)


def _named(found: Real, moved: bool, draws: np.random.Generator) -> int:
    """Deal outcomes out anew, and the contract's status too if it is to be moved; count what is named."""
    grids = [_shuffled(each, moved, draws) for each in found.grids]
    row = pieces(grids, found.sides, "minimum")
    [grid] = grids
    share = grid.counted[grid.level].hits.sum() / grid.counted[grid.level].of.sum()
    row = replace(row, line=np.where(row.higher, share - 0.01, share + 0.01))
    kinds = lists(row, beliefs(row), np.ones(row.grid.size, np.bool_), 0.1).kinds
    return sum(each in (Kind.WATERMELON, Kind.TRUE_RED) for each in kinds)


def _shuffled(grid: Grid, moved: bool, draws: np.random.Generator) -> Grid:
    """Deal a level's hits out anew over all of its rows, and the statuses of the contract over all pieces."""

    def dealt(name: str, counted: Counted) -> Counted:
        if name == grid.level:
            hits = draws.multivariate_hypergeometric(counted.of.ravel(), int(counted.hits.sum()), method="marginals")
            return replace(counted, hits=hits.reshape(counted.of.shape))
        order = draws.permutation(len(grid.members)) if moved else np.arange(len(grid.members))
        return replace(counted, hits=counted.hits[order], of=counted.of[order], status=counted.status[order])

    return replace(grid, counted={name: dealt(name, each) for name, each in grid.counted.items()})
