"""The API as Django serves it: every call behind its gate, and the schema that is made from them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any, Final, get_type_hints

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from truegreen import __version__
from truegreen.governance.rights import Right
from truegreen.web.api.calls import AGREEMENT, PLACE, Call, calls
from truegreen.web.api.gate import SAFE, Token
from truegreen.web.api.problems import MEDIA, ProblemError, ProblemShown, answered, too_large, unfit, unread
from truegreen.web.api.replaying import HEADER, REPLAY

TOLD: Final = {
    400: "The body cannot be read",
    401: "Nobody is signed in, or the token is none",
    403: "They may not; the reason, and who may",
    404: "There is no such thing for them",
    409: "Somebody was there in between; look again",
    413: "The body is too large",
    422: "What was sent cannot be; what to do, by field",
    429: "Too often; wait so many seconds as Retry-After says",
    500: "Something went wrong here",
}
"""What can go wrong."""
ANYWHERE: Final = (401, 403, 404, 413, 429, 500)
EXAMPLES: Final[Mapping[str, Any]] = {
    "agreement": "acme-care", "month": "2025-10", "period": "2025-10", "measure": "documents-solved-at-once",
    "account": "A-0001", "contract": "care", "part": "checks", "pilot": "call-back", "matter": "escalation-1",
    "plan": "2026", "other": "spring",
    "kind": "escalation", "stage": "raised", "about": "account:A-0001", "name": "surveys-2025-11.csv", "form": "pptx",
    "person": "p-1f2e3d", "right": "APPROVE", "on": "2025-10-01", "against": "2025-07-01", "draft": 1, "entry": "1",
    "limit": 20, "offset": 0, "before": 0, "over": False, "late": True, "run": False, "path": "terms.late-documents",
    HEADER: "claims-2025-10",
}  # fmt: skip
"""What may stand for each part of a path, a query or a head."""
WRONG: Final[Mapping[type[Exception], Callable[..., HttpResponse]]] = {
    ProblemError: answered, ValidationError: unfit, HttpError: unread, RequestDataTooBig: too_large,
}  # fmt: skip
"""How each kind of exception is answered."""


@cache
def served() -> NinjaAPI:
    """Give the API with every call in it."""
    api = NinjaAPI(
        title="Truegreen workspace", version=__version__, docs_url=None, openapi_url=None, urls_namespace="api",
        description="What the workspace's pages show and do, for programs, under the same rights.",
    )  # fmt: skip
    router = Router()
    for each in calls():
        router.add_api_operation(
            "/" + each.path, [each.method], _view(each), auth=Token(each), response={each.status: each.gives},
            operation_id=each.name, url_name=each.name, summary=each.summary, openapi_extra=_extra(each),
            description=f"{each.terms}; scope “{each.scope}”.", tags=[_group(each)],
        )  # fmt: skip
    api.add_decorator(cache_control(no_store=True), mode="view")
    api.add_router("", router)
    for kind, answer in WRONG.items():
        api.add_exception_handler(kind, answer)
    return api


def addresses() -> tuple[list[Any], str, str]:
    """Give the addresses of all calls, for Django; what else is tried there is a problem too."""
    found, app, namespace = served().urls
    for each in found:
        if each.callback:
            each.callback = _whole(each.callback)
    return found, app, namespace


@cache
def schema() -> Mapping[str, Any]:
    """Give the OpenAPI schema of all calls."""
    made = dict(served().get_openapi_schema(path_prefix=PLACE))
    made["components"]["schemas"]["Problem"] = ProblemShown.model_json_schema()
    for each in calls():
        told = made["paths"][each.address][each.method.lower()]
        for part in told["parameters"]:
            part["example"] = EXAMPLES[part["name"]]
        if each.example:
            told["requestBody"]["content"]["application/json"]["example"] = each.example
    return made


def _whole(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @csrf_exempt
    def whole(request: HttpRequest, **told: Any) -> HttpResponseBase:
        answer = view(request, **told)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return answer
        allowed = answer["Allow"]
        return answered(request, ProblemError(405, f"There is only {allowed} here.", {"Allow": allowed}))

    return whole


def _group(call: Call) -> str:
    return call.group or call.path.removeprefix(f"{AGREEMENT}/").partition("/")[0]


def _view(call: Call) -> Callable[..., HttpResponseBase]:
    """Make a function that ninja can read, of one that takes what the gate gave."""
    hints = get_type_hints(call.does, include_extras=True)
    given = [each.replace(annotation=hints[each.name]) for each in inspect.signature(call.does).parameters.values()]
    path = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=str) for name in ("agreement",)
            if "{agreement}" in call.path]  # fmt: skip

    def view(request: HttpRequest, agreement: str = "", **told: Any) -> Any:
        return call.does(request.auth, **told)  # type: ignore[attr-defined]

    view.__doc__ = call.does.__doc__
    keyword = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in given[1:]]
    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    view.__signature__ = inspect.Signature([request, *path, *keyword])  # type: ignore[attr-defined]
    return view


def _extra(call: Call) -> dict[str, Any]:
    """Give what the schema says besides: rights, problems, and keys of writes."""
    told: dict[str, Any] = {
        "x-right": call.needs.name if isinstance(call.needs, Right) else "", "x-scope": str(call.scope),
        "responses": {status: {"description": TOLD[status], **_problem(status)} for status in wrong_of(call)},
    }  # fmt: skip
    if call.media:
        kinds = {each: {"schema": {"type": "string", "format": "binary"}} for each in call.media}
        told["responses"][call.status] = {"description": "The file", "content": kinds}
    if call.method not in SAFE:
        told["parameters"] = [{
            "in": "header", "name": HEADER, "required": False, "schema": {"type": "string", "maxLength": 100},
            "description": f"The same write sent again with it is done once, and answered as before, with {REPLAY}.",
        }]  # fmt: skip
    return {**told, **({"requestBody": call.body} if call.body else {})}


def wrong_of(call: Call) -> list[int]:
    """Give the statuses of problems that a call can be answered with."""
    takes = {*inspect.signature(call.does).parameters} - {"asked", *re.findall(r"{(?:\w+:)?(\w+)}", call.path)}
    is_write = call.method not in SAFE
    more = [*([400] if is_write else []), *([409] if call.conflicts else []), *([422] if is_write or takes else [])]
    return sorted([*ANYWHERE, *more])


def _problem(status: int) -> dict[str, Any]:
    example = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": TOLD[status]}
    return {"content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}}
