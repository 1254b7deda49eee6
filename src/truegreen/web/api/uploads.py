"""Records uploaded by either party: a receipt for every file, and the same receipt for the same file."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.nouns import FindingShown, Name, Receipts, ReceiptShown
from truegreen.web.api.paging import Before, Limit, before_of
from truegreen.web.api.problems import ProblemError, denied_problem, finding_record
from truegreen.web.api.replaying import before, once, plain
from truegreen.web.api.runs import asked_for
from truegreen.web.doors import Asked
from truegreen.web.models import Member, Receipt
from truegreen.web.people.tokens import Scope
from truegreen.web.uploads.expected import LARGEST, expected, misnamed, place_of, safe_name
from truegreen.web.uploads.uploading import (
    REFUSED,
    Arrived,
    TooLargeError,
    Uploader,
    arriving,
    bringing,
    receipt_of,
    received,
)
from truegreen.web.uploads.weighing import weighed

CHUNK: Final = 1 << 20
BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
        "multipart/form-data": {
            "schema": {
                "type": "object", "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        },
    },
}  # fmt: skip


def uploads(asked: Asked, before: Before = 0, limit: Limit = 100) -> Receipts:
    """List receipts, the latest first, and the names that the project looks for."""
    rows = Receipt.objects.filter(agreement=asked.of.agreement).order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: limit + 1])
    items = [shown(each) for each in found[:limit]]
    more = before_of(asked.http, items[-1].id, is_more=len(found) > limit) if items else None
    return Receipts(items=items, expected=expected(settings.FOLDER), next=more)


def upload(asked: Asked, name: Name = "", run: bool = False) -> JsonResponse:
    """Upload a file of records, as form data or as the body itself with its name; and ask for a run, if you like."""
    no = denied(asked.person, Right.RUN, asked.of.agreement) if run else None
    if no:
        raise denied_problem(no)
    called, chunks = _sent(asked.http, name)
    safe = safe_name(called)
    place = place_of(safe, settings.FOLDER) if safe else None
    if place is None:
        found = misnamed(called, settings.FOLDER)
        raise ProblemError(422, found.says, problems={"name": found.remedy}, findings=[finding_record(found)])
    try:
        with arriving(chunks, place, settings.FOLDER) as arrived:
            return _received(asked, arrived, run=run)
    except TooLargeError:
        raise ProblemError(413, f"The file has more than {LARGEST:,} bytes; send it in parts, or packed.") from None


def shown(of: Receipt) -> ReceiptShown:
    """Give a receipt."""
    return ReceiptShown(
        id=of.pk, name=of.name, digest=of.digest, size=of.size, rows=of.rows, state=of.state, at=of.at,
        findings=[FindingShown(**each) for each in of.findings],
    )  # fmt: skip


def _sent(request: HttpRequest, name: str) -> tuple[str, Iterable[bytes]]:
    """Give what the file is called, and its bytes piece by piece."""
    if not (request.content_type or "").startswith("multipart/"):
        return name, iter(lambda: request.read(CHUNK), b"")
    file = request.FILES.get("file")
    if file is None:
        says = "There is no file in the form."
        raise ProblemError(422, says, problems={"file": "Send it as the field file."})
    return name or file.name or "", file.chunks(CHUNK)


def _received(asked: Asked, arrived: Arrived, *, run: bool) -> JsonResponse:
    said = [arrived.place.name, arrived.digest, run]
    found = before(asked, said)
    if found is not None:
        return found
    same = receipt_of(asked.of.agreement, arrived, settings.FOLDER)
    told = (0, ()) if same else weighed(settings.FOLDER, arrived.room, arrived.place)
    by, now = Uploader(Member.objects.get(key=asked.person.id), asked.of.agreement), timezone.now()

    def do() -> tuple[int, dict[str, Any]]:
        row = same or received(arrived, told, by, settings.FOLDER, now)
        if row.state == REFUSED:
            return 422, _refused(shown(row))
        if run:
            asked_for(asked.person.id)
        return 201, plain(shown(row))

    with nullcontext() if same else bringing(arrived, told, by, settings.FOLDER, now):
        return once(asked, said, do)


def _refused(of: ReceiptShown) -> dict[str, Any]:
    told = plain(of)
    worst = of.findings[0]
    return ProblemError(422, f"The file was not taken. {worst.says}", problems={"file": worst.remedy},
                        findings=told["findings"], receipt=told).told  # fmt: skip


CALLS: Final = (
    Call(name="uploads", method="GET", path=f"{AGREEMENT}/uploads", does=uploads, needs=Right.UPLOAD, scope=Scope.READ,
         gives=Receipts),
    Call(name="upload", method="POST", path=f"{AGREEMENT}/uploads", does=upload, needs=Right.UPLOAD,
         scope=Scope.UPLOAD, gives=ReceiptShown, status=201, largest=LARGEST + CHUNK, body=BODY),
)  # fmt: skip
