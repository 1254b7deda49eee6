"""The agreement for programs: its text and its parts as they stood on a day, what checks find, what changed since."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.conf import settings
from django.http import JsonResponse
from django.utils import timezone

from truegreen.governance.kinds import kinds
from truegreen.governance.rights import Right
from truegreen.model.agreement import Agreement, CheckChoice
from truegreen.reports.difference_text import differences_record
from truegreen.settlement.difference import differences
from truegreen.web.acts.matters import matter_of
from truegreen.web.agreements.checked import checked
from truegreen.web.agreements.proposing import standing_texts
from truegreen.web.agreements.reading import Part, parts_of
from truegreen.web.agreements.rehearsing import ask_for_trial, kept, rehearsed
from truegreen.web.agreements.room import agreements
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.matter_nouns import MatterWhole
from truegreen.web.api.matter_shown import matter_whole
from truegreen.web.api.matters import row_seen
from truegreen.web.api.nouns import Record
from truegreen.web.api.problems import ProblemError, finding_record
from truegreen.web.api.replaying import once, plain
from truegreen.web.doors import Asked
from truegreen.web.models import MatterRow
from truegreen.web.people.tokens import Scope


def text(asked: Asked, on: date | None = None, against: date | None = None) -> JsonResponse:
    """Give its text and parts as they stood on a day, its checks, and what it said otherwise on another day."""
    versions, day = agreements()[asked.of.agreement], on or timezone.localdate()
    of, groups = versions.on(day), parts_of(settings.FOLDER, versions.on(day), day)
    return JsonResponse({
        "on": day.isoformat(), "changed_on": [each.isoformat() for each, _ in versions.each],
        "texts": _texts(asked),
        "parts": [_part(each) for group in groups.values() for each in group],
        "checks": _checks(asked, of) if of is versions.latest else None,
        "differences": differences_record(list(differences(versions.on(against), of))) if against else None,
    })  # fmt: skip


def back_test(asked: Asked, matter: str) -> JsonResponse:
    """Give what a change request would have changed in the months that are over, where it was tried."""
    row = _change(asked, matter)
    record = kept(row.agreement, row.says["text"])
    if record is None:
        raise ProblemError(404, "It was not tried on the past yet; try_change asks for it.")
    return JsonResponse({**record, "is_stale": rehearsed(row.agreement, row.says["text"]) is None})


def try_change(asked: Asked, matter: str) -> JsonResponse:
    """Ask a worker to try a change request on the past; the request moves on by itself."""
    row = _change(asked, matter)

    def do() -> tuple[int, dict[str, Any]]:
        row.refresh_from_db()
        if row.stage not in kinds()["change"].move("try").start:
            raise ProblemError(409, "It does not stand where it can be tried any more; look again.")
        ask_for_trial(row.id, row.moves, asked.person.id)
        return 202, plain(matter_whole(matter_of(row), asked))

    return once(asked, {}, do)


def _texts(asked: Asked) -> list[dict[str, str]]:
    texts = standing_texts(agreements()[asked.of.agreement])
    return [{"file": name, "text": content.decode("utf-8", "replace")} for content, name in texts]


def _part(of: Part) -> dict[str, Any]:
    return {"group": of.group, "name": of.name, "title": of.title, "lead": of.lead, "says": dict(of.says),
            "code": of.code, "at": str(of.at), "path": of.path}  # fmt: skip


def _checks(asked: Asked, of: Agreement) -> dict[str, Any]:
    """Give what is found and heeded, and what is not, each with the choice that both sides made and why."""
    said = checked(agreements()[asked.of.agreement])
    told = {name: [{**finding_record(each), "choice": _choice(of.checks.get(each.id))} for each in found]
            for name, found in (("findings", said.findings), ("silenced", said.silenced))}  # fmt: skip
    return dict(told)


def _choice(of: CheckChoice | None) -> dict[str, str] | None:
    return {"level": str(of.level), "because": of.because, "agreed_by": str(of.agreed_by or "")} if of else None


def _change(asked: Asked, matter: str) -> MatterRow:
    row = row_seen(asked, matter)
    if row.kind != "change":
        raise ProblemError(404, "There is no such change request.")
    return row


CALLS: Final = (
    Call(name="agreement_text", method="GET", path=f"{AGREEMENT}/text", does=text, needs=Right.SEE, scope=Scope.READ,
         gives=Record, group="agreements"),
    Call(name="back_test", method="GET", path=f"{AGREEMENT}/matters/{{matter}}/back-test", does=back_test,
         needs=Right.SEE, scope=Scope.READ, gives=Record),
    Call(name="try_change", method="POST", path=f"{AGREEMENT}/matters/{{matter}}/try", does=try_change,
         needs=Right.ASK_CHANGE, scope=Scope.WRITE, gives=MatterWhole, status=202, conflicts=True),
)  # fmt: skip
