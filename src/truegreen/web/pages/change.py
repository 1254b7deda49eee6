"""Have a change request tried on the past: a worker does it, and the request moves on by itself."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from truegreen.governance.asking import Denied
from truegreen.governance.kinds import kinds
from truegreen.governance.rights import Right
from truegreen.web.agreements.rehearsing import ask_for_trial
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import MatterRow

NOTHING: Final = Denied("There is no such change request.", exists=False)


def try_it(asked: Asked, matter: str) -> HttpResponseBase:
    """Ask a worker to settle the last months under both texts."""
    with transaction.atomic():
        rows = MatterRow.objects.select_for_update().filter(agreement=asked.of.agreement, kind="change")
        row = rows.filter(id=matter).first()
        if row is None:
            return refused(asked, NOTHING)
        if row.stage in kinds()["change"].move("try").start:
            ask_for_trial(row.id, row.moves, asked.person.id)
            messages.info(asked.http, gettext("It is being tried on the past; reload this page in a minute."))
    return redirect("matter", agreement=asked.of.agreement, matter=matter)


DOORS: Final = (
    Door(
        name="change-try", path="a/<str:agreement>/change/<str:matter>/try", view=try_it, needs=Right.ASK_CHANGE,
        methods=("POST",),
    ),
)  # fmt: skip
