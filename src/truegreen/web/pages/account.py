"""One account: may it leave and why, what happened, what was heard, and what is done about it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from truegreen.governance.asking import Denied, denied
from truegreen.governance.kinds import kinds
from truegreen.governance.matters.save import HELD_OUT, LEFT_ALONE
from truegreen.governance.rights import Right
from truegreen.governance.workflow import Stage
from truegreen.model.warning import Alert, Chance, Happened
from truegreen.reports import warning_words as words
from truegreen.reports.rendering import drawing
from truegreen.reports.timeline_picture import timeline_of
from truegreen.web import words as said_words
from truegreen.web.acts.matters import matters_of
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import MatterRow
from truegreen.web.pages.accounts_list import OPEN
from truegreen.web.pages.hear import asks_of, usual
from truegreen.web.pages.shown import AGREEMENT, tabs_of
from truegreen.web.people.known import people_of
from truegreen.web.rendering import page
from truegreen.web.shown.accounts import Account, account_of, arms
from truegreen.web.shown.alike import piece
from truegreen.web.shown.shelf import latest_mark

NOTHING: Final = Denied("There is no such account.", exists=False)
SERIOUS: Final = 3
"""How serious what was heard counts on the timeline where nobody says."""


def account(asked: Asked, account: str) -> HttpResponse:
    """Show one account."""
    of, today = account_of(asked.of.agreement, account), timezone.localdate()
    if of is None:
        return refused(asked, NOTHING)
    tabs, tab = tabs_of("accounts")
    held = arms(asked.of.agreement, today).get(of.id, "") == HELD_OUT
    matters = [(each, *_stands(each)) for each in matters_of(asked.of.agreement).filter(about=f"account:{of.id}")]
    of_run, causes, days = (of.id, latest_mark(settings.FOLDER)), "", ""
    if of.risk:
        causes = piece(asked, "account_causes.html", *of_run, of=of, words=words)
        days = piece(asked, "account_days.html", *of_run, of=of)
    return page(
        asked, "account.html", tabs=tabs, tab=tab, of=of, alert=_alert(of, held=held), words=words, held=held,
        causes=causes, days=days,
        left_alone=LEFT_ALONE, chance=words.chance_with_doubt(Chance(**of.risk["chance"])) if of.risk else "",
        pulls=drawing(of.drawn.get("pulls", "")), timeline=drawing(_timeline(of, today)), matters=matters,
        is_saved=any(each.kind == "save" and each.stage in OPEN for each, *_ in matters),
        rights={name: denied(asked.person, right, asked.of.agreement) for name, right in RIGHTS.items()},
        asks=asks_of(asked), said=usual(asked, of.id), once=secrets.token_urlsafe(12), people=people_of(asked.of),
        owner=_proposed(asked, of, [each for each, *_ in matters]), day=partial(said_words.day, agreement=asked.of),
    )  # fmt: skip


def _stands(row: MatterRow) -> tuple[str, Stage, bool]:
    workflow = kinds()[row.kind]
    return workflow.title, workflow.stage(row.stage), bool(row.due and row.due < timezone.now())


def _alert(of: Account, *, held: bool) -> Alert | None:
    if held:
        return Alert.HELD_OUT
    return Alert(of.risk["alert"]) if of.risk else None


def _timeline(of: Account, today: date) -> str:
    """Draw what happened; what was entered since the run is drawn at once."""
    if not of.since:
        return str(of.drawn.get("timeline", ""))
    told = of.risk["timeline"] if of.risk else ()
    new = [
        Happened(day=each.on, kind="signal", weight=each.severity or SERIOUS,
                 words=f"{str(each.kind).replace('_', ' ')}, not yet in a run") for each in of.since
    ]  # fmt: skip
    return timeline_of(of.id, [*new, *map(_happened, told)], today)


def _happened(record: Mapping[str, Any]) -> Happened:
    return Happened(
        day=date.fromisoformat(record["day"]), kind=record["kind"], words=record["words"], weight=record["weight"]
    )


def _proposed(asked: Asked, of: Account, matters: list[MatterRow]) -> str:
    """Propose who goes: who went last, else whom the records name as its owner, else whoever looks."""
    went = [str(each.says.get("owner", "")) for each in matters if each.kind == "save"]
    if went:
        return went[0]
    known = people_of(asked.of)
    named = [key for key, name in known.items() if of.risk and name == of.risk["owner"]]
    return named[0] if named else asked.person.id


RIGHTS: Final = {"hear": Right.HEAR, "save": Right.SAVE, "act": Right.ACT, "escalate": Right.ESCALATE}
DOORS: Final = (
    Door(name="account", path=AGREEMENT + "accounts/<path:account>", view=account, needs=Right.SEE_ACCOUNTS),
)  # fmt: skip
