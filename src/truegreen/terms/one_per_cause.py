"""One per cause: where one incident fails several measures, only one of their credits stands.

Sources: a US state's shared-services contract lets the State "select any one"; the UK Model Services Contract does not
count a related failure. What caused a miss is given with the reading (``incident``). The clause belongs after the
credits that it covers and before what caps them. Points have a switch of their own, since they become money together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from truegreen.model.finding import warning
from truegreen.model.reading import Contract
from truegreen.model.step import plain
from truegreen.primitives.base import when_measured
from truegreen.primitives.entry import Alter, Entry, Open
from truegreen.primitives.measure import judgements, measure_of
from truegreen.primitives.now import Now
from truegreen.primitives.seen import word_of
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Stands(StrEnum):
    """Which credit stands of those for one cause."""

    LARGEST = "the largest"
    FIRST = "the first named"
    CHOSEN = "the one chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerCause:
    """Credits of which only one stands for each incident."""

    covers: Annotated[tuple[str, ...], "Ids of the clauses whose credits are meant"]
    stands: Annotated[Stands, "Which of them stands; among equals the one that comes first"]
    choice: Annotated[str, "Figure that names the credits chosen; where it names none, the largest stands"] = ""
    at: Span = NOWHERE


def settle(says: OnePerCause, now: Now) -> Iterator[Entry]:
    """Let one credit stand for each incident, and bring the others to zero."""
    causes: dict[str, list[Open]] = {}
    for line in [each for each in now.lines.values() if each.term in says.covers and each.number < 0]:
        incidents = _incidents(now, line)
        if len(incidents) > 1:
            words = f"The credit “{line.id}” is for {len(incidents)} incidents, so none of them takes it away."
            yield warning(says.at, "several-causes", words, "Settle the measure over windows that do not span them.")
        elif incidents:
            causes.setdefault(incidents.pop(), []).append(line)
    for incident, lines in causes.items():
        stands = _standing(says, now, lines)
        for line in lines:
            if line is not stands:
                words = f"{{0}}: not due, since {stands.id} with {{1}} stands for the incident {plain(incident)}"
                none = Value(Fraction(0), now.agreement.currency)
                yield Alter(line.id, now.step(words, line.because, stands.because, value=none))


def _incidents(now: Now, line: Open) -> set[str]:
    """Give what caused the misses that a line is for."""
    says, name = now.agreement.terms[line.term].says, measure_of(now, line.term, line.id)
    if name not in now.agreement.measures:
        return set()
    then, _ = when_measured(now, getattr(says, "base", None), getattr(says, "paid", line.paid))
    return {each.incident for each in judgements(then, name) if each.incident and each.status is not Contract.MET}


def _standing(says: OnePerCause, now: Now, lines: Sequence[Open]) -> Open:
    chosen = re.split("[ ,;]+", word_of(now, says.choice)) if says.stands is Stands.CHOSEN and says.choice else []
    if named := [each for each in lines if each.id in chosen or each.term in chosen]:
        return named[0]
    if says.stands is Stands.FIRST:
        return min(lines, key=lambda each: says.covers.index(each.term))
    return min(lines, key=lambda each: each.number)
