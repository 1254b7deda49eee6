"""What pauses do to attainment, by team: in a project's facts under one of its clocks, or in an event log by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from truegreen.clocks.by_team import Pauses, Wait, pauses
from truegreen.clocks.defined import agreed_hours
from truegreen.clocks.hours import Hours, agreed
from truegreen.clocks.kept import kept_hours
from truegreen.clocks.lives import Rows
from truegreen.clocks.measured import Grids
from truegreen.clocks.ready import nothing, put_hours, put_moments, see
from truegreen.clocks.standing_still import queries
from truegreen.clocks.usual import PLAIN
from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import CASE, CASE_EVENT, DUCKDB, Table
from truegreen.facts.where import Files
from truegreen.files.nodes import Scalar
from truegreen.model.agreement import Calendar, Versions
from truegreen.model.clock import Clock
from truegreen.model.finding import Finding, has_errors, note
from truegreen.project.looking import View
from truegreen.sources.mapping import Fact, From
from truegreen.sources.mapping import Mapping as SourceMapping
from truegreen.systems.staging import stage
from truegreen.units.quantity import Quantity
from truegreen.units.span import Span

MEMORY: Final = "2GB"
_REMEDIES: Final = {
    "guessed-state": 'If that is wrong for one, say it with --state, like --state "Awaiting legal=updated".',
    "unknown-state": 'Say what those mean that wait or end a case, like --state "On Hold=waiting_on_other".',
    "unknown-end": 'If one of these words ends a case, say so with --state, like --state "Handled=resolved".',
    "resolved-by-last-event": 'If some cases are still open, say which word ends one, like --state "Paid=resolved".',
    "team-by-role": "If another column has the team, name it with --team.",
}
_WAITS: Final = """
    SELECT coalesce(state, kind), kind, count(*) FROM case_event WHERE starts_with(kind, 'waiting')
    GROUP BY ALL ORDER BY 3 DESC, 1"""


def project_pauses(view: View, versions: Versions, clock: Clock) -> list[Pauses]:
    """Give what pauses do under a clock of an agreement, by team, over all cases of a project."""
    store, duck = Store(view.project.store), view.source.duck
    for table in (CASE, CASE_EVENT):
        see(duck, Files(store), table, [*view.state.of(table.name).values()])
    return _by_team(duck, clock, *known_hours(duck, store, view.state, versions))


def known_hours(
    duck: Duck, store: Store, state: State, versions: Versions
) -> tuple[Mapping[str, Hours], tuple[str, ...]]:
    """Give all calendars, those of an agreement and those that records keep, and which are the records'."""
    recorded, _ = kept_hours(duck, store, state)
    return {**recorded, **agreed_hours(versions)}, tuple(recorded)


def log_pauses(
    log: Path,
    target: Quantity | None,
    calendar: Calendar | None,
    states: Mapping[str, str],
    zone: str,
    team: str = "",
) -> tuple[list[Pauses], list[Wait], list[Finding]]:
    """Give what pauses do in an event log, by team, without any project.

    Args:
        log: an event log, as XES or as a table of events, packed or not.
        target: time a case may take; without one, only where the time went is told.
        calendar: hours by which time runs; around the clock if left out.
        states: what states of the log mean as steps, where its words do not say.
        zone: zone of times that carry none.
        team: the column that says which team has a case, if it is not called so.

    Returns:
        The pauses, what was read as a wait, and the findings; with an error among them there is nothing else.
    """
    facts = {each.name: Fact(columns={"team": From(column=team)}) for each in (CASE, CASE_EVENT) if team}
    mapping = SourceMapping(source="log", files=(), system="event_log", states=states, zone=Scalar(zone), facts=facts)
    with TemporaryDirectory() as room, closing(Duck(spill=Path(room), memory=MEMORY)) as duck:
        staged, findings = stage(duck.connection, mapping, [log], log.parent)
        if has_errors(findings):
            return [], [], findings
        for table in (CASE, CASE_EVENT):
            _see(duck, table, [each.relation for each in staged if each.table == table.name])
        hours = {"hours": agreed("hours", {None: calendar})} if calendar else {}
        clock = replace(PLAIN, target=target, calendar="hours" if calendar else "")
        waits = [Wait(*row) for row in duck.rows(_WAITS)]
        found = _by_team(duck, clock, hours, ())
        return found, waits, [*map(_for_a_log, findings), *_notes(Span(log.name), found, waits, target)]


def _for_a_log(finding: Finding) -> Finding:
    """Give a finding with the remedy that the command has."""
    return replace(finding, remedy=_REMEDIES.get(finding.id, finding.remedy))


def _notes(at: Span, found: Sequence[Pauses], waits: Sequence[Wait], target: Quantity | None) -> Iterator[Finding]:
    """Say what the figures cannot tell."""
    if not waits:
        says = "No word of the log is read as a wait, so that gross and net are the same."
        yield note(at, "no-waits", says, 'If a word means one, say so, like --state "Incomplete=waiting_on_customer".')
    if found and not any(each.team for each in found):
        says = "No column is known to say which team had a case, and who did a step is not taken for a team."
        yield note(at, "no-team", says, "If a column says it, name it, like --team org:resource.")
    if target is None:
        says = "Without a target nothing is kept or missed; what is told is where the time went."
        yield note(at, "no-target", says, 'Say how long a case may take, like --target "5 d".')


def _by_team(duck: Duck, clock: Clock, hours: Mapping[str, Hours], recorded: tuple[str, ...]) -> list[Pauses]:
    came_to, went = queries(clock, *prepared(duck, clock, hours, recorded))
    return pauses(duck.records(to_sql(came_to)), duck.records(to_sql(went)))


def prepared(duck: Duck, clock: Clock, hours: Mapping[str, Hours], recorded: tuple[str, ...]) -> tuple[Rows, Grids]:
    """Put the steps of the cases that queries see, and the working time of calendars, on a connection."""
    rows, _ = put_moments(duck)
    return rows, put_hours(duck, hours, recorded, clock)


def _see(duck: Duck, table: Table, relations: Sequence[str]) -> None:
    """Show staged rows as a fact table; what loading would add is empty."""
    named = [column.name for column in table.columns]
    added = [f"CAST(NULL AS {DUCKDB[each.kind]}) AS {sql.name(each.name)}" for each in table.derived]
    union = " UNION ALL ".join(f"SELECT {sql.names(named)} FROM {sql.name(each)}" for each in relations)
    query = f"SELECT *, {', '.join(added)}, '' AS in_month FROM ({union})" if relations else nothing(table)
    duck.view(table.name, query)
