"""Run a project: load what is new, build the cells that are stale, and leave an immutable run behind.

A run's id is the digest of all that decides it: the files' contents, the texts of agreements and mappings, the
metrics' formulas, the settings and the versions. The same inputs are the same run, and then there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from typing import Final, TypeAlias

from truegreen.clocks.build import build as build_clocks
from truegreen.clocks.tables import CLOCK_RUN
from truegreen.engine.duck import Duck
from truegreen.engine.engine import Engine
from truegreen.engine.opening import EngineError, opened
from truegreen.facts.checking import standing_findings
from truegreen.facts.loading import Arrival, load
from truegreen.facts.months import Progress
from truegreen.facts.store import State, Store, sweep
from truegreen.facts.tables import TABLES
from truegreen.facts.where import Held
from truegreen.files.figures import figures_text
from truegreen.files.settings import place_of
from truegreen.files.writing import replace
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Window
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.identity import Who
from truegreen.project.all_or_nothing import all_or_nothing
from truegreen.project.forgetting import with_key
from truegreen.project.marks import inputs_now, mark_of
from truegreen.project.odd import odd_figures
from truegreen.project.opened import Project
from truegreen.readings.cells import build
from truegreen.readings.given import given_readings
from truegreen.readings.kept import keep_readings
from truegreen.readings.latest import given_file
from truegreen.readings.plan import plans
from truegreen.readings.query import told_by
from truegreen.readings.runs import Run, is_written, latest_cells, named_cells, restore_run, write_run
from truegreen.readings.specs import formula, wanted
from truegreen.readings.unmatched import looked_up
from truegreen.sources.changes import Input, batches
from truegreen.sources.inputs import unmatched
from truegreen.sources.mapping import Mapping
from truegreen.sources.stage import release, stage
from truegreen.systems.staging import stage as stage_system
from truegreen.units.span import Span

Made: TypeAlias = tuple[Run | None, list[Finding]]
MEMORY: Final = "4GB"
"""What a run holds at once; the rest is spilled to the project's own folder."""


def run(
    project: Project,
    now: datetime,
    progress: Progress = lambda what, done, of: None,
    engine: str = "",
) -> tuple[Run | None, list[Finding]]:
    """Bring a project up to date.

    Args:
        project: the project, opened; with errors among its findings nothing is run.
        now: the time it is.
        progress: told what is done, how much of it, of how much.
        engine: address of the engine that sums up, instead of the one that the project names.

    Returns:
        The run, or None if something stopped it; and the findings of this call.
    """
    if has_errors(project.findings):
        return None, []
    before = Store(project.store).read()
    project, wrong = with_key(project, before)
    if has_errors(wrong):
        return None, wrong
    found = inputs_now(project, before)
    missing = [finding for mapping in project.mappings for finding in unmatched(mapping, project.folder)]
    if has_errors(missing):
        return None, missing
    if not found:
        remedy = "Write a mapping in sources/, or draft one with `truegreen source guess FILE`."
        return None, [
            error(Span(str(project.folder)), "no-data", "There is no mapping, so there is nothing to read.", remedy)
        ]
    mark = mark_of(project, found)
    is_same = {each.label: each.digest for each in found} == before.digests
    if is_same and before.forgotten == project.who.forgotten and is_written(project.store, mark):
        return restore_run(project.store, mark), []
    at = Span("--engine") if engine else place_of(project.folder, "engine")
    return _by(engine or project.settings.engine, at, partial(_make, project, found, mark, now, progress))


def _by(url: str, at: Span, make: Callable[[Engine | None], Made]) -> Made:
    """Have an engine make the run; what was made before stands if it cannot be reached or stops."""
    try:
        with opened(url) as engine:
            return make(engine)
    except EngineError as wrong:
        return None, [error(at, wrong.name, str(wrong), wrong.remedy)]


