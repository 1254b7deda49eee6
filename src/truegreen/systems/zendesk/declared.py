"""What Zendesk's own clocks say, to be compared with: metric events, metrics of tickets, targets of SLA policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.systems.define import Fill, Told
from truegreen.systems.lists import things
from truegreen.systems.zendesk.entities import METRICS

# One clock for each instance of a metric. Its target is the last one that was applied while it ran; a breach that
# Zendesk took back, because the target changed, is none.
_METERED: Final = """
    SELECT ticket_id AS case_id, metric AS clock, coalesce(instance_id, 1) AS number,
           CASE arg_max(type, (moment, place)) FILTER (type IN ('activate', 'pause', 'fulfill'))
               WHEN 'fulfill' THEN 'stopped' WHEN 'pause' THEN 'paused' ELSE 'running' END AS state,
           coalesce(min(moment) FILTER (type = 'activate'), min(moment)) AS started_at,
           CASE WHEN arg_max(type, (moment, place)) FILTER (type IN ('activate', 'pause', 'fulfill')) = 'fulfill'
                THEN max(moment) FILTER (type = 'fulfill') END AS stopped_at,
           CAST(arg_max(target, (moment, place)) FILTER (target IS NOT NULL) AS BIGINT) AS target_seconds,
           CAST(60 * arg_max(status_calendar, (moment, place)) FILTER (status_calendar IS NOT NULL) AS BIGINT)
               AS elapsed_seconds,
           CAST(60 * arg_max(status_business, (moment, place)) FILTER (status_business IS NOT NULL) AS BIGINT)
               AS business_seconds,
           CASE WHEN bool_or(type = 'breach' AND NOT coalesce(deleted, false)) THEN true
                WHEN count(target) > 0 THEN false END AS breached,
           arg_min(_file, place) AS _file, arg_min(_row, place) AS _row
    FROM (
        SELECT *, "time" AS moment, (TRY_CAST(id AS HUGEINT), id) AS place,
               coalesce(sla_target_in_seconds, group_sla_target_in_seconds, 60 * sla_target) AS target
        FROM zendesk_ticket_metric_event WHERE "time" IS NOT NULL
    )
    GROUP BY ticket_id, metric, coalesce(instance_id, 1)"""
# The targets of policies: as a warehouse keeps every version of them, or as the API lists those of today.
_TARGETS: Final = f"""
    SELECT sla_policy_id, sla_policy_updated_at AS since, metric, lower(priority) AS priority, target, business_hours
    FROM zendesk_sla_policy_metric_history
    UNION ALL
    SELECT id, NULL, json_extract_string(each, '$.metric'), lower(json_extract_string(each, '$.priority')),
           TRY_CAST(json_extract_string(each, '$.target') AS DECIMAL(18,4)),
           json_extract_string(each, '$.business_hours') = 'true'
    FROM (SELECT id, unnest({things("policy_metrics")}) AS each
          FROM zendesk_sla_policy WHERE id NOT IN (SELECT sla_policy_id FROM zendesk_sla_policy_metric_history))"""


def declared(lives: str, counted: str) -> Iterator[Fill]:
    """Give what Zendesk says of its own clocks.

    Args:
        lives: relation of the steps of tickets.
        counted: relation of what Zendesk counted.
    """
    yield Fill("declared_clock", "ticket_metric_event", _METERED)
    for of in ("ticket_metric", "ticket"):
        yield Fill(
            "declared_clock",
            of,
            f"""
            SELECT ticket_id AS case_id, clock, 1 AS number, created_at AS started_at,
                   CASE clock WHEN 'full_resolution_time_in_minutes' THEN solved_at END AS stopped_at,
                   CAST(60 * calendar AS BIGINT) AS elapsed_seconds, CAST(60 * business AS BIGINT) AS business_seconds,
                   _file, _row
            FROM {counted} WHERE of = '{of}' AND created_at IS NOT NULL""",
        )
    yield Fill("declared_clock", "ticket_sla_policy", _applied(lives))


def counted(told: Told) -> str:
    """Keep every metric of every ticket, in calendar and in business minutes, and give the relation's name."""
    from_metrics = [_minutes("ticket_metric", "ticket_id", metric, metric) for metric in METRICS]
    from_tickets = [_minutes("ticket", "id", metric, f"metric_set_{metric}") for metric in METRICS]
    own = " AND ticket_id NOT IN (SELECT ticket_id FROM zendesk_ticket_metric)"
    return told.keep("counted", " UNION ALL ".join([*from_metrics, *(each + own for each in from_tickets)]))


def _minutes(of: str, ticket: str, metric: str, column: str) -> str:
    calendar, business = (
        f"coalesce({column}_{each}, TRY_CAST(json_extract_string(CASE WHEN json_valid({column}) THEN {column} END, "
        f"'$.{each}') AS DECIMAL(18,4)))"
        for each in ("calendar", "business")
    )
    return (
        f"SELECT * FROM (SELECT '{of}' AS of, {ticket} AS ticket_id, '{metric}' AS clock, {calendar} AS calendar, "
        f"{business} AS business, created_at, solved_at, _file, _row FROM zendesk_{of}) "
        "WHERE coalesce(calendar, business) IS NOT NULL"
    )


def _applied(lives: str) -> str:
    """Give SQL of the targets a ticket was held to: of the policy and the priority as they were when it was applied.

    Where no history tells the priority of that moment, today's is the best there is.
    """
    return f"""
        WITH held AS (
            SELECT a.ticket_id, a.sla_policy_id, a.policy_applied_at AS applied, a._file, a._row,
                   coalesce(arg_max(p.priority, (p."at", p.number)), lower(any_value(t.priority))) AS priority
            FROM zendesk_ticket_sla_policy AS a
            LEFT JOIN {lives} AS p ON p.case_id = a.ticket_id
                 AND p."at" <= a.policy_applied_at AND p.priority IS NOT NULL
            LEFT JOIN zendesk_ticket AS t ON t.id = a.ticket_id
            GROUP BY ALL
        )
        SELECT ticket_id AS case_id, 'sla_policy.' || metric AS clock,
               row_number() OVER (PARTITION BY ticket_id, metric ORDER BY applied, h.sla_policy_id) AS number,
               applied AS started_at, CAST(60 * target AS BIGINT) AS target_seconds, h.priority, _file, _row
        FROM held AS h JOIN ({_TARGETS}) AS g ON g.sla_policy_id = h.sla_policy_id AND g.priority = h.priority
        WHERE applied IS NOT NULL
        QUALIFY row_number() OVER (
            PARTITION BY ticket_id, h.sla_policy_id, applied, metric
            ORDER BY coalesce(since <= applied, true) DESC,
                     CASE WHEN since <= applied THEN since END DESC NULLS LAST, since) = 1"""
