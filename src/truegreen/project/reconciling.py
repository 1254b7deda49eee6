"""Somebody else's clock and ours over the same cases: what each difference of the definitions does to the figure.

cases of the period ──▶ moments ──▶ each clock on the way, measured ──▶ counts per step
the vendor's rows ──▶ each usual way of counting, to the minute ──▶ rows explained
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from truegreen.clocks.bridge import Step, way
from truegreen.clocks.measured import Grids, measured
from truegreen.clocks.ready import see
from truegreen.clocks.reconciled import Counted, Explained, Odd, Reconciled
from truegreen.clocks.usual import usual
from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import Store
from truegreen.facts.tables import CASE, CASE_EVENT, DECLARED_CLOCK
from truegreen.facts.where import Files
from truegreen.model.agreement import Versions
from truegreen.model.clock import Clock
from truegreen.project.looking import View
from truegreen.project.pausing import known_hours, prepared
from truegreen.units.period import Period

MINUTE: Final = 60
MOST_ODD: Final = 5


def declared_names(view: View) -> list[str]:
    """Name the clocks that sources declare themselves, those with most rows first."""
    files = Store(view.project.store).files(view.state.of(DECLARED_CLOCK.name).values())
    query = f"SELECT clock FROM {sql.parquet(files)} GROUP BY clock ORDER BY count(*) DESC, clock" if files else ""
    return [name for (name,) in view.source.duck.rows(query)] if query else []


def reconcile(
    view: View,
    versions: Versions,
    ours: str,
    theirs: Clock | None,
    declared: str,
    figure: Fraction | None,
    period: Period | None,
) -> Reconciled:
    """Bring somebody else's clock over to ours, step by step.

    Args:
        view: the run.
        versions: the agreement.
        ours: our clock's name.
        theirs: their definition as a clock; if left out, the usual way of counting that gives most of their rows, if
            one gives at least half of them.
        declared: name of the clock that their source declares; empty if it declares none.
        figure: the figure that they report.
        period: only cases opened in it; all if left out.
    """
    duck, clock = view.source.duck, versions.latest.clocks[ours]
    for table in (CASE, CASE_EVENT, DECLARED_CLOCK):
        see(duck, Files(Store(view.project.store)), table, [*view.state.of(table.name).values()])
    if period:
        within = f"opened_on BETWEEN DATE '{period.start}' AND DATE '{period.last}'"
        duck.run(f'CREATE OR REPLACE TEMP TABLE period_cases AS SELECT * FROM "case" WHERE {within}')
        duck.view("case", "SELECT * FROM period_cases")
    hours, recorded = known_hours(duck, Store(view.project.store), view.state, versions)
    rows, grids = prepared(duck, clock, hours, recorded)
    explained: list[Explained] = []
    odd: list[Odd] = []
    unexplained, compared, says, recognised = 0, 0, None, ""
    if declared:
        says, compared = _declared(duck, declared)
        countings = [("as agreed", clock), *usual(clock)]
        for place, (_, each) in enumerate(countings):
            _measure(duck, f"counting_{place}", each, rows, grids)
        explained, unexplained, odd = _explained(duck, [words for words, _ in countings])
        if theirs is None and explained[0].rows and 2 * explained[0].rows >= compared:
            recognised = explained[0].what
            theirs = dict(countings)[recognised]
    steps = way(theirs, clock) if theirs else [Step("ours", clock)]
    for place, step in enumerate(steps):
        _measure(duck, f"step_{place}", step.clock, rows, grids)
    counted = [replace(_counted(duck, place, step.what), clock=step.clock) for place, step in enumerate(steps)]
    counted[:1] = _population(duck, counted[0]) if declared else counted[:1]
    named = declared or (theirs.title if theirs else "") or "their definition"
    return Reconciled(
        named, ours, figure, says, counted, compared, explained, unexplained, odd, recognised, clock.title
    )


def _measure(duck: Duck, name: str, clock: Clock, rows: Any, grids: Grids) -> None:
    """Keep, for each case, the time of its runs that stopped, and whether all kept their target."""
    query = to_sql(measured("k", clock, rows, grids))
    duck.run(f"""
        CREATE OR REPLACE TEMP TABLE {name} AS
        SELECT case_id, CAST(sum(elapsed_seconds) AS BIGINT) AS seconds, bool_and(on_time) AS kept
        FROM ({query}) WHERE state = 'stopped' GROUP BY case_id""")


def _counted(duck: Duck, place: int, what: str) -> Counted:
    kept, judged = duck.row(f"SELECT count_if(kept), count(kept) FROM step_{place}")
    if not place:
        return Counted(what, kept, judged)
    moved = duck.row(f"""
        SELECT count_if(b.kept AND NOT a.kept), count_if(a.kept AND NOT b.kept),
               count_if(a.kept IS NULL AND b.kept IS NOT NULL), count_if(a.kept IS NOT NULL AND b.kept IS NULL),
               count_if(b.seconds > a.seconds), count_if(b.seconds < a.seconds)
        FROM step_{place - 1} AS a FULL JOIN step_{place} AS b USING (case_id)""")
    return Counted(what, kept, judged, *moved)


def _population(duck: Duck, theirs: Counted) -> list[Counted]:
    """Give what their definition comes to on the cases that they count, and then on all."""
    own = "step_0 JOIN declared USING (case_id)"
    kept, judged = duck.row(f"SELECT count_if(kept), count(kept) FROM {own}")
    entered = theirs.judged - judged
    alike = replace(theirs, kept=kept, judged=judged)
    return [alike, replace(theirs, what="population", entered=entered)] if entered else [alike]


def _declared(duck: Duck, name: str) -> tuple[tuple[int, int], int]:
    """Keep what the vendor's clock says per case; give how many it says were kept, of how many, and the rows."""
    duck.run(f"""
        CREATE OR REPLACE TEMP TABLE declared AS
        SELECT case_id, CAST(sum(coalesce(business_seconds, elapsed_seconds)) AS BIGINT) AS seconds,
               bool_or(breached) AS breached
        FROM declared_clock JOIN "case" USING (case_id)
        WHERE clock = {sql.text(name)} AND coalesce(declared_clock.state, 'stopped') = 'stopped' GROUP BY case_id""")
    kept, said = duck.row("SELECT count_if(NOT breached), count(breached) FROM declared")
    (compared,) = duck.row("SELECT count(seconds) FROM declared")
    return (kept, said), compared