def _make(
    project: Project, found: Sequence[Input], mark: str, now: datetime, progress: Progress, engine: Engine | None
) -> tuple[Run | None, list[Finding]]:
    """Load what changed, build what is stale, and write the run; nothing is kept of it unless it comes to its end."""
    store = Store(project.store, sweeps=False)
    with all_or_nothing(project.store, mark) as done, closing(Duck(project.store / "spill", MEMORY)) as duck:
        before = store.read()
        changed = [each for each in found if _is_new(each, before, project.who)]
        gone = sorted(before.sources.keys() - {each.label for each in found})
        arrivals = _arrivals(duck, project, changed, progress)
        state, findings = before, list[Finding]()
        if changed or gone or before.forgotten != project.who.forgotten:
            replaced = {*gone, *(each.label for each in changed)}
            zone = project.settings.time_zone
            state, findings = load(duck, store, arrivals, replaced, zone, now, project.who, progress)
        if has_errors(findings):
            return None, findings
        metrics = catalogue()
        agreements, zone = project.agreements.values(), project.settings.time_zone
        seen, odd_hours = build_clocks(duck, store, state, agreements, zone, progress, engine)
        if any(each.id == "calendar-cannot-be-counted" for each in odd_hours):
            return None, odd_hours
        asked = [formula(spec, metrics) for spec in wanted(project.agreements.values(), metrics)]
        formulas = told_by(seen, asked)
        wants = plans(formulas, project.settings.slices, _kinds(project))
        last = latest_cells(project.store)
        cells = build(duck, store, seen, wants, last, _anchor(project), progress, engine)
        path = project.store / "runs" / mark / "readings.parquet"
        keep_readings(duck, project.store, cells, project.agreements.values(), project.settings.slices, metrics, path)
        for versions in project.agreements.values():
            given = given_readings(duck, project.store, cells, versions, metrics, state.latest("came"))
            replace(given_file(project.store, mark, versions.id), figures_text(given))
        known = looked_up(state, project.who.least)
        odd = (*standing_findings(state), *odd_hours, *odd_figures(duck, project, cells, metrics), *known)
        write_run(project.store, mark, {each.label: each.digest for each in found}, state, formulas, cells, odd)
        done()
    _sweep(project, state, seen, engine)
    return Run(mark, odd, fresh=True), findings


def _sweep(project: Project, state: State, seen: State, engine: Engine | None) -> None:
    """Remove the files of facts, clocks and cells that nothing names any more, and what an engine was brought of them.

    The run is made by now: an engine that stops here is left as it is, until a later run.
    """
    store, clocks = Store(project.store), seen.of(CLOCK_RUN.name).values()
    store.sweep("facts", state.partitions.values())
    if clocks:
        store.sweep("clocks", clocks)
    sweep(project.store / "cells", named_cells(project.store))
    if engine:
        with suppress(*engine.broken):
            Held(store, engine).let_go(seen)


def _is_new(each: Input, before: State, who: Who) -> bool:
    """Say whether an input has to be loaded: also where somebody is not forgotten any more."""
    held = before.sources.get(each.label)
    return held is None or held.digest != each.digest or bool(before.forgotten - who.forgotten)


def _arrivals(duck: Duck, project: Project, changed: Sequence[Input], progress: Progress) -> Iterator[Arrival]:
    """Stage what changed, some files of a mapping at a time, and let go of it once it is taken."""
    done = 0
    listed = list(batches(changed))
    for place, batch in enumerate(listed):
        progress("reading files", done, len(changed))
        files = [file for each in batch for file in each.files]
        by = stage_system if batch[0].mapping.system else stage
        staged, findings = by(duck.connection, batch[0].mapping, files, project.folder)
        inputs = {each.label: (each.digest, each.stamp) for each in batch}
        later = {table for each in listed[place + 1 :] for table in _tables(each[0].mapping)}
        completes = [table for table in _tables(batch[0].mapping) if table not in later]
        relations = [(each.table, each.relation) for each in staged]
        yield Arrival(inputs, relations, findings, completes, batch[0].mapping.source)
        release(duck.connection)
        done += len(batch)
    progress("reading files", done, len(changed))


def _tables(mapping: Mapping) -> Collection[str]:
    """Give the tables that a mapping may fill: those it names, and any where a system knows them."""
    return TABLES if mapping.system else mapping.facts


def _kinds(project: Project) -> set[tuple[str, int]]:
    """Give the kinds of period that cells are kept by: months as the agreements count them, weeks if any does."""
    agreements = [each for versions in project.agreements.values() for _, each in versions.each]
    weekly = any(measure.window is Window.WEEK for each in agreements for measure in each.measures.values())
    return {("month", each.month_starts_on) for each in agreements} | ({("week", 1)} if weekly else set())


def _anchor(project: Project) -> int:
    return min((versions.latest.month_starts_on for versions in project.agreements.values()), default=1)
