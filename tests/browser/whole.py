"""The whole walk with one side in front and the other answering, and the journal that proves it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser import walking
from tests.browser.reading import words_of
from tests.browser.visits import Sit
from tests.browser.walking import CLIENT, PROVIDER, Cast

CHANGES = {
    CLIENT: ("2026-12-01", "terms.unsolved-documents.cap.share: 12 %"),
    PROVIDER: ("2026-12-08", "terms.late-documents.cap.share: 6 %"),
}
MONTHS = {CLIENT: "2025-05", PROVIDER: "2025-06"}  # one after the other: no month is issued before an earlier one
ACCOUNTS = {CLIENT: "91", PROVIDER: "38"}
FORMS = {CLIENT: ("html", "pptx", "xlsx", "pdf"), PROVIDER: ("html", "xlsx")}


def walked(visit: Sit, mine: Cast, to: Path) -> None:
    """Everything that the two sides do with each other in a month, and the journal that proves it."""
    theirs = PROVIDER if mine is CLIENT else CLIENT
    one, other, finance, counterpart = (visit(who) for who in (mine.leads, theirs.leads, mine.settles, theirs.settles))
    month, account, (day, words) = MONTHS[mine], ACCOUNTS[mine], CHANGES[mine]
    number = len([*one.workspace.folder.glob("agreements/acme-care-amendment-*.yml")]) + 1
    title = f"Pay for what customers tell, {mine.leads}"
    text = f"amends: acme-care\nnumber: {number}\neffective: {day}\nclause: Amendment {number}\nset:\n  {words}\n"

    walking.waits_for_runs(one)
    walking.opens_the_watermelon(one)
    walking.escalates(one, other, f"Documents from Manila come back, {mine.leads}")
    walking.disputes(finance, counterpart, month)
    change = walking.asks_for_a_change(one, title, text, day)
    walking.agrees_to_the_change(visit, mine, theirs, change)
    walking.settles(finance, counterpart, month)
    heard = visit(mine.hears)
    walking.hears(heard, account)
    walking.sees_it_in_the_pack(other, account)
    walking.sees_no_more_than_their_post(visit("tomas"), account)
    for form, file in walking.takes_the_pack(one, to, FORMS[mine]).items():
        assert re.search(rf"\b{account}\b.{{0,60}}sales concern", words_of(file), re.DOTALL), form
    walking.writes_the_amendment(one, change, f"acme-care-amendment-{number}.yml", words)
    other.go(f"agreement?on={day}")
    assert other.says(f"acme-care-amendment-{number}.yml")

    _proved(visit, mine, theirs)


def _proved(visit: Sit, mine: Cast, theirs: Cast) -> None:
    """Read the journal as the auditor: it holds, and names who did what for which side."""
    nora = visit("nora")
    nora.go("journal?whole")
    assert nora.says("The journal holds")
    told = set()
    while True:
        rows = nora.page.locator("tbody tr").all()
        told |= {(row.locator("td").nth(2).inner_text(), row.locator("td").nth(3).locator("code").inner_text())
                 for row in rows}  # fmt: skip
        if not nora.page.get_by_role("link", name="Earlier", exact=True).count():
            break
        nora.follow("Earlier")
    names = {"ines": "Ines Vogel (client)", "jonas": "Jonas Keller (client)", "clara": "Clara Brandt (client)",
             "amara": "Amara Okafor (client)", "rui": "Rui Matos (provider)", "tomas": "Tomás Costa (provider)",
             "beatriz": "Beatriz Lima (provider)"}  # fmt: skip
    acts = (
        (mine.leads, "escalation.raised"), (theirs.leads, "escalation.answered"), (mine.leads, "escalation.settled"),
        (mine.settles, "dispute.raised"), (theirs.settles, "dispute.denied"), (mine.settles, "dispute.dropped"),
        (mine.leads, "change.asked"), (mine.leads, "change.tried"), (mine.leads, "change.amended"),
        (mine.signs, "change.approved"), (theirs.settles, "statement.opened"), (mine.settles, "statement.approved"),
        (mine.settles, "statement.issued"), (mine.hears, "heard.added"),
    )  # fmt: skip
    assert {(names[who], f"truegreen.{what}") for who, what in acts} - told == set()