def _explained(duck: Duck, countings: Sequence[str]) -> tuple[list[Explained], int, list[Odd]]:
    """Find which ways of counting give the vendor's seconds, to the minute; by its hours, where it says both."""
    near = [f"coalesce(abs(k{place}.seconds - d.seconds) < {MINUTE}, false)" for place in range(len(countings))]
    joins = " ".join(f"LEFT JOIN counting_{place} AS k{place} USING (case_id)" for place in range(len(countings)))
    listed = ", ".join(f"{condition} AS is_{place}" for place, condition in enumerate(near))
    times = ", ".join(f"k{place}.seconds AS s_{place}" for place in range(len(countings)))
    duck.run(
        f"CREATE OR REPLACE TEMP TABLE compared AS SELECT case_id, d.seconds AS theirs, {listed}, {times} "
        f"FROM declared AS d {joins} WHERE d.seconds IS NOT NULL"
    )
    counts = duck.row(f"SELECT {', '.join(f'count_if(is_{place})' for place in range(len(countings)))} FROM compared")
    order = sorted(range(len(countings)), key=lambda place: (-counts[place], place))
    found, before = [], "false"
    for place in order:
        (first,) = duck.row(f"SELECT count_if(is_{place} AND NOT ({before})) FROM compared")
        found.append(Explained(countings[place], counts[place], first))
        before += f" OR is_{place}"
    (lost,) = duck.row(f"SELECT count_if(NOT ({before})) FROM compared")
    seconds = [f"s_{place}" for place in range(len(countings))]
    query = f"SELECT case_id, theirs, {', '.join(seconds)} FROM compared WHERE NOT ({before}) ORDER BY case_id"
    return found, lost, [_odd(row, countings) for row in duck.rows(f"{query} LIMIT {MOST_ODD}")]


def _odd(row: Sequence[Any], countings: Sequence[str]) -> Odd:
    case, theirs, *times = row
    known: Mapping[str, int] = {words: each for words, each in zip(countings, times, strict=True) if each is not None}
    nearest = min(known, key=lambda words: abs(known[words] - theirs), default="")
    return Odd(str(case), theirs, known.get(countings[0], 0), nearest, known.get(nearest, 0))
