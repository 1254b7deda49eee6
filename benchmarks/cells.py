"""Cells against a query by hand, one a metric and a plain scan; a month's refresh against all; reading any slice."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import by_hand, per_metric
from benchmarks.measuring import Result, cpu, peak_gigabytes
from benchmarks.project import example
from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import TABLES
from truegreen.metrics.catalogue import catalogue
from truegreen.project.opened import Project
from truegreen.readings.cells import Cells, build
from truegreen.readings.plan import plans
from truegreen.readings.query import told_by
from truegreen.readings.questions import Question, questions
from truegreen.readings.read import read
from truegreen.readings.specs import Formula, formula, specs_of, wanted

LARGE = 10_000_000
READ = ("case", "interaction", "feedback", "quality")
SLICES = ("provider", "site", "contact_type")


def run(cases: int) -> list[Result]:
    """Time everything at a size; each figure is first seen to be the same as the peer's."""
    project = example(cases)
    store = Store(project.store)
    state = store.read()
    contracted, panel = (told_by(state, each) for each in _formulas(project))
    with_duck = Duck(spill=project.store / "spill")
    files = {table: sql.parquet(store.files(state.of(table).values())) for table in READ}
    times = str(state.latest("came", "case")), str(state.latest("happened", "case"))
    handwritten, by_metric = by_hand.query(files, *times), per_metric.query(files, *times)

    built = _build(with_duck, store, state, contracted)
    ours = _figures(with_duck, project, built, contracted)
    _same("by hand", ours, with_duck.rows(handwritten))
    _same("with a query for each metric", ours, per_metric.figures(with_duck.rows(by_metric)))
    hand = cpu(lambda: with_duck.rows(handwritten))
    metric = cpu(lambda: with_duck.rows(by_metric))
    scan = cpu(lambda: [with_duck.rows(each) for each in _scans(files, contracted)])
    full = cpu(lambda: _build(with_duck, store, state, contracted))
    whole = cpu(lambda: _build(with_duck, store, state, [*contracted, *panel]), times=1)

    every = [*contracted, *panel]
    months = sorted({month for table, month in state.partitions if table == "case"})
    refreshes = {}
    for what, before, after in (
        ("a new month arrives", _without(state, months[-1]), state),
        ("a month before it is corrected", state, _touched(state, months[-2])),
    ):
        kept = _build(with_duck, store, before, every)
        refreshes[what] = cpu(partial(_build, with_duck, store, after, every, kept))
        fresh = _build(with_duck, store, after, every, kept).files
        months_built = sorted({key[1] for key in fresh if kept.files.get(key) != fresh[key]})
        print(f"{what}: {', '.join(months_built)} are built")

    agreement = next(iter(project.agreements.values())).latest
    asked = questions(agreement, catalogue())
    slices = [cpu(partial(read, with_duck, store.folder, kept, asked.values(), (by,))) for by in SLICES]
    rows = sum(each.rows for each in state.partitions.values())
    print(f"{cases:,} cases, {rows:,} rows, peak {peak_gigabytes():.1f} GB")
    at_size = cases >= LARGE  # below it, what a query costs before its first row is most of the time
    share = 2 / len(months) if at_size else None
    arrives, corrected = refreshes["a new month arrives"], refreshes["a month before it is corrected"]
    every_measure = "all measures by provider, site, contact type and month"
    results = [
        Result(every_measure, full, "one query by hand", hand, 1.5 if at_size else None),
        Result(every_measure, full, "an aggregation for each metric, joined", metric),
        Result("the same with the whole sensitivity panel", whole, "one query by hand", hand),
        Result("all measures", full, "a plain scan of the same columns", scan),
        Result(f"one of {len(months)} months arrives", arrives, "the full build", whole, share),
        Result("a month is corrected", corrected, "the full build", whole),
        Result("every measure by any slice, all months", max(slices), "0.2 s", 0.2, 1.0),
    ]
    return [replace(each, size=cases) for each in results]


def _formulas(project: Project) -> tuple[list[Formula], list[Formula]]:
    """Give the formulas the agreement asks for of the benchmark's tables, and those of its panel."""
    metrics = catalogue()
    versions = project.agreements.values()
    asked = {str(spec): spec for each in versions for spec in specs_of(each.latest, metrics).values()}
    contracted = [
        each for each in (formula(spec, metrics) for spec in asked.values()) if set(each.variant.tables) <= {*READ}
    ]
    others = [formula(spec, metrics) for spec in wanted(versions, metrics) if str(spec) not in asked]
    return contracted, others


def _build(duck: Duck, store: Store, state: State, formulas: Iterable[Formula], before: Cells | None = None) -> Cells:
    if before is None:
        shutil.rmtree(store.folder / "cells", ignore_errors=True)
    return build(duck, store, state, plans(formulas, SLICES, [("month", 1)]), before or Cells())


def _without(state: State, month: str) -> State:
    """Give a state before a month had arrived."""
    return State({key: each for key, each in state.partitions.items() if each.month != month}, state.sources)


def _touched(state: State, month: str) -> State:
    """Give a state in which one month of every table has other content."""
    return State(
        {
            key: replace(each, digest="changed") if each.month == month else each
            for key, each in state.partitions.items()
        },
        state.sources,
    )


def _scans(files: Mapping[str, str], formulas: Iterable[Formula]) -> list[str]:
    """Read every column that the measures read, and do nothing with it."""
    words = " ".join(Path(each.variant.makes.__code__.co_filename).read_text("utf-8") for each in formulas)
    queries = []
    for table, relation in files.items():
        named = [c.name for c in TABLES[table].stored if f".{c.name}" in words or c.name in (*SLICES, "case_id")]
        queries.append(f"SELECT {', '.join(f'max({sql.name(name)})' for name in named)} FROM {relation}")
    return queries


def _figures(duck: Duck, project: Project, cells: Cells, formulas: Iterable[Formula]) -> dict[tuple[Any, ...], Any]:
    """Give count and total of every cell, by measure, slice and month."""
    asked = [Question(f"{each.spec.metric}.{each.spec.variant}", each) for each in formulas]
    ours = {
        (each.measure, *each.slice.values(), each.period.start): (each.count, each.total)
        for each in read(duck, project.store, cells, asked, SLICES)
        if each.period and (each.count or each.total)
    }
    assert {each[0] for each in ours} == {question.id for question in asked}
    return ours


def _same(how: str, ours: Mapping[tuple[Any, ...], Any], rows: Iterable[Sequence[Any]]) -> None:
    """Hold every figure of every cell against a peer's query."""
    theirs = {
        (figure, *(member or "(unknown)" for member in members), month.date() if hasattr(month, "date") else month): (
            n,
            t or 0,
        )
        for figure, *members, month, n, t in rows
        if month is not None and (n or t)
    }
    assert ours == theirs, sorted(set(ours.items()) ^ set(theirs.items()))[:6]
    print(f"{len(ours):,} figures are the same as {how}")
