"""Event logs: XES, and tables with one event per row, of any service desk or process.

Each event becomes a step of its case, by its activity and the transition of its lifecycle (``words`` knows them). The
first event opens a case. Work that goes on after a wait, or after the case was done, is shown by the next state and
told as resumed or reopened; who closes what nobody resolved resolves it. Where no word of a log means that a case is
done, it is done with its last event, unless that one begins or waits.

Shapes: XES (IEEE 1849) with trace attributes as ``case:NAME``; CSV as process-mining tools write it (Case ID, Activity,
Complete Timestamp, Resource, with or without Start Timestamp); logs of state changes as service desks export them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from truegreen.engine import sql
from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, note, warning
from truegreen.systems.define import Entity, Fill, Told, key, text, time
from truegreen.systems.event_log.life import Log, cases, life, moments, steps
from truegreen.systems.event_log.words import DONE, WAITING, Meaning, meaning_of
from truegreen.units.span import Span

NAME, TITLE = "event_log", "Event logs"

_FORMATS: Final = (
    "iso", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M", "%Y/%m/%d %H:%M:%S.%f", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%Y%m%d%H%M%S", "%Y%m%d",
    "epoch", "epoch-ms",
)  # fmt: skip
_AT: Final = (
    "time_timestamp", "timestamp", "complete_timestamp", "end_timestamp", "completed_at", "event_time", "date_stamp",
    "datestamp", "change_date_time", "problem_change_date_time", "sys_updated_at", "changed_at", "changed_on",
    "changed", "updated_at", "datetime", "date", "time", "event_timestamp", "eventtime", "event_date", "eventdate",
    "complete_time", "completion_time", "end_time",
)  # fmt: skip
EVENT = Entity(
    "event",
    also=("events", "log", "event_log"),
    marks=("case_concept_name", "concept_name", "time_timestamp", "lifecycle_transition"),
    key=(
        "case_id", "occurred_at", "activity", "lifecycle", "resource", "team", "unit", "priority", "impact",
        "started_at",
    ),
    columns={
        "case_id": key(
            "case_concept_name", "caseid", "case", "trace", "trace_id", "incident_id", "ticket_id", "ticket",
            "sr_number", "problem_number", "number", "issue_key", "issue_id", "request_id", "incident", "case_key",
            "case_number", "process_instance_id",
        ),
        "occurred_at": time(*_AT, formats=_FORMATS),
        "started_at": time("start_timestamp", "time_start", "start_time", formats=_FORMATS),
        "activity": text(
            "concept_name", "activity_name", "event", "event_name", "action", "incident_activity_type",
            "incident_state", "status", "problem_status", "state", "step", "task", "event_type", "activity_id",
            "activity_en", "activity_type",
        ),
        "lifecycle": text("lifecycle_transition", "transition", "sub_status", "substatus", "problem_sub_status"),
        "resource": text(
            "org_resource", "assigned_to", "agent", "agent_id", "owner", "performer", "originator", "user",
            "user_name"
        ),
        "team": text(
            "org_group", "assignment_group", "group", "support_team", "involved_st", "problem_involved_st",
            "workgroup", "queue", "support_section", "team_name", "group_name",
        ),
        "unit": text(
            "org_role", "role", "department", "organization_involved", "org_unit", "business_unit",
            "responsible_section", "case_department",
        ),
        "priority": text("case_priority"),
        "impact": text("case_impact", "sr_latest_impact", "severity", "case_severity", "seriousness"),
        "channel": text("case_channel", "contact_type"),
        "about": text("category", "case_category", "request_type", "product", "case_product", "service_type"),
    },
)  # fmt: skip
ENTITIES = (EVENT,)
_MOST_WORDS: Final = 5_000
_FIRST_YEAR: Final = 1980


def facts(told: Told) -> Iterator[Fill]:
    """Give what a log becomes: cases and their events, and nothing else."""
    lost, every = _timeless(told)
    if lost and lost == every:
        return
    if not told.has("event", "activity") and not told.has("event", "lifecycle"):
        says = "No column of the log is known to say what happened, so that nothing is known of any case but its times."
        remedy = "Call the column with the activity or the state Activity, as process-mining tools do."
        told.findings.append(error(_first(told), "no-activity", says, remedy))
        return
    lasting = told.has("event", "started_at")
    words = _words(told, lasting)
    log = Log({pair: meaning for pair, (meaning, _) in words.items()}, lasting, _ends(told, words), _team(told))
    lives = told.keep("lives", life(log))
    told.findings.extend(_open(told, lives))
    yield Fill("case_event", "event", steps(lives))
    yield Fill("case", "event", cases(lives))


def _words(told: Told, lasting: bool) -> dict[tuple[str, str], tuple[Meaning, int]]:
    """Give what the words of a log mean, with how often each is there, and say which were read by their wording."""
    pairs = told.ask(
        f"SELECT coalesce(activity, ''), coalesce(lifecycle, ''), count(*) FROM ({moments(lasting)}) "
        f"GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {_MOST_WORDS}"
    )
    started = {activity for activity, transition, _ in pairs if str(transition).lower() == "start"}
    states = {name.lower().strip(): step for name, step in told.states.items()}
    words = {
        (str(activity), str(transition)): (
            meaning_of(str(activity), str(transition), states, lasting=activity in started),
            int(str(count)),
        )
        for activity, transition, count in pairs
    }
    told.findings.extend(_strangers(told, words))
    guessed: Counter[Meaning] = Counter()
    for meaning, count in words.values():
        guessed[meaning] += count if meaning.guessed else 0
    told.findings.extend(_guesses(told, +guessed))
    return words


def _strangers(told: Told, words: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Say which of the words whose meaning was told are not in the log."""
    there = {word for pair in words for word in pair if word}
    plainly = {word.lower().strip() for word in there}
    for name in told.states:
        if name.lower().strip() not in plainly:
            says = f"No event of the log says {shown(name)}, whose meaning was told."
            yield note(_first(told), "state-not-there", says, did_you_mean(name, there) or "Write it as the log does.")


