"""The relationship pulse: five questions a month, told only as what each side feels and how far the two are apart."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from truegreen.governance.asking import Denied, denied
from truegreen.governance.pulse import LEAST, QUESTIONS, SCALE, Line, Mean, lines, problems
from truegreen.governance.rights import Right
from truegreen.model.agreement import Side
from truegreen.model.journal import Event
from truegreen.web.acts.journal import written_down
from truegreen.web.acts.once import done_before, remember
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import Member, Pulse
from truegreen.web.pages.shown import AGREEMENT, tabs_of
from truegreen.web.rendering import page
from truegreen.web.written import number

BOTH: Final = Denied("You sit for both sides, so your answer would count for neither.")


def pulse(asked: Asked) -> HttpResponse:
    """Show what both sides felt in a month that is over; while one runs, nobody can be told apart by looking twice."""
    tabs, tab = tabs_of("governance", "pulse")
    now = month_now()
    rows = Pulse.objects.filter(agreement=asked.of.agreement)
    months = sorted({*rows.exclude(month=now).values_list("month", flat=True)}, reverse=True)
    wanted = asked.http.GET.get("month", "")
    month = wanted if wanted in months else (months[0] if months else "")
    told = lines([(Side(each.side), each.answers) for each in rows.filter(month=month)]) if month else []
    return page(
        asked, "pulse.html", tabs=tabs, tab=tab, months=months, month=month, told=told, now=now, written=written,
        gap=gap, headline=_headline(told, month), least=LEAST,
        no=denied(asked.person, Right.FEEL, asked.of.agreement),
        has_answered=rows.filter(month=now, member__key=asked.person.id).exists(),
    )  # fmt: skip


def answer(asked: Asked) -> HttpResponseBase:
    """Show the five questions, or keep what somebody answers for this month."""
    side = asked.person.side_in(asked.of.agreement)
    if side is Side.BOTH:
        return refused(asked, BOTH)
    if asked.http.method != "POST":
        return _form(asked, {}, {})
    said = asked.http.POST.dict()
    found = problems(said)
    if found:
        return _form(asked, said, found)
    keep(asked, str(side), {each.name: int(said[each.name]) for each in QUESTIONS}, said.get("once", ""))
    messages.success(asked.http, gettext("Thank you. Nobody sees your answer by itself."))
    return redirect("pulse", agreement=asked.of.agreement)


def written(of: Mean | None) -> str:
    """Write a mean with its interval and how many answered.

    >>> written(Mean(3.5, 2.91, 4.09, 8)), written(None)
    ('3.5 (2.9 to 4.1), 8 answers', 'withheld')
    """
    if of is None:
        return gettext("withheld")
    told = {"mean": number(of.value, 1), "low": number(of.low, 1), "high": number(of.high, 1), "count": of.count}
    return gettext("%(mean)s (%(low)s to %(high)s), %(count)d answers") % told


def gap(of: Line) -> str:
    """Say how far the two sides are apart, and whether that is beyond chance."""
    if of.gap is None:
        return gettext("withheld")
    told = {
        "size": _signed(of.gap.value),
        "within": gettext("%(low)s to %(high)s") % {"low": _signed(of.gap.low), "high": _signed(of.gap.high)},
    }
    if of.gap.low > 0:
        return gettext("%(size)s (%(within)s): the client’s side feels better") % told
    if of.gap.high < 0:
        return gettext("%(size)s (%(within)s): the provider’s side feels better") % told
    return gettext("%(size)s (%(within)s): alike, as far as anybody can tell") % told


def _signed(of: float) -> str:
    return number(of, 1, signed=True)


def _headline(told: list[Line], month: str) -> str:
    if not month:
        return gettext("Nobody has been asked for a whole month yet")
    gaps = [each.gap for each in told if each.gap]
    if not gaps:
        return gettext("The two sides cannot be compared in %s") % month
    apart = sum(each.low > 0 or each.high < 0 for each in gaps)
    if apart:
        return gettext("The two sides feel apart in %(apart)d of %(of)d questions") % {"apart": apart, "of": len(told)}
    return gettext("The two sides feel alike, as far as anybody can tell")


def keep(asked: Asked, side: str, answers: Mapping[str, int], once: str) -> None:
    """Keep an answer and write down that there is one; what it says stands in no journal."""
    month = month_now()
    with transaction.atomic():
        if done_before(asked.person.id, once, asked.http.path):
            return
        Pulse.objects.update_or_create(
            agreement=asked.of.agreement, month=month, member=Member.objects.get(key=asked.person.id),
            defaults={"side": side, "answers": dict(answers)},
        )  # fmt: skip
        written_down([
            Event(at=timezone.now(), actor=asked.person.id, side=side, name="truegreen.pulse.answered",
                  agreement=asked.of.agreement, about=f"pulse:{month}", says=f"Pulse of {month}: answered."),
        ])  # fmt: skip
        remember(asked.person.id, once, asked.http.path, 302, {"month": month})


def _form(asked: Asked, said: Mapping[str, str], found: Mapping[str, str]) -> HttpResponse:
    tabs, tab = tabs_of("governance", "pulse")
    return page(
        asked, "pulse_answer.html", status=422 if found else 200, tabs=tabs, tab=tab, questions=QUESTIONS,
        scale=SCALE, said=said, found=found, now=month_now(), once=said.get("once") or secrets.token_urlsafe(12),
    )  # fmt: skip


def month_now() -> str:
    """Give the month that runs."""
    return f"{timezone.localdate():%Y-%m}"


DOORS: Final = (
    Door(name="pulse", path=AGREEMENT + "governance/pulse", view=pulse, needs=Right.SEE),
    Door(name="pulse-answer", path=AGREEMENT + "governance/pulse/answer", view=answer, needs=Right.FEEL,
         methods=("GET", "POST")),
)  # fmt: skip
