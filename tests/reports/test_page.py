from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import truegreen.reports
from tests.reports import large, samples
from truegreen.model.scorecard import Scorecard
from truegreen.reports.page import scorecard_page
from truegreen.reports.statuses import CONTRACT, OUTCOME
from truegreen.units.period import parse_period

VOID = {"meta", "br", "hr", "img", "input", "link"}
CSS = (Path(truegreen.reports.__file__).parent / "templates" / "page.css").read_text(encoding="utf-8")


class Elements(HTMLParser):
    """Every element with its attributes; fails where tags are not nested."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.inside: list[str] = []
        self.feed(page)
        self.close()
        assert not self.inside, f"left open: {self.inside}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def small(card: Scorecard | None = None) -> str:
    return scorecard_page([card or samples.card()], [samples.explanation()], [samples.by_site()], "EUR")


@pytest.fixture(scope="module")
def page() -> Elements:
    return Elements(small())


def test_nothing_is_loaded_from_outside_and_nothing_runs(page: Elements) -> None:
    text = small()
    assert not re.findall(r"https?:|//[a-z]|url\(|@import|javascript:|<script|<img|<link|<iframe", text)
    for _, attributes in page.found:
        assert not any(name.startswith("on") for name in attributes)
        assert all(attributes[name].startswith("#") for name in ("href", "src") if name in attributes)


def test_every_link_leads_somewhere_and_ids_are_unique(page: Elements) -> None:
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for _, attributes in page.found if "href" in attributes} <= set(ids)
    assert {attributes["aria-labelledby"] for _, attributes in page.found if "aria-labelledby" in attributes} <= set(
        ids
    )


def test_it_can_be_heard_and_walked(page: Elements) -> None:
    assert page.named("html") == [{"lang": "en"}]
    assert [len(page.named(tag)) for tag in ("main", "header", "footer", "nav", "h1")] == [1, 1, 1, 1, 1]
    assert len(page.named("caption")) == len(page.named("table"))
    assert all("scope" in attributes for attributes in page.named("th"))
    assert all(
        each.get("aria-hidden") or (each["role"], bool(each["aria-label"])) == ("img", True)
        for each in page.named("svg")
    )
    assert page.named("a")[0] == {"class": "skip", "href": "#main"}
    headings = [int(tag[1]) for tag, _ in page.found if re.fullmatch(r"h[1-6]", tag)]
    assert all(deeper - each <= 1 or (each, deeper) == (2, 4) for each, deeper in pairwise(headings))


def test_what_others_wrote_is_escaped() -> None:
    bad = '<script>alert("x")</script>'
    base = samples.card()
    row = replace(base.rows[0], words=bad, measure=replace(base.rows[0].measure, title=bad, clause=bad))
    finding = replace(base.findings[0], says=bad, remedy=bad)
    card = replace(base, title=bad, rows=[row, *base.rows[1:]], findings=[finding], run=bad)
    why = replace(samples.explanation(), row=row, query=bad, sample=[(bad,)], columns=(bad,), aspects={"grain": bad})
    parts = replace(samples.by_site(), by=bad, rows=[replace(row, member=bad)])
    text = scorecard_page([card], [why], [parts], bad)
    assert "<script" not in text
    Elements(text)


def test_every_status_is_a_word_a_shape_and_a_tone() -> None:
    text = small()
    for mark in (*CONTRACT.values(), *OUTCOME.values()):
        assert (
            f'<span class="mark {mark.tone}"><svg class="shape" aria-hidden="true"><use href="#is-{mark.name}">' in text
        )
        assert f'<symbol id="is-{mark.name}"' in text
        assert f".mark.{mark.tone} {{" in CSS
    assert text.count('<span class="mark') == text.count('<use href="#is-') - 1  # the other one is the brand


def test_the_answer_stands_first_then_what_is_met_over_unhappy_customers() -> None:
    text = small()
    places = [
        text.index(each) for each in ("Not all of it.", "1 of them over unhappy", 'id="unhappy"', 'id="scorecard"')
    ]
    assert places == sorted(places)
    assert "met, customers unhappy" in text
    assert "1,334 of 2,090" in text
    assert "2 other ways of counting: 57.5 % to 93.6 %; 1 would change the contract status" in text


def test_a_measure_read_over_a_quarter_opens_too() -> None:
    base, quarter = samples.card(), parse_period("2025-Q1")
    row = replace(base.rows[1], reading=samples.share(1334, 2090, quarter))
    why = replace(samples.explanation(), period=quarter, row=row)
    text = scorecard_page([replace(base, rows=[row])], [why], [], "EUR")
    assert "Why 63.8 %" in text
    assert "critical service level · Q1 2025" in text


def test_empty_scorecards_are_a_page_too() -> None:
    text = scorecard_page([replace(samples.card(), rows=[], findings=())], [], [], "")
    Elements(text)
    assert "There is no green to doubt." in text
    assert "Nothing was measured." in text


def test_a_real_sized_page_is_light_and_always_the_same() -> None:
    given = [large.card()], large.explanations(), large.slices(), "EUR"
    first = scorecard_page(*given)
    assert scorecard_page(*given) == first
    assert len(first.encode()) < 1_500_000
    Elements(first)


def palettes() -> Iterator[dict[str, str]]:
    """Give the colours of each :root block, over those of the first."""
    blocks = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.S)
    ]
    assert len(blocks) == 3, "light, dark, print"
    return ({**blocks[0], **block} for block in blocks)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs() -> set[tuple[str, str]]:
    """Give every ink with every ground it can stand on: its rule's own, or the page's and the sheets'."""
    found = set()
    for rule in re.findall(r"\{([^{}]*)\}", CSS):
        inks = re.findall(r"(?:^|[;\s])(?:color|fill|stroke): var\(--([\w-]+)\)", rule)
        grounds = re.findall(r"background: var\(--([\w-]+)\)", rule)
        found |= {(ink, ground) for ink in inks or ["ink"] for ground in grounds or ["ground", "surface"]}
    return found


def test_every_colour_pair_can_be_read() -> None:
    assert {("worse", "worse-ground"), ("good", "good-ground"), ("quiet", "ground"), ("ink", "surface")} <= pairs()
    for palette in palettes():
        for ink, ground in pairs():
            assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground, palette[ink], palette[ground])


def test_no_colour_is_written_outside_the_palettes() -> None:
    rules = re.sub(r":root \{.*?\}", "", CSS, flags=re.S)
    assert not re.findall(r"#[0-9a-f]{3,8}\b(?=[;\s])|rgb\(|hsl\(", rules)


def test_well_and_unwell_are_blue_and_orange() -> None:
    for palette in palettes():
        red, _, blue = (int(palette["good"][place : place + 2], 16) for place in (1, 3, 5))
        assert blue > red
        red, _, blue = (int(palette["bad"][place : place + 2], 16) for place in (1, 3, 5))
        assert red > blue
