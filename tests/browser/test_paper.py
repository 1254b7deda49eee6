"""Every page on paper: A4, without what only works on a screen, and with what is folded away there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.browser.places import PLACES
from tests.browser.reading import pages_of
from tests.browser.visits import Sit

SHEETS: Final = {
    "green": 3, "scorecard": 10, "truth": 8, "validity": 12, "audit": 8, "alignment": 6, "accounts": 5, "account": 5,
    "silence": 6, "heard": 8, "backtest": 10, "value": 12, "statement": 10, "governance": 6, "dispute": 4, "change": 6,
    "agreement": 45, "review": 20, "journal": 6, "runs": 2, "people": 2,
}  # fmt: skip
"""Pages that people print or send on, and how many sheets each may take at most."""
PAPER: Final = 703
"""Points of the screen across A4, less its margins of 12 mm."""
SCREEN_ONLY: Final = """() => [...document.querySelectorAll(
    "nav, button, form, .skip, .demo, select, input, textarea, details.move")]
  .filter(each => each.getClientRects().length && getComputedStyle(each).position !== "absolute")
  .map(each => each.outerHTML.slice(0, 90))"""
CUT: Final = """width => [...document.querySelectorAll("main *")]
  .filter(each => each.getClientRects().length && each.getBoundingClientRect().right > width + 2)
  .filter(each => !each.closest(".shapes, .rows"))
  .map(each => each.outerHTML.slice(0, 90)).slice(0, 4)"""
FOLDED: Final = """() => [...document.querySelectorAll("main details:not(.rows, .move)")]
  .filter(each => each.getClientRects().length && !each.open && !each.closest("#later"))
  .filter(each => each.lastElementChild !== each.firstElementChild && !each.lastElementChild.checkVisibility(
    {contentVisibilityAuto: true}))
  .map(each => each.firstElementChild.textContent)"""
NEVER: Final = ("Sign out", "Skip to the content", "This is a demo", "Show\n")


@pytest.mark.slow
def test_every_page_prints(visit: Sit, shots: Path) -> None:
    """Nothing of the screen is printed, nothing is cut off at A4, and what is folded on the screen is open."""
    one = visit("clara", viewport={"width": PAPER, "height": 1000})
    one.page.emulate_media(media="print")
    found = {}
    for name, most in SHEETS.items():
        one.go(PLACES[name])
        wrong = {"screen": one.page.evaluate(SCREEN_ONLY), "cut": one.page.evaluate(CUT, PAPER),
                 "folded": one.page.evaluate(FOLDED)}  # fmt: skip
        file = shots / f"{name}.pdf"
        one.page.pdf(path=file, format="A4", prefer_css_page_size=True, print_background=True)
        sheets = pages_of(file)
        wrong["sheets"] = [f"{len(sheets)} of {most}"] if len(sheets) > most else []
        wrong["empty"] = [str(at) for at, each in enumerate(sheets, 1) if len(each.strip()) < 20]
        wrong["words"] = [each for each in NEVER if each in "\f".join(sheets)]
        if any(wrong.values()):
            found[name] = {what: told for what, told in wrong.items() if told}
    assert found == {}


@pytest.mark.slow
def test_a_statement_on_paper_is_an_invoice_with_its_reasons(visit: Sit, shots: Path) -> None:
    """What is due stands on the first sheet, with the lines and where to sign; each amount's steps follow."""
    one = visit("jonas")
    one.go(PLACES["statement"])
    file = shots / "statement-to-sign.pdf"
    one.page.pdf(path=file, format="A4", prefer_css_page_size=True, print_background=True)
    first, *others = pages_of(file)
    assert "12,872.33" in first
    assert "Credit for discontent with documents" in first
    assert "Dispute a line" not in first
    assert "is worse than 65 %" in "".join(others)
