"""Where the time of an agreement's work went, by member: from the runs of its clocks, or from what its source says."""

from __future__ import annotations

from truegreen.clocks.by_team import Pauses
from truegreen.engine.duck import Duck
from truegreen.readings.audited_tables import Laid

_OF_RUNS = """
    SELECT member, case_id, elapsed_seconds AS ran, customer_seconds AS customer, other_seconds AS other
    FROM runs JOIN (SELECT case_id, member FROM cases) USING (case_id)
    WHERE state = 'stopped' AND clock = (SELECT clock FROM runs GROUP BY clock ORDER BY sum(customer_seconds +
          other_seconds) DESC, clock LIMIT 1)"""
_OF_CASES = """
    SELECT member, case_id, greatest(CAST(epoch(resolved_at) - epoch(opened_at) AS BIGINT) - waiting_seconds, 0) AS ran,
           waiting_seconds AS customer, 0 AS other
    FROM cases WHERE resolved_at >= opened_at AND waiting_seconds >= 0"""


def source(laid: Laid) -> str:
    """Give the query of time that ran and waited, by case; the source's own word where no clock is measured."""
    return _OF_RUNS if laid.filled["runs"] else _OF_CASES


def paused(duck: Duck, laid: Laid) -> list[Pauses]:
    """Give where the time went by member, with the sums that tell its doubt; ``team`` is the member."""
    rows = duck.records(f"""
        SELECT member AS team, CAST(sum(ran) AS BIGINT) AS ran, CAST(sum(customer) AS BIGINT) AS customer,
               CAST(sum(other) AS BIGINT) AS other, count_if(whole > 0) AS cases, sum(whole * whole) AS whole_squares,
               sum(still * still) AS still_squares, sum(whole * still) AS products
        FROM (SELECT member, sum(ran) AS ran, sum(customer) AS customer, sum(other) AS other,
                     CAST(sum(ran + customer + other) AS DOUBLE) AS whole,
                     CAST(sum(customer + other) AS DOUBLE) AS still
              FROM ({source(laid)}) GROUP BY member, case_id)
        GROUP BY member ORDER BY member""")
    return [Pauses(**each) for each in rows]


def expected(duck: Duck, laid: Laid) -> dict[str, float]:
    """Give the share of its time that would stand still for each member if each kind of its work waited as usual.

    Kinds are contact types and priorities: who has the work that waits is not who lets it wait.
    """
    return dict(
        duck.rows(f"""
        WITH timed AS (SELECT s.member, concat_ws('|', coalesce(c.contact_type, ''), coalesce(c.priority, '')) AS kind,
                              CAST(s.ran + s.customer + s.other AS DOUBLE) AS whole,
                              CAST(s.customer + s.other AS DOUBLE) AS still
                       FROM ({source(laid)}) AS s JOIN cases AS c USING (case_id)),
             usual AS (SELECT kind, sum(still) / sum(whole) AS share FROM timed GROUP BY kind HAVING sum(whole) > 0)
        SELECT member, sum(whole * share) / sum(whole) FROM timed JOIN usual USING (kind)
        GROUP BY member HAVING sum(whole) > 0""")
    )


TOOK = """SELECT member, case_id, CAST(epoch(resolved_at) - epoch(opened_at) AS BIGINT) AS took_seconds,
       CAST(epoch(due_at) - epoch(opened_at) AS BIGINT) AS target_seconds
FROM cases WHERE resolved_at >= opened_at AND due_at > opened_at"""
"""What resolved cases with a target took, around the clock, as their due times count."""
