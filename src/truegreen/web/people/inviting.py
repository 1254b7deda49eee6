"""What an invitation says, held to what it has to be; and how its link reaches whom it is for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_noop

from truegreen.governance.seating import may_hold_link
from truegreen.model.agreement import Side
from truegreen.model.people import Person, Post, Seat
from truegreen.web.models import Member
from truegreen.web.pages.welcome import link_for
from truegreen.web.people.seating import link_made
from truegreen.web.people.speaking import spoken_to

LONGEST_NAME, LONGEST_ADDRESS = 120, 254


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited to what.

    Attributes:
        name: as others will see it.
        email: by which they sign in.
        seat: what they are given; None where it could not be read.
        problems: what is wrong, by the name of the field.
    """

    name: str
    email: str
    seat: Seat | None
    problems: Mapping[str, str]


def invitation(said: Mapping[str, str], agreement: str, side: Side, posts: tuple[Post, ...]) -> Invitation:
    """Read what a form says."""
    name, email = " ".join(said.get("name", "").split()), said.get("email", "").strip().lower()
    post = next((each for each in posts if each.value == said.get("post")), None)
    problems = {"name": _name_problem(name), "email": _email_problem(email),
                "post": "" if post else gettext("Choose the post that they are to have.")}  # fmt: skip
    seat = Seat(agreement, side, post) if post else None
    return Invitation(name, email, seat, {field: text for field, text in problems.items() if text})


def sent(by: Person, member: Member, agreement: str) -> str:
    """Make a link for somebody and send it to them; give it to be shown once, where it cannot be sent.

    With a link, somebody else could come in as them; ``governance.seating.may_hold_link`` says who may see it.
    """
    link = link_for(member, settings.ADDRESS)
    if settings.EMAIL_HOST and _mailed(member, link):
        link_made(by, member, agreement, gettext_noop("sent by e-mail"))
        return ""
    if not may_hold_link(by, member.person(), has_come=has_come(member)):
        return ""
    link_made(by, member, agreement, gettext_noop("shown to who made it"))
    return link


def has_come(member: Member) -> bool:
    """Say whether somebody ever chose a password or came in; single sign-on needs none."""
    return member.has_usable_password() or member.last_login is not None


def _mailed(member: Member, link: str) -> bool:
    with spoken_to(member) if member.language else nullcontext():
        subject, body = gettext("Your link to Truegreen"), _invitation(member, link)
    try:
        send_mail(subject, body, None, [member.email])
    except (OSError, SMTPException):
        return False
    return True


def _invitation(member: Member, link: str) -> str:
    """Write the mail; who has chosen no language yet reads that of who invited them."""
    says = gettext("%(name)s, you are invited to a Truegreen workspace. Choose your password here, within three days:"
                   "\n\n%(link)s\n\nThe link is good once.")  # fmt: skip
    return says % {"name": member.name, "link": link}


def _name_problem(name: str) -> str:
    if not name:
        return gettext("Write their name.")
    if len(name) > LONGEST_NAME or any(unicodedata.category(each) in ("Cc", "Cf", "Cs") for each in name):
        return gettext("Write a name of at most %d plain characters.") % LONGEST_NAME
    return ""


def _email_problem(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return gettext("Write an e-mail address, such as ada@example.org.")
    return "" if len(email) <= LONGEST_ADDRESS else gettext("This address is too long.")
