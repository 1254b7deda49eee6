"""The agreement in the browser: words beside their text, everything that checks find, and what changed when."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.web.people import AGREEMENT
from tests.web.small import SMALL, TEXT, small_agreement
from tests.web.visiting import at, visitor
from truegreen.files.agreements import read_agreements
from truegreen.project.opened import open_project
from truegreen.web.agreements.checked import KEPT, check_record
from truegreen.web.agreements.reading import parts_of
from truegreen.web.shown.shelf import Kept, name_latest, put

PLACE = at("agreement")


def shown(query: str = "", place: str = PLACE, who: str = "client-vendor-manager") -> str:
    answer = visitor(who).get(place + query)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_the_page_shows_every_finding_of_check_at_the_clause_it_speaks_of(workspace: Path) -> None:
    page, found = shown(), open_project(workspace, smells=True).findings
    assert len(found) > 5
    for each in found:
        assert " ".join(each.says.split()) in page
        assert each.remedy in page
        assert str(each.at) in page
    clause = page.partition('id="terms-unsolved-documents"')[2].partition("</article>")[0]
    assert "cap-below-curing" in clause
    assert "franchise-deadband" in clause
    assert f"Checks find {len(found)} risks in it." in page


def test_every_part_is_there_with_its_words_its_text_and_its_place(workspace: Path) -> None:
    versions = read_agreements(workspace)[0][AGREEMENT]
    page = shown()
    for name, term in versions.latest.terms.items():
        assert f'id="terms-{name}"' in page
        assert term.title in page
    for name in (*versions.latest.measures, *versions.latest.services, *versions.latest.obligations):
        assert re.search(f'id="(measures|services|obligations)-{name}"', page)
    order = [page.index(f'id="terms-{name}"') for name in versions.latest.pipeline]
    assert order == sorted(order)
    credit = page.partition('id="terms-late-shipments"')[2].partition("</article>")[0]
    assert "per_point: {share: 1 %, fractions: pro rata}" in credit
    assert "Service credit: what the provider gives back for a missed measure." in credit
    assert (
        f"{versions.latest.terms['late-shipments'].at.file}:{versions.latest.terms['late-shipments'].at.line}" in credit
    )
    assert "Service delivery director" in page
    assert "Agents who know customs leave Manila" in page


def test_it_is_shown_as_it_stood(workspace: Path) -> None:
    before, after = shown("?on=2025-03-31"), shown("?on=2025-07-01")
    assert "terms-unsolved-documents" not in before
    assert "it has said so since 1 Jan 2025" in before
    assert 'id="terms-unsolved-documents"' in after
    assert "it has said so since 1 Apr 2025" in after
    assert "# from 2025-04-01 on, agreements/acme-care-amendment-1.yml" in after
    assert "# from 2025-04-01 on" not in before
    assert "It starts on 1 Jan 2024" in shown("?on=2023-01-01")


def test_what_changed_between_two_days_is_said_in_words(workspace: Path) -> None:
    page = shown("?on=2025-04-01&against=2025-03-31")
    changed = page.partition('id="changed-title"')[2].partition("</section>")[0]
    assert "1,400.00 EUR" in changed
    assert "1,550.00 EUR" in changed
    assert "terms.unsolved-documents" in changed
    assert "Both say the same." in shown("?on=2025-02-01&against=2025-03-31")


@pytest.mark.parametrize("query", ["?on=soon", "?against=2025-02-30"])
def test_a_day_that_is_none_is_said_to_be_none(workspace: Path, query: str) -> None:
    answer = visitor("client-vendor-manager").get(PLACE + query)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "write a day like 31 Dec 2026 or 2026-12-31." in told or "is no day of the calendar." in told


SILENT = """checks:
  unchecked-reporting: {level: off, because: A third party audits, agreed_by: both}
"""


def test_what_is_silenced_is_shown_with_who_and_why(workspace: Path) -> None:
    with small_agreement(workspace, "client-vendor-manager"):
        file = workspace / "agreements" / "small.yml"
        file.write_text(TEXT.replace("    checked: Acme may read the log\n", "") + SILENT, "utf-8")
        page = shown(place=at("agreement", SMALL))
        part = page.partition('id="measures-answered"')[2].partition("</article>")[0]
        assert "silenced" in part
        assert "Heeded as “off”, as agreed by both, because: A third party audits" in part
        assert "unchecked-reporting" in part
        assert "1 more is silenced, with a reason." in page


def test_the_shelf_is_read_while_it_is_of_the_same_text(workspace: Path) -> None:
    with small_agreement(workspace, "client-vendor-manager"):
        record = dict(check_record(read_agreements(workspace)[0][SMALL]))
        said = {"level": "warning", "id": "from-the-shelf", "says": "It lies there.", "remedy": "Look.", "count": None,
                "at": {"file": "agreements/small.yml", "line": 14, "column": 3}}  # fmt: skip
        put(workspace, "checks", SMALL, Kept(KEPT, {**record, "findings": [said]}))
        name_latest(workspace, "checks")
        try:
            assert "from-the-shelf" in shown(place=at("agreement", SMALL))
            file = workspace / "agreements" / "small.yml"
            file.write_text(TEXT.replace("A small desk", "Another desk"), "utf-8")
            assert "from-the-shelf" not in shown(place=at("agreement", SMALL))
        finally:
            (workspace / ".truegreen" / "shown" / "latest").unlink()


def test_who_may_ask_for_a_change_is_led_there(workspace: Path) -> None:
    link = at("open/change") + "?path=terms.late-shipments"
    assert link in shown()
    assert link not in shown(who="client-finance")
    assert "# terms.late-shipments.per_point.share: 1 %" in shown(link.removeprefix(PLACE), place="")


def test_parts_are_empty_where_nothing_was_agreed_of_them(workspace: Path) -> None:
    with small_agreement(workspace):
        parts = parts_of(
            workspace, read_agreements(workspace)[0][SMALL].latest, read_agreements(workspace)[0][SMALL].latest.starts
        )
        assert set(parts) == {"services", "measures", "charges", "terms"}
