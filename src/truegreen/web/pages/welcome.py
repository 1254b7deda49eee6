"""The one-time link by which somebody who was invited chooses a password; a second factor is asked for still."""

from __future__ import annotations

from typing import Final

from allauth.account.utils import perform_login
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext

from truegreen.governance.asking import Denied
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.gate import refused
from truegreen.web.models import Member
from truegreen.web.rendering import page

USED: Final = Denied("This link was used, or is too old. Ask for another.", exists=False)


def link_for(member: Member, place: str = "") -> str:
    """Give the link by which a member chooses a password; it holds for three days and is good once.

    Args:
        member: whom it is for.
        place: where people reach the workspace; never taken from a request, whose sender may say what they like.
    """
    return place + reverse("welcome", kwargs={"key": member.key, "token": default_token_generator.make_token(member)})


def welcome(asked: Asked, key: str, token: str) -> HttpResponseBase:
    """Ask for a password, or take it."""
    member = Member.objects.filter(key=key, is_active=True).first()
    if member is None or not default_token_generator.check_token(member, token):
        return refused(asked, USED)
    if asked.http.method != "POST":
        return page(asked, "welcome.html", member=member, problems=[])
    problems = _problems(asked.http, member)
    if problems:
        return page(asked, "welcome.html", status=422, member=member, problems=problems)
    member.set_password(asked.http.POST["password"])
    member.save(update_fields=["password"])
    answer: HttpResponseBase = perform_login(asked.http, member, email_verification="none")
    return answer


def _problems(request: HttpRequest, member: Member) -> list[str]:
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        return [gettext("The two are not the same.")]
    try:
        validate_password(password, member)
    except ValidationError as wrong:
        return list(wrong.messages)
    return []


DOORS: Final = (
    Door(name="welcome", path="welcome/<str:key>/<str:token>", view=welcome, needs=Open.ANYBODY,
         methods=("GET", "POST")),
)  # fmt: skip
