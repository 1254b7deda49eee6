"""The steps that a system's own states mean, told from one change to the next.

Systems log what a record's fields became. What that means as a step depends on how the case stood before: work after
a resolution is a reopening, work after a wait is a resumption, and who closes what nobody resolved resolves it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from truegreen.systems.define import Told

_DONE: Final = "('resolved', 'closed', 'cancelled', 'merged')"
_WAITING: Final = "('waiting_on_customer', 'waiting_on_other')"
_OVER: Final = 'PARTITION BY case_id ORDER BY "at", number, opening DESC, _file, _row'
_ALL_BEFORE: Final = f"({_OVER} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
KEPT: Final = ("state", "team", "agent_id", "priority", "calendar")
"""What a change may tell of how a case stands from then on."""


def stepped(told: Told, changes: str, usual: Mapping[str, str], also: Sequence[str] = ()) -> str:
    """Give SQL of the steps that changes mean, by case, in order: rows of ``case_event``.

    A change becomes one step, but two where it does two things: it reopens a case that waits at once, or it closes one
    that nobody resolved. A state that is not known gives a step of no kind.

    Args:
        told: what the project says that states mean.
        changes: SQL with ``case_id``, ``at``, ``number`` (their order within one time), ``opening`` (whether it is
            the case's beginning), ``said`` (the step where it is known), the columns of ``KEPT``, NULL where a change
            does not tell them, ``_file`` and ``_row``.
        usual: what states mean as a rule, in lower letters.
        also: further columns of the changes that are wanted.
    """
    before = ", ".join(f"last_value({each} IGNORE NULLS) OVER {_ALL_BEFORE} AS {each}_before" for each in KEPT[:3])
    listed = ", ".join(("case_id", '"at"', *KEPT, *also))
    return f"""
        WITH worded AS (
            SELECT *, {told.step("state", usual)} AS step FROM ({changes})
        ), moved AS (
            SELECT *, {before},
                   last_value(CASE WHEN state IS NOT NULL THEN coalesce(step, 'updated') END IGNORE NULLS)
                       OVER {_ALL_BEFORE} AS step_before
            FROM worded
        ), meant AS (
            SELECT *, {_kinds()} AS kinds FROM moved
        ), told AS (
            SELECT *, unnest(kinds) AS kind, generate_subscripts(kinds, 1) AS part FROM meant
        )
        SELECT {listed}, kind, _file, _row, row_number() OVER (
                   PARTITION BY case_id, "at" ORDER BY number, opening DESC, _file, _row, part) - 1 AS number
        FROM told"""


def _kinds() -> str:
    """Give SQL of what one change does."""
    return f"""CASE
        WHEN said IS NOT NULL THEN [said]
        WHEN opening AND step = 'closed' THEN ['opened', 'resolved', 'closed']
        WHEN opening AND step <> 'opened' THEN ['opened', step]
        WHEN opening THEN ['opened']
        WHEN state IS NULL OR state IS NOT DISTINCT FROM state_before
            THEN [CASE WHEN team <> coalesce(team_before, '') OR agent_id <> coalesce(agent_id_before, '')
                       THEN 'assigned' ELSE 'updated' END]
        WHEN step IS NULL THEN [NULL]
        WHEN step = 'closed' AND coalesce(step_before, '') NOT IN {_DONE} THEN ['resolved', 'closed']
        WHEN step IN {_DONE} THEN [step]
        WHEN step_before IN {_DONE} AND step IN {_WAITING} THEN ['reopened', step]
        WHEN step_before IN {_DONE} THEN ['reopened']
        WHEN step_before IN {_WAITING} AND step IN ('opened', 'working') THEN ['resumed']
        WHEN step = 'opened' THEN ['updated']
        ELSE [step]
    END"""
