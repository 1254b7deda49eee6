"""A measure is a draft of one side: no page, call or file tells the other what it is, and each that would says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile, is_zipfile

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.reports.reviews import review
from tests.web.people import AGREEMENT
from tests.web.test_api_calls import path_of as call_path
from tests.web.test_doors import path_of as door_path
from tests.web.visiting import at, visitor
from truegreen.governance.visibility import WITHHELD
from truegreen.reports.rendering import Parts
from truegreen.reports.review.record import review_record
from truegreen.reports.review.words import pack
from truegreen.web.api.calls import calls
from truegreen.web.doors import Open, doors
from truegreen.web.models import Draft, Job, Notice
from truegreen.web.shown.shelf import Kept, latest_mark, name_latest, put

TRIED, TITLE = "documents-reopened", "Document cases reopened"
SEEN, SEEN_TITLE = "shipments-reopened", "Shipment cases reopened"
PACKED, PACKED_TITLE = "reopen", "Reopened [bold]"
"""A measure of the pack that tests of reviews are made from."""
FIGURES: Final = re.compile(r"(?<![\d.])(0\.0456|4\.56|0\.987654)(?!\d)|(?<![\d.])4\.6\s?%")
"""What it is, as shares and percentages; and an index from which it could be worked out."""
SAID: Final = {"drafts", "draft", "agreement", "agreement_text"}
"""Doors and calls where the title stands: which measure is a draft is no secret, and what was agreed is none."""


def row(name: str, title: str, value: str) -> dict[str, Any]:
    return {
        "id": name, "measure": {"title": title, "target": "9 %"}, "contract": "met", "outcome": "bad",
        "reading": {"value": value, "unit": "share", "count": 400}, "met_over_unhappy_customers": False,
    }  # fmt: skip


def one(name: str, title: str, value: str) -> dict[str, Any]:
    return {"measure": name, "title": title, "value": value, "unit": "share", "hits": 6, "of": 11, "why": value,
            "advice": "wait for data", "paid": [], "says": f"“{title}” is at {value}.", "standing": "for review",
            "innocent": ""}  # fmt: skip


def records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give records as runs make them, in which the measure stands in every way in which it may."""
    both = [one(TRIED, TITLE, "0.0456"), one(SEEN, SEEN_TITLE, "0.0789")]
    entry = {
        "number": 1, "kind": "watermelon", "members": {"site": ["Manila"]}, "contract": both, "answers": both[1],
        "says": f"Manila: {SEEN_TITLE}: 7.9 %; {TITLE}: 4.56 %; customers are not content.", "behind": None,
    }  # fmt: skip
    yield "behind/0", {"entry": entry, "accounts": [], "cases": [], "query": f'SELECT "{TRIED}"'}
    level = {"id": "documents-satisfied", "proxies": [TRIED, SEEN],
             "correlations": {"reopen_rate.of_resolved, this month": 0.0456}}  # fmt: skip
    counted = "Not everywhere: 0.0456 of it is."
    yield "truth", {"title": "Care", "answer": counted, "period": None, "entries": [entry], "cells": both,
                    "levels": [level]}  # fmt: skip
    drawn = f'<svg role="img" aria-label="pieces of work"><title>{TITLE}: 4.56 %</title></svg>'
    yield "green", {"quadrant": drawn, "months": 24, "trend": None}
    yield "validity", {"answer": counted, "figures": both, "outcomes": [{"id": SEEN, "query": f'SELECT "{TRIED}"'}]}
    yield "audit", {"answer": counted, "lines": both, "not_looked": [f"{TITLE} (0.0456)"]}
    yield "alignment", {"answer": counted, "delivery": {"index": [0.987654], "measures": both}, "gap": 0.987654}
    yield (
        "scorecard/2025-12",
        {"answer": counted, "rows": [row(TRIED, TITLE, "0.0456"), row(SEEN, SEEN_TITLE, "0.0789")]},
    )
    yield f"explained/{TRIED}", {"row": row(TRIED, TITLE, "0.0456")}
    yield "pilot/call-back", {"says": f"{TITLE} fell to 4.56 %.", "ends": False, "outcome": TRIED}


