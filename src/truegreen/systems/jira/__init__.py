"""Jira, and Jira Service Management: issues with their history, comments, SLAs and organizations.

``entities`` has the exports, ``names`` what ids and statuses mean, ``changes`` and ``lives`` make steps of changelogs
and of a warehouse's history, ``clocks``, ``cases`` and ``sheet`` the rest, and ``dates`` reads those of a CSV.
"""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.systems.define import Fill, Told
from truegreen.systems.jira.cases import cases
from truegreen.systems.jira.clocks import clocks
from truegreen.systems.jira.entities import ENTITIES
from truegreen.systems.jira.lives import events, lives
from truegreen.systems.jira.sheet import sheet, sheet_cases

NAME, TITLE = "jira", "Jira Service Management"

__all__ = ["ENTITIES", "NAME", "TITLE", "facts"]


def facts(told: Told) -> Iterator[Fill]:
    """Give what each record becomes."""
    table = sheet(told)
    steps = lives(told, table)
    yield from cases(told, steps)
    yield from sheet_cases(table)
    yield from events(steps)
    yield from clocks()
