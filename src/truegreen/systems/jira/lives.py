"""The life of issues as steps: how each began, what changed, who answered, and when it was resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from truegreen.model.finding import warning
from truegreen.systems.define import Fill, Told
from truegreen.systems.jira import changes
from truegreen.systems.jira.names import usual
from truegreen.systems.jira.sheet import sheet_steps
from truegreen.systems.stepping import stepped
from truegreen.units.span import Span

_NO_PLACE: Final = "NULL AS team, NULL AS agent_id, NULL AS priority, NULL AS calendar, NULL AS state"


def lives(told: Told, sheet: str) -> str:
    """Keep the steps of all issues, each with the kind of record that tells it, and give their relation's name.

    Args:
        told: what the export tells.
        sheet: relation of issues that only a CSV tells.
    """
    _tell_cut_histories(told)
    moves = told.keep("moves", f"{changes.LOGGED} UNION ALL {changes.KEPT}")
    meanings = usual(told)
    parts = (_opened(moves), _moved(told, moves, meanings), _resolutions(moves), _SPOKEN, sheet_steps(sheet))
    joined = " UNION ALL BY NAME ".join(f"({part})" for part in parts)
    return told.keep("lives", stepped(told, joined, meanings, also=("of",)))


def events(lives: str) -> Iterator[Fill]:
    """Give the steps of issues, by the records that tell them."""
    for of in ("issue", "issue_field_history", "comment"):
        yield Fill("case_event", of, f"SELECT * EXCLUDE (of) FROM {lives} WHERE of = '{of}'")
    yield Fill("case_event", "sheet", f"SELECT * EXCLUDE (of) FROM {lives} WHERE of = 'sheet'")


def _opened(moves: str) -> str:
    """Give SQL of how issues began: by what their first changes left, or by what never changed.

    A warehouse that tells no beginning tells no value either: today's may be another one.
    """
    values = ", ".join(_at_first(field) for field in ("status", "priority", "assignee", "team"))
    return f"""
        SELECT 'issue' AS of, i.key AS case_id, i.created AS "at", 0 AS number, true AS opening,
               NULL::VARCHAR AS said, b.team, b.assignee AS agent_id, b.priority, NULL::VARCHAR AS calendar,
               b.status AS state, i._file, i._row
        FROM jira_issue AS i
        LEFT JOIN (
            SELECT i.key, {values}
            FROM (SELECT *, NULL AS team FROM jira_issue) AS i
            LEFT JOIN {moves} AS m ON m.case_id = i.key GROUP BY i.key
        ) AS b ON b.key = i.key"""


def _at_first(field: str) -> str:
    of, early = f"field = '{field}'", '("at" <= i.created + INTERVAL 1 SECOND)'
    return f"""
        CASE WHEN count_if({of} AND {early} AND of <> 'issue') > 0
                  THEN arg_max_null(value, ("at", place)) FILTER ({of} AND {early})
             WHEN count_if({of} AND told AND of = 'issue') > 0
                  THEN arg_min_null(previous, ("at", history, place)) FILTER ({of} AND of = 'issue')
             WHEN any_value(i.histories) IS NOT NULL THEN any_value(i.{field}) END AS {field}"""


def _moved(told: Told, moves: str, meanings: Mapping[str, str]) -> str:
    """Give SQL of what changed once issues were there; from one state that is resolved to another resolves no more."""
    step, before = told.step("value", meanings), told.step("previous", meanings)
    return f"""
        SELECT m.of, m.case_id, m."at", 1000 * (1 + coalesce(history, 0)) + place AS number, false AS opening,
               CASE WHEN field = 'status' AND {step} = 'resolved' AND {before} = 'resolved' THEN 'updated' END AS said,
               CASE field WHEN 'team' THEN value END AS team, CASE field WHEN 'assignee' THEN value END AS agent_id,
               CASE field WHEN 'priority' THEN value END AS priority, NULL AS calendar,
               CASE field WHEN 'status' THEN value END AS state, m._file, m._row
        FROM {moves} AS m JOIN jira_issue AS i ON i.key = m.case_id
        WHERE field <> 'resolution' AND value IS NOT NULL AND (told OR "at" > i.created + INTERVAL 1 SECOND)"""


def _resolutions(moves: str) -> str:
    """Give SQL of issues resolved or reopened by their resolution alone, where no status changes with it."""
    return f"""
        SELECT of, case_id, "at", 1000 * (1 + coalesce(history, 0)) + place AS number, false AS opening,
               CASE WHEN value IS NULL THEN 'reopened' ELSE 'resolved' END AS said, {_NO_PLACE}, _file, _row
        FROM {moves} AS m
        WHERE field = 'resolution' AND (value IS NULL) <> (previous IS NULL) AND NOT EXISTS (
            FROM {moves} AS s WHERE s.case_id = m.case_id AND s.field = 'status'
                 AND s."at" BETWEEN m."at" - INTERVAL 2 SECOND AND m."at" + INTERVAL 2 SECOND)"""


def _tell_cut_histories(told: Told) -> None:
    query = """
        SELECT count(*), arg_min(_file, _row), min(_row) FROM jira_issue
        WHERE json_valid(histories) AND TRY_CAST(history_total AS BIGINT) > json_array_length(histories)"""
    ((count, file, row),) = told.ask(query)
    if count:
        says = f"Of the changelogs of {count} issues only the last page is there, so nobody knows how they began."
        remedy = "Fetch all pages of each changelog before you export."
        told.findings.append(warning(Span(str(file), int(str(row))), "cut-history", says, remedy, int(str(count))))


# A public comment of somebody else than the reporter is an answer; portal customers speak for the customer, and apps
# for nobody. An internal comment is nothing.
_SPOKEN: Final = f"""
    SELECT * FROM (
        SELECT s.of, s.case_id, s."at", false AS opening,
               row_number() OVER (PARTITION BY s.case_id, s."at" ORDER BY TRY_CAST(s.id AS HUGEINT), s.id) AS number,
               CASE WHEN author = i.reporter OR coalesce(s.type, u.type) = 'customer' THEN 'customer_replied'
                    WHEN is_public AND author IS NOT NULL AND coalesce(s.type, u.type, '') <> 'app' THEN 'responded' END
                   AS said,
               {_NO_PLACE}, s._file, s._row
        FROM ({changes.SAID}) AS s JOIN jira_issue AS i ON i.key = s.case_id LEFT JOIN jira_user AS u ON u.id = author
    ) WHERE said IS NOT NULL AND "at" IS NOT NULL"""
