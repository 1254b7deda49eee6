"""Zendesk: tickets with their history, its clocks, schedules, people, organizations and satisfaction ratings.

``entities`` has the exports, ``changes`` makes one history of those that tell one, ``events``, ``cases``, ``declared``
and ``hours`` make facts of them, and ``zones`` knows what Zendesk calls a time zone.
"""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.systems.define import Fill, Told
from truegreen.systems.zendesk.cases import cases, ratings
from truegreen.systems.zendesk.declared import counted, declared
from truegreen.systems.zendesk.entities import UNUSED, USED
from truegreen.systems.zendesk.events import events, lives
from truegreen.systems.zendesk.hours import hours
from truegreen.systems.zendesk.zones import tell_unknown_zones

NAME, TITLE = "zendesk", "Zendesk"
ENTITIES = (*USED, *UNUSED)


def facts(told: Told) -> Iterator[Fill]:
    """Give what each record becomes."""
    tell_unknown_zones(told)
    steps, minutes = lives(told), counted(told)
    yield from cases(steps, minutes)
    yield from events(steps)
    yield from declared(steps, minutes)
    yield from hours(told)
    yield from ratings()
