"""Every page as each side sees it: wide, middling and narrow, light and dark; nothing out of place or too heavy."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.browser.places import LOOKS, PLACES, WIDTHS
from tests.browser.visits import Sit

HEIGHTS: Final = {1440: 1000, 1024: 768, 390: 844}
NARROW: Final = 320
"""A small phone, and a window of 1280 at four times its size: what WCAG 2.2, 1.4.10 asks for."""
WIDER: Final = """() => {
  const root = document.documentElement, width = root.clientWidth;
  return root.scrollWidth <= width ? [] : [root.scrollWidth, ...[...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > width + 1 && !each.closest(".scroll, nav, pre, svg"))
    .map(each => each.tagName + "." + each.className).slice(0, 5)];
}"""
SIDEWAYS: Final = """() => {
  const edge = document.querySelector("main").getBoundingClientRect().right;
  const there = [...document.querySelectorAll("body *")].filter(each => each.getClientRects().length);
  const scrolls = there.filter(each => each.scrollWidth > each.clientWidth + 1)
    .filter(each => ["auto", "scroll"].includes(getComputedStyle(each).overflowX))
    .filter(each => !each.closest("nav, .rows") && !each.querySelector(".rights"))
    .filter(each => each.matches("table") || each.querySelector("table") || !each.querySelector(".drawing-of"));
  const cut = there.filter(each => each.matches("table") && !each.closest(".scroll, .rows"))
    .filter(each => each.getBoundingClientRect().right > edge + 1);
  return [...scrolls, ...cut].map(each => each.outerHTML.slice(0, 120)).slice(0, 4);
}"""
"""What takes scrolling sideways, or is cut off, though it could stand below each other. That cannot: a picture, rows as
a file has them, and which post holds which right. A menu is one line, of which each word fits."""
SMALL: Final = """() => [...document.querySelectorAll("a, button, summary, input, select")]
  .filter(each => each.checkVisibility({contentVisibilityAuto: true}) && getComputedStyle(each).display !== "inline")
  .map(each => [each, each.getBoundingClientRect()])
  .filter(([each, box]) => box.width > 2 && Math.min(box.width, box.height) < 23.5)
  .map(([each]) => each.outerHTML.slice(0, 90)).slice(0, 4)"""
"""What a finger misses: smaller than 24 points, and not within a line of text."""
FINE: Final = """() => [...document.querySelectorAll(".drawing-of text")]
  .filter(each => each.getClientRects().length && each.textContent.trim())
  .filter(each => parseFloat(getComputedStyle(each).fontSize)
    * Math.hypot(each.getScreenCTM().a, each.getScreenCTM().b) < 8.5)
  .map(each => each.textContent).slice(0, 4)"""
"""Words in pictures that are drawn so small that nobody can read them."""
COLOURED: Final = """() => [...document.querySelectorAll(
    ".mark, .change, .flag, .problem, li.error, li.warning, .good, .bad, .worse")]
  .filter(each => !each.closest("svg") && each.getClientRects().length)
  .filter(each => !/\\p{L}|\\d/u.test(each.textContent)
    || !(each.querySelector("svg use, svg path, .sign")
      || getComputedStyle(each, "::before").content.length > 2
      || /[^\\p{L}\\p{N}\\s.,:;()%–-]/u.test(each.textContent)))
  .map(each => each.outerHTML.slice(0, 120))"""
"""Elements that a colour sets apart, and no word or no shape does."""
DRAWN: Final = """() => [...document.querySelectorAll("main svg:not(.shape, .shapes)")]
  .filter(each => each.getClientRects().length && each.querySelector(".good, .bad") && !each.closest("[aria-hidden]"))
  .filter(each => !each.querySelector("text, title") && !each.getAttribute("aria-label")
    && !each.closest("figure, td, summary, li"))
  .map(each => each.outerHTML.slice(0, 120))"""
"""Drawings that use such a colour and say nothing."""
MOVING: Final = """() => document.getAnimations().length + [...document.querySelectorAll("*")]
  .filter(each => getComputedStyle(each).transitionDuration.split(", ").some(time => time !== "0s")).length"""
NARROWLY: Final = {
    "wide": WIDER, "sideways": SIDEWAYS, "small": SMALL, "fine": FINE, "coloured": COLOURED, "drawn": DRAWN,
    "moving": MOVING,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits(visit: Sit, shots: Path, width: int, look: str) -> None:
    """No page is wider than its window; each is photographed."""
    one = visit("ines", viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=look)
    wide = {}
    for name, place in PLACES.items():
        assert one.go(place).status == 200, name
        one.page.screenshot(path=shots / f"{name}-at-{width}-{look}.png", full_page=width == 1440 and look == "light")
        if reach := one.page.evaluate(WIDER):
            wide[name] = reach
    assert wide == {}


@pytest.mark.slow
def test_pages_reflow_do_not_move_and_say_in_words_what_colours_say(visit: Sit, shots: Path) -> None:
    """On a small phone all is read downwards; nothing moves for who asked for that; colour is never alone.

    In German, for its words are the longer ones.
    """
    visit("ines")  # signs in, in English
    one = visit("ines", viewport={"width": NARROW, "height": 700}, reduced_motion="reduce", locale="de-DE")
    found = {}
    for name, place in PLACES.items():
        one.go(place)
        one.page.screenshot(path=shots / f"{name}-at-{NARROW}-german.png")
        wrong = {what: told for what, script in NARROWLY.items() if (told := one.page.evaluate(script))}
        if wrong:
            found[name] = wrong
    assert found == {}


@pytest.mark.slow
def test_with_forced_colours_marks_and_bars_are_still_there(visit: Sit, shots: Path) -> None:
    """Where the reader's system decides all colours, shapes and bars keep one that differs from the ground."""
    one = visit("tomas", forced_colors="active")
    for name in ("green", "scorecard", "statement", "change", "governance"):
        one.go(PLACES[name])
        one.page.screenshot(path=shots / f"{name}-at-1440-forced.png")
        unseen = one.page.evaluate("""() => [...document.querySelectorAll("main .shape use, main rect, main circle")]
          .filter(each => each.getClientRects().length).filter(each => {
            const style = getComputedStyle(each), ground = getComputedStyle(document.body).backgroundColor;
            return style.fill === ground && [ground, "none"].includes(style.stroke);
          }).map(each => each.outerHTML)""")
        assert unseen == [], name


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_nothing_stands_in_anybodys_way(visit: Sit, look: str) -> None:
    """axe-core finds nothing on any page, by the rules of WCAG 2.2 AA; in the dark only contrast is different."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    one = visit("ines", color_scheme=look)
    whole = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    rules = {"type": "tag", "values": whole} if look == "light" else {"type": "rule", "values": ["color-contrast"]}
    found = {}
    for name, place in PLACES.items():
        one.go(place)
        violations = axe.run(one.page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
        if violations:
            found[name] = {each["id"]: [node["target"] for node in each["nodes"]][:3] for each in violations}
    assert found == {}


@pytest.mark.slow
def test_no_page_is_heavy(visit: Sit) -> None:
    """At most 300 KB are sent for any page with all it links to."""
    one = visit("rui")
    session = one.page.context.new_cdp_session(one.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sent: list[float] = []
    session.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    heavy = {}
    for name, place in PLACES.items():
        sent.clear()
        one.go(place)
        one.page.wait_for_load_state("load")
        if sum(sent) > 300_000:
            heavy[name] = sum(sent)
    assert heavy == {}
