"""Genesys Cloud: conversation details, with their evaluations and surveys.

A conversation has participants, those have sessions, those have segments and metrics. Each time that somebody is
offered to a queue (``nOffered``) is an interaction; menus and bots alone are none. Waits are the vendor's own
(``tAnswered``, ``tAbandon``); a short abandon (``tShortAbandon``) is an abandon, and how short is too short is said by
the metric that counts it.

Shapes: “AnalyticsConversation” of the platform's interface, the same as tables, and the export of the view of
interactions.
"""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.model.finding import error
from truegreen.systems.define import Fill, Told
from truegreen.systems.genesys.answers import AUDIT, FEEDBACK, FEEDBACK_APART, QUALITY, QUALITY_APART
from truegreen.systems.genesys.entities import ENTITIES
from truegreen.systems.genesys.touches import OFFERS, TOUCHES, VIEW_TOUCHES
from truegreen.units.span import Span

NAME, TITLE = "genesys", "Genesys Cloud"

__all__ = ["ENTITIES", "NAME", "TITLE", "facts"]


def facts(told: Told) -> Iterator[Fill]:
    """Give what conversations become, and say which cannot be taken apart."""
    for column in ("participants", "evaluations", "surveys"):
        _say_unreadable(told, column)
    yield Fill("interaction", "conversation", TOUCHES, OFFERS)
    yield Fill("interaction", "interaction", VIEW_TOUCHES)
    yield Fill("quality", "conversation", QUALITY, AUDIT)
    yield Fill("quality", "evaluation", QUALITY_APART, AUDIT)
    yield Fill("feedback", "conversation", FEEDBACK)
    yield Fill("feedback", "survey", FEEDBACK_APART)


def _say_unreadable(told: Told, column: str) -> None:
    if not told.has("conversation", column):
        return
    is_list = f"CASE WHEN json_valid({column}) THEN json_type({column}) = 'ARRAY' ELSE false END"
    broken = f"{column} IS NOT NULL AND NOT ({is_list})"
    query = f"SELECT count(*), arg_min(_file, _row), min(_row) FROM genesys_conversation WHERE {broken}"
    ((count, file, row),) = told.ask(query)
    if isinstance(count, int) and count:
        says = f"What stands in {column} is no list of JSON, in {count:,} conversations, first here."
        remedy = "Export the conversations whole; a cell of a table may be too small for them."
        told.findings.append(error(Span(str(file), int(str(row))), "unreadable-value", says, remedy, count))
