"""Agreements that one sits for."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.model.agreement import Agreement
from truegreen.model.people import Person
from truegreen.web.agreements.room import seated
from truegreen.web.api.calls import AGREEMENT, Call
from truegreen.web.api.nouns import AgreementShown
from truegreen.web.doors import Asked, Open
from truegreen.web.people.tokens import Scope


def mine(asked: Asked) -> list[AgreementShown]:
    """Give the agreements that you sit for, with what you may do in each."""
    today = timezone.localdate()
    return [shown(each.on(today), asked.person) for each in seated(asked.person)]


def one(asked: Asked) -> AgreementShown:
    """Give one agreement as it stands today."""
    return shown(asked.of, asked.person)


def shown(of: Agreement, person: Person) -> AgreementShown:
    """Give an agreement as somebody sees it."""
    return AgreementShown(
        id=of.agreement, title=of.title, client=of.parties.client.name, provider=of.parties.provider.name,
        currency=of.currency, zone=of.zone or "UTC", side=str(person.side_in(of.agreement)),
        posts=[each.post.value for each in person.at(of.agreement)],
        rights=[each.name for each in Right if denied(person, each, of.agreement) is None],
    )  # fmt: skip


CALLS: Final = (
    Call(name="agreements", method="GET", path="agreements", does=mine, needs=Open.MEMBER, scope=Scope.READ,
         gives=list[AgreementShown]),
    Call(name="agreement", method="GET", path=AGREEMENT, does=one, needs=Right.SEE, scope=Scope.READ,
         gives=AgreementShown),
)  # fmt: skip
