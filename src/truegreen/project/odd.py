"""What is odd about a run's figures: measures that measure nothing, figures too good, rows that belong to nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truegreen.engine.duck import Duck
from truegreen.facts.store import Store
from truegreen.metrics.catalogue import Metric
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, warning
from truegreen.project.opened import Project
from truegreen.readings.cells import Cells
from truegreen.readings.questions import Question, questions
from truegreen.readings.read import read
from truegreen.readings.specs import formula, siblings
from truegreen.readings.unmatched import told_of, unmatched
from truegreen.signals.too_perfect import too_perfect


def odd_figures(duck: Duck, project: Project, cells: Cells, metrics: Mapping[str, Metric]) -> Iterator[Finding]:
    """Find what a reader of the figures should know."""
    for versions in project.agreements.values():
        yield from _unmeasured(duck, project, cells, metrics, versions)
        yield from _unbelievable(duck, project, cells, metrics, versions)
    known = told_of(Store(project.store).read(), project.who)
    for table in cells.columns:
        yield from unmatched(duck, project.store, cells, table, known)


def _unmeasured(
    duck: Duck, project: Project, cells: Cells, metrics: Mapping[str, Metric], versions: Versions
) -> Iterator[Finding]:
    asked = questions(versions.latest, metrics)
    answered = {each.measure for each in read(duck, project.store, cells, asked.values())}
    for name in (each for each in asked if each not in answered):
        at = versions.latest.measures[name].at
        says = f"{name} measures nothing: no row counts for {asked[name].formula.spec} in its service."
        yield warning(at, "measure-without-rows", says, "Map the columns it needs, or correct its service.")


def _unbelievable(
    duck: Duck, project: Project, cells: Cells, metrics: Mapping[str, Metric], versions: Versions
) -> Iterator[Finding]:
    """Look at each variant of a contracted metric that says from where on it is too good, provider by provider."""
    asked: dict[str, tuple[str, Question]] = {}
    for name, question in questions(versions.latest, metrics).items():
        for spec in (question.formula.spec, *siblings(question.formula.spec, metrics)):
            also = Question(str(spec), formula(spec, metrics), question.scope, question.window, question.anchor)
            if also.formula.variant.too_good_from is not None:
                asked.setdefault(str(spec), (name, also))
    for name, question in asked.values():
        members = [each for each in read(duck, project.store, cells, [question], ("provider",)) if each.period is None]
        everybody = next((each for each in read(duck, project.store, cells, [question]) if each.period is None), None)
        too_good_from = question.formula.variant.too_good_from
        if too_good_from is not None:
            yield from too_perfect(members, everybody, too_good_from, versions.latest.measures[name].at)
