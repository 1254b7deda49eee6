"""What is answered when a request cannot be: a page for people, a problem for programs, each with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from truegreen.model.people import Person
from truegreen.web.api.problems import ProblemError, answered
from truegreen.web.doors import Asked
from truegreen.web.rendering import page
from truegreen.web.upkeep.logs import REQUEST

SAYS: Final[Mapping[int, tuple[str, str]]] = {
    400: (_("This cannot be read"), _("What was sent is not what a browser sends from a page of ours. Go back, reload "
                                      "the page, and send it again.")),
    405: (_("This cannot be done here"), _("The address is there, but not for this. Go back to the page you came from, "
                                           "and use its buttons.")),
    413: (_("This is too much at once"), _("A form may hold two million characters. Shorten it, or upload a file "
                                           "instead.")),
    429: (_("Too often"), _("Somebody has tried this too often in a short time. Wait some minutes, then try again.")),
    500: (_("Something went wrong here"), _("It is not your fault, and nothing was done by halves. Try again; if it "
                                            "happens again, tell who looks after the workspace this number.")),
}  # fmt: skip
"""What is so, and what to do."""
API: Final = "/api/"
NOBODY: Final = Person("", "")


def wrong(request: HttpRequest, status: int, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Say that a request cannot be answered, why, and what to do; nothing of it needs the database."""
    title, says = SAYS[status]
    if request.path.startswith(API):
        return answered(request, ProblemError(status, f"{title}. {says}", headers))
    asked = Asked(request, NOBODY)
    answer = page(asked, "wrong.html", status, title=gettext(title), says=gettext(says), messages=(),
                  number=REQUEST.get() if status == 500 else "")  # fmt: skip
    answer["Cache-Control"] = "no-store"
    for name, each in (headers or {}).items():
        answer[name] = each
    return answer


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be read, or is too much to be read."""
    return wrong(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def too_often(request: HttpRequest) -> HttpResponse:
    """Answer who tries to sign in, or the like, too often."""
    return wrong(request, 429, {"Retry-After": "300"})


def broken(request: HttpRequest) -> HttpResponse:
    """Answer where this program is broken, or the world around it; plainly, if not even a page can be written."""
    try:
        return wrong(request, 500)
    except Exception:  # noqa: BLE001 — whatever is broken, somebody is told so
        return HttpResponse(f"{SAYS[500][0]}. {REQUEST.get()}", status=500, content_type="text/plain; charset=utf-8")


def not_here(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponseBase:
    """Answer where an address is there, but not for this method."""
    return wrong(request, 405, {"Allow": ", ".join(methods)})
