"""Matters between the two sides as a review writes them: what each is, whose turn it is, whether it is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from truegreen.governance.kinds import kinds
from truegreen.governance.workflow import Stage, Tone
from truegreen.model.agreement import Side
from truegreen.model.matter import Matter
from truegreen.model.review import Governed
from truegreen.reports import figures
from truegreen.reports.review.parts import Cell, Need
from truegreen.reports.statuses import Mark

MARKS: Final = {
    Tone.GOOD: ("●", "good"), Tone.BAD: ("▼", "bad"), Tone.LATE: ("▼", "bad"), Tone.OPEN: ("○", "quiet"),
    Tone.WAITING: ("○", "quiet"), Tone.CLOSED: ("–", "quiet"),
}  # fmt: skip
LATE: Final = Mark("late", "▼", "bad")
_LONG: Final = 300


def need_of(matter: Matter) -> Need:
    """Say what somebody must be allowed to see who is told of a matter."""
    what, _, _ = matter.about.partition(":")
    return {"account": Need.ACCOUNTS, "line": Need.MONEY, "statement": Need.MONEY}.get(what, Need.NOTHING)


def of_kind(matters: Sequence[Matter], kind: str) -> list[Matter]:
    """Give the matters of a kind, the oldest first."""
    return sorted((each for each in matters if each.kind == kind), key=lambda each: (each.opened_at, each.id))


def moved_since(matter: Matter, governed: Governed) -> bool:
    """Say whether a matter moved since the last review."""
    return matter.since.date() >= governed.since


def is_late(matter: Matter, governed: Governed) -> bool:
    """Say whether the time of a matter that is not over is up."""
    return is_open(matter) and matter.due is not None and matter.due.date() < governed.today


def is_open(matter: Matter) -> bool:
    """Say whether somebody still has to do something."""
    stage = _stage(matter)
    return stage is not None and stage.turn is not None


def _stage(matter: Matter) -> Stage | None:
    held = kinds().get(matter.kind)
    return next((each for each in held.stages if each.name == matter.stage), None) if held else None


def stands(matter: Matter, governed: Governed) -> Cell:
    """Write where a matter stands; that it is late, where it is."""
    stage = _stage(matter)
    if is_late(matter, governed):
        return Cell(LATE.word, mark=LATE)
    if stage is None:
        return Cell(matter.stage)
    shape, tone = MARKS[stage.tone]
    return Cell(stage.title, mark=Mark(stage.title, shape, tone))


def kind_of(matter: Matter) -> str:
    """Write what kind of matter it is."""
    held = kinds().get(matter.kind)
    return held.title if held else matter.kind


def turn_of(matter: Matter, client: str, provider: str) -> str:
    """Name the side whose turn it is."""
    stage = _stage(matter)
    turn = stage.turn.side(matter.side) if stage and stage.turn else None
    return {Side.CLIENT: client, Side.PROVIDER: provider}.get(turn, "either side") if turn else "either side"


def owner_of(matter: Matter, governed: Governed) -> str:
    """Name who does it."""
    owner = matter.says.get("owner", "")
    return governed.people.get(owner, owner) or "nobody named"


def by_when(matter: Matter) -> str:
    """Write by which day it is done."""
    return matter.says.get("by_day") or (day(matter.due) if matter.due else "no day")


def said_last(matter: Matter) -> str:
    """Write what was decided, or what came of it, as far as somebody wrote it."""
    told = (matter.says.get(each, "") for each in ("decided", "outcome", "prevention", "why"))
    said = next(filter(None, told), "")
    return (said if len(said) <= _LONG else said[: _LONG - 1] + "…") or figures.NOTHING


def day(at: datetime) -> str:
    """Write a day."""
    return at.date().isoformat()
