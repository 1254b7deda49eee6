"""What each detector of the clock audit asks of the records: one row per case or contact it is about, and which hit.

Every query gives ``member``, the row's id and ``hit``; ``alike`` where rows are only to be held against rows of the
same kind, and ``without`` where a measure that counts the row would count it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from truegreen.model.clock import PHASES

AT_ONCE: Final = 10 * 60
GRACE: Final = 15 * 60
REOPENED_WITHIN: Final = 72 * 3600
SHORT: Final = 30
AGAIN_WITHIN: Final = 24 * 3600
LIKE: Final = 30
USUAL: Final = 0.8

LEFT_OUT, COUNTS_AS, ADDED, A_HIT = "left out", "counts as it says", "added as missed", "counts as a hit"
REMEASURED: Final = "measured again by another clock"
"""What becomes of a hit in a measure: it is left out, counts as ``without`` says, is added as missed, or is a hit."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a detector asks.

    Attributes:
        query: the rows; ``{known}`` is until when things are known.
        needs: for each relation, the columns without which nothing can be seen.
        moves: for each metric, or metric with variant, that a hit flatters: what becomes of it there.
        key: the id by which rows are found in a measure.
        noun: what is counted.
        also: further counts over the hits, by name, as SQL aggregates.
    """

    query: str
    needs: Mapping[str, tuple[str, ...]]
    moves: Mapping[str, str] = field(default_factory=dict)
    key: str = "case_id"
    noun: str = "cases"
    also: Mapping[str, str] = field(default_factory=dict)


_OWN: Final = {"on_time": LEFT_OUT, "response_on_time": LEFT_OUT, "first_contact_resolution": LEFT_OUT,
               "reopen_rate": LEFT_OUT}  # fmt: skip
_PHASES: Final = ", ".join(f"'{each}'" for each in PHASES)
_BY_TARGET: Final = (
    "on_time.by_target", "on_time.by_target_when_due", "on_time.by_target_once_due", "on_time.by_target_closed",
    "on_time.by_target_less_waits", "on_time.by_target_customer_raised",
)  # fmt: skip

SELF_RAISED: Final = Look(
    """SELECT member, case_id, raised_by, opened_at, due_at, resolved_at, raised_by = 'provider' AS hit
FROM cases WHERE raised_by IS NOT NULL""",
    {"cases": ("raised_by",)},
    _OWN,
)
CLOSED_AT_ONCE: Final = Look(
    f"""SELECT member, case_id, raised_by, opened_at, resolved_at,
       raised_by = 'provider' AND epoch(resolved_at) - epoch(opened_at) <= {AT_ONCE} AS hit
FROM cases WHERE raised_by IS NOT NULL AND resolved_at IS NOT NULL AND opened_at IS NOT NULL""",
    {"cases": ("raised_by", "resolved_at", "opened_at")},
    _OWN,
)
CUSTOMER_HAD_REPLIED: Final = Look(
    f"""SELECT member, case_id, contradicted_seconds, waited_seconds, contradicted_seconds > {GRACE} AS hit,
       coalesce(epoch(resolved_at) - epoch(due_at) <= coalesce(waiting_seconds, 0) - contradicted_seconds, false)
       AS without
FROM (SELECT case_id, CAST(sum(epoch(until) - epoch("at")) AS BIGINT) AS waited_seconds,
             CAST(coalesce(sum(epoch(until) - epoch(replied)), 0) AS BIGINT) AS contradicted_seconds
      FROM (SELECT w.case_id, w."at", w.until, min(r."at") AS replied
            FROM (SELECT case_id, "at", kind, lead("at") OVER (PARTITION BY case_id ORDER BY "at", number) AS until
                  FROM steps WHERE kind IN ({_PHASES})) AS w
            LEFT JOIN (SELECT case_id, "at" FROM steps WHERE kind = 'customer_replied') AS r
              ON r.case_id = w.case_id AND r."at" >= w."at" AND r."at" < w.until
            WHERE w.kind = 'waiting_on_customer' AND w.until IS NOT NULL
            GROUP BY w.case_id, w."at", w.until)
      GROUP BY case_id) JOIN cases USING (case_id)""",
    {"steps": ("kind",)},
    {"on_time.by_target_less_waits": COUNTS_AS, "on_time.by_clock": REMEASURED},
    also={"contradicted_hours": "sum(contradicted_seconds) FILTER (WHERE hit) / 3600.0"},
)
LONGER_TARGET: Final = Look(
    f"""SELECT member, case_id, priority, contact_type, opened_at, due_at, resolved_at, usual_seconds, target_seconds,
       target_seconds > usual_seconds AND resolved_at <= due_at
       AND epoch(resolved_at) > epoch(opened_at) + usual_seconds AS hit, false AS without
FROM (SELECT *, mode(target_seconds) OVER w AS usual_seconds, count(*) OVER w AS alike_cases
      FROM (SELECT *, CAST(epoch(due_at) - epoch(opened_at) AS BIGINT) AS target_seconds FROM cases
            WHERE due_at IS NOT NULL AND opened_at IS NOT NULL)
      WINDOW w AS (PARTITION BY service, priority))
