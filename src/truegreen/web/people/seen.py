"""Matters and entries of the journal as somebody may see them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.governance.seeing import BY_KIND, BY_SUBJECT
from truegreen.model.people import Person
from truegreen.web.models import EntryRow, MatterRow


def matters_seen(rows: QuerySet[MatterRow], person: Person, agreement: str) -> QuerySet[MatterRow]:
    """Leave out the matters of an agreement that somebody may not see."""
    hidden = Q(pk__in=[])
    for right in _missing(person, agreement):
        hidden |= Q(kind__in=_kinds(right))
        for subject in _subjects(right):
            hidden |= Q(about__startswith=f"{subject}:")
    return rows.exclude(hidden)


def entries_seen(rows: QuerySet[EntryRow], person: Person, agreement: str) -> QuerySet[EntryRow]:
    """Leave out the entries of matters that somebody may not see, and those that name what they may not see."""
    seen = matters_seen(MatterRow.objects.filter(agreement=agreement), person, agreement)
    unseen = MatterRow.objects.filter(agreement=agreement).exclude(pk__in=seen.values("pk"))
    hidden = Q(about__in=unseen.values("pk"))
    for right in _missing(person, agreement):
        for kind in _kinds(right):
            hidden |= Q(name__startswith=f"truegreen.{kind}.")
        for subject in _subjects(right):
            hidden |= Q(about__startswith=f"{subject}:")
    return rows.exclude(hidden)


def _missing(person: Person, agreement: str) -> Iterator[Right]:
    return (right for right in {*BY_KIND.values(), *BY_SUBJECT.values()} if denied(person, right, agreement))


def _kinds(right: Right) -> list[str]:
    return [kind for kind, needs in BY_KIND.items() if needs is right]


def _subjects(right: Right) -> list[str]:
    return [subject for subject, needs in BY_SUBJECT.items() if needs is right]
