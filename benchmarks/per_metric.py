"""The same figures with an aggregation for every metric, all joined: what a layer of metrics like MetricFlow writes.

There each metric has its own filter and its own groups, by the slices and the month it counts in, and a full outer
join brings them side by side. MetricFlow itself is not needed: this is the form of its SQL, for DuckDB.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

KEYS: Final = ("provider", "site", "contact_type", "month")
CASES: Final = "{case} AS r"
CALLS: Final = "{interaction} AS r LEFT JOIN {case} AS c USING (case_id)"
SURVEYS: Final = "{feedback} AS f LEFT JOIN {case} AS r USING (case_id)"
CHECKS: Final = "{quality} AS r LEFT JOIN {case} AS c USING (case_id)"
FOLLOWED: Final = (
    "(SELECT *, lead(opened_at) OVER (PARTITION BY customer_id, contact_type ORDER BY opened_at, case_id) AS next_at "
    "FROM {case}) AS r"
)


@dataclass(frozen=True)
class Metric:
    """A metric: rows of a relation that pass a filter, in the month of a day, and what is summed of them."""

    relation: str
    day: str
    total: str
    where: str = "TRUE"

    def query(self, number: int) -> str:
        """Write its aggregation."""
        kind = "r.contact_type" if "AS c " not in self.relation else "c.contact_type"
        keys = f"r.provider, r.site, {kind}, date_trunc('month', {self.day}) AS month"
        sums = f"count(*) AS count_{number}, {self.total} AS total_{number}"
        return f"SELECT {keys}, {sums} FROM {self.relation} WHERE {self.where} GROUP BY ALL"


METRICS: Final[Mapping[str, Metric]] = {
    "on_time.by_target": Metric(
        CASES, "opened_on", "count_if(resolved_at <= due_at)",
        "due_at IS NOT NULL AND (resolved_at IS NOT NULL OR due_at < {happened})",
    ),
    "first_contact_resolution.same_matter": Metric(
        FOLLOWED, "opened_on", "count_if(next_at IS NULL OR next_at > opened_at + INTERVAL 7 DAY)",
        "customer_id IS NOT NULL AND contact_type IS NOT NULL AND opened_at <= {came} - INTERVAL 7 DAY",
    ),
    "reopen_rate.of_resolved": Metric(
        CASES, "resolved_on", "count_if(reopened > 0)", "resolved_at IS NOT NULL AND reopened IS NOT NULL"
    ),
    "cost_per_resolution.recorded": Metric(
        CASES, "resolved_on", "sum(CAST(cost * 10000 AS BIGINT))", "resolved_at IS NOT NULL AND cost IS NOT NULL"
    ),
    "service_level.of_offered": Metric(
        CALLS, "offered_on", "count_if(epoch(answered_at) - epoch(offered_at) <= 20)"
    ),
    "abandonment.of_offered_less_short": Metric(
        CALLS, "offered_on", "count_if(answered_at IS NULL AND abandoned_at IS NOT NULL)",
        "(answered_at IS NULL AND epoch(abandoned_at) - epoch(offered_at) < 5) IS NOT TRUE",
    ),
    "csat.top2": Metric(
        SURVEYS, "asked_on", "count_if(value >= scale_max - 1)",
        "f.kind = 'csat' AND value BETWEEN scale_min AND scale_max",
    ),
    "nps.standard": Metric(
        SURVEYS, "asked_on", "count_if(value >= 9) - count_if(value <= 6)", "f.kind = 'nps' AND value BETWEEN 0 AND 10"
    ),
    "critical_error_accuracy.customer": Metric(
        CHECKS, "evaluated_on", "count_if(NOT customer_critical)", "customer_critical IS NOT NULL"
    ),
}  # fmt: skip


def query(files: Mapping[str, str], came: str, happened: str) -> str:
    """Write the query over relations by table; times as SQL. It gives the keys, then a count and a total a metric."""
    each = [f"m_{number} AS ({metric.query(number)})" for number, metric in enumerate(METRICS.values())]
    joined = " ".join(f"FULL OUTER JOIN m_{number} USING ({', '.join(KEYS)})" for number in range(1, len(METRICS)))
    columns = ", ".join(f"count_{number}, total_{number}" for number in range(len(METRICS)))
    written = f"WITH {', '.join(each)} SELECT {', '.join(KEYS)}, {columns} FROM m_0 {joined}"
    return written.format(**files, came=f"TIMESTAMP '{came}'", happened=f"TIMESTAMP '{happened}'")


def figures(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Give its rows as ``by_hand`` has them: a figure, its keys, count and total."""
    for row in rows:
        for number, figure in enumerate(METRICS):
            count, total = row[len(KEYS) + 2 * number : len(KEYS) + 2 * number + 2]
            if count is not None:
                yield figure, *row[: len(KEYS)], count, total
