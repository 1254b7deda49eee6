"""The CSV of a search: what an issue is today, which is less than its history, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.finding import error
from truegreen.sources import reading
from truegreen.systems.define import Fill, Told
from truegreen.systems.jira.dates import FORMS, read
from truegreen.units.span import Span

_TIMES: Final = ("created", "resolved", "due_date")


def sheet(told: Told) -> str:
    """Keep the issues that only a CSV tells, with their times read, and give the relation's name."""
    for column in _TIMES:
        _tell_unclear(told, column)
    opened, resolved = (read(each, told.zone) for each in ("created", "resolved"))
    due = reading.on_clock(f"date_trunc('day', {read('due_date', told.zone, told.zone)}) + INTERVAL 1 DAY", told.zone)
    return told.keep(
        "sheet",
        f"""
        SELECT * FROM (SELECT *, {opened} AS opened_at, {resolved} AS resolved_at, {due} AS due_at FROM jira_sheet)
        WHERE opened_at IS NOT NULL AND issue_key NOT IN (SELECT key FROM jira_issue)""",
    )


def _tell_unclear(told: Told, column: str) -> None:
    odd = f"{column} IS NOT NULL AND {read(column, told.zone)} IS NULL"
    query = f"SELECT count(*), arg_min(_file, _row), min(_row), arg_min({column}, _row) FROM jira_sheet WHERE {odd}"
    ((count, file, row, value),) = told.ask(query)
    if count:
        says = f"“{value}” in {column} is no time that is read without guessing, as are {count} in all."
        remedy = f"Export dates like {FORMS}; days and months in numbers are two days at once."
        at = Span(str(file), int(str(row)))
        told.findings.append(error(at, "unreadable-value", says, remedy, int(str(count))))


def sheet_steps(sheet: str) -> str:
    """Give SQL of the two steps a CSV knows: opened, and resolved if it is; nothing says what lies between them."""
    return f"""
        SELECT 'sheet' AS of, issue_key AS case_id, opened_at AS "at", 0 AS number, true AS opening,
               NULL::VARCHAR AS said, NULL AS team, NULL AS agent_id, NULL AS priority, NULL AS calendar, NULL AS state,
               _file, _row
        FROM {sheet}
        UNION ALL
        SELECT 'sheet', issue_key, resolved_at, 1, false, 'resolved', NULL, NULL, NULL, NULL, status, _file, _row
        FROM {sheet} WHERE resolved_at IS NOT NULL"""


def sheet_cases(sheet: str) -> Iterator[Fill]:
    """Give cases of issues that only a CSV tells."""
    yield Fill(
        "case",
        "sheet",
        f"""
        SELECT issue_key AS case_id, organizations AS account_id, reporter_id AS customer_id,
               coalesce(request_type, issue_type) AS contact_type, assignee_id AS agent_id, priority,
               opened_at, due_at, resolved_at,
               CASE WHEN creator_id <> reporter_id THEN 'provider' WHEN creator_id = reporter_id THEN 'customer' END
                   AS raised_by, _file, _row
        FROM {sheet}""",
    )
