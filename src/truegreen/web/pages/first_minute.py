"""The first minute: from the green scorecard to the customers under it, who left, and what paid for the green."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.web import words
from truegreen.web.acts.matters import matters_of
from truegreen.web.doors import Asked, Door
from truegreen.web.rendering import page
from truegreen.web.shown.shelf import record_of
from truegreen.web.shown.withholding import record_for
from truegreen.web.written import number


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what there is to see, and where; what a run found of it, in its own words."""

    says: str
    link: str
    title: str
    found: str = ""


def first_minute(asked: Asked) -> HttpResponse:
    """Show the steps, as far as the run has what they show and the person may see it."""
    truth = record_for(asked, "truth")
    melons = [each for each in truth["entries"] if each["kind"] == "watermelon" and each["contract"]] if truth else []
    return page(asked, "first_minute.html", steps=list(_steps(asked, melons[0])) if melons else [], is_run=bool(truth))


def _steps(asked: Asked, melon: Mapping[str, Any]) -> Iterator[Step]:
    met = melon["contract"][0]
    place = ", ".join(member for members in melon["members"].values() for member in members)
    says = gettext("%(place)s: “%(title)s” is kept%(value)s, and the scorecard is green.")
    told = {"title": met["title"], "value": _value(met), "place": place}
    yield Step(says % told, _at(asked, "scorecard"), gettext("See the scorecard"))
    answers = melon["answers"]
    says = gettext("Of %(of)d customers there who answered, %(hits)d were content.")
    yield Step(says % answers, f"{_at(asked, 'truth')}#entry-{melon['number']}", gettext("See what is under it"))
    yield from _lost(asked)
    yield from _paid(asked, met)
    yield from _changed(asked)


def _lost(asked: Asked) -> Iterator[Step]:
    found = record_of(asked.of.agreement, "backtest")
    lost = [each for each in found["before"] if each["revenue"]] if found else []
    if lost and denied(asked.person, Right.SEE_ACCOUNTS, asked.of.agreement) is None:
        last = max(lost, key=lambda each: each["decided"])
        says = gettext("Account %(account)s gave notice on %(decided)s; it paid %(amount)s %(currency)s a month.")
        paid, since = last["revenue"], words.day_of(last["decided"])
        told = {**last, "decided": since, "amount": number(float(paid["amount"])), "currency": paid["currency"]}
        yield Step(says % told, _at(asked, "backtest"), gettext("See what would have been said before"))


def _paid(asked: Asked, met: Mapping[str, Any]) -> Iterator[Step]:
    found = record_for(asked, "validity")
    paid = [each for each in found["figures"] if each["measure"] == met["measure"] and each["paid"]] if found else []
    for figure in paid[:1]:
        says = gettext("The agreement moves money by “%(title)s”. Does it go with what customers value?")
        yield Step(says % figure, f"{_at(asked, 'agreement')}#terms-{figure['paid'][0]}", gettext("See the clause"),
                   figure["why"])  # fmt: skip


def _changed(asked: Asked) -> Iterator[Step]:
    """Give the change that somebody asked for; where nobody did, where to ask."""
    row = matters_of(asked.of.agreement, "change").first()
    if row:
        path = reverse("matter", kwargs={"agreement": asked.of.agreement, "matter": row.id})
        says = gettext("Somebody asked to pay otherwise: “%s”.") % row.title
        yield Step(says, path, gettext("See what it would change"))
        return
    path = reverse("open", kwargs={"agreement": asked.of.agreement, "kind": "change"})
    yield Step(gettext("Nobody has asked yet to pay for something else."), path, gettext("Ask for a change"))


def _at(asked: Asked, door: str) -> str:
    return reverse(door, kwargs={"agreement": asked.of.agreement})


def _value(met: Mapping[str, Any]) -> str:
    """Give a share with its sign; other units are left to the scorecard."""
    return f" ({number(100 * float(met['value']), 1)} %)" if met["unit"] == "share" else ""


DOORS: Final = (
    Door(name="first-minute", path="a/<str:agreement>/first-minute", view=first_minute, needs=Right.SEE),
)  # fmt: skip
