"""Somebody at each post of the example's agreement, and some who sit elsewhere or nowhere."""

from __future__ import annotations

from typing import Final

from truegreen.model.agreement import Side
from truegreen.model.people import Post

AGREEMENT: Final = "acme-care"
SIDES: Final = {Post.AUDITOR: Side.BOTH, Post.READER: Side.CLIENT}
SEATED: Final = tuple(post.value for post in Post)
OTHERS: Final = ("elsewhere", "owner")
"""One at another agreement, and the workspace's owner without a seat."""
PASSWORD: Final = "a long enough password"  # noqa: S105 — of a workspace that lives for a test

SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 — what everybody's authenticator app knows


def email(who: str) -> str:
    return f"{who}@example.org"


def seated() -> None:
    """Put everybody in; all have the same password, hashed once, and a second factor."""
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator
    from django.contrib.auth.hashers import ScryptPasswordHasher, make_password

    from truegreen.web.models import Member, SeatRow

    ScryptPasswordHasher.work_factor = 2  # as cheap as can be: tests sign in often
    hashed = make_password(PASSWORD)
    for who in (*SEATED, *OTHERS):
        member = Member.objects.create(
            key=f"p-{who}", email=email(who), name=who.replace("-", " ").capitalize(), password=hashed,
            is_owner=who == "owner",
        )  # fmt: skip
        Authenticator.objects.create(user=member, type="totp", data={"secret": get_adapter().encrypt(SECRET)})
        if who in SEATED:
            post = Post(who)
            SeatRow.objects.create(
                member=member, agreement=AGREEMENT, side=str(SIDES.get(post, post.side)), post=post.value
            )
        elif who == "elsewhere":
            SeatRow.objects.create(member=member, agreement="another", side="client", post="client-executive")
