"""Make a move: check, do, and say what to write down. Nothing else changes where a matter stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, TypeAlias

from truegreen.governance.answers import problem
from truegreen.governance.asking import Denied, denied
from truegreen.governance.due import due, end_of
from truegreen.governance.saying import sentence
from truegreen.governance.workflow import Move, Says, Workflow
from truegreen.model.agreement import Agreement, Side
from truegreen.model.journal import CLOCK, Event
from truegreen.model.matter import Approval, Matter
from truegreen.model.people import Person

TITLE: Final = "title"
"""What the opening move asks for first: the matter in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody wants to do.

    Attributes:
        move: the move's name.
        by: who.
        at: when, UTC.
        says: what they say, by the names of what is asked.
        found: what the room found out for them, such as a back-test's result; by the names of what is found.
        seen: how often the matter had been moved when they looked at it.
        digest: of the text they had before them, where the move approves one.
    """

    move: str
    by: Person
    at: datetime
    says: Says = field(default_factory=dict)
    found: Says = field(default_factory=dict)
    seen: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """It is done: where the matter stands now, and what to write down."""

    matter: Matter
    event: Event


@dataclass(frozen=True, slots=True)
class Unready:
    """It cannot be done as it is.

    Attributes:
        problems: what is wrong and what to do, by the name of what was asked; under no name where it is the matter.
    """

    problems: Mapping[str, str]


Outcome: TypeAlias = Moved | Denied | Unready


def opened(workflow: Workflow, act: Act, agreement: Agreement, name: str, about: str = "") -> Outcome:
    """Open a matter.

    Args:
        workflow: which kind.
        act: by whom, when, and what they say; its move is not looked at.
        agreement: as it stands on that day.
        name: the matter's id.
        about: what it is about.
    """
    return _made(workflow, workflow.opening, begun(workflow, act, agreement, name, about), act, agreement)


def begun(workflow: Workflow, act: Act, agreement: Agreement, name: str, about: str = "") -> Matter:
    """Give a matter as it is before its first move, for those who find out something about it."""
    side = act.by.side_in(agreement.agreement) or Side.BOTH
    return Matter(
        id=name, kind=workflow.name, agreement=agreement.agreement, title=act.says.get(TITLE, "").strip(), about=about,
        stage="", side=side, opened_by=act.by.id, opened_at=act.at, since=act.at,
    )  # fmt: skip


def moved(workflow: Workflow, matter: Matter, act: Act, agreement: Agreement) -> Outcome:
    """Move a matter.

    Raises:
        KeyError: the workflow has no such move.
    """
    return _made(workflow, workflow.move(act.move), matter, act, agreement)


def on_silence(workflow: Workflow, matter: Matter, now: datetime, agreement: Agreement) -> Moved | None:
    """Give what comes of a matter whose time is up; None while it is not, or where it only is late."""
    stage = workflow.stage(matter.stage)
    if matter.due is None or now < matter.due or not stage.silence:
        return None
    act = Act(move=stage.silence, by=Person(CLOCK, "Nobody"), at=matter.due, seen=matter.moves)
    return _done(workflow, workflow.move(stage.silence), matter, act, agreement)


def moves_for(workflow: Workflow, matter: Matter, person: Person) -> Sequence[tuple[Move, Denied | None]]:
    """Give the moves that lead on from where a matter stands, each with why this person may not make it."""
    leading = [each for each in workflow.moves if matter.stage in each.start and not each.by_clock]
    return [(each, denied(person, each.right, matter.agreement, each.turn.side(matter.side))) for each in leading]


def _made(workflow: Workflow, move: Move, matter: Matter, act: Act, agreement: Agreement) -> Outcome:
    no = denied(act.by, move.right, matter.agreement, move.turn.side(matter.side))
    if no:
        return no
    wrong = _wrong(move, matter, act, agreement)
    return Unready(wrong) if wrong else _done(workflow, move, matter, act, agreement)


def _wrong(move: Move, matter: Matter, act: Act, agreement: Agreement) -> dict[str, str]:
    if move.by_clock or (matter.stage and matter.stage not in move.start):
        return {"": sentence("It does not stand where this can be done any more; look again.")}
    if matter.moves != act.seen:
        return {"": sentence("Somebody moved it since you looked; look again before you decide.")}
    if not {*move.finds} <= {*act.found}:
        return {"": "This move is made where what it is about is shown, not here."}
    if move.is_joint and any(each.by == act.by.id for each in _same(matter, move, act)):
        return {"": sentence("You said yes already; now it takes somebody of the other side.")}
    asked = {each.name: problem(each, act.says.get(each.name, ""), agreement) for each in move.asks}
    wrong = {name: says for name, says in asked.items() if says}
    if not wrong and move.refuses and (why := move.refuses(matter, agreement, _said(move, act))):
        return {"": why}
    return wrong


def _said(move: Move, act: Act) -> Says:
    """Give what was asked for and said, and what was found."""
    told = {each.name: act.says.get(each.name, "").strip() for each in move.asks}
    return {**{name: text for name, text in told.items() if text}, **{name: act.found[name] for name in move.finds}}


def _done(workflow: Workflow, move: Move, matter: Matter, act: Act, agreement: Agreement) -> Moved:
    said = _said(move, act)
    added = move.adds(matter, agreement, said) if move.adds else {}
    after = replace(matter, says={**matter.says, **said, **added}, moves=matter.moves + 1)
    if move.is_joint:
        after = replace(after, approvals=(*_same(matter, move, act), _approval(matter, move, act)))
    if not move.is_joint or {each.side for each in after.approvals} >= {Side.CLIENT, Side.PROVIDER}:
        to = move.fork(matter, agreement, said) if move.fork else move.to
        after = replace(after, stage=to, since=act.at, approvals=())
        after = replace(after, due=_due(workflow, after, agreement))
    return Moved(after, _event(move, matter, after, act))


def _approval(matter: Matter, move: Move, act: Act) -> Approval:
    side = act.by.side_in(matter.agreement) or Side.BOTH
    return Approval(move.name, side, act.by.id, act.at, act.digest)


def _same(matter: Matter, move: Move, act: Act) -> tuple[Approval, ...]:
    """Give the approvals of the same text; one of another text counts no more."""
    return tuple(each for each in matter.approvals if each.move == move.name and each.seen == act.digest)


def _due(workflow: Workflow, matter: Matter, agreement: Agreement) -> datetime | None:
    stage = workflow.stage(matter.stage)
    if stage.by_day:
        return end_of(date.fromisoformat(matter.says[stage.by_day]), agreement)
    answers = agreement.governance.answers if agreement.governance else {}
    own = workflow.within(matter, agreement) if workflow.within else None
    within = own or (answers.get(workflow.name) if stage.within else None) or stage.within
    return due(matter.since, within, agreement) if within else None


def _event(move: Move, before: Matter, after: Matter, act: Act) -> Event:
    was, now = _flat(before), _flat(after)
    changed = sorted(name for name in {*was, *now} if was.get(name, "") != now.get(name, ""))
    return Event(
        at=act.at, actor=act.by.id, side="" if act.by.id == CLOCK else str(act.by.side_in(after.agreement) or ""),
        name=f"truegreen.{after.kind}.{move.done}", agreement=after.agreement, about=after.id,
        says=f"{after.title}: {move.done.replace('-', ' ')}.",
        before={name: was[name] for name in changed if name in was},
        after={name: now[name] for name in changed if name in now},
    )  # fmt: skip


def _flat(matter: Matter) -> dict[str, str]:
    """Give all of a matter that can change, as texts."""
    told = {"stage": matter.stage, "due": matter.due.isoformat() if matter.due else "",
            **{f"says.{name}": text for name, text in matter.says.items()},
            **{f"approved.{each.side}": f"{each.by} {each.seen}".strip() for each in matter.approvals}}  # fmt: skip
    return {name: text for name, text in told.items() if text}
