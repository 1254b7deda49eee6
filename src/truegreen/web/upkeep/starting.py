"""Make a workspace ready to be served: its database as this version wants it, and an owner if there is none."""

from __future__ import annotations

import secrets

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from truegreen.model.journal import Event
from truegreen.model.people import EVERY, Post
from truegreen.web.acts.journal import written_down
from truegreen.web.models import Member, SeatRow


def prepare() -> None:
    """Bring the database up to this version."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def first_owner(email: str, name: str, post: Post) -> Member | None:
    """Make the owner, who also sits at a post of every agreement; None if there is one already."""
    with transaction.atomic():
        if Member.objects.filter(is_owner=True).exists():
            return None
        owner = add_member(email, name, is_owner=True)
        SeatRow.objects.create(member=owner, agreement=EVERY, side=str(post.side), post=post.value)
        written_down([
            Event(at=timezone.now(), actor=owner.key, side=str(post.side), name="truegreen.workspace.begun",
                  about=f"person:{owner.key}", says="The workspace was begun.", after={"post": post.value}),
        ])  # fmt: skip
        return owner


def add_member(email: str, name: str, *, is_owner: bool = False) -> Member:
    """Make somebody who has no password yet."""
    return Member.objects.create_user(email, name, key=f"p-{secrets.token_hex(4)}", is_owner=is_owner)
