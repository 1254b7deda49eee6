"""One query, written by hand for DuckDB: every figure that the example's agreement asks for of these tables.

By provider, site, contact type and the month it counts in. It is what a good analyst would write who knows just this
agreement: no variants, no other slices, no counts of who was asked, nothing kept for tomorrow.
"""

from __future__ import annotations

from collections.abc import Mapping

COLUMNS = ("count", "total")

QUERY = """
WITH cases AS (
    SELECT *, lead(opened_at) OVER (PARTITION BY customer_id, contact_type ORDER BY opened_at, case_id) AS next_at
    FROM {case}
), by_case AS (
    SELECT provider, site, contact_type, date_trunc('month', opened_on) AS opened,
        date_trunc('month', resolved_on) AS done,
        count_if(due_at IS NOT NULL AND (resolved_at IS NOT NULL OR due_at < {happened})) AS due,
        count_if(due_at IS NOT NULL AND resolved_at <= due_at) AS on_time,
        count_if(customer_id IS NOT NULL AND contact_type IS NOT NULL
                 AND opened_at <= {came} - INTERVAL 7 DAY) AS known,
        count_if(customer_id IS NOT NULL AND contact_type IS NOT NULL AND opened_at <= {came} - INTERVAL 7 DAY
                 AND (next_at IS NULL OR next_at > opened_at + INTERVAL 7 DAY)) AS solved,
        count_if(resolved_at IS NOT NULL AND reopened IS NOT NULL) AS resolved,
        count_if(resolved_at IS NOT NULL AND reopened > 0) AS reopened,
        count_if(resolved_at IS NOT NULL AND cost IS NOT NULL) AS costed,
        sum(CASE WHEN resolved_at IS NOT NULL THEN CAST(cost * 10000 AS BIGINT) END) AS cost
    FROM cases GROUP BY ALL
), by_call AS (
    SELECT i.provider, i.site, c.contact_type, date_trunc('month', offered_on) AS offered, count(*) AS n,
        count_if(epoch(answered_at) - epoch(offered_at) <= 20) AS answered,
        count_if(answered_at IS NULL AND epoch(abandoned_at) - epoch(offered_at) < 5) AS short,
        count_if(answered_at IS NULL AND abandoned_at IS NOT NULL) AS abandoned
    FROM {interaction} AS i LEFT JOIN {case} AS c USING (case_id) GROUP BY ALL
), by_survey AS (
    SELECT c.provider, c.site, c.contact_type, date_trunc('month', asked_on) AS asked,
        count_if(f.kind = 'csat' AND value BETWEEN scale_min AND scale_max) AS csat,
        count_if(f.kind = 'csat' AND value BETWEEN scale_min AND scale_max AND value >= scale_max - 1) AS satisfied,
        count_if(f.kind = 'nps' AND value BETWEEN 0 AND 10) AS nps,
        count_if(f.kind = 'nps' AND value >= 9) - count_if(f.kind = 'nps' AND value <= 6) AS net
    FROM {feedback} AS f LEFT JOIN {case} AS c USING (case_id) GROUP BY ALL
), by_check AS (
    SELECT q.provider, q.site, c.contact_type, date_trunc('month', evaluated_on) AS checked,
        count(customer_critical) AS checks, count_if(NOT customer_critical) AS clean
    FROM {quality} AS q LEFT JOIN {case} AS c USING (case_id) GROUP BY ALL
)
SELECT 'on_time.by_target' AS figure, provider, site, contact_type, opened AS month, sum(due), sum(on_time)
FROM by_case GROUP BY ALL
UNION ALL
SELECT 'first_contact_resolution.same_matter', provider, site, contact_type, opened, sum(known), sum(solved)
FROM by_case GROUP BY ALL
UNION ALL
SELECT 'reopen_rate.of_resolved', provider, site, contact_type, done, sum(resolved), sum(reopened)
FROM by_case GROUP BY ALL
UNION ALL
SELECT 'cost_per_resolution.recorded', provider, site, contact_type, done, sum(costed), sum(cost)
FROM by_case GROUP BY ALL
UNION ALL
SELECT 'service_level.of_offered', provider, site, contact_type, offered, n, answered FROM by_call
UNION ALL
SELECT 'abandonment.of_offered_less_short', provider, site, contact_type, offered, n - short, abandoned - short
FROM by_call
UNION ALL
SELECT 'csat.top2', provider, site, contact_type, asked, csat, satisfied FROM by_survey
UNION ALL
SELECT 'nps.standard', provider, site, contact_type, asked, nps, net FROM by_survey
UNION ALL
SELECT 'critical_error_accuracy.customer', provider, site, contact_type, checked, checks, clean FROM by_check
"""


def query(files: Mapping[str, str], came: str, happened: str) -> str:
    """Write the query over relations by table; times as SQL."""
    return QUERY.format(**files, came=f"TIMESTAMP '{came}'", happened=f"TIMESTAMP '{happened}'")
