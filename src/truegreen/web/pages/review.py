"""The review pack, live, as far as somebody may see it; as a file to take along; and the meeting that it is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from truegreen.governance.asking import Denied, denied
from truegreen.governance.rights import Right
from truegreen.model.look import Look
from truegreen.reports.rendering import parts_of
from truegreen.reports.review.page import review_page
from truegreen.reports.review.parts import Pack
from truegreen.web.acts.matters import matters_of
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import Job
from truegreen.web.pages.shown import Tab
from truegreen.web.rendering import page, shelved
from truegreen.web.shown.packs import FORMS, Told, look, pack_of, packs, seen_by_person, told_for
from truegreen.web.shown.shelf import Page
from truegreen.web.shown.squeezing import squeezed
from truegreen.web.shown.withholding import hidden_for
from truegreen.web.work.queue import ask

AGREEMENT: Final = "a/<str:agreement>/"
TAB: Final = Tab("review", "review", "Review")
NOTHING: Final = Denied("There is no such pack.", exists=False)
SLOW: Final = "pdf"
"""The form that takes long to write, so the worker does."""
MADE: Final = settings.WORKSPACE / "packs"


@dataclass(frozen=True, slots=True)
class Looked:
    """A pack, and how it looks; two that say the same are one."""

    pack: Pack
    look: Look

    def __hash__(self) -> int:
        """Give a number by which the same are found; their parts are compared after that."""
        return hash((self.pack.slug, self.look))


@lru_cache(maxsize=64)
def _drawn(looked: Looked) -> Page:
    """Draw a pack, once for all to whom it says the same."""
    parts = parts_of(review_page(looked.pack, looked.look))
    return Page(parts.look, parts.title, parts.nav, parts.foot, squeezed(parts.main.encode()))


def review(asked: Asked) -> HttpResponse:
    """Show a period's pack, the last month's if none is named."""
    slugs = packs(asked.of.agreement)
    named = asked.http.GET.get("period", "")
    pack = (pack_shown(asked, named) if named else None) or pack_shown(asked, _latest(slugs))
    if pack is None:
        return page(asked, "nothing_yet.html", family="review", tabs=(TAB,), tab=TAB)
    shown = _drawn(Looked(pack, look()))
    meetings = matters_of(asked.of.agreement, "review").filter(stage="planned")
    return shelved(
        asked, "review.html", shown, pack=pack, slugs=slugs, forms=tuple(FORMS), meetings=list(meetings),
        may_plan=denied(asked.person, Right.GOVERN, asked.of.agreement), agenda=_agenda(pack),
    )  # fmt: skip


def review_file(asked: Asked, form: str) -> HttpResponse:
    """Give a pack as a file; the one that takes long is made by the worker, and the page says so until it is there."""
    pack = pack_shown(asked, asked.http.GET.get("period", ""))
    if pack is None or form not in FORMS:
        return refused(asked, NOTHING)
    content = made(pack, form)
    if content is None:
        return page(asked, "review_waits.html", status=202, pack=pack, job=waits(asked, pack))
    answer = HttpResponse(content, content_type=FORMS[form][0])
    answer["Content-Disposition"] = f'attachment; filename="{asked.of.agreement}-review-{pack.slug}.{form}"'
    return answer


def digest_of(pack: Pack) -> str:
    """Give the digest of what a pack says and how it looks: the same pack is written once."""
    return sha256(review_page(pack, look()).encode()).hexdigest()[:32]


def made(pack: Pack, form: str) -> str | bytes | None:
    """Give a pack as a file; None of the one that takes long, until the worker has made it."""
    if form != SLOW:
        return FORMS[form][1](pack, look())
    place = MADE / f"{digest_of(pack)}.{form}"
    return place.read_bytes() if place.exists() else None


def waits(asked: Asked, pack: Pack) -> Job:
    """Give the job that makes the file which takes long; a new one if nobody has asked for it."""
    says: Mapping[str, Any] = {
        "agreement": asked.of.agreement, "period": pack.slug, "form": SLOW,
        "needs": sorted(each.value for each in seen_by_person(asked.person, asked.of.agreement)),
        "hidden": sorted(each.measure for each in hidden_for(asked)),
    }  # fmt: skip
    return Job.objects.filter(kind="pack", says=says, ended_at__isnull=True).first() or ask(
        "pack", asked.person.id, says
    )


def told(asked: Asked, period: str) -> Told | None:
    """Give what decides a period's pack as who asks may see it; None if there is none."""
    needs, hidden = seen_by_person(asked.person, asked.of.agreement), {each.measure for each in hidden_for(asked)}
    return told_for(asked.of.agreement, period, needs, timezone.localdate(), hidden)


def pack_shown(asked: Asked, period: str) -> Pack | None:
    """Give a period's pack as who asks may see it; None if there is none."""
    found = told(asked, period)
    return pack_of(found) if found else None


def _latest(slugs: list[str]) -> str:
    """Give the last month; where there is none, whatever there is.

    >>> _latest(["2025", "2025-11", "2025-12", "2025-Q4"])
    '2025-12'
    """
    months = [each for each in slugs if re.fullmatch(r"\d{4}-\d{2}", each)]
    return max(months or slugs, default="")


def _agenda(pack: Pack) -> str:
    """Draft the agenda: what each section of the pack says first, a line each."""
    return "\n".join(each.blocks[0].title for each in pack.sections if each.blocks)


DOORS: Final = (
    Door(name="review", path=AGREEMENT + "review", view=review, needs=Right.SEE),
    Door(name="review-file", path=AGREEMENT + "review/<str:form>", view=review_file, needs=Right.EXPORT),
)
