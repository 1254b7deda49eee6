"""What ServiceNow's states, reasons and priorities mean, by their codes and by their words."""

from __future__ import annotations

from typing import Final

from truegreen.engine import sql

# Codes of the base system, by table and column; an instance's own are in its sys_choice.
_CODES: Final = {
    ("incident", "state"): {
        "1": "New", "2": "In Progress", "3": "On Hold", "4": "Awaiting User Info", "5": "Awaiting Evidence",
        "6": "Resolved", "7": "Closed", "8": "Canceled",
    },
    ("incident", "hold_reason"): {
        "1": "Awaiting Caller", "2": "Awaiting Change", "3": "Awaiting Problem", "4": "Awaiting Vendor",
    },
    ("sn_customerservice_case", "state"): {
        "1": "New", "10": "Open", "18": "Awaiting Info", "6": "Resolved", "3": "Closed", "7": "Canceled",
    },
    ("task", "state"): {
        "-5": "Pending", "1": "Open", "2": "Work in Progress", "3": "Closed Complete", "4": "Closed Incomplete",
        "7": "Closed Skipped",
    },
}  # fmt: skip
CLASSES: Final = {
    "incident": "incident", "sn_customerservice_case": "sn_customerservice_case", "case": "sn_customerservice_case",
    "sc_req_item": "sc_req_item", "requested item": "sc_req_item", "sc_request": "sc_request", "request": "sc_request",
    "sn_hr_core_case": "sn_hr_core_case", "hr case": "sn_hr_core_case", "ticket": "ticket",
    "universal_request": "universal_request", "universal request": "universal_request",
}  # fmt: skip
"""Tasks that are work for a customer, by the name or label of their table; changes, problems and the like are not."""
STEPS: Final = {
    "new": "opened", "open": "opened", "registered": "opened", "draft": "opened", "active": "working",
    "assigned": "working", "in progress": "working", "work in progress": "working", "in process": "working",
    "on hold": "waiting_on_other", "pending": "waiting_on_other", "awaiting caller": "waiting_on_customer",
    "awaiting user info": "waiting_on_customer", "awaiting info": "waiting_on_customer",
    "awaiting customer": "waiting_on_customer", "solution proposed": "waiting_on_customer",
    "awaiting change": "waiting_on_other", "awaiting problem": "waiting_on_other",
    "awaiting vendor": "waiting_on_other", "awaiting evidence": "waiting_on_other", "suspended": "waiting_on_other",
    "resolved": "resolved", "closed": "closed", "closed complete": "closed", "closed incomplete": "cancelled",
    "closed skipped": "cancelled", "canceled": "cancelled", "cancelled": "cancelled",
}  # fmt: skip
"""The step that a state means. On hold without a reason waits for others: who waits for customers must be told so."""

WORDS: Final = "servicenow_words"


def words() -> str:
    """Give SQL of the label of each code, by table and column: the instance's own before those of the base system."""
    usual = ", ".join(
        f"({sql.text(table)}, {sql.text(column)}, {sql.text(code)}, {sql.text(word)}, 2)"
        for (table, column), meant in _CODES.items()
        for code, word in meant.items()
    )
    return f"""
        SELECT of, field, code, arg_min(word, (rank, word)) AS word FROM (
            SELECT coalesce(lower(name), 'incident') AS of, replace(lower(element), 'incident_state', 'state') AS field,
                   value AS code, label AS word,
                   CASE WHEN coalesce(language, 'en') = 'en' THEN 0 ELSE 1 END AS rank
            FROM servicenow_sys_choice
            UNION ALL FROM (VALUES {usual})
        ) GROUP BY ALL"""


def word(value: str, label: str, of: str, field: str) -> str:
    """Give SQL of a state or reason in words: its label, else what its code stands for, else itself.

    Args:
        value: SQL of the code, or of the word.
        label: SQL of the label, where the export has it.
        of: SQL of the record's table.
        field: state or hold_reason.
    """
    tables = f"w.of IN ({of}, 'task') AND w.field = {sql.text(field)} AND w.code = {value}"
    own = f"(SELECT arg_min(w.word, CASE w.of WHEN {of} THEN 0 ELSE 1 END) FROM words AS w WHERE {tables})"
    return f"coalesce({label}, {own}, {value})"


def priority(value: str) -> str:
    """Give SQL of a priority's number, where it is written before the word, as in 1 - Critical."""
    return f"coalesce(nullif(regexp_extract({value}, '^([0-9]+)( - .*)?$', 1), ''), {value})"