WHERE alike_cases >= {LIKE}
QUALIFY avg(CAST(target_seconds = usual_seconds AS INTEGER)) OVER (PARTITION BY service, priority) >= {USUAL}""",
    {"cases": ("due_at", "opened_at", "priority")},
    dict.fromkeys(_BY_TARGET, COUNTS_AS),
)
CANCELLED: Final = Look(
    """SELECT member, case_id, clock, state, started_at, stopped_at, state = 'cancelled' AS hit
FROM (SELECT case_id, clock, state, started_at, stopped_at FROM runs
      UNION ALL SELECT case_id, clock, state, started_at, stopped_at FROM declared)
JOIN (SELECT case_id, member FROM cases) USING (case_id) WHERE state IN ('stopped', 'cancelled')""",
    {},
    noun="runs of clocks",
)
CANCELLED_WHEN_LATE: Final = Look(
    """SELECT member, case_id, clock, started_at, stopped_at, due_at, late AND state = 'cancelled' AS hit
FROM (SELECT case_id, clock, state, started_at, stopped_at, due_at, elapsed_seconds > target_seconds AS late FROM runs
      WHERE target_seconds IS NOT NULL
      UNION ALL SELECT case_id, clock, state, started_at, stopped_at, due_at,
                       coalesce(stopped_at > due_at, breached) FROM declared)
JOIN (SELECT case_id, member FROM cases) USING (case_id)
WHERE state IN ('stopped', 'cancelled') AND late""",
    {},
    {"on_time.by_clock": ADDED},
    noun="runs of clocks past their target",
)
REOPENED_AS_NEW: Final = Look(
    f"""SELECT member, case_id, contact_type AS alike, customer_id, resolved_at, due_at, next_case, next_opened_at,
       coalesce(epoch(next_opened_at) - epoch(resolved_at) BETWEEN 0 AND {REOPENED_WITHIN}, false) AS hit,
       coalesce(next_resolved_at <= due_at, false) AS without
FROM (SELECT *, lead(case_id) OVER w AS next_case, lead(opened_at) OVER w AS next_opened_at,
             lead(resolved_at) OVER w AS next_resolved_at
      FROM cases WHERE customer_id IS NOT NULL AND contact_type IS NOT NULL
      WINDOW w AS (PARTITION BY customer_id, contact_type ORDER BY opened_at, case_id))
WHERE epoch(resolved_at) + {REOPENED_WITHIN} <= epoch(TIMESTAMP '{{known}}')""",
    {"cases": ("customer_id", "contact_type", "resolved_at")},
    {"on_time.by_target": COUNTS_AS, "on_time.by_target_when_due": COUNTS_AS, "reopen_rate": A_HIT},
)
_ANSWERED: Final = f"""
FROM (SELECT *, lead(offered_at) OVER (PARTITION BY customer_id ORDER BY offered_at, interaction_id) AS next_at
      FROM touches WHERE customer_id IS NOT NULL)
WHERE answered_at IS NOT NULL AND epoch(offered_at) + {AGAIN_WITHIN} <= epoch(TIMESTAMP '{{known}}')"""
_AGAIN: Final = f"coalesce(epoch(next_at) - epoch(offered_at) <= {AGAIN_WITHIN}, false)"
SHORT_CONTACTS: Final = Look(
    f"""SELECT member, interaction_id, case_id, customer_id, channel AS alike, offered_at, answered_at, talk_seconds,
       next_at,
       talk_seconds < {SHORT} AND {_AGAIN} AS hit{_ANSWERED} AND talk_seconds IS NOT NULL""",
    {"touches": ("talk_seconds", "answered_at", "customer_id")},
    {"service_level": LEFT_OUT},
    key="interaction_id",
    noun="answered contacts",
)
HANG_UPS: Final = Look(
    f"""SELECT member, interaction_id, case_id, customer_id, channel AS alike, offered_at, ended_at, talk_seconds,
       next_at,
       {_AGAIN} AS again, ended_by = 'agent' AND NOT coalesce(transferred, false) AS hit{_ANSWERED}
       AND ended_by IS NOT NULL""",
    {"touches": ("ended_by", "answered_at", "customer_id")},
    key="interaction_id",
    noun="answered contacts",
    also={"called_again": "count_if(again AND hit)"},
)
SOURCE_FORGIVES: Final = Look(
    """SELECT member, case_id, opened_at, due_at, resolved_at, waiting_seconds, on_target, on_target AS hit,
       false AS without, epoch(resolved_at) - epoch(due_at) <= coalesce(waiting_seconds, 0) AS by_waits
FROM cases WHERE resolved_at > due_at AND on_target IS NOT NULL""",
    {"cases": ("on_target", "due_at", "resolved_at")},
    {"on_time.reported": COUNTS_AS},
    also={"by_waits": "count_if(by_waits AND hit)"},
)
LOOKS: Final[Mapping[str, Look]] = {
    "self-raised": SELF_RAISED,
    "closed-at-once": CLOSED_AT_ONCE,
    "customer-had-replied": CUSTOMER_HAD_REPLIED,
    "longer-target": LONGER_TARGET,
    "clocks-cancelled": CANCELLED,
    "cancelled-when-late": CANCELLED_WHEN_LATE,
    "reopened-as-new": REOPENED_AS_NEW,
    "short-contacts": SHORT_CONTACTS,
    "hang-ups": HANG_UPS,
    "source-forgives": SOURCE_FORGIVES,
}
