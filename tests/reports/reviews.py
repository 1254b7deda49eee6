"""Reviews made by hand from what other tests show: truth, scorecard, statement, accounts at risk, what was saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from tests.reports import samples, statements, warned
from tests.reports.test_value_words import VALUED, told
from tests.signals.truths import SIDES, world
from truegreen.model.agreement import Side
from truegreen.model.matter import Matter
from truegreen.model.review import Billed, Governed, Preset, Review
from truegreen.model.truth import Account, Affected, Kind, Opened, Truth
from truegreen.model.value import Grade
from truegreen.reports.review.parts import Pack
from truegreen.reports.review.words import pack
from truegreen.signals.truth.held import held
from truegreen.units.money import Money
from truegreen.units.period import parse_period

SINCE: Final = date(2025, 3, 1)
TODAY: Final = date(2025, 4, 3)


@cache
def truth() -> Truth:
    made = world(27, 12, 3, red=[4])
    found = held([made], [[SIDES] * 12], None, 0.1, "minimum")
    paid = Affected(accounts=2, cases=31, revenue=Money.parse("24000.00 EUR"))
    entries = [replace(each, affected=paid if each.kind is Kind.WATERMELON else None) for each in found.entries]
    return Truth(
        agreement="acme-care", title="Acme care", period=None, by=made.by, where={}, promise=0.1, levels=found.levels,
        listed=found.listed, entries=entries, cells=found.cells, run="r", known_until="2025",
    )  # fmt: skip


def nothing_found() -> Truth:
    """Give a truth test that lists nothing: everything is as nobody can tell."""
    cells = [replace(each, kind=Kind.CANNOT_TELL) for each in truth().cells]
    listed = [replace(each, cells=len(cells) * (each.kind is Kind.CANNOT_TELL), wrong=0.0) for each in truth().listed]
    return replace(truth(), entries=(), cells=cells, listed=listed)


def review(**other: Any) -> Review:
    """Give a review with something of everything, but for what is said otherwise."""
    first = next(each for each in truth().entries if each.kind is Kind.WATERMELON)
    behind = [Account(id=name, revenue=None, cases=9, answers=1, unhappy=1, renewal=None) for name in ("A-1", "A-2")]
    card = samples.card()
    before = replace(card, period=parse_period("2025-02"), rows=[_as_it_was(each) for each in card.rows])
    saved = replace(VALUED, amounts={**VALUED.amounts, "alerts": told(900, -100, 1900, Grade.RANDOMISED)})
    given: dict[str, Any] = {
        "agreement": "acme-care", "title": "Acme care", "client": "Acme", "provider": "Northline", "currency": "EUR",
        "preset": Preset.MONTHLY, "period": samples.MARCH, "before": parse_period("2025-02"), "truth": truth(),
        "through": truth(), "worst": Opened(entry=first, accounts=behind, query=""), "card": card,
        "card_before": before, "cards": [card], "whole": card,
        "statements": [Billed(statements.full(), False)],
        "statements_before": [Billed(statements.february(), True)],
        "ranked": warned.ranked(warned.risk(1, "A-1"), warned.risk(2, "B-7", owner="AM4")), "valued": saved,
    }  # fmt: skip
    return Review(**{**given, **other})


def _as_it_was(row: Any) -> Any:
    """Give the first measure as missed before, the one of reopened cases as met."""
    was = {"on-time": "missed", "reopen": "met"}.get(row.id)
    return replace(row, contract=type(row.contract)(was)) if was else row


def matter(name: str, kind: str, stage: str, title: str, **other: Any) -> Matter:
    at = datetime(2025, 3, 10, 9, tzinfo=UTC)
    given: dict[str, Any] = {"side": Side.CLIENT, "opened_by": "ines", "opened_at": at, "since": at, **other}
    return Matter(id=name, kind=kind, agreement="acme-care", stage=stage, title=title, **given)


def governed() -> Governed:
    early = datetime(2025, 1, 5, tzinfo=UTC)
    return Governed(
        matters=[
            matter("decision-1", "decision", "decided", "Pay for solved matters", says={"decided": "Yes, from May."}),
            matter("decision-2", "decision", "asked", "More answers, or not?", says={"because": "73 more are needed."}),
            matter("decision-0", "decision", "decided", "Long ago", since=early),
            matter("action-1", "action", "open", "Train Manila", due=datetime(2025, 3, 20, tzinfo=UTC),
                   says={"owner": "joao", "by_day": "2025-03-20"}),
            matter("action-2", "action", "done", "Fix the forms", says={"owner": "ines"}),
            matter("action-0", "action", "done", "Done long ago", since=early),
            matter("dispute-3", "dispute", "raised", "The credit of February", about="line:2025-02:late-credit"),
            matter("save-4", "save", "assigned", "Call account A-1", about="account:A-1"),
            matter("escalation-5", "escalation", "raised", "Nobody answers"),
        ],
        people={"joao": "João Reis", "ines": "Ines Vogel"}, since=SINCE, today=TODAY,
    )  # fmt: skip


def made(**other: Any) -> Pack:
    """Give its pack."""
    return pack(review(**other), governed())
