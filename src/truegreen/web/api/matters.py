"""Matters: list, look, open, move; what may be done is decided by ``governance``, as for the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Q
from django.http import JsonResponse
from django.utils import timezone
from ninja import Query, Schema
from pydantic import Field

from truegreen.governance.asking import Denied, denied
from truegreen.governance.kinds import kinds
from truegreen.governance.moving import Act, Moved, Outcome
from truegreen.governance.rights import Right
from truegreen.governance.workflow import Move
from truegreen.model.matter import Matter
from truegreen.web.acts.finding import found_for
from truegreen.web.acts.matters import matter_of, matters_of, move_matter, open_matter, still
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.matter_nouns import KindShown, Matters, MatterWhole, Moving, Opening
from truegreen.web.api.matter_shown import asks_shown, matter_shown, matter_whole, why
from truegreen.web.api.nouns import Name
from truegreen.web.api.paging import Limit, Offset, next_of
from truegreen.web.api.problems import ProblemError, denied_problem, unready_problem
from truegreen.web.api.replaying import once, plain
from truegreen.web.doors import Asked
from truegreen.web.models import MatterRow
from truegreen.web.pages.matter import row_for, text_of
from truegreen.web.people.seen import matters_seen
from truegreen.web.people.tokens import Scope


class Wanted(Schema):
    """Which matters."""

    kind: Name = ""
    stage: Name = ""
    about: Name = ""
    over: bool | None = Field(None, description="only those that are over, or only those that are not")
    late: bool | None = Field(None, description="only those that are late, or only those that are not")
    limit: Limit = 50
    offset: Offset = 0


def listed(asked: Asked, wanted: Query[Wanted]) -> Matters:
    """List matters, what is due first; as many as you like at a time."""
    every = matters_of(asked.of.agreement, *([wanted.kind] if wanted.kind else []))
    rows = matters_seen(every, asked.person, asked.of.agreement)
    found = rows.filter(*_conditions(wanted))
    many, shown = found.count(), found[wanted.offset : wanted.offset + wanted.limit]
    return Matters(count=many, items=[matter_shown(matter_of(each), asked) for each in shown],
                   next=next_of(asked.http, wanted.limit, wanted.offset, many))  # fmt: skip


def kinds_listed(asked: Asked) -> list[KindShown]:
    """List kinds of matters: what each is for, and what it asks for when it is opened."""
    return [
        KindShown(name=each.name, title=each.title, purpose=each.purpose, asks=asks_shown(each.opening.asks),
                  denied=why(denied(asked.person, each.opening.right, asked.of.agreement)))
        for each in kinds().values()
    ]  # fmt: skip


def one(asked: Asked, matter: str) -> MatterWhole:
    """Give a matter, with the moves that lead on from where it stands."""
    return matter_whole(matter_of(row_seen(asked, matter)), asked)


def opened(asked: Asked, body: Opening) -> JsonResponse:
    """Open a matter."""
    workflow = kinds().get(body.kind)
    if workflow is None:
        says = "There is no such kind of matter."
        raise ProblemError(422, says, problems={"kind": f"Take one of {', '.join(kinds())}."})
    act = Act(move=workflow.opening.name, by=asked.person, at=timezone.now(), says=body.says)
    return once(asked, body.model_dump(), lambda: _told(open_matter(body.kind, act, asked.of, body.about), asked, 201))


def moved(asked: Asked, matter: str, body: Moving) -> JsonResponse:
    """Move a matter; 409 if somebody moved it since you looked."""
    before = matter_of(row_seen(asked, matter))
    move = _move(before, body.move)
    found = found_for(before, move.name, asked.of)
    act = Act(
        move=move.name, by=asked.person, at=timezone.now(), says=body.says, seen=body.seen, found=found,
        digest=body.digest or text_of(before),
    )  # fmt: skip
    seen = (matter, body.seen)
    return once(asked, body.model_dump(), lambda: _told(move_matter(matter, act, asked.of), asked, 200, seen))


def _told(
    outcome: Outcome, asked: Asked, status: int, seen: tuple[str, int] | None = None
) -> tuple[int, dict[str, Any]]:
    """Give status and answer of what came of a move."""
    if isinstance(outcome, Moved):
        return status, plain(matter_whole(outcome.matter, asked))
    if isinstance(outcome, Denied):
        wrong = denied_problem(outcome)
    else:
        is_stale = seen is not None and not MatterRow.objects.filter(id=seen[0], moves=seen[1]).exists()
        wrong = unready_problem(outcome.problems, is_stale=is_stale)
    return wrong.status, wrong.told


def _move(of: Matter, name: str) -> Move:
    """Give a move that people can make.

    Raises:
        ProblemError: its kind has none of this name.
    """
    found = next((each for each in kinds()[of.kind].moves if each.name == name and not each.by_clock), None)
    if found is None:
        raise ProblemError(422, "There is no such move.", problems={"move": "Take one of those that lead on."})
    return found


def row_seen(asked: Asked, matter: str) -> MatterRow:
    """Give a matter's row.

    Raises:
        ProblemError: it is not there, or not for them to see.
    """
    row, no = row_for(asked, matter)
    if no:
        raise denied_problem(no)
    if row is None:
        raise ProblemError(404, "There is no such matter.")
    return row


def _conditions(wanted: Wanted) -> Iterator[Q]:
    """Give what matters are asked for."""
    for name, text in (("stage", wanted.stage), ("about", wanted.about)):
        if text:
            yield Q(**{name: text})
    if wanted.over is not None:
        yield ~still() if wanted.over else still()
    if wanted.late is not None:
        late = Q(due__isnull=False, due__lt=timezone.now())
        yield late if wanted.late else ~late


RAISED: Final = {
    "kind": "escalation",
    "says": {"title": "Damage claims lie", "happened": "41 cases wait longer than a week.",
             "wanted": "A date by which they are answered.", "severity": "serious"},
}  # fmt: skip
CALLS: Final = (
    Call(name="matters", method="GET", path=f"{AGREEMENT}/matters", does=listed, needs=Right.SEE, scope=Scope.READ,
         gives=Matters),
    Call(name="kinds", method="GET", path=f"{AGREEMENT}/kinds", does=kinds_listed, needs=Right.SEE, scope=Scope.READ,
         gives=list[KindShown], group="matters"),
    Call(name="matter", method="GET", path=f"{AGREEMENT}/matters/{{matter}}", does=one, needs=Right.SEE,
         scope=Scope.READ, gives=MatterWhole),
    Call(name="open_matter", method="POST", path=f"{AGREEMENT}/matters", does=opened, needs=Right.SEE,
         scope=Scope.WRITE, gives=MatterWhole, status=201, example=RAISED),
    Call(name="move_matter", method="POST", path=f"{AGREEMENT}/matters/{{matter}}/moves", does=moved,
         needs=Right.SEE, scope=Scope.WRITE, gives=MatterWhole, conflicts=True,
         example={"move": "withdraw", "seen": 1, "says": {"why": "They were answered today."}}),
)  # fmt: skip
