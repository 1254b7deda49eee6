"""Look at a finished run: scorecards and explanations, read from its cells and never computed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from truegreen.clocks.build import clocked
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store, restored
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, note
from truegreen.model.identity import FINDINGS
from truegreen.model.scorecard import Explanation, Scorecard
from truegreen.project.marks import is_older
from truegreen.project.opened import Project
from truegreen.readings.cells import Cells
from truegreen.readings.latest import latest
from truegreen.readings.questions import Question, questions
from truegreen.readings.relations import accounts_are_dated
from truegreen.readings.rows import rows_query, shown
from truegreen.readings.runs import read_record
from truegreen.readings.scorecard import Source, explanation, scorecard
from truegreen.units.period import Period, period_of
from truegreen.units.span import Span

SAMPLE: Final = 10
_MOVED: Final = note(
    Span("run"),
    "run-is-older",
    "Records, agreements or formulas have changed since this run.",
    "Run again to see them; the rows of an older run are not kept.",
)


@dataclass(frozen=True, slots=True)
class View:
    """A finished run, open for reading.

    Attributes:
        project: the project.
        run: the run's id.
        source: where readings come from.
        state: the facts that count now; they may be newer than the run.
        came: last moment of intake.
        first_month: month of the earliest record.
        has_rows: whether the facts are still those that the run was made from.
        known_until: last moment the records cover.
        findings: what is known to be wrong with records and measures.
    """

    project: Project
    run: str
    source: Source
    state: State
    came: datetime | None
    first_month: str
    has_rows: bool
    known_until: str
    findings: tuple[Finding, ...]


@contextmanager
def look(project: Project) -> Iterator[View | None]:
    """Open the latest run; None if there is none yet."""
    mark = latest(project.store)
    if mark is None:
        yield None
        return
    record = read_record(project.store, mark)
    duck = Duck(spill=project.store / "spill")
    try:
        store = Store(project.store)
        state = clocked(store, store.read())
        moved = [_MOVED] if is_older(project, mark) else []
        yield View(
            project,
            mark,
            Source(duck, project.store, Cells.restore(record["cells"]), catalogue()),
            state,
            datetime.fromisoformat(record["came"]) if record["came"] else None,
            record["first_month"],
            (state.digests, state.forgetting) == (record["inputs"], record.get("forgetting", "")),
            record["known_until"],
            (*moved, *(restored(kept) for kept in record["findings"])),
        )
    finally:
        duck.close()


def last_period(view: View, versions: Versions) -> Period | None:
    """Give the last contract month that the records cover completely; None if they do not cover one."""
    if view.came is None:
        return None
    anchor = versions.latest.month_starts_on
    current = period_of(view.came.date() + timedelta(days=1), "month", anchor)
    before = period_of(current.start - timedelta(days=1), "month", anchor)
    first = view.first_month
    return before if first and before.end > date.fromisoformat(f"{first}-01") else None


def show_scorecard(
    view: View, versions: Versions, period: Period | None, by: str = "", where: Mapping[str, str] | None = None
) -> Scorecard:
    """Give an agreement's scorecard from the run."""
    card = scorecard(view.source, versions, period, by, where)
    title = ", ".join([card.title, *(f"{name} {member}" for name, member in (where or {}).items())])
    return replace(card, title=title, findings=view.findings, run=view.run, known_until=view.known_until)


def show_explanation(
    view: View, versions: Versions, name: str, period: Period | None, where: Mapping[str, str]
) -> Explanation:
    """Say why a measure is what it is, down to the rows.

    Raises:
        KeyError: the agreement has no such measure at that time.
    """
    found = explanation(view.source, versions, name, period, where)
    agreement = versions.on(period.last) if period else versions.latest
    question = questions(agreement, view.source.metrics, period)[name]
    said = [each for each in view.findings if _is_about(each, found.row.measure.at, question)]
    if not view.has_rows or not view.state.of(_tables(question)[0]):
        return replace(found, findings=said, run=view.run)
    question = replace(question, scope=question.scope.and_only(where))
    own = question.own(period)
    store = Store(view.project.store)
    dated = accounts_are_dated(view.source.duck, store, view.state)
    query = rows_query(store, view.state, question, own, view.project.settings.slices, dated)
    sample = view.source.duck.records(f"{query}\nLIMIT {SAMPLE}")
    return replace(
        found,
        period=own,
        query=shown(query, store, view.state, view.project.folder),
        columns=list(sample[0]) if sample else [],
        sample=[list(each.values()) for each in sample],
        findings=said,
        run=view.run,
    )


def _is_about(finding: Finding, measure: Span, question: Question) -> bool:
    """Say whether a finding is about a measure, or about who is in the rows that it reads."""
    is_who = finding.id in FINDINGS and finding.at.file in [f"facts/{each}" for each in _tables(question)]
    return finding.at == measure or finding is _MOVED or is_who


def _tables(question: Question) -> list[str]:
    """Name the tables whose rows a measure reads."""
    return ["case" if each == "backlog" else each for each in question.formula.variant.tables]


def show_everything(
    view: View, versions: Versions, period: Period | None, where: Mapping[str, str]
) -> tuple[Scorecard, list[Explanation], list[Scorecard]]:
    """Give the scorecard, each of its measures explained, and the scorecard by each slice that has members."""
    card = show_scorecard(view, versions, period, "", where)
    explained = [show_explanation(view, versions, row.id, period, where) for row in card.rows]
    sliced = [show_scorecard(view, versions, period, by, where) for by in view.project.settings.slices]
    return card, explained, [each for each in sliced if each.rows]
