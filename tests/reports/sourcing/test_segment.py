"""Segments in words, text, record, page and pictures: they say no more than is held, and what others wrote is inert."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as Xml

import pytest

from tests.reports.sourcing.segmented import HOSTILE, TOLD, UNTOLD, alike, odd
from truegreen.model.segmented import Segmented
from truegreen.reports.sourcing import segment_kind_words as kind_words
from truegreen.reports.sourcing import segment_words as words
from truegreen.reports.sourcing.segment_page import segment_page
from truegreen.reports.sourcing.segment_pictures import grid_of, kinds_of, lorenz_of
from truegreen.reports.sourcing.segment_record import segment_record
from truegreen.reports.sourcing.segment_text import segment_text


def test_the_answer_says_what_was_shown() -> None:
    assert words.answer(TOLD) == (
        "No: what is spent is spread more evenly than value. "
        "The 20 customers worth most hold 60 % of all value and get 30 % of what is spent."
    )
    assert words.answer(UNTOLD) == "Nobody can tell: no customers can be valued."
    assert words.answer(alike()).startswith(
        "No difference is shown between how value and what is spent are shared out."
    )


def test_what_is_shared_out_is_called_what_it_is() -> None:
    hours, cases = (replace(TOLD, unit=each) for each in ("hours", "cases"))
    assert "work is spread more evenly" in words.answer(hours)
    assert words.answer(cases).endswith("get 30 % of cases.")
    assert words.tier(TOLD.tiers[0], "EUR", "cases").endswith("60 % of all; 3,000 cases for them, 30 %.")


def test_staying_is_said_only_where_it_is_established() -> None:
    assert "for each 1,000 that fail about 18 customers (12 to 24) more." in kind_words.staying(TOLD)
    assert "not shown to differ" in kind_words.staying(TOLD)
    said = kind_words.staying(alike())
    assert said.startswith(
        "It is not established that customers leave more often after failed contacts: between −6.0 and 4.0"
    )
    assert kind_words.staying(UNTOLD) == (
        "Nobody can tell what a failed contact does to staying: no customers decided to leave."
    )


def test_a_type_is_placed_or_told_why_not() -> None:
    claims, papers = TOLD.kinds
    assert kind_words.kind(claims).startswith(
        "invest (97 %): customers leave where it fails, and it is harder than others"
    )
    assert kind_words.kind(papers) == "cannot be placed: invest (60 %) or protect (40 %)."
    assert kind_words.kind(alike().kinds[0]) == "cannot be placed: it is not established."
    assert kind_words.use(papers).startswith("Of use to nobody: it should not come up, for customers are less content")
    assert "cannot be told: too few customers were asked" in kind_words.use(claims)


def test_ranks_are_called_related_only_where_they_are() -> None:
    assert TOLD.peanut
    assert words.proof(TOLD.peanut).endswith(
        "Their ranks go together by 0.50 (0.40 to 0.60): who is worth more gets more."
    )
    held = alike().peanut
    assert held
    assert words.proof(held).endswith("no relation is shown between what somebody is worth and gets.")


@pytest.mark.parametrize("of", [TOLD, UNTOLD, alike(), odd()], ids=["told", "untold", "alike", "odd"])
def test_everything_can_be_written(of: Segmented) -> None:
    assert json.loads(json.dumps(segment_record(of), allow_nan=False))["answer"] == words.answer(of)
    assert words.answer(of).split()[0] in segment_text(of)
    page = segment_page(of)
    assert HOSTILE not in page
    assert page.count("<h1>") == 1
    for picture in (grid_of(of), kinds_of(of), lorenz_of(of)):
        if picture:
            Xml.fromstring(picture)  # noqa: S314 (our own)


def test_pictures_show_each_square_type_and_curve() -> None:
    grid, kinds, lorenz = grid_of(TOLD), kinds_of(TOLD), lorenz_of(TOLD)
    assert grid.count("<g>") == len(TOLD.squares)
    assert kinds.count("<g>") == len(TOLD.kinds)
    assert lorenz.count("<polyline") == 2
    for name in ("Tier A", "expectation not known", "20 customers"):
        assert name in grid
    for name in ("invest", "protect", "claims"):
        assert name in kinds
    assert (grid_of(UNTOLD), kinds_of(UNTOLD), lorenz_of(UNTOLD)) == ("", "", "")
    assert kinds_of(alike()) == ""


def test_text_names_worths_and_what_is_assumed() -> None:
    text = segment_text(TOLD)
    assert "claims, Large" in text
    assert "5.4k" in text
    assert "papers, Large" in text
    assert "ONE MORE SOLVED ISSUE" not in segment_text(UNTOLD)


def test_a_loss_that_is_not_shown_is_not_told_as_one() -> None:
    assert "so none is shown" in kind_words.behind(alike().kinds[0], "EUR")
    assert "for each 1,000 that fail 18 customers (12 to 24) lost" in kind_words.behind(TOLD.kinds[0], "EUR")
