"""By keyboard alone: everything is reached in the order in which it is read, is seen to be reached, and lets one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.browser.places import PLACES
from tests.browser.visits import Sit, Visit
from tests.browser.walking import waits_for_runs

if TYPE_CHECKING:
    from playwright.sync_api import Locator

MAIN: Final = ("green", "scorecard", "statement", "governance", "dispute", "open", "account", "review", "change")
AT: Final = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const before = window.lastReached;
  window.lastReached = at;
  return {
    what: at.outerHTML.slice(0, 100), seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    there: box.width > 0 && box.height > 0 && box.left > -50,
    back: Boolean(before && before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_PRECEDING),
  };
}"""
MOST: Final = 600


@pytest.mark.slow
def test_everything_is_reached_seen_and_left(visit: Sit) -> None:
    """Tab goes from the skip link through each page in its order, always visibly, and out at its end."""
    one = visit("rui")
    wrong = {}
    for name in MAIN:
        one.go(PLACES[name])
        first, *others = _tabbed(one)
        assert 'class="skip"' in first["what"], name
        wrong[name] = [each for each in others if not each["seen"] or not each["there"] or each["back"]]
    assert {name: each for name, each in wrong.items() if each} == {}


def _tabbed(one: Visit) -> list[dict[str, Any]]:
    """Give everything that Tab leads to, in order, until it leads out of the page."""
    found: list[dict[str, Any]] = []
    while len(found) < MOST:
        one.page.keyboard.press("Tab")
        at = one.page.evaluate(AT)
        if at is None or (found and 'class="skip"' in at["what"]):  # out of the page, or through it once
            return found
        found.append(at)
    pytest.fail("the page never lets go")


@pytest.mark.slow
def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(visit: Sit) -> None:
    """Skip to the content, open an escalation, and land on what is wrong with the form."""
    amara = visit("amara")
    amara.go("open/escalation")
    amara.page.keyboard.press("Tab")
    amara.page.keyboard.press("Enter")
    _reach(amara, amara.page.locator("#ask-title"))
    amara.page.keyboard.type("Calls ring out")
    with amara.page.expect_navigation():
        amara.page.keyboard.press("Enter")
    assert amara.page.evaluate("document.activeElement.id") == "problems"
    assert amara.page.get_by_label("What it is, in one line").input_value() == "Calls ring out"


@pytest.mark.slow
def test_a_line_is_disputed_denied_and_dropped_and_the_statement_approved(visit: Sit) -> None:
    """The main walk of two finance people, without a mouse."""
    jonas, tomas = visit("jonas"), visit("tomas")
    waits_for_runs(tomas)
    tomas.go("statement?month=2025-07")
    _press(tomas, tomas.page.locator("summary", has_text="0 disputes"))
    _press(tomas, tomas.page.locator("a[href*='open/dispute']").first, leads=True)
    for ask, text in (("title", "It counts excused days"), ("amount", "12.00 EUR"), ("reason", "Schedule 4")):
        _reach(tomas, tomas.page.locator(f"#ask-{ask}"))
        tomas.page.keyboard.type(text)
    _press(tomas, tomas.page.get_by_role("button", name="Dispute this line"), leads=True)
    jonas.go("statement?month=2025-07")
    _press(jonas, jonas.page.get_by_role("link", name="It counts excused days"), leads=True)
    _press(jonas, jonas.page.locator("summary", has_text="Deny with a reason"))
    _reach(jonas, jonas.page.locator("#ask-deny-answer"))
    jonas.page.keyboard.type("Nobody gave notice")
    _press(jonas, jonas.page.get_by_role("button", name="Deny with a reason"), leads=True)
    tomas.page.reload()
    _press(tomas, tomas.page.locator("summary", has_text="Drop it"))
    _press(tomas, tomas.page.get_by_role("button", name="Drop it"), leads=True)
    assert tomas.says("Dropped")
    for one in (jonas, tomas):
        one.go("statement?month=2025-07")
        _press(one, one.page.get_by_role("button", name="Approve this statement"), leads=True)
        assert one.says("Done, and written into the journal.")
    assert tomas.page.get_by_role("button", name="Issue it").is_visible()


def _reach(one: Visit, wanted: Locator) -> None:
    """Go on with Tab until something has the focus."""
    for _ in range(MOST):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        one.page.keyboard.press("Tab")
    pytest.fail(f"{wanted} is not reached by keyboard")


def _press(one: Visit, wanted: Locator, *, leads: bool = False) -> None:
    _reach(one, wanted)
    if not leads:
        one.page.keyboard.press("Enter")
        return
    with one.page.expect_navigation():
        one.page.keyboard.press("Enter")
