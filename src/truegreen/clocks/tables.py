"""The table that clocks make: one row per run of an agreed clock over a case."""

from __future__ import annotations

from typing import Final

from truegreen.facts.tables import Column, Table

CLOCK_RUN: Final = Table(
    "clock_run",
    "one run of an agreed clock over a case",
    ("case_id", "clock", "number"),
    (
        Column("case_id", "text", "The case", required=True),
        Column("account_id", "text", "The client's customer, as a company"),
        Column("clock", "text", "Agreement and clock, like acme-care/resolution", required=True),
        Column("number", "integer", "Which run, from 1", required=True),
        Column("state", "text", "How it stands", one_of=("running", "paused", "stopped", "cancelled")),
        Column("team", "text", "Team that had it in the end"),
        Column("priority", "text", "Priority that it was held to"),
        Column("calendar", "text", "Calendar that it ran by in the end; empty for around the clock"),
        Column("target_seconds", "integer", "Seconds it may take"),
        Column("started_at", "time", "When it started", dated=True),
        Column("stopped_at", "time", "When it stopped", dated=True),
        Column("due_at", "time", "When its target was or is used up", dated=True),
        Column("elapsed_seconds", "integer", "Seconds it ran, by its calendar"),
        Column("customer_seconds", "integer", "Seconds it waited for the customer, by its calendar"),
        Column("other_seconds", "integer", "Seconds it waited for others, by its calendar"),
        Column("actual_seconds", "integer", "Seconds from start to stop, around the clock"),
        Column("on_time", "boolean", "Whether it kept its target; empty while it goes on"),
    ),
    ("started_at",),
    ("team", "priority"),
    ("case", "account"),
)


def full_name(agreement: str, clock: str) -> str:
    """Name a clock among those of all agreements."""
    return f"{agreement}/{clock}"
