"""What changed on issues, and who said what: from changelogs and comments inside issues, or tables of a warehouse."""

from __future__ import annotations

from typing import Final

from truegreen.sources import reading
from truegreen.systems.lists import things

_FIELDS: Final = "('status', 'priority', 'resolution', 'assignee', 'team')"
_INSIDE: Final = "SELECT key FROM jira_issue WHERE histories IS NOT NULL"


def _when(entry: str) -> str:
    return reading.moment(f"json_extract_string({entry}, '$.created')", (), "UTC")


# Columns: of, case_id, at, number, field, value, previous, told (whether the value before is known), _file, _row.
# A status that was renamed is called as it is today, if its id is known; people are ids.
LOGGED: Final = f"""
    SELECT 'issue' AS of, case_id, "at", history, place, field,
           CASE field WHEN 'assignee' THEN became_id WHEN 'status' THEN coalesce(s.name, became) ELSE became END
               AS value,
           CASE field WHEN 'assignee' THEN was_id WHEN 'status' THEN coalesce(w.name, was) ELSE was END AS previous,
           true AS told, i._file, i._row
    FROM (
        SELECT key AS case_id, {_when("entry")} AS "at", place,
               TRY_CAST(json_extract_string(entry, '$.id') AS BIGINT) AS history,
               lower(json_extract_string(item, '$.field')) AS field,
               json_extract_string(item, '$.from') AS was_id, json_extract_string(item, '$.fromString') AS was,
               json_extract_string(item, '$.to') AS became_id, json_extract_string(item, '$.toString') AS became,
               _file, _row
        FROM (
            SELECT *, unnest(json_extract(entry, '$.items[*]')) AS item,
                   generate_subscripts(json_extract(entry, '$.items[*]'), 1) AS place
            FROM (SELECT *, unnest({things("histories")}) AS entry FROM jira_issue)
        )
    ) AS i
    LEFT JOIN jira_status AS s ON s.id = became_id AND field = 'status'
    LEFT JOIN jira_status AS w ON w.id = was_id AND field = 'status'
    WHERE field IN {_FIELDS} AND "at" IS NOT NULL"""

# A warehouse writes the first value of a field as a row of the moment of creation; a value that is blank was cleared.
KEPT: Final = f"""
    SELECT 'issue_field_history' AS of, case_id, "at", 0 AS history,
           row_number() OVER (PARTITION BY case_id, "at" ORDER BY field, is_active NULLS FIRST, value) AS place, field,
           value, lag(value) OVER so_far AS previous, row_number() OVER so_far > 1 AS told, _file, _row
    FROM (
        SELECT i.key AS case_id, h."time" AS "at", is_active, h._file, h._row,
               CASE WHEN lower(f.name) = 'team' THEN 'team' ELSE lower(field_id) END AS field,
               coalesce(s.name, p.name, m.name, value) AS value
        FROM jira_issue_field_history AS h JOIN jira_issue AS i ON i.id = h.issue_id
        LEFT JOIN jira_field AS f ON f.id = field_id
        LEFT JOIN jira_status AS s ON s.id = value AND field_id = 'status'
        LEFT JOIN jira_priority AS p ON p.id = value AND field_id = 'priority'
        LEFT JOIN jira_team AS m ON m.id = value AND lower(f.name) = 'team'
    )
    WHERE field IN {_FIELDS} AND case_id NOT IN ({_INSIDE})
    WINDOW so_far AS (PARTITION BY case_id, field ORDER BY "at", is_active NULLS FIRST, value)"""

# Columns: of, case_id, at, author, kind of author, is_public, _file, _row.
SAID: Final = f"""
    SELECT 'issue' AS of, key AS case_id, {_when("entry")} AS "at",
           coalesce(json_extract_string(entry, '$.author.accountId'), json_extract_string(entry, '$.author.key'),
                    json_extract_string(entry, '$.author.name')) AS author,
           json_extract_string(entry, '$.author.accountType') AS type,
           coalesce(json_extract_string(entry, '$.jsdPublic'), 'true') = 'true' AS is_public,
           json_extract_string(entry, '$.id') AS id, _file, _row
    FROM (SELECT *, unnest({things("comments")}) AS entry FROM jira_issue)
    UNION ALL
    SELECT 'comment', i.key, c.created, author_id, author_type, coalesce(is_public, true), c.id, c._file, c._row
    FROM (SELECT *, coalesce(issue_id, regexp_extract(self, '(?:issue|request)/([^/]+)/comment', 1)) AS issue
          FROM jira_comment) AS c
    JOIN jira_issue AS i ON issue IN (i.id, i.key)
    WHERE i.comments IS NULL"""
