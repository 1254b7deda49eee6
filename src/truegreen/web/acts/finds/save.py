"""What is found when a save is assigned: whether the account was told of, or drawn by lot to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from truegreen.governance.workflow import Says
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter
from truegreen.web.acts.finding import Find
from truegreen.web.shown.accounts import arms

ABOUT: Final = "account:"


def arm(matter: Matter, agreement: Agreement) -> Says:
    """Give the arm of the account."""
    return {"arm": arms(agreement.agreement, matter.opened_at.date()).get(matter.about.removeprefix(ABOUT), "")}


def arm_of(agreement: Agreement, about: str) -> str:
    """Say whether an account was told of or held out, as of today; empty where it never came up."""
    return arms(agreement.agreement, timezone.localdate()).get(about.removeprefix(ABOUT), "")


FINDS: Final[Mapping[str, Find]] = {"assign": arm}
