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
from collections.abc import Iterator, Mapping
from typing import Final

from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, note, warning
from truegreen.systems.define import Entity, Fill, Told, key, text, time
from truegreen.systems.event_log.life import Log, cases, life, moments, steps
from truegreen.systems.event_log.words import DONE, Meaning, meaning_of
from truegreen.units.span import Span

NAME, TITLE = "event_log", "Event logs"

_FORMATS: Final = (
    "iso", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M", "%Y/%m/%d %H:%M:%S.%f",
)  # fmt: skip
_AT: Final = (
    "time_timestamp", "timestamp", "complete_timestamp", "end_timestamp", "completed_at", "event_time", "date_stamp",
    "datestamp", "change_date_time", "problem_change_date_time", "sys_updated_at", "changed_at", "datetime", "date",
    "time",
)  # fmt: skip
EVENT = Entity(
    "event",
    also=("events", "log", "event_log"),
    marks=("case_concept_name", "concept_name", "time_timestamp", "lifecycle_transition"),
    key=("case_id", "occurred_at", "activity", "lifecycle", "resource", "team", "priority", "impact", "started_at"),
    columns={
        "case_id": key(
            "case_concept_name", "caseid", "case", "trace", "trace_id", "incident_id", "ticket_id", "ticket",
            "sr_number", "problem_number", "number", "issue_key", "issue_id", "request_id", "incident",
        ),
        "occurred_at": time(*_AT, formats=_FORMATS),
        "started_at": time("start_timestamp", "time_start", "start_time", formats=_FORMATS),
        "activity": text(
            "concept_name", "activity_name", "event", "event_name", "action", "incident_activity_type",
            "incident_state", "status", "problem_status", "state", "step", "task", "event_type",
        ),
        "lifecycle": text("lifecycle_transition", "transition", "sub_status", "substatus", "problem_sub_status"),
        "resource": text(
            "org_resource", "assigned_to", "agent", "agent_id", "owner", "performer", "originator", "user"
        ),
        "team": text(
            "org_group", "assignment_group", "group", "support_team", "involved_st", "problem_involved_st",
            "workgroup", "queue", "support_section",
        ),
        "priority": text("case_priority"),
        "impact": text("case_impact", "sr_latest_impact", "severity", "case_severity", "seriousness"),
        "channel": text("case_channel", "contact_type"),
        "about": text("category", "case_category", "request_type", "product", "case_product", "service_type"),
    },
)  # fmt: skip
ENTITIES = (EVENT,)
_MOST_WORDS: Final = 5_000


def facts(told: Told) -> Iterator[Fill]:
    """Give what a log becomes: cases and their events, and nothing else."""
    lost, every = _timeless(told)
    if lost and lost == every:
        return
    lasting = told.has("event", "started_at")
    words = _words(told, lasting)
    log = Log({pair: meaning for pair, (meaning, _) in words.items()}, lasting, _ends(told, words))
    lives = told.keep("lives", life(log))
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
    guessed: Counter[Meaning] = Counter()
    for meaning, count in words.values():
        guessed[meaning] += count if meaning.guessed else 0
    told.findings.extend(_guesses(told, +guessed))
    return words


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


def _timeless(told: Told) -> tuple[int, int]:
    """Count the events without a time, and all; say where the first is."""
    ((without, all_, file, row),) = told.ask(
        "SELECT count(*) FILTER (occurred_at IS NULL), count(*), arg_min(_file, _row) FILTER (occurred_at IS NULL), "
        "min(_row) FILTER (occurred_at IS NULL) FROM event_log_event"
    )
    lost, every = int(str(without)), int(str(all_))
    if lost and lost == every:
        says = "No event of the log has a time."
        told.findings.append(error(_first(told), "no-event-with-a-time", says, "Export the log with its times."))
    elif lost and not any(each.id == "event-without-a-time" for each in told.findings):
        says = f"Events without a time: {lost:,} of {every:,}, first here; they were left out."
        remedy = "Look whether the export lost them; a wait that began or ended there is not seen."
        told.findings.append(warning(Span(str(file), int(str(row))), "event-without-a-time", says, remedy, lost))
    return lost, every


def _first(told: Told) -> Span:
    ((file,),) = told.ask("SELECT min(_file) FROM event_log_event")
    return Span(str(file or ""))
