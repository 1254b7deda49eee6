"""Formbricks Hub: feedback records, one per answer to one question; other stores write the same records.

Shape: ``FeedbackRecord`` of the Hub's OpenAPI description (github.com/formbricks/hub), as its list gives it, one per
line, or as CSV, with our columns beside: contact_id or case_id, account_id, invited_at, eligible, scale_min, scale_max.
Scores (nps, csat, ces, rating) are taken; text, categories, numbers, yes and no, and dates are counted and left out. A
record whose value is of another type than its field, or which has several, is an error. ``tenant_id`` decides nothing:
whose records these are, is said by the project that reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, note, warning
from truegreen.systems.define import Entity, Fill, Told, boolean, decimal, key, text, time
from truegreen.units.span import Span

NAME, TITLE = "formbricks", "Formbricks"

RECORD = Entity(
    "feedback_record",
    also=("feedback_records", "feedback", "records", "data"),
    key=("submission_id", "field_id"),
    latest="updated_at",
    columns={
        "submission_id": key("response_id"), "field_id": key(), "field_type": key(), "source_id": text(),
        "tenant_id": text(), "value_text": text(), "value_number": decimal(), "value_boolean": text(),
        "value_date": text(), "collected_at": time(), "updated_at": time(), "case_id": text("contact_id"),
        "account_id": text(), "invited_at": time(), "eligible": boolean(), "eligible_at": time("metadata_eligible_at"),
        "answered_at": time("metadata_answered_at"), "scale_min": decimal(), "scale_max": decimal(),
    },
)  # fmt: skip
ENTITIES = (RECORD,)

# The best grade of each kind where nobody says it: the Hub's own, or the next larger one that holds every answer.
_SCORES: Final = {"nps": 10, "csat": 5, "ces": 7, "rating": 5}
_TYPES: Final = {
    **dict.fromkeys([*_SCORES, "number"], "value_number"), "text": "value_text", "categorical": "value_text",
    "boolean": "value_boolean", "date": "value_date",
}  # fmt: skip
_LARGER: Final = (5, 7, 10, 100)
_VALUES: Final = ("value_text", "value_number", "value_boolean", "value_date")
_KIND: Final = "lower(trim(field_type))"
_IS_SCORE: Final = f"{_KIND} IN ({', '.join(repr(each) for each in _SCORES)})"


def facts(told: Told) -> Iterator[Fill]:
    """Give what each score becomes, and each question that was put and not answered."""
    told.findings.extend([*_mismatches(told), *_left_out(told), *_tenants(told), *_assumed(told)])
    best = " ".join(f"WHEN {kind!r} THEN {grade}" for kind, grade in _SCORES.items())
    larger = " ".join(f"WHEN highest <= {grade} THEN {grade}" for grade in _LARGER)
    yield Fill(
        "feedback",
        "feedback_record",
        f"""
        SELECT concat_ws('/', submission_id, field_id) AS feedback_id, {_KIND} AS kind, value_number AS value,
               coalesce(scale_min, worst, CASE {_KIND} WHEN 'nps' THEN 0 ELSE 1 END) AS scale_min,
               coalesce(scale_max, best, CASE {_KIND} WHEN 'nps' THEN 10 END,
                        greatest(CASE {_KIND} {best} END, CASE {larger} ELSE ceil(highest) END)) AS scale_max,
               case_id, account_id,
               coalesce(eligible_at, CASE WHEN eligible THEN coalesce(invited_at, collected_at) END) AS eligible_at,
               invited_at,
               coalesce(answered_at, CASE WHEN value_number IS NOT NULL THEN collected_at END) AS answered_at,
               _file, _row
        FROM (SELECT *, max(value_number) OVER field AS highest, min(scale_min) OVER field AS worst,
                     max(scale_max) OVER field AS best
              FROM formbricks_feedback_record WHERE {_IS_SCORE}
              WINDOW field AS (PARTITION BY source_id, field_id))
        WHERE value_number IS NOT NULL OR invited_at IS NOT NULL OR eligible""",
    )


def _mismatches(told: Told) -> Iterator[Finding]:
    """Find records with a value of another type than their field's, and those with several."""
    right = " ".join(f"WHEN {kind!r} THEN {column}::VARCHAR" for kind, column in _TYPES.items())
    there = " + ".join(f"({column} IS NOT NULL)::INT" for column in _VALUES)
    odd = f"({there} > 1 OR ({there} = 1 AND CASE {_KIND} {right} END IS NULL)) AND {_KIND} IN {tuple(_TYPES)}"
    ((count, file, row, kind),) = told.ask(
        "SELECT count(*), arg_min(_file, _row), min(_row), arg_min(field_type, _row) "
        f"FROM formbricks_feedback_record WHERE {odd}"
    )
    if count:
        odd_rows = int(str(count))
        says = f"A record of type {shown(str(kind))} has a value of another type, or several; {odd_rows:,} in all."
        remedy = "Let each record have one value: scores a value_number, texts a value_text."
        yield error(Span(str(file), int(str(row))), "value-not-of-its-type", says, remedy, odd_rows)


def _left_out(told: Told) -> Iterator[Finding]:
    """Count the answers that are no scores, and say which types nobody knows."""
    counts = told.ask(
        f"SELECT {_KIND}, count(*), min(_file) FROM formbricks_feedback_record "
        f"WHERE NOT {_IS_SCORE} GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    for known in (True, False):
        found = [(shown(str(kind)), int(str(n)), str(file)) for kind, n, file in counts if (kind in _TYPES) is known]
        listed, total = ", ".join(f"{kind} ({n:,})" for kind, n, _ in found[:6]), sum(n for _, n, _ in found)
        at = Span(min((file for *_, file in found), default=""))
        if found and known:
            says = f"Answers that are no scores were left out: {listed}."
            yield note(at, "answers-left-out", says, "Nothing needs to be done.", total)
        elif found:
            says = f"Records of types that nobody knows were left out: {listed}."
            yield warning(at, "unknown-field-type", says, f"The types are {', '.join(_TYPES)}.", total)


def _tenants(told: Told) -> Iterator[Finding]:
    """Say where the records belong to several tenants."""
    ((count, file),) = told.ask("SELECT count(DISTINCT tenant_id), min(_file) FROM formbricks_feedback_record")
    if int(str(count)) > 1:
        says = f"The records belong to {count} tenants, and all were taken as this project's."
        remedy = "Export one tenant at a time; a record never decides whose it is."
        yield warning(Span(str(file)), "several-tenants", says, remedy)


def _assumed(told: Told) -> Iterator[Finding]:
    """Say which scales are assumed, since no record gives them."""
    fields = told.ask(
        f"SELECT field_id, {_KIND}, max(value_number), min(_file) FROM formbricks_feedback_record "
        f"WHERE {_IS_SCORE} AND {_KIND} <> 'nps' AND value_number IS NOT NULL "
        "GROUP BY source_id, 1, 2 HAVING max(scale_max) IS NULL ORDER BY 1, 2"
    )
    if fields:
        listed = ", ".join(
            f"{shown(str(field))} ({kind}, up to {float(str(highest)):g})" for field, kind, highest, _ in fields[:6]
        )
        says = f"No scale is given for {listed}{' …' if len(fields) > 6 else ''}: 1 to 5 (ces 7) or wider was assumed."
        remedy = "Export scale_min and scale_max with the records."
        yield note(Span(min(str(file) for *_, file in fields)), "scale-assumed", says, remedy, len(fields))
