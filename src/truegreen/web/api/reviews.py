"""The review for programs: the pack as somebody may see it, its files, and the three questions about green."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from django.http import HttpResponse, JsonResponse

from truegreen.governance.rights import Right
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.journal import entry_shown
from truegreen.web.api.nouns import Record
from truegreen.web.api.problems import ProblemError
from truegreen.web.doors import Asked
from truegreen.web.pages.green import answers_of, since_of
from truegreen.web.pages.review import made, told, waits
from truegreen.web.people.tokens import Scope
from truegreen.web.rendering import sent
from truegreen.web.shown.packs import FORMS, Told, pack_of, record_of_pack
from truegreen.web.shown.withholding import record_for

SOON: Final = "10"
"""Seconds after which a file that takes long may be there."""


def review(asked: Asked, period: str) -> HttpResponse:
    """Give the review pack of a month, a quarter or a year, as far as you may see it."""
    return sent(asked.http, [record_of_pack(_told(asked, period))], kind="application/json")


def review_file(asked: Asked, period: str, form: str) -> HttpResponse:
    """Give a review pack as html, pdf, pptx or xlsx; 409 while a worker is at the one that takes long."""
    pack = pack_of(_told(asked, period))
    if form not in FORMS:
        raise ProblemError(404, f"There is no {form}; take one of {', '.join(FORMS)}.")
    content = made(pack, form)
    if content is None:
        waits(asked, pack)
        raise ProblemError(409, f"It is being made; ask again in {SOON} s.", {"Retry-After": SOON})
    return HttpResponse(content, content_type=FORMS[form][0])


def questions(asked: Asked) -> JsonResponse:
    """Answer the three questions about green with what they rest on; and give what was done since the last review."""
    of = asked.of.agreement
    drawn, since = record_for(asked, "green"), since_of(asked, of)
    if drawn is None:
        raise ProblemError(404, "Nothing was computed yet; run asks for it.")
    last = since["review"]
    return JsonResponse({
        "answers": [{**asdict(each), "says": str(each.says)} for each in answers_of(of, drawn)],
        "review": last.id if last else None, "since": [entry_shown(each).model_dump() for each in since["entries"]],
    })  # fmt: skip


def _told(asked: Asked, period: str) -> Told:
    found = told(asked, period)
    if found is None:
        raise ProblemError(404, f"There is no review/{period} on the shelf; shelf says what is ready.")
    return found


PLACE: Final = f"{AGREEMENT}/review/{{period}}"
CALLS: Final = (
    Call(name="review", method="GET", path=PLACE, does=review, needs=Right.SEE, scope=Scope.READ, gives=Record,
         group="records"),
    Call(name="review_file", method="GET", path=f"{PLACE}/{{form}}", does=review_file, needs=Right.EXPORT,
         scope=Scope.READ, gives=None, media=tuple(kind for kind, _ in FORMS.values()), group="records",
         conflicts=True),
    Call(name="questions", method="GET", path=f"{AGREEMENT}/questions", does=questions, needs=Right.SEE,
         scope=Scope.READ, gives=Record, group="records"),
)  # fmt: skip
