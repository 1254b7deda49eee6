"""Names of people, by their key."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext

from truegreen.model.agreement import Agreement
from truegreen.model.journal import CLOCK
from truegreen.model.people import EVERY
from truegreen.web.models import Member

MACHINE: Final = "machine"
"""Who acts where somebody did on the machine itself what no page can do."""


def names() -> dict[str, str]:
    """Give everybody's name, and what time and the machine's administrator are called where they act."""
    return {
        CLOCK: gettext("The clock"),
        MACHINE: gettext("Somebody on the machine itself"),
        **dict(Member.objects.values_list("key", "name")),
    }


def people_of(agreement: Agreement) -> dict[str, str]:
    """Give the names of those who sit for an agreement, in their order."""
    found = Member.objects.filter(
        is_active=True, seats__agreement__in=(agreement.agreement, EVERY), seats__ended_at__isnull=True
    ).order_by("name")
    return dict(found.values_list("key", "name").distinct())
