"""What Jira's ids are called, and what its statuses mean where nobody said so.

A warehouse keeps ids where the API gives names too. A status that is not known by its name means what its category
says: to do, in progress or done.
"""

from __future__ import annotations

from typing import Final

from truegreen.systems.define import Told

USUAL: Final = {
    "open": "opened", "to do": "opened", "new": "opened", "waiting for support": "working", "in progress": "working",
    "escalated": "working", "reopened": "working", "waiting for customer": "waiting_on_customer",
    "waiting on customer": "waiting_on_customer", "waiting for approval": "waiting_on_other",
    "pending": "waiting_on_other", "on hold": "waiting_on_other", "resolved": "resolved", "done": "resolved",
    "closed": "closed", "canceled": "cancelled", "cancelled": "cancelled", "withdrawn": "cancelled",
}  # fmt: skip
"""What the statuses of Jira's own workflows mean."""
_DONE: Final = ("resolved", "closed", "cancelled")
# The categories are the same everywhere; in a CSV they have the name of the language.
_CATEGORY: Final = {"2": "opened", "new": "opened", "to do": "opened", "4": "working", "indeterminate": "working",
                    "in progress": "working", "3": "resolved", "done": "resolved"}  # fmt: skip


def named(of: str, ident: str) -> str:
    """Give SQL of what an id of a kind of record is called; the id itself where it is not known, as a name is."""
    return f"coalesce((SELECT any_value(name) FROM jira_{of} WHERE id = {ident}), {ident})"


def usual(told: Told) -> dict[str, str]:
    """Give what each status means that the export has: by its name, else by its category; what is done is done."""
    query = """
        SELECT lower(trim(name)) AS called, min(lower(coalesce(status_category, status_category_id))) FROM jira_status
        WHERE coalesce(status_category, status_category_id) IS NOT NULL GROUP BY 1
        UNION ALL
        SELECT lower(trim(status)), min(lower(status_category)) FROM jira_issue
        WHERE status_category IS NOT NULL GROUP BY 1
        UNION ALL
        SELECT lower(trim(status)), min(lower(status_category)) FROM jira_sheet
        WHERE status_category IS NOT NULL GROUP BY 1 ORDER BY ALL"""
    meanings = dict(USUAL)
    for name, category in told.ask(query):
        step = _CATEGORY.get(str(category), "")
        known = USUAL.get(str(name), "")
        if step and (not known or (step == "resolved") != (known in _DONE)):
            meanings[str(name)] = step
    return meanings
