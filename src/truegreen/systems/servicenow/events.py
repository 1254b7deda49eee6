"""What ServiceNow recorded of each case's changes, to steps: its audit, its metrics, or a log of all updates.

The audit has what a field was and became. A metric instance is an interval in which a field had a value, and there is
none for the time before its definition was made; where both tell of a field, the audit is taken. A log of updates has
every field in every row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.engine import sql
from truegreen.systems.define import Fill, Told
from truegreen.systems.servicenow.cases import shown
from truegreen.systems.servicenow.states import CLASSES, STEPS, priority, word
from truegreen.systems.stepping import stepped

_FIELDS: Final = {
    "incident_state": "state", "state": "state", "hold_reason": "hold_reason", "priority": "priority",
    "assignment_group": "team", "assigned_to": "agent",
}  # fmt: skip
# What a metric is called in the base system, and the field it follows.
_METRICS: Final = {"state": "state", "assigned to": "agent", "assignment group": "team", "priority": "priority"}
_ORIGINS: Final = ("incident", "task", "sys_audit", "metric_instance", "sys_journal_field", "incident_log")


def event_fills(told: Told, known: str) -> Iterator[Fill]:
    """Give what changes of cases become."""
    for name, query in (("changes", _changes()), ("firsts", _firsts())):
        known += f", {name} AS (FROM {told.keep(f'servicenow_{name}', f'{known} {query}')})"
    moments = told.keep("servicenow_moments", f"{known} {_moments()} UNION ALL {_replied()} UNION ALL {_logged()}")
    steps = told.keep("servicenow_steps", stepped(told, f"FROM {moments}", STEPS, also=("on_target", "origin")))
    for origin in _ORIGINS:
        if told.has(origin):
            query = f"SELECT * EXCLUDE (origin) FROM {steps} WHERE origin = {sql.text(origin)}"
            yield Fill("case_event", origin, query)


def _changes() -> str:
    """Give SQL of each change of one field of one case."""
    fields = " ".join(f"WHEN {sql.text(name)} THEN {sql.text(of)}" for name, of in _FIELDS.items())
    metrics = " ".join(f"WHEN name LIKE {sql.text(f'%{each}%')} THEN {sql.text(of)}" for each, of in _METRICS.items())
    classes = ", ".join(sql.text(each) for each in sorted({*CLASSES.values(), "task"}))
    told = f"""
        SELECT 'sys_audit' AS origin, documentkey AS id, sys_created_on AS "at",
               coalesce(record_checkpoint, 0) AS number,
               CASE lower(fieldname) {fields} END AS field, lower(fieldname) = 'incident_state' AS surer,
               oldvalue AS old, newvalue AS new, NULL::VARCHAR AS label, _file, _row
        FROM servicenow_sys_audit WHERE lower(coalesce(tablename, 'task')) IN ({classes})
        UNION ALL
        SELECT 'metric_instance', id, "start", 0, coalesce(CASE lower(field) {fields} END, CASE {metrics} END), true,
               NULL, coalesce(field_value, value), value, _file, _row
        FROM (SELECT *, lower({shown("definition")}) AS name FROM servicenow_metric_instance)"""
    return f"""
        SELECT told.* EXCLUDE (id), coalesce(ids.case_id, id) AS case_id
        FROM ({told}) AS told LEFT JOIN ids USING (id)
        WHERE field IS NOT NULL AND (ids.case_id IN (SELECT case_id FROM cases) OR ids.case_id IS NULL)
        QUALIFY origin = 'sys_audit'
                OR count_if(origin = 'sys_audit') OVER (PARTITION BY coalesce(ids.case_id, id), field) = 0"""


def _firsts() -> str:
    """Give SQL of how each case stood when it was opened, as far as its changes tell: what was before the first one.

    A field that never changed may not be audited, so that what stands there today says nothing of then.
    """
    listed = ", ".join(
        f"any_value(CASE WHEN field = {sql.text(each)} THEN known END) AS {each}"
        for each in dict.fromkeys(_FIELDS.values())
    )
    return f"""
        SELECT case_id, {listed} FROM (
            SELECT c.case_id, c.field,
                   coalesce(c.old, CASE WHEN c.at <= cases.opened_at + INTERVAL 1 MINUTE THEN c.new END) AS known
            FROM changes AS c JOIN cases USING (case_id)
            QUALIFY row_number() OVER (PARTITION BY c.case_id, c.field ORDER BY c.surer DESC, c.at, c.number) = 1
        ) GROUP BY case_id"""


def _moments() -> str:
    """Give SQL of what changed at each moment, beginning with how the case was opened."""
    kept = ", ".join(
        f"arg_max(coalesce(new, ''), surer::INT) FILTER (field = {sql.text(each)}) AS {each}"
        for each in dict.fromkeys(_FIELDS.values())
    )
    first = ", ".join(f"f.{each}" for each in dict.fromkeys(_FIELDS.values()))
    now = 'OVER (PARTITION BY case_id ORDER BY "at", opening DESC, number, place)'
    return f"""
        SELECT m.origin, m.case_id, m.at, m.number, m.opening, NULL::VARCHAR AS said,
               CASE WHEN m.state IS NOT NULL OR (m.hold_reason IS NOT NULL AND {_is_held("m.state_now")})
                    THEN {_state()} END AS state,
               nullif(coalesce((SELECT n.name FROM names AS n WHERE n.id = m.team), m.team), '') AS team,
               nullif(m.agent, '') AS agent_id, {priority("nullif(m.priority, '')")} AS priority,
               NULL::VARCHAR AS calendar, NULL::BOOLEAN AS on_target, m.place._file AS _file, m.place._row AS _row
        FROM (
            SELECT *, last_value(state IGNORE NULLS) {now} AS state_now,
                   nullif(last_value(hold_reason IGNORE NULLS) {now}, '') AS hold_now
            FROM (
                SELECT origin, case_id, "at", number, false AS opening, {kept},
                       max(label) FILTER (field = 'state') AS label, min({{'_file': _file, '_row': _row}}) AS place
                FROM changes GROUP BY origin, case_id, "at", number
                UNION ALL
                SELECT c.origin, case_id, c.opened_at, -1, true, {first}, NULL, {{'_file': c._file, '_row': c._row}}
                FROM cases AS c JOIN firsts AS f USING (case_id) WHERE c.opened_at IS NOT NULL
            )
        ) AS m LEFT JOIN (SELECT case_id, class FROM cases) USING (case_id)"""


def _is_held(state: str) -> str:
    return f"({state} = '3' OR lower({state}) = 'on hold')"


def _state() -> str:
    """Give SQL of a state in words; on hold with a reason, of the reason."""
    of = "coalesce(class, 'incident')"
    held = word("m.hold_now", "NULL", of, "hold_reason")
    said = word("m.state_now", "CASE WHEN m.state = m.state_now THEN m.label END", of, "state")
    stands = f"coalesce({said}, '')"
    return f"CASE WHEN lower({stands}) = 'on hold' AND m.hold_now IS NOT NULL THEN {held} ELSE nullif({stands}, '') END"


def _replied() -> str:
    """Give SQL of the replies, each a moment that changes nothing else."""
    return """
        SELECT 'sys_journal_field', case_id, "at", 0, false, said, NULL, NULL, NULL, NULL, NULL, NULL, _file, _row
        FROM replies"""


def _logged() -> str:
    """Give SQL of a log's rows, each a moment, and of the opening of each case before them."""
    told = f"""nullif(assignment_group, '') AS team, assigned_to AS agent_id, {priority("priority")} AS priority,
               NULL::VARCHAR AS calendar"""
    return f"""
        SELECT 'incident_log' AS origin, number AS case_id, sys_updated_at AS "at",
               coalesce(sys_mod_count, 0) AS number, false AS opening, NULL::VARCHAR AS said,
               incident_state AS state, {told},
               made_sla AS on_target, _file, _row
        FROM servicenow_incident_log
        UNION ALL
        SELECT 'incident_log', number, opened_at, -1, true, NULL, NULL, {told}, NULL, _file, _row
        FROM servicenow_incident_log WHERE opened_at IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY number ORDER BY sys_updated_at, sys_mod_count) = 1"""
