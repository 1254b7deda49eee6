"""The review pack live: what the shelf keeps of a run, what both sides did since, and only what somebody may see."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import get_language

from truegreen.facts.tables import SLICES
from truegreen.files.looks import look_of
from truegreen.files.settings import read_settings
from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.model.look import Look
from truegreen.model.people import Person
from truegreen.model.review import Governed
from truegreen.reports.review.page import review_page, review_pdf
from truegreen.reports.review.parts import Need, Pack
from truegreen.reports.review.record import VERSION, read_pack, review_record
from truegreen.reports.review.seen import seen_by, without
from truegreen.reports.review.sheets import review_sheets
from truegreen.reports.review.slides import review_slides
from truegreen.reports.review.words import governing
from truegreen.reports.review.work import working
from truegreen.units.period import Period, parse_period
from truegreen.web.acts.journal import as_of
from truegreen.web.acts.matters import matter_of, matters_of
from truegreen.web.models import SharedPlan
from truegreen.web.people.known import names
from truegreen.web.shown.accounts import entered, heard_since
from truegreen.web.shown.saved_plans import plans_shown
from truegreen.web.shown.shelf import latest_mark, record_of
from truegreen.web.shown.shelf import names as shelf_names
from truegreen.web.shown.squeezing import Squeezed, squeezed

RIGHTS: Final[Mapping[Need, Right]] = {
    Need.MONEY: Right.SEE_MONEY, Need.VALUE: Right.SEE_VALUE, Need.ACCOUNTS: Right.SEE_ACCOUNTS,
    Need.PLANS: Right.SEE_PLANS, Need.SHARED: Right.SEE_SHARED,
}  # fmt: skip
"""The right that each part of a pack needs."""
FORMS: Final[Mapping[str, tuple[str, Callable[[Pack, Look], str | bytes]]]] = {
    "html": ("text/html; charset=utf-8", review_page),
    "pdf": ("application/pdf", review_pdf),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", review_slides),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", review_sheets),
}
"""The files a pack is written as: what browsers call them, and who writes them."""

_MONTH: Final = 35
"""Days of the longest period that is reviewed since the last time."""


def packs(agreement: str) -> list[str]:
    """Give the periods of the packs on the shelf, such as ``2025-12``."""
    return [each.removeprefix("review/") for each in shelf_names(agreement, "review/")]


@dataclass(frozen=True, slots=True)
class Told:
    """All that decides what a pack says to somebody: two to whom the same is told read the same pack.

    Attributes:
        agreement: the agreement's id.
        period: one of ``packs``.
        needs: what they may see; see ``seen_by_person``.
        hidden: ids of measures that are drafts of the other side.
        today: the day it is.
        mark: of the shelf.
        stands: what both sides did, by the journal's last entry, and what was entered of accounts.
        language: in which people are named who have no name.
    """

    agreement: str
    period: str
    needs: frozenset[Need]
    hidden: frozenset[str]
    today: date
    mark: str
    stands: Hashable
    language: str | None


def told_for(
    agreement: str, period: str, needs: Collection[Need], today: date, hidden: Collection[str] = ()
) -> Told | None:
    """Give what decides a pack; None if it is not on the shelf."""
    record = record_of(agreement, f"review/{period}") if period in packs(agreement) else None
    if record is None or record["version"] != VERSION:
        return None
    mark, stands = latest_mark(settings.FOLDER), (as_of(), entered())
    return Told(agreement, period, frozenset(needs), frozenset(hidden), today, mark, stands, get_language())


def pack_for(
    agreement: str, period: str, needs: Collection[Need], today: date, hidden: Collection[str] = ()
) -> Pack | None:
    """Give a pack as somebody sees it who may see so much; None if it is not on the shelf."""
    told = told_for(agreement, period, needs, today, hidden)
    return pack_of(told) if told else None


@lru_cache(maxsize=64)
def pack_of(told: Told) -> Pack:
    """Give a pack, once for all to whom the same is told."""
    governed = governed_for(told.agreement, parse_period(told.period), told.today)
    whole = governing(_kept(told.agreement, told.period, told.mark), governed)
    return without(seen_by(_working(whole, told.agreement), told.needs), told.hidden)


def _working(whole: Pack, agreement: str) -> Pack:
    """Give a pack with where work lives, by the last of the plans, and what was shared last."""
    name = max(plans_shown(), default="")
    plan, segments, costs = (record_of(agreement, f"{verb}/{name}") for verb in ("allocate", "segment", "tco"))
    shared = SharedPlan.objects.filter(agreement=agreement).order_by("-at").first()
    return working(whole, plan, segments, costs, shared.told if shared else None)


@lru_cache(maxsize=32)
def record_of_pack(told: Told) -> Squeezed:
    """Give a pack as programs read it, squeezed."""
    return squeezed(json.dumps(review_record(pack_of(told)), ensure_ascii=False).encode())


@lru_cache(maxsize=32)
def _kept(agreement: str, period: str, mark: str) -> Pack:
    return read_pack(record_of(agreement, f"review/{period}") or {})


def seen_by_person(person: Person, agreement: str) -> frozenset[Need]:
    """Give what somebody may see of a pack."""
    return frozenset(need for need, right in RIGHTS.items() if not denied(person, right, agreement))


def governed_for(agreement: str, period: Period, today: date) -> Governed:
    """Give what both sides did since the last review that was held; of a longer time than a month, since it began.

    Args:
        agreement: the agreement's id.
        period: what the pack is about; its first day counts where no review was held.
        today: the day it is.
    """
    matters = [matter_of(each) for each in matters_of(agreement)]
    held = [each.says.get("on_day", "") for each in matters if each.kind == "review" and each.stage in ("held", "kept")]
    days = [day for day in (_day(each) for each in held) if day and day < today]
    since = max(days) if days and period.days <= _MONTH else period.start
    heard = heard_since(agreement, since, today)
    return Governed(matters=matters, people=names(), since=since, today=today, heard=heard, held=since in days)


def look() -> Look:
    """Give how the two parties look, as far as ``truegreen.toml`` can be read."""
    folder: Path = settings.FOLDER
    found, _ = read_settings(folder, SLICES)
    return look_of(folder, found)[0] if found else Look()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
