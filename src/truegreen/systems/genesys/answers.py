"""SQL of evaluations and surveys, whether they stand in conversations or in tables of their own."""

from __future__ import annotations

from typing import Final

from truegreen.systems.genesys.parts import EVALUATIONS, SURVEYS, at

_EVALUATION: Final = f"""
    SELECT conversation_id, e.evaluationId AS evaluation_id, e.evaluatorId AS evaluator_id, e.userId AS user_id,
           e.queueId AS queue_id, e.evaluationStatus AS evaluation_status,
           coalesce({at("e.eventTime")}, conversation_end, conversation_start) AS event_time,
           e.calibrationId AS calibration_id, e.released, e.rescored, e.deleted,
           try_cast(e.oTotalScore AS DECIMAL(18, 4)) AS o_total_score, _file, _row
    FROM (SELECT *, unnest({EVALUATIONS}) AS e FROM genesys_conversation)
"""
_SURVEY: Final = f"""
    SELECT conversation_id, s.surveyId AS survey_id, s.surveyFormId AS survey_form_id, s.surveyStatus AS survey_status,
           {at("s.eventTime")} AS event_time, {at("s.surveyCompletedDate")} AS survey_completed_date,
           try_cast(s.surveyPromoterScore AS DECIMAL(18, 4)) AS survey_promoter_score,
           try_cast(s.oSurveyTotalScore AS DECIMAL(18, 4)) AS o_survey_total_score, _file, _row
    FROM (SELECT *, unnest({SURVEYS}) AS s FROM genesys_conversation)
"""
AUDIT: Final = ("released", "rescored")


def _quality(evaluations: str) -> str:
    return f"""
        SELECT evaluation_id, conversation_id AS case_id, evaluator_id, user_id AS agent_id,
               coalesce(name, queue_id) AS team, event_time AS evaluated_at, o_total_score AS score,
               calibration_id IS NOT NULL AS calibrated, released, rescored, _file, _row
        FROM ({evaluations}) LEFT JOIN (SELECT id AS queue_id, name FROM genesys_queue) USING (queue_id)
        WHERE coalesce(lower(evaluation_status), 'finished') = 'finished' AND o_total_score IS NOT NULL
              AND NOT coalesce(try_cast(deleted AS BOOLEAN), false)
        QUALIFY row_number() OVER (PARTITION BY evaluation_id ORDER BY event_time DESC, _file DESC, _row DESC) = 1
    """


def _feedback(surveys: str) -> str:
    """Give SQL of surveys; a form whose answers carry promoter scores is one that asks for them."""
    return f"""
        SELECT survey_id AS feedback_id, CASE WHEN asks_promoters THEN 'nps' ELSE 'rating' END AS kind,
               CASE WHEN is_answer THEN CASE WHEN asks_promoters THEN survey_promoter_score
                                             ELSE o_survey_total_score END END AS value,
               0 AS scale_min, CASE WHEN asks_promoters THEN 10 ELSE 100 END AS scale_max, conversation_id AS case_id,
               ended AS eligible_at, CASE WHEN how NOT IN ('pending', 'error') THEN
                   greatest(least(coalesce(event_time, ended), survey_completed_date), ended) END AS invited_at,
               CASE WHEN is_answer THEN greatest(survey_completed_date, ended) END AS answered_at, _file, _row
        FROM (SELECT each.*, lower(coalesce(survey_status, 'finished')) AS how,
                     coalesce(conversation_end, conversation_start) AS ended,
                     how = 'finished' AND survey_completed_date IS NOT NULL AS is_answer,
                     bool_or(survey_promoter_score IS NOT NULL) OVER (PARTITION BY survey_form_id) AS asks_promoters
              FROM ({surveys}) AS each
              LEFT JOIN (SELECT conversation_id, conversation_start, conversation_end FROM genesys_conversation)
                   USING (conversation_id))
        QUALIFY row_number() OVER (PARTITION BY survey_id ORDER BY answered_at DESC NULLS LAST,
                                   event_time DESC NULLS LAST, _file DESC, _row DESC) = 1
    """


QUALITY, QUALITY_APART = _quality(_EVALUATION), _quality("SELECT * FROM genesys_evaluation")
FEEDBACK, FEEDBACK_APART = _feedback(_SURVEY), _feedback("SELECT * FROM genesys_survey")