@pytest.fixture
def drafted(workspace: Path) -> Iterator[None]:
    """Put it all on the shelf, and make the measures drafts of the provider."""
    before, mark = latest_mark(workspace), "drafts-everywhere"
    for name, record in records():
        parts = Parts("clock", "Kept", "", f"<h1>Kept</h1><p>{TITLE}: 0.0456, 4.56 %</p>", "")
        put(workspace, mark, AGREEMENT, Kept(name, record, parts))
    put(workspace, mark, AGREEMENT, Kept("review/2025-03", review_record(pack(review()))))
    name_latest(workspace, mark)
    until = timezone.localdate() + timedelta(days=30)
    said = {"measure": TRIED, "until": until.isoformat(), "because": "The count is being checked."}
    assert visitor("provider-lead").post(at("drafts/new"), said).status_code == 302
    Draft.objects.create(agreement=AGREEMENT, measure=PACKED, side="provider", until=until, because="too", by="p-x")
    yield
    name_latest(workspace, before)


def read(who: str) -> Iterator[tuple[str, str]]:
    """Give all pages and all answers of calls that somebody can read, as text."""
    browser = visitor(who)
    for door in doors():
        if "GET" in door.methods and door.needs is not Open.OWNER and door.name != "review-file":
            answer = browser.get(door_path(door, AGREEMENT))
            yield door.name, unescape(answer.content.decode(errors="replace"))
    for number, call in enumerate(each for each in calls() if each.method == "GET"):
        cache.clear()
        path = call_path(call, AGREEMENT).replace("scorecard/2025-10", "scorecard/2025-12")
        path = path.replace("explained/none", f"explained/{TRIED}").replace("review/2025-10", "review/2025-03")
        answer = browser.get(path, REMOTE_ADDR=f"10.0.0.{number % 250}")
        yield call.name, "\n".join(texts(answer.content))


def files(who: str) -> Iterator[tuple[str, str]]:
    """Give the files of the pack that somebody can take along, as text."""
    for form in ("html", "pptx", "xlsx"):
        answer = visitor(who).get(at(f"review/{form}?period=2025-03"))
        assert answer.status_code == 200
        yield form, "\n".join(texts(answer.content))


def texts(content: bytes) -> Iterator[str]:
    """Give a file's texts; of one that packs others, those of each, however deep."""
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from texts(packed.read(name))
    else:
        yield unescape(content.decode(errors="replace"))


@pytest.mark.usefixtures("drafted")
def test_the_other_side_reads_it_on_no_page_and_in_no_call() -> None:
    told_nowhere("client-executive", read("client-executive"))


@pytest.mark.slow
@pytest.mark.usefixtures("drafted")
def test_nobody_of_the_other_side_reads_it_anywhere() -> None:
    for who in ("client-executive", "auditor", "client-vendor-manager"):
        told_nowhere(who, read(who))
        told_nowhere(who, files(who))


def told_nowhere(who: str, found: Iterator[tuple[str, str]]) -> None:
    for name, text in found:
        assert not FIGURES.search(text), (who, name)
        if name not in SAID:
            assert TITLE not in text, (who, name)
            assert PACKED_TITLE not in text, (who, name)


@pytest.mark.usefixtures("drafted")
def test_its_own_side_reads_it_so_the_search_can_find_it() -> None:
    told = list(read("provider-lead"))
    assert {name for name, text in told if FIGURES.search(text)} >= {
        "scorecard", "truth", "validity", "audit", "alignment", "green", "explained",
    }  # fmt: skip
    assert "review" in {name for name, text in told if PACKED_TITLE in text}


@pytest.mark.slow
@pytest.mark.usefixtures("drafted")
def test_its_own_side_reads_it_in_every_file() -> None:
    assert {form for form, text in files("provider-lead") if PACKED_TITLE in text} == {"html", "pptx", "xlsx"}


@pytest.mark.usefixtures("drafted")
def test_pages_say_that_something_is_left_out_and_show_the_rest() -> None:
    for place in ("", "scorecard", "truth", "validity", "audit", "alignment"):
        text = unescape(visitor("client-executive").get(at(place)).content.decode())
        assert "2 measures are drafts of Northline Services until" in text, place
    truth = unescape(visitor("client-executive").get(at("truth")).content.decode())
    assert WITHHELD in truth
    validity = unescape(visitor("client-executive").get(at("validity")).content.decode())
    assert SEEN_TITLE in validity
    assert "measures that are drafts" in visitor("client-executive").get(at("review?period=2025-03")).content.decode()


@pytest.mark.usefixtures("drafted")
def test_the_pdf_is_written_without_it_and_no_mail_tells_it() -> None:
    assert visitor("client-executive").get(at("review/pdf?period=2025-03")).status_code == 202
    assert Job.objects.get(kind="pack").says["hidden"] == [TRIED, PACKED]
    told = [*Notice.objects.values_list("says", flat=True), *(str(each.says) for each in Job.objects.all())]
    assert not any(FIGURES.search(text) for text in told)
