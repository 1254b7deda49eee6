"""The gate of the API: who asks, by a token or by having signed in; how often; and whether they may."""

from __future__ import annotations

from dataclasses import dataclass
from time import time
from typing import Any, ClassVar, Final

from django.http import HttpRequest
from django.utils import timezone
from ninja.utils import check_csrf

from truegreen.governance.asking import Denied
from truegreen.model.people import Person
from truegreen.web.api.calls import Call
from truegreen.web.api.problems import ProblemError, denied_problem
from truegreen.web.doors import Asked
from truegreen.web.gate import admitted
from truegreen.web.models import Member
from truegreen.web.people.limits import PER_ADDRESS, PER_TOKEN, Limit, address_of, wait
from truegreen.web.people.tokens import PREFIX, forbidden, holder

SAFE: Final = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Token:
    """Asks before a call is made, and gives what was asked; named as the schema names the way to sign in."""

    call: Call
    openapi_security_schema: ClassVar[dict[str, Any]] = {
        "type": "http", "scheme": "bearer", "description": f"A token, {PREFIX}…, as made on the page Programs.",
    }  # fmt: skip

    def __call__(self, request: HttpRequest) -> Asked:
        """Let somebody in.

        Raises:
            ProblemError: they may not come in, for now or at all.
        """
        _slowed(PER_ADDRESS, address_of(request))
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.call.largest:
            raise ProblemError(413, f"The body has more than {self.call.largest:,} bytes.")
        if "\0" in request.path or any("\0" in text for text in request.GET.values()):
            raise ProblemError(404, "No name has a NUL in it.")
        where = request.resolver_match.kwargs.get("agreement", "") if request.resolver_match else ""
        asked = admitted(request, self._person(request), self.call.needs, where)
        if isinstance(asked, Denied):
            raise denied_problem(asked)
        return asked

    def _person(self, request: HttpRequest) -> Person:
        told = request.headers.get("Authorization", "")
        if told:
            return self._holder(told)
        if not isinstance(request.user, Member) or not request.user.is_active:
            raise _nobody("Send a token: “Authorization: Bearer …”.")
        if request.method not in SAFE and check_csrf(request):
            raise ProblemError(403, "Signed in by cookie, a write needs the CSRF token as X-CSRFToken; or use a token.")
        return request.user.person()

    def _holder(self, told: str) -> Person:
        scheme, _, text = told.partition(" ")
        no = forbidden()
        token = holder(text.strip(), timezone.now()) if scheme.lower() == "bearer" and not no else None
        if token is None:
            raise _nobody(str(no or "This token is none, has ended, or its member may not sign in any more."))
        _slowed(PER_TOKEN, str(token.pk))
        if self.call.scope not in token.scopes:
            raise ProblemError(403, f"This token does not reach so far: it may not {self.call.scope.words}.")
        return token.member.person()


def _nobody(detail: str) -> ProblemError:
    return ProblemError(401, detail, {"WWW-Authenticate": 'Bearer realm="truegreen"'})


def _slowed(limit: Limit, who: str) -> None:
    seconds = wait(limit, who, time())
    if seconds:
        raise ProblemError(429, f"More than {limit.most} calls in a minute; go on in {seconds} s.",
                           {"Retry-After": str(seconds)})  # fmt: skip
