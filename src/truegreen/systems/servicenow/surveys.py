"""Surveys of ServiceNow to answers and non-answers.

An instance is an invitation: taken, or not yet, or expired. A result is the answer to one question. An invitation that
was cancelled never reached anybody to answer it and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.systems.define import Fill
from truegreen.systems.servicenow.cases import shown, value

_INVITED = f"""
    SELECT i.*, lower(coalesce(i.state_display_value, i.state, '')) AS stands,
           coalesce(ids.case_id, other.case_id) AS case_id, c.account_id
    FROM servicenow_asmt_assessment_instance AS i
    LEFT JOIN ids ON ids.id = {value("task_id", "i")}
    LEFT JOIN ids AS other ON other.id = {value("trigger_id", "i")}
    LEFT JOIN cases AS c ON c.case_id = coalesce(ids.case_id, other.case_id)"""
_ANSWERED = f"""
    SELECT r.record, {value("instance", "r")} AS invitation, r.actual_value AS value, q.min, q.max,
           lower(coalesce(q.question, q.name, {shown("metric", "r")}, '')) AS asked, r._file, r._row
    FROM servicenow_asmt_metric_result AS r LEFT JOIN servicenow_asmt_metric AS q ON q.record = {value("metric", "r")}
    WHERE r.actual_value IS NOT NULL AND coalesce(lower(q.datatype), 'scale') NOT IN
          ('string', 'text', 'choice', 'checkbox', 'date', 'datetime', 'reference', 'attachment', 'ranking')"""
_KIND = """CASE WHEN asked LIKE '%recommend%' OR asked LIKE '%nps%' THEN 'nps'
                WHEN asked LIKE '%effort%' OR asked LIKE '%how easy%' THEN 'ces' ELSE 'csat' END"""


def survey_fills(known: str) -> Iterator[Fill]:
    """Give what surveys become."""
    parts = f"{known}, invited AS ({_INVITED}), answered AS ({_ANSWERED})"
    yield Fill(
        "feedback",
        "asmt_metric_result",
        f"""{parts}
        SELECT a.record AS feedback_id, {_KIND} AS kind, a.value, a.min AS scale_min, a.max AS scale_max, i.case_id,
               i.account_id, i.sys_created_on AS invited_at, coalesce(i.taken_on, i.sys_updated_on) AS answered_at,
               a._file, a._row
        FROM answered AS a LEFT JOIN invited AS i ON i.record = a.invitation OR i.number = a.invitation
        WHERE coalesce(i.stands, '') NOT IN ('canceled', 'cancelled')""",
    )
    yield Fill(
        "feedback",
        "asmt_assessment_instance",
        f"""{parts}
        SELECT i.record AS feedback_id, 'csat' AS kind, i.case_id, i.account_id, i.sys_created_on AS invited_at,
               CASE WHEN i.stands IN ('complete', 'completed') THEN i.taken_on END AS answered_at, i._file, i._row
        FROM invited AS i
        WHERE i.stands NOT IN ('canceled', 'cancelled')
          AND i.record NOT IN (SELECT invitation FROM answered WHERE invitation IS NOT NULL)
          AND coalesce(i.number, '') NOT IN (SELECT invitation FROM answered WHERE invitation IS NOT NULL)""",
    )
