"""What one side does in front of a browser and the other answers, step by step, as people would."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.browser.visits import Sit, Visit

expect = pytest.importorskip("playwright.sync_api").expect
DONE: Final = "Done, and written into the journal."


@dataclass(frozen=True, slots=True)
class Cast:
    """Who does what on one side: leads, settles money, signs changes, and hears customers."""

    leads: str
    settles: str
    signs: str
    hears: str


CLIENT: Final = Cast(leads="ines", settles="jonas", signs="clara", hears="amara")
PROVIDER: Final = Cast(leads="rui", settles="tomas", signs="rui", hears="beatriz")


def opens_the_watermelon(one: Visit) -> None:
    """From the first page to where green is not true, and down to the cases."""
    one.go("")
    expect(one.page.locator("h1")).to_contain_text("Not everywhere")
    one.follow("Open its", exact=False)
    expect(one.page.locator("h1")).to_contain_text("Manila")
    cases = one.page.locator("section[aria-labelledby=cases-title]")
    many = int(re.findall(r"\d+", cases.locator("h2").inner_text())[0])
    assert many > 0
    assert cases.locator("tbody tr").count() == min(many, 300)


def escalates(one: Visit, other: Visit, title: str) -> None:
    """Raise what was seen from where it was seen; the other side answers with a day, and it is settled."""
    one.follow("Escalate")
    one.page.get_by_label("What it is, in one line").fill(title)
    one.page.get_by_label("What you ask for").fill("How many, why, and from when it stops.")
    one.page.get_by_label("How bad it is").select_option("critical")
    assert "Manila" in one.page.get_by_label("What happened, and whom it touches").input_value()
    one.press("Escalate")
    assert one.says(DONE)
    other.go("governance")
    other.follow(title)
    other.move("Answer", answer="A second person checks each document.", by_day="2027-02-01")
    assert other.says("Answered; to be done by a day")
    one.page.reload()
    one.move("It is settled", outcome="No document came back for a week.")
    assert one.says("Settled")


def disputes(one: Visit, other: Visit, month: str) -> None:
    """Dispute a credit; the other side denies it with a reason; nobody approves until it is dropped."""
    one.go(f"statement?month={month}")
    one.page.get_by_text("0 disputes").click()
    one.follow("Credit", exact=False)
    one.page.get_by_label("What is wrong, in one line").fill("The credit leaves out three days")
    one.page.get_by_label("By how much the line should be otherwise").fill("-25.00 EUR")
    one.page.get_by_label("Why, and by which clause").fill("Amendment 1, 4 counts every day of the month.")
    one.press("Dispute this line")
    place = one.at
    other.go(f"statement?month={month}")
    other.press("Approve this statement")
    assert other.says("1 of its lines is disputed")
    other.follow("The credit leaves out three days")
    other.move("Deny with a reason", answer="The three days were excused by notice; Schedule 4, 2.")
    assert other.says("Denied")
    one.go(place)
    assert one.says("The three days were excused by notice")
    one.move("Drop it", why="The notice is there.")
    assert one.says("Dropped")


def asks_for_a_change(one: Visit, title: str, text: str, day: str) -> str:
    """Ask for a change with the text of an amendment, and have it tried on the past; give where it stands."""
    one.go("agreement")
    one.follow("Ask for a change")
    one.page.get_by_label("What should change, in one line").fill(title)
    one.page.get_by_label("Why, and what it should bring about").fill("Customers tell; speed does not.")
    one.page.get_by_label("The amendment, as text").fill(text)
    one.page.get_by_label("From which day").fill(day)
    one.press("Ask for a change")
    assert one.says(DONE)
    one.page.get_by_text("Try it on the past").first.click()
    one.press("Try it on the past")
    one.until("In all", 150)
    return one.at


def agrees_to_the_change(sit: Sit, mine: Cast, theirs: Cast, place: str) -> None:
    """Both see the same back-test and say yes to the same text; one yes is not enough."""
    first, second = sit(theirs.signs), sit(mine.signs)
    told = []
    for one in (first, second):
        one.go(place)
        section = one.page.locator("section[aria-labelledby=tried-title]")
        expect(section.locator("caption")).to_contain_text("month by month")
        told.append(section.inner_text())
        one.move("Approve")
        assert one.says("Approved by both") is (one is second)
    assert told[0] == told[1]


def writes_the_amendment(one: Visit, place: str, file: str, words: str) -> None:
    """Write what both approved; it stands in the folder, and the agreement's page shows it."""
    one.go(place)
    one.move("Write the amendment")
    assert one.says("Part of the agreement")
    assert words in (one.workspace.folder / "agreements" / file).read_text("utf-8")


def waits_for_runs(one: Visit, seconds: int = 400) -> None:
    """Wait until nothing is being run: what people approve is what stands then.

    Raises:
        TimeoutError: it never ended.
    """
    one.go("runs")
    for _ in range(seconds):
        if not any(one.page.get_by_text(each, exact=True).count() for each in ("Being done", "Waits")):
            return
        one.page.wait_for_timeout(1000)
        one.page.reload()
    raise TimeoutError("the runs never ended")


def settles(one: Visit, other: Visit, month: str) -> None:
    """Both sides approve the statement that they see, and it is issued as the command line issues it."""
    for each in (other, one):
        each.go(f"statement?month={month}")
        each.press("Approve this statement")
        assert each.says(DONE)
    one.press("Issue it")
    expect(one.page.locator(".problems")).to_have_count(0)
    assert one.says(f"settled/acme-care/{month}.json")
    assert (one.workspace.folder / "settled" / "acme-care" / f"{month}.json").exists()


def hears(one: Visit, account: str) -> None:
    """Add a sales concern on an account: its page, its timeline and the list show it at once."""
    one.go(f"accounts/{account}")
    one.page.get_by_text("Add what you heard").click()
    one.page.get_by_label("What you heard", exact=True).select_option("sales concern")
    one.page.get_by_label("How serious, 1 to 5").select_option("4")
    one.press("Add it")
    assert one.says("Written down.")
    expect(one.page.locator("section[aria-labelledby=heard-title] li").first).to_contain_text("sales concern")
    expect(one.page.locator("section[aria-labelledby=past-title] svg")).to_contain_text("sales concern")
    one.go("accounts")
    row = one.page.get_by_role("row").filter(has=one.page.get_by_role("link", name=account, exact=True))
    expect(row).to_contain_text("sales concern")


def sees_it_in_the_pack(one: Visit, account: str) -> None:
    """Read the concern in the live review pack."""
    one.go("review")
    row = one.page.locator("table tr").filter(has_text="sales concern").filter(has_text=account)
    expect(row.first).to_be_visible()
    assert one.says("commercial people wrote down")


def sees_no_more_than_their_post(one: Visit, account: str) -> None:
    """Finance of a provider may not see named accounts: not on their page, nor in the pack."""
    assert one.go(f"accounts/{account}").status == 403
    assert one.says("you may not see named accounts")
    one.go("review")
    assert one.lacks("commercial people wrote down")
    assert one.says("named accounts")


def takes_the_pack(one: Visit, to: Path, forms: tuple[str, ...]) -> dict[str, Path]:
    """Take the pack along, in each form."""
    one.go("review")
    files = {}
    for form in forms:
        files[form] = one.take(form, to)
        one.go("review")
    return files
