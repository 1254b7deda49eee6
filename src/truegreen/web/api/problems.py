"""Problems as programs read them (RFC 9457): what is wrong, why, who may, and which field it is about."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from truegreen.governance.asking import Denied
from truegreen.model.finding import Finding

MEDIA: Final = "application/problem+json"


class ProblemShown(Schema):
    """Why it was not done."""

    type: str = Field(description="always about:blank; the status says which kind it is")
    title: str = Field(description="what the status means")
    status: int
    detail: str = Field(description="what is so, for people")
    who: list[str] | None = Field(None, description="posts that may, where somebody may")
    problems: dict[str, str] | None = Field(None, description="what is wrong and what to do, by field; “” is the whole")
    findings: list[dict[str, Any]] | None = Field(None, description="what was found in a file")


class ProblemError(Exception):
    """Something that cannot be done, and what a program is told of it."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> None:
        self.status, self.detail, self.headers, self.more = status, detail, headers or {}, more

    @property
    def told(self) -> dict[str, Any]:
        """Give what stands in the answer."""
        title = HTTPStatus(self.status).phrase
        return {"type": "about:blank", "title": title, "status": self.status, "detail": self.detail, **self.more}


def denied_problem(no: Denied) -> ProblemError:
    """Make a no a problem: 404 where there is nothing for them, else 403 with the reason and who may."""
    return ProblemError(403, no.reason, who=list(no.who)) if no.exists else ProblemError(404, no.reason)


def unready_problem(problems: Mapping[str, str], *, is_stale: bool = False) -> ProblemError:
    """Make what is wrong with what was asked a problem: 409 where somebody was there in between, else 422."""
    return ProblemError(409 if is_stale else 422, " ".join(problems.values()), problems=dict(problems))


def finding_record(of: Finding) -> dict[str, Any]:
    """Give a finding for programs."""
    return {"at": str(of.at), "level": str(of.level), "id": of.id, "says": of.says, "remedy": of.remedy,
            "count": of.count}  # fmt: skip


def answered(request: HttpRequest, wrong: ProblemError) -> JsonResponse:
    """Answer with a problem."""
    return JsonResponse(wrong.told, status=wrong.status, headers=dict(wrong.headers), content_type=MEDIA)


def unfit(request: HttpRequest, wrong: ValidationError) -> JsonResponse:
    """Answer where path, query or body are not what the schema says."""
    found = {".".join(str(each) for each in told["loc"][1:]): str(told["msg"]) for told in wrong.errors}
    return answered(request, ProblemError(422, "What was sent is not what the schema says.", problems=found))


def unread(request: HttpRequest, wrong: HttpError) -> JsonResponse:
    """Answer where a body is no JSON."""
    return answered(request, ProblemError(wrong.status_code, "The body cannot be read as JSON."))


def too_large(request: HttpRequest, wrong: Exception) -> JsonResponse:
    """Answer where a body turns out to be larger than is read."""
    return answered(request, ProblemError(413, "The body is too large."))


@csrf_exempt
def no_call(request: HttpRequest) -> JsonResponse:
    """Answer where there is no such call."""
    return answered(request, ProblemError(404, "There is no such call; /api/v1/docs lists all of them."))