def _guesses(told: Told, guessed: Counter[Meaning]) -> Iterator[Finding]:
    """Say which states were read by how they are worded."""
    if guessed:
        listed = ", ".join(f"{shown(each.state)} as {each.kind} ({n:,})" for each, n in guessed.most_common(6))
        says = f"These states were read by how they are worded: {listed}{' …' if len(guessed) > 6 else ''}."
        remedy = "If that is wrong for one, say under states what it means."
        yield note(_first(told), "guessed-state", says, remedy, guessed.total())


def _ends(told: Told, words: Mapping[tuple[str, str], tuple[Meaning, int]]) -> bool:
    """Say whether cases end with their last event.

    That is so where no word of the log means an end and most of its words are none of a service desk's; a log that
    knows such words, and no end, is one of open cases.
    """
    known = sum(count for meaning, count in words.values() if meaning.known)
    if any(meaning.kind in DONE for meaning, _ in words.values()) or 2 * known >= sum(n for _, n in words.values()):
        return False
    says = "No word of the log means that a case is done, so each counts as resolved with its last event."
    remedy = "If some cases are still open, say under states which word means resolved or closed."
    told.findings.append(warning(_first(told), "resolved-by-last-event", says, remedy))
    return True


def _team(told: Told) -> str:
    """Give the column that says whose turn it is: the team or, where no column is one, the role or department."""
    by_unit = not told.has("event", "team") and told.has("event", "unit")
    if by_unit and not told.asked:
        says = "No column is known as the team, so the role or department counts as one."
        remedy = "If another column has the team, fill team of case_event and case from it under facts."
        told.findings.append(note(_first(told), "team-by-role", says, remedy))
    return "unit" if by_unit else "team"


def _open(told: Told, lives: str) -> Iterator[Finding]:
    """Say which words of no known meaning cases end with, for these count as open."""
    done = ", ".join(map(sql.text, (*DONE, *WAITING)))
    last = (
        "SELECT arg_max(state, (n, number)) AS state, arg_max(kind IS NULL, (n, number)) AS unknown, "
        f"coalesce(arg_max(now, (n, number)), '') AS now, bool_or(ends) AS ends FROM {lives} GROUP BY case_id"
    )
    found = told.ask(
        f"SELECT state, count(*) FILTER (unknown AND NOT ends AND now NOT IN ({done})) AS open, sum(count(*)) OVER () "
        f"FROM ({last}) GROUP BY state ORDER BY open DESC, state"
    )
    words = [(str(state or "nothing"), int(str(count)), int(str(every))) for state, count, every in found if count]
    if words:
        count = sum(each for _, each, _ in words)
        listed = ", ".join(f"{shown(word)} ({each:,})" for word, each, _ in words[:6])
        says = (
            f"Of {words[0][2]:,} cases, {count:,} end with a word that means nothing known, and count as still open: "
            f"{listed}{' …' if len(words) > 6 else ''}."
        )
        remedy = "If one of these words ends a case, say under states that it means resolved or closed."
        yield warning(_first(told), "unknown-end", says, remedy, count)


def _timeless(told: Told) -> tuple[int, int]:
    """Count the events without a time, and all; say where the first is."""
    ((without, all_, file, row, latest),) = told.ask(
        "SELECT count(*) FILTER (occurred_at IS NULL), count(*), arg_min(_file, _row) FILTER (occurred_at IS NULL), "
        "min(_row) FILTER (occurred_at IS NULL), year(max(occurred_at)) FROM event_log_event"
    )
    lost, every = int(str(without)), int(str(all_))
    if lost and lost == every:
        says, remedy = "No event of the log has a time.", "Export the log with its times."
        if not told.has("event", "occurred_at"):
            says = "No column of the log is known to hold the times of events."
            remedy = "Call the column with the times Timestamp, as process-mining tools do."
        told.findings.append(error(_first(told), "no-event-with-a-time", says, remedy))
    elif latest is not None and int(str(latest)) < _FIRST_YEAR:
        says = f"The times of the log all lie before {_FIRST_YEAR}, as numbers do that count something else."
        told.findings.append(error(_first(told), "times-too-early", says, "Export the log with dates and times."))
    elif lost and not any(each.id == "event-without-a-time" for each in told.findings):
        says = f"Events without a time: {lost:,} of {every:,}, first here; they were left out."
        remedy = "Look whether the export lost them; a wait that began or ended there is not seen."
        told.findings.append(warning(Span(str(file), int(str(row))), "event-without-a-time", says, remedy, lost))
    return lost, every


def _first(told: Told) -> Span:
    ((file,),) = told.ask("SELECT min(_file) FROM event_log_event")
    return Span(str(file or ""))
