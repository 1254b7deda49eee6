"""Matters as they are kept: read a row as a noun, let ``governance`` move it, keep what came out and write it down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet

from truegreen.governance.kinds import kinds
from truegreen.governance.moving import Act, Moved, Outcome, Unready, begun, moved, on_silence, opened
from truegreen.model.agreement import Agreement, Side
from truegreen.model.journal import Entry
from truegreen.model.matter import Approval, Matter
from truegreen.web.acts.effect import done_outside
from truegreen.web.acts.finding import found_for
from truegreen.web.acts.journal import written_down
from truegreen.web.models import Head, MatterRow
from truegreen.web.news.telling import tell


def open_matter(kind: str, act: Act, agreement: Agreement, about: str = "") -> Outcome:
    """Open a matter, keep it and write it down; or say why not."""
    with transaction.atomic():
        workflow, name = kinds()[kind], _next(kind)
        found = found_for(begun(workflow, act, agreement, name, about), workflow.opening.name, agreement)
        outcome = opened(workflow, replace(act, found={**act.found, **found}), agreement, name, about)
        return _kept(outcome, workflow.opening.name, agreement)


def move_matter(name: str, act: Act, agreement: Agreement) -> Outcome:
    """Move a matter, keep it and write it down; or say why not.

    Raises:
        MatterRow.DoesNotExist: there is no such matter in this agreement.
    """
    with transaction.atomic():
        row = MatterRow.objects.select_for_update().get(id=name, agreement=agreement.agreement)
        return _kept(moved(kinds()[row.kind], matter_of(row), act, agreement), act.move, agreement)


def let_time_pass(now: datetime, agreement_of: Callable[[str, datetime], Agreement | None]) -> list[Entry]:
    """Do what silence does, for every matter whose time is up; give what was written down.

    Args:
        now: the time it is, UTC.
        agreement_of: gives an agreement as it stood at a moment; None if it is there no more.
    """
    entries: list[Entry] = []
    for name in MatterRow.objects.filter(due__lte=now).order_by("due").values_list("id", flat=True):
        with transaction.atomic():
            row = MatterRow.objects.select_for_update().get(id=name)
            agreement = agreement_of(row.agreement, now)
            silent = on_silence(kinds()[row.kind], matter_of(row), now, agreement) if agreement else None
            while silent and agreement:
                _keep(silent)
                entries += _write(silent)
                silent = on_silence(kinds()[row.kind], silent.matter, now, agreement)
    return entries


def matters_of(agreement: str, *wanted: str) -> QuerySet[MatterRow]:
    """Give an agreement's matters, of some kinds or all; what is due first stands first."""
    rows = MatterRow.objects.filter(agreement=agreement)
    return (rows.filter(kind__in=wanted) if wanted else rows).order_by("due", "-opened_at")


@cache
def still() -> Q:
    """Ask for matters that wait for somebody."""
    return reduce(or_, (
        Q(kind=each.name, stage__in=[stage.name for stage in each.stages if stage.turn]) for each in kinds().values()
    ))  # fmt: skip


def matter_of(row: MatterRow) -> Matter:
    """Give the noun of a row."""
    return Matter(
        id=row.id, kind=row.kind, agreement=row.agreement, title=row.title, about=row.about, stage=row.stage,
        side=Side(row.side), opened_by=row.opened_by, opened_at=row.opened_at, since=row.since, due=row.due,
        says=row.says, moves=row.moves,
        approvals=tuple(
            Approval(each["move"], Side(each["side"]), each["by"], datetime.fromisoformat(each["at"]), each["seen"])
            for each in row.approvals
        ),
    )  # fmt: skip


def _kept(outcome: Outcome, move: str, agreement: Agreement) -> Outcome:
    if isinstance(outcome, Moved):
        if wrong := done_outside(move, outcome, agreement):
            return Unready(wrong)
        _keep(outcome)
        _write(outcome)
    return outcome


def _write(outcome: Moved) -> list[Entry]:
    entries = written_down([outcome.event])
    tell(entries, outcome.matter)
    return entries


def _keep(outcome: Moved) -> None:
    of = outcome.matter
    told = [
        {"move": each.move, "side": str(each.side), "by": each.by, "at": each.at.astimezone(UTC).isoformat(),
         "seen": each.seen} for each in of.approvals
    ]  # fmt: skip
    MatterRow.objects.update_or_create(
        id=of.id,
        defaults={
            "kind": of.kind, "agreement": of.agreement, "title": of.title, "about": of.about, "stage": of.stage,
            "side": str(of.side), "opened_by": of.opened_by, "opened_at": of.opened_at, "since": of.since,
            "due": of.due, "says": dict(of.says), "approvals": told, "moves": of.moves,
        },
    )  # fmt: skip


def _next(kind: str) -> str:
    """Give the next name of a kind; the journal's lock keeps two from getting the same one."""
    Head.objects.select_for_update().get(id=1)
    return f"{kind}-{MatterRow.objects.filter(kind=kind).count() + 1}"
