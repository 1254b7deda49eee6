"""SQL that takes conversations apart: into sessions, whether they are nested documents or tables, and their figures."""

from __future__ import annotations

from typing import Final

from truegreen.engine import sql

_METRICS: Final = '[{"name":"VARCHAR","value":"VARCHAR","emitDate":"VARCHAR"}]'
_SEGMENTS: Final = (
    '[{"segmentStart":"VARCHAR","segmentEnd":"VARCHAR","segmentType":"VARCHAR","queueId":"VARCHAR",'
    '"disconnectType":"VARCHAR","wrapUpCode":"VARCHAR"}]'
)
_PARTICIPANTS: Final = (
    '[{"purpose":"VARCHAR","userId":"VARCHAR","teamId":"VARCHAR","externalContactId":"VARCHAR",'
    '"externalOrganizationId":"VARCHAR","sessions":[{"mediaType":"VARCHAR","direction":"VARCHAR","ani":"VARCHAR",'
    f'"addressFrom":"VARCHAR","metrics":{_METRICS},"segments":{_SEGMENTS}}}]}}]'
)


def listed(column: str, shape: str) -> str:
    """Give SQL of the list that a text holds; NULL where it is no JSON."""
    return f"CASE WHEN json_valid({column}) THEN from_json({column}, {sql.text(shape)}) END"


def at(text: str) -> str:
    """Give SQL of a time inside a document, in UTC."""
    return f"timezone('UTC', try_cast({text} AS TIMESTAMPTZ))"


def total(*metrics: str) -> str:
    """Give SQL of the sum of the first metric that a session has, in its own unit; NULL if it has none of them."""
    each = (
        f"list_sum(list_transform(list_filter(metrics, lambda m: m.name = {sql.text(name)}), "
        "lambda m: try_cast(m.value AS DOUBLE)))"
        for name in metrics
    )
    return f"coalesce({', '.join(each)})"


def spent(kind: str) -> str:
    """Give SQL of the milliseconds that a session was in segments of a kind."""
    lasted = f"epoch_ms({at('x.segmentEnd')}) - epoch_ms({at('x.segmentStart')})"
    kept = f"list_filter(segments, lambda x: x.segmentType = {sql.text(kind)})"
    return f"list_sum(list_transform({kept}, lambda x: {lasted}))"


def whole(milliseconds: str) -> str:
    """Give SQL of milliseconds as whole seconds, to the nearest."""
    return f"CAST(round({milliseconds} / 1000) AS BIGINT)"


# Every session, from documents and from tables, its metrics and segments as lists.
SESSIONS: Final = f"""
    SELECT conversation_id, _file, _row, p.purpose, p.userId AS user_id, p.teamId AS team_id,
           p.externalContactId AS contact_id, p.externalOrganizationId AS organization_id, s.mediaType AS media_type,
           s.direction, coalesce(s.ani, s.addressFrom) AS address, s.metrics, s.segments
    FROM (SELECT *, unnest(p.sessions) AS s
          FROM (SELECT conversation_id, _file, _row, unnest({listed("participants", _PARTICIPANTS)}) AS p
                FROM genesys_conversation))
    UNION ALL
    SELECT c.conversation_id, c._file, c._row, p.purpose, p.user_id, p.team_id, p.external_contact_id,
           p.external_organization_id, s.media_type, s.direction, coalesce(s.ani, s.address_from), m.metrics, g.segments
    FROM genesys_conversation AS c
    JOIN genesys_participant AS p USING (conversation_id)
    JOIN genesys_session AS s USING (participant_id)
    LEFT JOIN (SELECT session_id, list({{'name': name, 'value': value, 'emitDate': emit_date}}) AS metrics
               FROM genesys_metric GROUP BY 1) AS m USING (session_id)
    LEFT JOIN (SELECT session_id, list({{'segmentStart': segment_start, 'segmentEnd': segment_end,
                      'segmentType': segment_type, 'queueId': queue_id, 'disconnectType': disconnect_type,
                      'wrapUpCode': wrap_up_code}} ORDER BY segment_start) AS segments
               FROM genesys_segment GROUP BY 1) AS g USING (session_id)
"""
# What each session says. Wrap-up follows the end of the touch.
FIGURES: Final = f"""
    SELECT * EXCLUDE (metrics, segments),
           list_min(list_transform(segments, lambda x: {at("x.segmentStart")})) AS started,
           list_max(list_transform(list_filter(segments, lambda x: x.segmentType <> 'wrapup'),
                                   lambda x: {at("x.segmentEnd")})) AS ended,
           list_min(list_transform(list_filter(segments, lambda x: x.segmentType = 'interact'),
                                   lambda x: {at("x.segmentStart")})) AS spoke,
           {total("nOffered")} AS offers,
           {at("list_filter(metrics, lambda m: m.name = 'nOffered')[1].emitDate")} AS offered,
           {total("tAnswered")} AS answered_ms, {total("tAbandon", "tShortAbandon")} AS abandoned_ms,
           coalesce({total("tTalk", "tTalkComplete")}, {spent("interact")}) AS talk_ms,
           coalesce({total("tHeld", "tHeldComplete")}, {spent("hold")}) AS held_ms,
           coalesce({total("tAcw")}, {spent("wrapup")}) AS acw_ms,
           coalesce({total("nTransferred")}, {total("nBlindTransferred")}, {total("nConsultTransferred")}, 0) AS moves,
           list_filter(segments, lambda x: x.queueId IS NOT NULL)[1].queueId AS queue_id,
           list_filter(segments, lambda x: x.wrapUpCode IS NOT NULL)[-1].wrapUpCode AS wrap_up_code,
           list_filter(segments, lambda x: x.disconnectType IS NOT NULL)[-1].disconnectType AS left_by
    FROM ({SESSIONS})
"""
EVALUATIONS: Final = listed(
    "evaluations",
    '[{"evaluationId":"VARCHAR","evaluatorId":"VARCHAR","userId":"VARCHAR","queueId":"VARCHAR",'
    '"evaluationStatus":"VARCHAR","eventTime":"VARCHAR","calibrationId":"VARCHAR","released":"VARCHAR",'
    '"rescored":"VARCHAR","deleted":"VARCHAR","oTotalScore":"VARCHAR","oTotalCriticalScore":"VARCHAR"}]',
)
SURVEYS: Final = listed(
    "surveys",
    '[{"surveyId":"VARCHAR","surveyFormId":"VARCHAR","surveyStatus":"VARCHAR","eventTime":"VARCHAR",'
    '"surveyCompletedDate":"VARCHAR","surveyPromoterScore":"VARCHAR","oSurveyTotalScore":"VARCHAR"}]',
)
