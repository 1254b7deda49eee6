"""What both sides did with each other since last time: decisions, actions, what was closed, what waits for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from truegreen.model.matter import Matter
from truegreen.model.review import Governed
from truegreen.reports import figures
from truegreen.reports.review.matters import (
    by_when,
    day,
    is_late,
    is_open,
    kind_of,
    moved_since,
    need_of,
    of_kind,
    owner_of,
    said_last,
    stands,
    turn_of,
)
from truegreen.reports.review.parts import Block, Cell, Column, Need, Section, Sentence, Table

DECIDED: Final = (
    Column("Decision", width=3.0), Column("What was decided", width=4.0), Column("On", width=1.0),
    Column("Stands", width=1.2),
)  # fmt: skip
ACTIONS: Final = (
    Column("Action", width=3.4), Column("Who", width=1.4), Column("By", width=1.0), Column("Stands", width=1.2),
)  # fmt: skip
CLOSED: Final = (
    Column("Matter", width=1.0), Column("Kind", width=1.3), Column("What", width=3.0),
    Column("What came of it", width=3.0), Column("Stands", width=1.6), Column("On", width=1.0),
)  # fmt: skip
WAITING: Final = (
    Column("Matter", width=1.0), Column("Kind", width=1.3), Column("What", width=3.4), Column("Stands", width=1.8),
    Column("Waits for", width=1.3), Column("Until", width=0.9),
)  # fmt: skip
NOBODY: Final = "No workspace keeps decisions and actions for this agreement, so that none can be told"
_HARD: Final = ("dispute", "escalation")
_UNDER_WAY: Final = ("escalation", "cause", "initiative", "action", "risk")
_NEVER: Final = datetime.max.replace(tzinfo=UTC)
_APART: Final = ("decision", "action", "review", "statement", "feedback")
_ABOUT: Final = {Need.NOTHING: "", Need.MONEY: " about statements", Need.ACCOUNTS: " about accounts"}


def section(governed: Governed | None, client: str, provider: str) -> Section:
    """Tell what was decided and done, and what waits."""
    name = "Decisions and actions since last time"
    if governed is None:
        return Section("decisions", name, [Block("decided", NOBODY)])
    blocks = [_decided(governed), _doing(governed)]
    for need in (Need.NOTHING, Need.MONEY, Need.ACCOUNTS):
        apart = [each for each in governed.matters if need_of(each) is need and _is_told(each)]
        blocks += [*_closed(need, [each for each in apart if not is_open(each)], governed)]
        blocks += [*_waiting(need, [each for each in apart if is_open(each)], governed, (client, provider))]
    return Section("decisions", name, blocks)


def open_questions(governed: Governed | None) -> list[Matter]:
    """Give the questions that were put up and not decided."""
    return [each for each in of_kind(governed.matters, "decision") if each.stage == "asked"] if governed else []


def pressing(governed: Governed | None) -> int:
    """Count matters that are late, disputed or escalated, whatever they are about."""
    if governed is None:
        return 0
    hard = [each for each in governed.matters if each.kind in _HARD and is_open(each)]
    late = [each for each in governed.matters if is_late(each, governed) and each not in hard]
    return len(hard) + len(late)


def under_way(governed: Governed | None, about: Sequence[str], client: str, provider: str) -> str:
    """Say which matters in whose titles all these names stand are under way, for whom they wait and until when."""
    named = [each.casefold() for each in about]
    found = [
        each for each in (governed.matters if governed else ())
        if named and need_of(each) is Need.NOTHING and each.kind in _UNDER_WAY and is_open(each)
        and all(name in each.title.casefold() for name in named)
    ]  # fmt: skip
    told = (
        f"{kind_of(each).lower()} “{each.title}” waits for {turn_of(each, client, provider)}"
        f"{f' until {day(each.due)}' if each.due else ''}"
        for each in sorted(found, key=lambda each: (each.opened_at, each.id))
    )
    return f"Under way: {'; '.join(told)}." if found else ""


def _is_told(matter: Matter) -> bool:
    """Say whether a matter is told apart from decisions and actions."""
    return matter.kind not in _APART or need_of(matter) is not Need.NOTHING


def _plain(governed: Governed, kind: str) -> list[Matter]:
    return [each for each in of_kind(governed.matters, kind) if need_of(each) is Need.NOTHING]


def _decided(governed: Governed) -> Block:
    found = [each for each in _plain(governed, "decision") if each.stage != "asked" and moved_since(each, governed)]
    since = figures.day(governed.since)
    said = f"Told since the review of {since}." if governed.held else (
        f"Told from the first day of the period on, {since}."
    )  # fmt: skip
    rows = [[Cell(each.title), Cell(said_last(each)), Cell(day(each.since)), stands(each, governed)] for each in found]
    verb = "was" if len(found) == 1 else "were"
    title = f"{figures.counted(len(found), 'question')} {verb} closed since {since}"
    return Block(
        "decided", title if found else f"Nothing was decided since {since}", [Sentence(said)],
        table=_table("decisions", "Decisions", DECIDED, rows),
    )  # fmt: skip


def _doing(governed: Governed) -> Block:
    found = [each for each in _plain(governed, "action") if is_open(each) or moved_since(each, governed)]
    rows = [
        [Cell(each.title), Cell(owner_of(each, governed)), Cell(by_when(each)), stands(each, governed)]
        for each in sorted(found, key=lambda each: not is_late(each, governed))
    ]
    return Block(
        "actions", _done(found, governed), [*_late(found, governed)], table=_table("actions", "Actions", ACTIONS, rows)
    )


def _done(actions: Sequence[Matter], governed: Governed) -> str:
    """Count actions: those done or dropped, those to do, and the late ones among these."""
    if not actions:
        return "No action is open, and none was finished"
    to_do = sum(map(is_open, actions))
    late = sum(is_late(each, governed) for each in actions)
    over = len(actions) - to_do
    parts = [
        f"{figures.counted(over, 'action')} done or dropped" if over else "No action was finished",
        f"{to_do} to do",
    ]
    return ", ".join([*parts, *([f"{late} of {'it' if to_do == 1 else 'them'} late"] if late else [])])


def _late(actions: Sequence[Matter], governed: Governed) -> Iterator[Sentence]:
    for each in actions:
        if is_late(each, governed):
            yield Sentence(f"Late: {each.title}, by {by_when(each)}, {owner_of(each, governed)}.", (each.id,))


def _closed(need: Need, found: Sequence[Matter], governed: Governed) -> Iterator[Block]:
    """Tell what was closed since last time."""
    over = sorted((each for each in found if moved_since(each, governed)), key=lambda each: (each.since, each.id))
    if over:
        rows = [
            [Cell(each.id), Cell(kind_of(each)), Cell(each.title), Cell(said_last(each)), stands(each, governed),
             Cell(day(each.since))]
            for each in over
        ]  # fmt: skip
        about, name = _ABOUT[need], _named("closed", need)
        verb = "was" if len(over) == 1 else "were"
        title = f"{figures.counted(len(over), 'matter')}{about} {verb} closed since {figures.day(governed.since)}"
        yield Block(name, title, table=Table(name, f"What was closed{about}", CLOSED, rows), needs=need)


def _waiting(need: Need, found: Sequence[Matter], governed: Governed, sides: tuple[str, str]) -> Iterator[Block]:
    """Tell what waits, for whom, and what of it is late; the first that is due first."""
    if not found:
        return
    waits = sorted(found, key=lambda each: (each.due or _NEVER, each.id))
    rows = [
        [Cell(each.id), Cell(kind_of(each)), Cell(each.title), stands(each, governed), Cell(turn_of(each, *sides)),
         Cell(day(each.due) if each.due else figures.NOTHING)]
        for each in waits
    ]  # fmt: skip
    many = Counter(turn_of(each, *sides) for each in waits)
    whose = ", ".join(f"{number} for {who}" for who, number in many.most_common())
    late, verb = sum(is_late(each, governed) for each in waits), "waits" if len(waits) == 1 else "wait"
    about, name = _ABOUT[need], _named("waiting", need)
    title = f"{figures.counted(len(waits), 'matter')}{about} {verb}: {whose}{f'; {late} late' if late else ''}"
    yield Block(name, title, table=Table(name, f"What waits{about}", WAITING, rows), needs=need)


def _named(name: str, need: Need) -> str:
    return f"{name}-{need.name.lower()}" if need else name


def _table(name: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table | None:
    return Table(name, title, columns, rows) if rows else None
