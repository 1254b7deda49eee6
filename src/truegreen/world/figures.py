"""What the world's books add up: each figure is a sum over what was drawn, by month and cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from truegreen.world.cases import DECIDED, OTHER


@dataclass(frozen=True, slots=True)
class Page:
    """Figures that are added up from one relation.

    Attributes:
        relation: what is added up; ``where`` limits it.
        time: what puts a row into its month: London's seconds.
        figures: by name, what each row adds: a truth value or a number.
    """

    relation: str
    time: str
    figures: Mapping[str, str]
    where: str = "true"


CASES: Final = Page(
    "cases",
    "local(opened)",
    {
        "cases": "true",
        "with_target": "due",
        "on_time": "due AND NOT late",
        "customer_raised_with_target": "due AND raised_by = 2",
        "customer_raised_on_time": "due AND raised_by = 2 AND NOT late",
        "reported_on_time": "reported",
        "old_enough": f"opened <= {DECIDED} AND NOT anonymous",
        "came_back": f"opened <= {DECIDED} AND back",
        "came_back_any_matter": f"opened <= {DECIDED} AND (back OR comes = {OTHER})",
        "reopened": "reopened",
        "escalated": "escalated",
        "reassigned": "handed_over > 0",
        "case_cost": "(labour + platform) * DECIMAL '0.01'",
    },
)
RESOLVED: Final = Page(
    "cases",
    "local(solved)",
    {
        "resolved": "true",
        "resolved_in_one_touch": "handed_over = 0 AND NOT reopened",
        "resolved_reopened": "reopened",
        "resolved_cost": "(labour + platform) * DECIMAL '0.01'",
    },
    where="done",
)
CALLS: Final = Page(
    "calls",
    "local(offered)",
    {
        "offered": "true",
        "answered": "answered",
        "answered_in_20s": "answered AND fast",
        "abandoned": "NOT answered",
        "abandoned_in_5s": "short",
        "wait_seconds": "CASE WHEN answered THEN wait ELSE 0 END",
        "handle_seconds": "talked + held + wrapped",
    },
)
SURVEYS: Final = Page(
    "surveyed",
    "asked",
    {
        "csat_eligible": "true",
        "csat_invited": "invited",
        "csat_answered": "answered",
        "csat_satisfied": "answered AND satisfied",
        "nps_invited": "recommend",
        "nps_answered": "recommend AND answered",
        "promoters": "recommend AND answered AND promoter = 1",
        "detractors": "recommend AND answered AND promoter = -1",
    },
)
EVALUATIONS: Final = Page(
    "checked",
    "checked",
    {
        "evaluated": "true",
        "without_customer_critical": "NOT spoils",
        "without_any_critical": "NOT (spoils OR costs OR breaks)",
    },
    where="final",
)


PAGES: Final = (CASES, RESOLVED, CALLS, SURVEYS, EVALUATIONS)
