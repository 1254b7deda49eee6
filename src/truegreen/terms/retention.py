"""Retention: a part of each invoice that is kept back until the work has proved itself, and released in parts.

Milestone retentions of the UK Model Services Contract and of works contracts release on a date, on an event such as
acceptance, or by amounts that are agreed each time. What is released is never more than is held.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import clamped, left, less, minus, no_money, plus, times
from truegreen.primitives.base import part_of
from truegreen.primitives.calendar import Per
from truegreen.primitives.entry import Entry, Keep, Post
from truegreen.primitives.gate import Condition, failed
from truegreen.primitives.invoice import on_invoice
from truegreen.primitives.ledger import at_most_held, held_after, held_before
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.rounding import Rounded, round_step
from truegreen.primitives.state import total_kept
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span


class Of(StrEnum):
    """What a share that is released is a share of."""

    HELD = "what is held"
    KEPT_BACK = "all that was kept back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A part that is paid out: on a day, when something has happened, or whenever its amount is given."""

    gives: Annotated[Operand, "Share or amount that is released"]
    of: Annotated[Of, "What it is a share of"]
    on: Annotated[date | None, "Day on which it is due"] = None
    when: Annotated[Condition | None, "What must be so in the period, for the first time"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """A part of each invoice that is kept back, and released in parts."""

    lines: Annotated[tuple[str, ...], "Charges and clauses of which a part is kept back, as they stand on the invoice"]
    share: Annotated[Operand, "Share that is kept back"]
    most: Annotated[Operand | None, "Most that is held at one time, as an amount"] = None
    until: Annotated[date | None, "Last day on which anything is kept back"] = None
    releases: Annotated[Mapping[str, Release], "What is released, by name"] = field(default_factory=dict)
    rounding: Annotated[Rounded, "How what is kept back or released is rounded"]
    at: Span = NOWHERE


def settle(says: Retention, now: Now) -> Iterator[Entry]:
    """Keep back the share of this invoice, and release what is due of all that is held."""
    held = held_before(now)
    kept_back = _kept_back(says, now, held)
    if kept_back.number:
        yield Keep("kept back", kept_back)
        yield Post(minus(now, kept_back, "kept back: {0}"), Category.HOLD, Paid.SAME)
    earlier = total_kept(now, "kept back", Per.TERM)
    ever = kept_back if earlier is None else plus(now, [earlier, kept_back], "{0} kept back before and {1} now")
    gone = yield from _released(says, now, plus(now, [held, kept_back], "{0} held before and {1} now"), ever)
    yield held_after(now, held, added=kept_back, gone=plus(now, gone) if gone else None)


def _released(says: Retention, now: Now, held: Step, ever: Step) -> Generator[Entry, None, list[Step]]:
    """Release what is due of what is held, one after the other."""
    gone = []
    for name, release in says.releases.items():
        if not _is_due(now, name, release):
            continue
        gives = part_of(now, step_of(now, release.gives, "money"), held if release.of is Of.HELD else ever)
        released = at_most_held(now, round_step(gives, says.rounding, now.clause), held)
        if released.number:
            yield Post(released, Category.HOLD, Paid.SAME, name=name)
            yield Keep(f"released {name}", released)
            gone.append(released)
            held = less(now, held, released)
    return gone


def _kept_back(says: Retention, now: Now, held: Step) -> Step:
    """Give what is kept back of this invoice; nothing of one that credits more than it charges."""
    nothing = no_money(now, "nothing to keep back")
    lines = [step for _, step in on_invoice(now, says.lines)]
    if not lines or (says.until is not None and now.period.start > says.until):
        return nothing
    part = round_step(times(now, step_of(now, says.share), plus(now, lines)), says.rounding, now.clause)
    if part.number <= 0:
        return nothing
    most = step_of(now, says.most, "money") if says.most is not None else None
    room = None if most is None else left(now, most, held, "no more than {0} in all, with {1} held")
    return part if room is None or room.value is None else clamped(now, part, None, room)


def _is_due(now: Now, name: str, release: Release) -> bool:
    """Say whether a part is due in this period."""
    if release.on is not None and release.on not in now.period:
        return False
    if release.when is None:
        return True
    return now.last_kept(f"released {name}") is None and not failed(now, [release.when])
