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

from truegreen.systems.define import Fill, Told
from truegreen.systems.genesys.answers import AUDIT, FEEDBACK, FEEDBACK_APART, QUALITY, QUALITY_APART
from truegreen.systems.genesys.entities import ENTITIES
from truegreen.systems.genesys.touches import OFFERS, TOUCHES, VIEW_TOUCHES

NAME, TITLE = "genesys", "Genesys Cloud"

__all__ = ["ENTITIES", "NAME", "TITLE", "facts"]


def facts(told: Told) -> Iterator[Fill]:
    """Give what conversations become."""
    yield Fill("interaction", "conversation", TOUCHES, OFFERS)
    yield Fill("interaction", "interaction", VIEW_TOUCHES)
    yield Fill("quality", "conversation", QUALITY, AUDIT)
    yield Fill("quality", "evaluation", QUALITY_APART, AUDIT)
    yield Fill("feedback", "conversation", FEEDBACK)
    yield Fill("feedback", "survey", FEEDBACK_APART)
