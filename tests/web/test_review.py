"""The review in the browser: the pack as somebody may see it, its files, and the PDF that the worker writes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from tests.reports.reviews import review
from tests.web.people import AGREEMENT
from tests.web.test_packs import shelf
from tests.web.visiting import at, visitor
from truegreen.reports.review.record import review_record
from truegreen.reports.review.words import pack
from truegreen.web.models import Job
from truegreen.web.shown.shelf import Kept, name_latest, put
from truegreen.web.work.doing import Doing
from truegreen.web.work.jobs.pack import do

__all__ = ["shelf"]


@pytest.mark.usefixtures("shelf")
def test_the_pack_is_shown_and_taken_along() -> None:
    client = visitor("client-executive")
    page = client.get(at("review")).content.decode()
    assert "Pay for solved matters" in page
    assert "Call A-1" in page
    assert "Plan the meeting with this agenda" in page
    slides = client.get(at("review/pptx?period=2025-03"))
    assert slides.headers["Content-Disposition"] == 'attachment; filename="acme-care-review-2025-03.pptx"'
    pptx = pytest.importorskip("pptx")
    assert len(pptx.Presentation(BytesIO(slides.content)).slides) > 5
    assert client.get(at("review/xlsx?period=2025-03")).content.startswith(b"PK")
    assert client.get(at("review/exe?period=2025-03")).status_code == 404
    assert client.get(at("review/pptx?period=1999-03")).status_code == 404


@pytest.mark.usefixtures("shelf")
def test_who_may_not_see_accounts_sees_none_in_it_nor_in_its_files() -> None:
    page = visitor("provider-finance").get(at("review")).content.decode()
    assert "Pay for solved matters" in page
    assert "Call A-1" not in page


@pytest.mark.slow
def test_the_pdf_is_written_once_by_the_worker(shelf: Path) -> None:
    client = visitor("client-executive")
    for _ in range(2):
        assert client.get(at("review/pdf?period=2025-03")).status_code == 202
    job = Job.objects.get(kind="pack")
    assert do(Doing(job.says, job.asked_by, lambda what, done, of: None))["file"].endswith(".pdf")
    answer = client.get(at("review/pdf?period=2025-03"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert visitor("provider-finance").get(at("review/pdf?period=2025-03")).status_code == 202
    assert len(list((settings.WORKSPACE / "packs").glob("*.pdf"))) == 1


@pytest.mark.usefixtures("shelf")
def test_the_last_month_is_shown_where_no_period_is_named_and_each_part_can_be_gone_to() -> None:
    for name in ("review/2025", "review/2025-Q1", "review/2025-02", "review/2025-03"):
        put(settings.FOLDER, "periods", AGREEMENT, Kept(name, {**review_record(pack(review())), "slug": name[7:]}))
    name_latest(settings.FOLDER, "periods")
    page = visitor("client-executive").get(at("review")).content.decode()
    assert "<option selected>2025-03</option>" in page
    assert '<a href="#questions" lang="en">To decide</a>' in page
    assert page.count('id="questions"') == 1
