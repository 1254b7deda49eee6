"""Qualtrics: responses to surveys, and who was invited and did not respond.

Shapes: the CSV of responses, whose second and third header rows (question texts, ``{"ImportId": …}``) are known by what
they hold wherever they stand; the JSON of its interface; tables of a warehouse (survey_response, question_response,
question, survey_embedded_data, distribution, distribution_contact), as Fivetran's connector lands them.

An NPS question is known by its shape (``Q1_NPS_GROUP`` beside ``Q1``, or selector NPS); what others ask is said by
``questions`` of the mapping. Responses that are previews, tests or spam are counted and left out. A partial response
counts for what it answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from truegreen.engine import sql
from truegreen.systems.define import Entity, Field, Fill, Told, key, text, time, unused
from truegreen.systems.qualtrics.answers import GROUP, answers, asked, beside, offered
from truegreen.systems.qualtrics.invitations import invitations
from truegreen.systems.qualtrics.oddities import oddities, of_answers
from truegreen.systems.qualtrics.statuses import why_left_out

NAME, TITLE = "qualtrics", "Qualtrics"

# Tables of a warehouse from which nothing is taken, by a column that tells them.
_UNUSED: Final = {
    "block": "block_visibility", "block_question": "block_id", "contact_mailing_list_membership": "contact_lookup_id",
    "core_contact": "mailing_list_id", "core_mailing_list": "library_id", "directory": "is_default",
    "directory_contact": "directory_id", "directory_mailing_list": "directory_id", "question_option": "recode_value",
    "sub_question": "choice_data_export_tag", "survey": "brand_id", "survey_version": "version_number",
    "user": "username",
}  # fmt: skip
# The third header row is JSON, and the second has words where the others have times.
_WORDS: Final = " AND ".join(
    f"coalesce(NOT regexp_matches({each}, '[0-9]'), true)" for each in ("start_date", "end_date", "recorded_date")
)
_SECOND_HEADERS: Final = (
    "coalesce(starts_with(replace(id, ' ', ''), '{\"ImportId\"'), false) OR "
    f"(coalesce(start_date, end_date, recorded_date) IS NOT NULL AND {_WORDS})"
)


def scored(header: Sequence[str]) -> Sequence[str]:
    """Name the columns of NPS questions, which have a group beside them, and those groups.

    >>> scored(["Q1", "Q2", "Q2_NPS_GROUP", "values.QID4", "values.QID4_NPS_GROUP", "Q5_NPS_GROUP"])
    ['Q2', 'Q2_NPS_GROUP', 'values.QID4', 'values.QID4_NPS_GROUP']
    """
    return [each for name in header if f"{name}{GROUP}" in header for each in (name, f"{name}{GROUP}")]


RESPONSE = Entity(
    "survey_response",
    also=("responses", "response"),
    key=("id",),
    latest="recorded_date",
    skips=_SECOND_HEADERS,
    further=scored,
    columns={
        "id": key("response_id"), "survey_id": text("values_survey_id"),
        "start_date": time("values_start_date"), "end_date": time("values_end_date"),
        "recorded_date": Field("time", ("values_recorded_date", "end_date", "values_end_date"), needed=True),
        "status": text("values_status"), "finished": text("values_finished"),
    },
)  # fmt: skip
ENTITIES = (
    RESPONSE,
    Entity(
        "question_response",
        key=("response_id", "question_id", "sub_question_key", "question_option_key", "loop_id"),
        columns={
            "response_id": key(), "question_id": key(), "sub_question_key": text(), "question_option_key": text(),
            "loop_id": text(), "value": Field(needed=True), "text": text(),
        },
    ),
    Entity(
        "question",
        key=("id", "survey_id"),
        columns={
            "id": key(), "survey_id": key(), "data_export_tag": text(), "question_type": text(),
            "selector": Field(needed=True),
        },
    ),
    Entity(
        "survey_embedded_data",
        key=("response_id", "key"),
        columns={"response_id": key(), "key": key(), "value": Field(needed=True)},
    ),
    Entity(
        "distribution",
        key=("id",),
        latest="modified_date",
        columns={
            "id": key(), "parent_distribution_id": text(), "request_type": Field(needed=True), "send_date": time(),
            "modified_date": time(), "survey_link_survey_id": text(),
        },
    ),
    Entity(
        "distribution_contact",
        also=("distribution_history",),
        key=("distribution_id", "contact_id"),
        columns={
            "distribution_id": key(), "contact_id": key(), "status": Field(needed=True), "sent_at": time(),
            "response_completed_at": time(), "response_id": text(), "contact_frequency_rule_id": text(),
            "survey_link": text(),
        },
    ),
    *(unused(name, column) for name, column in _UNUSED.items()),
)  # fmt: skip


def facts(told: Told) -> Iterator[Fill]:
    """Give what each answer becomes, and each question that an invited contact did not answer."""
    told.findings.extend(oddities(told))
    invited = told.keep("invitations", invitations())
    given = told.keep("answers", answers(told, invited))
    put = told.keep("asked", asked(told, given))
    told.findings.extend(of_answers(told, given, put))
    beside_each = told.keep("beside", beside(told))
    every = sorted(offered(told))
    own = sorted(set(every) - told.further.get("survey_response", frozenset()))
    yield Fill("feedback", "survey_response", _answered(given, invited, beside_each, own), tuple(own))
    yield Fill("feedback", "distribution_contact", _unanswered(given, invited, put, beside_each, every), tuple(every))


def _answered(answers: str, invitations: str, besides: str, offers: Sequence[str]) -> str:
    """Give the query of answers; each belongs to one invitation, if its response came by one."""
    listed = "".join(f", b.{sql.name(name)}" for name in offers)
    return f"""
        SELECT coalesce(i.invitation, a.response_id) || '/' || a.question AS feedback_id, a.kind, a.value, a.scale_min,
               a.scale_max, i.eligible_at, i.invited_at, a.answered_at, a._file, a._row{listed}
        FROM {answers} AS a LEFT JOIN (
            SELECT * FROM {invitations} QUALIFY row_number() OVER (PARTITION BY response_id ORDER BY invitation) = 1
        ) AS i USING (response_id) LEFT JOIN {besides} AS b USING (response_id)"""


def _unanswered(answers: str, invitations: str, asked: str, besides: str, offers: Sequence[str]) -> str:
    """Give the query of questions that were put and not answered.

    A response that is not in the export answered them all, nobody knows how; one that does not count was no invitation.
    """
    listed = "".join(f", b.{sql.name(name)}" for name in offers)
    return f"""
        SELECT i.invitation || '/' || q.question AS feedback_id, q.kind, q.scale_min, q.scale_max, i.eligible_at,
               i.invited_at, CASE WHEN r.id IS NULL THEN i.completed_at END AS answered_at, i._file, i._row{listed}
        FROM {invitations} AS i JOIN {asked} AS q ON q.survey_id = i.survey_id
        LEFT JOIN qualtrics_survey_response AS r ON r.id = i.response_id
        LEFT JOIN {besides} AS b ON b.response_id = i.response_id
        WHERE {why_left_out("r")} IS NULL AND NOT EXISTS (
            SELECT 1 FROM {answers} AS a WHERE a.response_id = i.response_id AND a.question = q.question)"""
