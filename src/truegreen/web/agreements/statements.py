"""What both sides do with a statement: say yes to it, take that back, issue it; the same for pages and programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from truegreen.governance.asking import Denied, denied
from truegreen.governance.moving import Act, Moved, Outcome, Unready
from truegreen.governance.rights import Right
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter
from truegreen.model.people import Person
from truegreen.project.settling import Ready, Settled, freeze, issued_statements
from truegreen.web.acts.finding import found_for
from truegreen.web.acts.matters import matter_of, matters_of, move_matter, open_matter
from truegreen.web.agreements.opening import errors_of, open_now
from truegreen.web.agreements.settling import digest_now, digest_of, ready_of, statement_now
from truegreen.web.happened import TITLE
from truegreen.web.models import Head, Job, MatterRow
from truegreen.web.shown.shelf import record_of
from truegreen.web.work.queue import ask

START: Final = "statement/"
NOTHING: Final = Denied("There is no statement of this month.", exists=False)


@dataclass(frozen=True, slots=True)
class Stands:
    """A statement as the shelf has it, and how far both sides are with it.

    Attributes:
        month: its period, and after a slash its contract where there are several.
        record: what it says.
        digest: of what it says; an approval carries it.
        matter: what both sides have said of it; None while nobody has.
        disputes: of its lines.
    """

    month: str
    record: Mapping[str, Any]
    digest: str
    matter: Matter | None
    disputes: tuple[Matter, ...]


def stands(agreement: str, month: str) -> Stands | None:
    """Say how a statement stands; None if there is none."""
    record = record_of(agreement, START + month) if month else None
    if record is None:
        return None
    row = row_of(agreement, month)
    disputes = matters_of(agreement, "dispute").filter(about__startswith=f"line:{month}:")
    return Stands(month, record, digest_of(record), matter_of(row) if row else None, tuple(map(matter_of, disputes)))


def row_of(agreement: str, month: str) -> MatterRow | None:
    """Give the matter in which both sides say what they say of a statement."""
    return matters_of(agreement, "statement").filter(about=f"statement:{month}").order_by("opened_at", "id").first()


def approve(by: Person, of: Agreement, month: str, seen: str) -> Outcome:
    """Say yes to the statement that somebody had before them; the second side's yes makes it approved.

    Args:
        by: who.
        of: the agreement.
        month: which statement.
        seen: the digest of what they had before them.
    """
    record = record_of(of.agreement, START + month) if month else None
    if record is None:
        return NOTHING
    if seen != digest_of(record):
        return Unready({"": gettext("It has changed since you looked; look again before you approve.")})
    no = denied(by, Right.APPROVE, of.agreement)
    if no or _now(of.agreement, month, seen)[1]:
        return no or Unready({"": _made_anew(by)})
    with transaction.atomic():
        Head.objects.select_for_update().get(id=1)
        if row_of(of.agreement, month) is None:
            said = {"title": TITLE % {"month": month}}
            act = Act(move="open", by=by, at=timezone.now(), says=said)
            opened = open_matter("statement", act, of, f"statement:{month}")
            if not isinstance(opened, Moved):
                return opened
        return _moved(by, of, month, "approve", {}, seen)


def reopen(by: Person, of: Agreement, month: str, why: str) -> Outcome:
    """Take an approval back, with a reason."""
    with transaction.atomic():
        Head.objects.select_for_update().get(id=1)
        return _moved(by, of, month, "reopen", {"why": why})


def issue(by: Person, of: Agreement, month: str) -> Outcome:
    """Issue what both sides approved: the file in ``settled/``, as ``truegreen settle --issue`` writes it."""
    no = denied(by, Right.ISSUE, of.agreement)
    row = row_of(of.agreement, month)
    if no or row is None:
        return no or NOTHING
    if row.stage != "approved":
        return Unready({"": gettext("It is issued once both sides have approved it.")})
    found, problem = _now(of.agreement, month, str(row.says.get("approved")))
    if problem or found is None:
        return Unready({"": problem})
    with transaction.atomic():
        Head.objects.select_for_update().get(id=1)
        row.refresh_from_db()
        if row.stage != "approved":
            return Unready({"": gettext("Somebody moved it since you looked; look again before you decide.")})
        frozen, done = freeze(settings.FOLDER, *found)
        if not done or frozen.as_issued is None:
            return Unready({"": " ".join(each.says for each in frozen.findings if each.level == "error")})
        ask("fill", by.id)
        return _moved(by, of, month, "issue", {}, file=str(frozen.as_issued.at))


def issued_files(agreement: str) -> Mapping[str, str]:
    """Give the files of the statements that were issued, here or by the command line, by the statements' names."""
    issued, _ = issued_statements(settings.FOLDER, agreement)
    said = ((each.statement, each.at.file) for each in issued)
    return {f"{one.period}/{one.contract}".rstrip("/"): file for one, file in said}


def _now(agreement: str, month: str, approved: str) -> tuple[tuple[Ready, Settled] | None, str]:
    """Settle anew: what comes out and what it was settled from; or why it is not what is approved."""
    project = open_now(settings.FOLDER)
    versions = None if errors_of(project, agreement) else project.agreements.get(agreement)
    found = ready_of(project, versions) if versions else None
    if found is None:
        return None, gettext("What it is settled from cannot be read; `truegreen check` says why.")
    one = statement_now(*found, month)
    if one is None:
        return None, gettext("Nothing is given for this month any more.")
    if digest_now(one) != approved:
        return None, gettext("It comes out otherwise now than what was approved; approve it anew.")
    return (found[0], one), ""


def _made_anew(by: Person) -> str:
    """Have the page made anew, since it shows what does not come out any more; and say so."""
    if not Job.objects.filter(kind="fill", taken_at__isnull=True, ended_at__isnull=True).exists():
        ask("fill", by.id)
    return gettext("It comes out otherwise now than this page shows, which is being made anew. Look again in a while.")


def _moved(
    by: Person, of: Agreement, month: str, name: str, says: Mapping[str, str], digest: str = "", **known: str
) -> Outcome:
    """Make a move of the statement's matter as it stands; called where nobody else can move it meanwhile."""
    row = row_of(of.agreement, month)
    if row is None:
        return NOTHING
    found = {**found_for(matter_of(row), name, of), **({"approved": digest} if digest else {}), **known}
    act = Act(move=name, by=by, at=timezone.now(), says=says, seen=row.moves, digest=digest, found=found)
    return move_matter(row.id, act, of)
