"""SQL of what was asked and what was answered, whether a question is a column or its answers are rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from truegreen.engine import sql
from truegreen.sources import reading
from truegreen.sources.mapping import Asks, Question
from truegreen.systems.define import Told
from truegreen.systems.qualtrics.statuses import why_left_out

GROUP: Final = "_NPS_GROUP"
"""What Qualtrics adds to the name of an NPS question for whether it was answered by a promoter."""
_UNSEEN: Final = ("-99", "-98")
_NPS: Final = Question(kind=Asks.NPS)


def columns_asked(told: Told) -> Mapping[str, Question]:
    """Give the questions that are columns of responses: those that the mapping names, and NPS questions by shape."""
    there = told.further.get("survey_response", frozenset())
    scored = {name: _NPS for name in there if f"{name}{GROUP}" in there}
    return {**scored, **{name: each for name, each in told.questions.items() if name in there}}


def offered(told: Told) -> frozenset[str]:
    """Name what the mapping reads and responses have: columns of their files, and keys of embedded data."""
    keys = {str(key) for (key,) in told.ask("SELECT DISTINCT key FROM qualtrics_survey_embedded_data")}
    return told.asked & (told.further.get("survey_response", frozenset()) | keys)


def beside(told: Told) -> str:
    """Give the query of what the mapping may read beside each response.

    Columns: response_id, and what is offered.
    """
    there = told.further.get("survey_response", frozenset())
    names = sorted(offered(told))
    keys = "".join(f", max(value) FILTER (key = {sql.text(name)}) AS {sql.name(name)}" for name in names)
    listed = "".join(
        f", coalesce(r.{sql.name(name)}, e.{sql.name(name)}) AS {sql.name(name)}" if name in there else
        f", e.{sql.name(name)}" for name in names
    )  # fmt: skip
    return (
        f"SELECT r.id AS response_id{listed} FROM qualtrics_survey_response AS r LEFT JOIN "
        f"(SELECT response_id{keys} FROM qualtrics_survey_embedded_data GROUP BY 1) AS e ON e.response_id = r.id"
    )


def answers(told: Told, invitations: str) -> str:
    """Give the query of answers to the questions that count, of responses that count.

    Columns: response_id, survey_id, question, named (as the mapping names it; NULL if it does not), kind, scale_min,
    scale_max, answer (its text), value (NULL where the text is no number), answered_at, ``_file`` and ``_row``.

    Args:
        told: what the export tells.
        invitations: the relation of invitations, which says of which survey a file without surveys is.
    """
    columns = columns_asked(told)
    wide = [
        f"SELECT id, survey_id, {sql.text(name)} AS question, {sql.text(name)} AS named, NULL AS defined, "
        f"{_scale(each)}, {sql.name(name)} AS answer, answered_at, _file, _row FROM response"
        for name, each in columns.items()
    ]
    known = _known({**_named(told), **columns})
    return f"""
        WITH response AS (
            SELECT r.* REPLACE (coalesce(r.survey_id, f.survey_id, '') AS survey_id),
                   coalesce(r.end_date, r.recorded_date) AS answered_at
            FROM qualtrics_survey_response AS r LEFT JOIN ({_surveys(invitations)}) AS f ON f._file = r._file
            WHERE {why_left_out("r")} IS NULL
        ), given AS ({" UNION ALL ".join([_long(told), *wide])})
        SELECT id AS response_id, * EXCLUDE (id), {known} AS value FROM given
        WHERE answer IS NOT NULL AND answer NOT IN ({", ".join(map(sql.text, _UNSEEN))})"""


def asked(told: Told, given: str) -> str:
    """Give the query of the questions that count, by survey: those that were answered, and others that are defined.

    Columns: survey_id, question, kind, scale_min, scale_max.

    Args:
        told: what the export tells.
        given: the relation of answers.
    """
    return f"""
        SELECT DISTINCT survey_id, question, kind, scale_min, scale_max FROM {given}
        UNION ALL
        SELECT q.survey_id, coalesce(q.data_export_tag, q.id), {_meant("q")}
        FROM qualtrics_question AS q LEFT JOIN ({_listed(told)}) AS n ON n.name IN ({_names("q")})
        WHERE (n.name IS NOT NULL OR q.selector = 'NPS') AND NOT EXISTS (
            SELECT 1 FROM {given} AS g WHERE g.survey_id = q.survey_id AND g.defined = q.id)"""


def _named(told: Told) -> Mapping[str, Question]:
    """Give what the mapping says that questions ask, where it says how far the answers go."""
    return {name: each for name, each in told.questions.items() if each.scale}


def _long(told: Told) -> str:
    """Give the query of answers that are rows."""
    sub = "coalesce('_' || a.sub_question_key, '') || coalesce('/' || a.loop_id, '')"
    subs = "q.data_export_tag || '_' || a.sub_question_key, a.question_id || '_' || a.sub_question_key"
    return f"""
        SELECT r.id, r.survey_id, coalesce(q.data_export_tag, a.question_id) || {sub} AS question, n.name AS named,
               a.question_id AS defined, {_meant("q")}, coalesce(a.value, a.text) AS answer, r.answered_at,
               r._file, r._row
        FROM qualtrics_question_response AS a JOIN response AS r ON r.id = a.response_id
        LEFT JOIN qualtrics_question AS q ON q.id = a.question_id AND q.survey_id = r.survey_id
        LEFT JOIN ({_listed(told)}) AS n ON n.name IN ({_names("q")}, a.question_id, {subs})
        WHERE n.name IS NOT NULL OR q.selector = 'NPS'"""


def _names(question: str) -> str:
    """Give SQL of what a mapping may call a defined question: by its tag or its id, of any survey or of its own."""
    tag, number, survey = (f"{question}.{each}" for each in ("data_export_tag", "id", "survey_id"))
    return f"{tag}, {number}, {survey} || '/' || {tag}, {survey} || '/' || {number}"


def _listed(told: Told) -> str:
    """Give the query of questions that the mapping names: name, kind, scale_min and scale_max."""
    named = [f"SELECT {sql.text(name)} AS name, {_scale(each)}" for name, each in _named(told).items()]
    return " UNION ALL ".join(named) or f"SELECT NULL::VARCHAR AS name, {_scale(_NPS)} WHERE false"


def _scale(question: Question) -> str:
    lowest, highest = question.scale or (Decimal(0), Decimal(10))
    return (
        f"{sql.text(question.kind)} AS kind, {lowest}::DECIMAL(18,4) AS scale_min, "
        f"{highest}::DECIMAL(18,4) AS scale_max"
    )


def _meant(question: str) -> str:
    """Give SQL of what a question asks: as the mapping names it, else by its selector."""
    parts = {"kind": "'nps'", "scale_min": "0", "scale_max": "10"}
    return ", ".join(
        f"coalesce(n.{each}, CASE {question}.selector WHEN 'NPS' THEN {usual} END) AS {each}"
        for each, usual in parts.items()
    )


def _known(questions: Mapping[str, Question]) -> str:
    """Give SQL of an answer as a number: as the mapping says that its text means, else as it is written."""
    said = "".join(
        f" WHEN named = {sql.text(name)} AND answer = {sql.text(text)} THEN {number}::DECIMAL(18,4)"
        for name, each in questions.items()
        for text, number in (each.values or {}).items()
    )
    return f"CASE{said or ' WHEN false THEN NULL'} ELSE {reading.number('answer')} END"


def _surveys(invitations: str) -> str:
    """Give the query of the survey of each file of responses: that of those who were invited to it, or the only one."""
    only = f"(SELECT any_value(survey_id) FROM {invitations} HAVING count(DISTINCT survey_id) = 1)"
    return f"""
        SELECT r._file, coalesce(mode(i.survey_id), {only}) AS survey_id
        FROM qualtrics_survey_response AS r LEFT JOIN {invitations} AS i ON i.response_id = r.id GROUP BY r._file"""
