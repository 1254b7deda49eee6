"""The agreement: what was agreed, in words beside its text; what checks find in it; and how it came to say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.model.agreement import Agreement, CheckChoice, Versions
from truegreen.model.finding import Finding, Level
from truegreen.settlement.difference import Difference, differences
from truegreen.web import typed
from truegreen.web.agreements.checked import Checked, checked
from truegreen.web.agreements.proposing import Texts, standing_texts
from truegreen.web.agreements.reading import GROUPS, Part, anchor_at, anchors_of, parts_of
from truegreen.web.agreements.room import agreements
from truegreen.web.doors import Asked, Door
from truegreen.web.rendering import around, part
from truegreen.web.shown.squeezing import Squeezed


@dataclass(frozen=True, slots=True)
class Margin:
    """A finding in the margin, with what the parties agreed to make of it.

    Attributes:
        finding: what is found.
        choice: how it is heeded, by whom and why; None where as usual.
        is_silenced: whether it is shown only because somebody should know what is not heeded.
    """

    finding: Finding
    choice: CheckChoice | None
    is_silenced: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decides what the page shows.

    Attributes:
        name: the agreement's id.
        on: the day as of which it is read.
        against: the day against which it is held.
        problem: what is wrong with the days that were asked for.
        texts: its own and its amendments'.
        said: what checks say of it.
        may_change: whether who reads may ask for a change.
        language: in which it is read.
    """

    name: str
    on: date
    against: date | None
    problem: str
    texts: Texts
    said: Checked
    may_change: bool
    language: str


def agreement(asked: Asked) -> HttpResponse:
    """Show it as it stands today, or as it stood on another day, and what changed between two."""
    versions, today = agreements()[asked.of.agreement], timezone.localdate()
    on, wrong = _day(asked.http.GET.get("on", ""), today)
    against, wrong_too = _day(asked.http.GET.get("against", ""), None)
    wanted = Wanted(
        versions.id, on or today, against, wrong or wrong_too, standing_texts(versions), checked(versions),
        may_change=denied(asked.person, Right.ASK_CHANGE, versions.id) is None, language=get_language() or "",
    )  # fmt: skip
    status = 422 if wanted.problem else 200
    main = _written(wanted, agreements().stands_in(versions.id))
    broken = agreements().problems(versions.id)
    return around(asked, "agreement.html", main, status, of=versions.on(wanted.on), broken=broken)


@lru_cache(maxsize=64)
def _written(wanted: Wanted, folder: Path) -> Squeezed:
    """Write the page's main part, once for all who want the same of the same texts."""
    versions, texts, on, against = agreements()[wanted.name], wanted.texts, wanted.on, wanted.against
    of, first, parts = versions.on(on), versions.each[0][0], _parts(wanted.name, on, texts, folder)
    is_latest = of is versions.latest
    margins = _margins(wanted.said, of, parts, texts) if is_latest else {}
    return part(
        "agreed.html", problem=wanted.problem, of=of, on=on, against=against, parts=parts, groups=GROUPS,
        since=max(day for day, _ in versions.each if day <= max(on, first)), margins=margins, is_latest=is_latest,
        days=_changes(versions, texts), answer=_answer(margins), may_change=wanted.may_change,
        changed=_between(wanted.name, against, on, texts) if against else None, starts_later=on < first,
        titles={each.anchor: each.title for group in parts.values() for each in group},
    )  # fmt: skip


@lru_cache(maxsize=16)
def _parts(name: str, day: date, texts: Texts, folder: Path) -> dict[str, list[Part]]:
    """Read the parts as they stand on a day; once for each state of the texts."""
    return parts_of(folder, agreements()[name].on(day), day)


def _day(text: str, otherwise: date | None) -> tuple[date | None, str]:
    """Read a day from an address, or say what is wrong with it."""
    try:
        return (typed.day(text) if text else otherwise), ""
    except typed.UnclearError as why:
        return otherwise, str(why)


def _changes(versions: Versions, texts: Texts) -> list[tuple[date, date | None, int]]:
    """Give the days from which it said something else, the last one first, each with the day before and how much."""
    pairs = zip(versions.each, versions.each[1:], strict=False)
    later = [(day, before, len(_between(versions.id, before, day, texts))) for (before, _), (day, _) in pairs]
    return [*later[::-1], (versions.each[0][0], None, 0)]


@lru_cache(maxsize=64)
def _between(name: str, against: date, on: date, texts: Texts) -> tuple[Difference, ...]:
    """Give what it says otherwise on one day than on another; once for each state of the texts."""
    versions = agreements()[name]
    return tuple(differences(versions.on(against), versions.on(on)))


def _margins(
    said: Checked, latest: Agreement, parts: dict[str, list[Part]], texts: Texts
) -> dict[str, list[Margin]]:  # fmt: skip
    """Give what checks say by the anchor of the part of which they speak; under no anchor what is of none."""
    anchors, found = anchors_of(parts, texts), defaultdict[str, list[Margin]](list)
    for is_silenced, each in [*((False, one) for one in said.findings), *((True, one) for one in said.silenced)]:
        found[anchor_at(anchors, each.at)].append(Margin(each, latest.checks.get(each.id), is_silenced))
    return dict(found)


def _answer(margins: dict[str, list[Margin]]) -> tuple[int, int, int]:
    """Count errors, risks, and what is not heeded."""
    every: Sequence[Margin] = [each for group in margins.values() for each in group]
    heeded = [each.finding.level for each in every if not each.is_silenced]
    return heeded.count(Level.ERROR), heeded.count(Level.WARNING), sum(each.is_silenced for each in every)


DOORS: Final = (
    Door(name="agreement", path="a/<str:agreement>/agreement", view=agreement, needs=Right.SEE),
)  # fmt: skip
