"""ServiceNow: tasks and incidents, task SLAs, audit, metrics, schedules and surveys.

As the Table API gives them (texts, references as link and value, with or without display values), as warehouses keep
them (``assigned_to_value``; an incident's own columns in one table, its task's in another), as lists saved from the
screen, and as a log with one row per update. Fields are those of ServiceNow's documentation of the tables and of
Fivetran's dbt package; the log's are those of the UCI data set 498.
"""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.model.finding import note
from truegreen.systems.define import Fill, Told
from truegreen.systems.servicenow.cases import case_fills, keep_cases
from truegreen.systems.servicenow.clocks import cancelled, clock_fills
from truegreen.systems.servicenow.events import event_fills
from truegreen.systems.servicenow.hours import hours_fills
from truegreen.systems.servicenow.surveys import survey_fills
from truegreen.systems.servicenow.tables import ENTITIES as ENTITIES
from truegreen.units.span import Span

NAME, TITLE = "servicenow", "ServiceNow"


def facts(told: Told) -> Iterator[Fill]:
    """Give what each table becomes."""
    known = keep_cases(told)
    cancelled(told, known)
    _left_out(told, known)
    yield from case_fills(known)
    yield from event_fills(told, known)
    yield from clock_fills(told, known)
    yield from hours_fills()
    yield from survey_fills(known)
    yield Fill(
        "account",
        "core_company",
        """
        SELECT record AS account_id, market_sector AS segment, rank_tier AS tier, _file, _row
        FROM servicenow_core_company WHERE customer
        """,
    )


def _left_out(told: Told, known: str) -> None:
    """Add notes on tasks that are no work for a customer."""
    query = f"""{known}
        SELECT coalesce(sys_class_name, '?'), count(*), min(_file) FROM tasks ANTI JOIN cases USING (_file, _row)
        GROUP BY 1 ORDER BY 2 DESC, 1"""
    for of, count, file in told.ask(query):
        says = f"{count:,} rows are tasks of {of}, which are no work for a customer."
        told.findings.append(note(Span(str(file)), "not-a-case", says, "Nothing, if that is so.", int(str(count))))
