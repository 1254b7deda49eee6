"""What stands behind a piece of work: its accounts and its cases, for whoever may see named accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.web.people import AGREEMENT
from tests.web.shelving import risk, shelf
from tests.web.visiting import at, visitor
from truegreen.reports.rendering import Parts
from truegreen.web.shown.shelf import Kept

CASE = {"case": "C-7", "account": "A-1", "opened": "2025-12-03", "due": "2025-12-04 10:00", "resolved": None,
        "came_back": True}  # fmt: skip
PAYS = {"amount": "1250.00", "currency": "EUR"}
ENTRY: dict[str, Any] = {
    "entry": {"number": 1, "says": "Manila <b>, customs: 98.5 % of 204; and 54.5 % of 11 were content."},
    "accounts": [{"account": "A-1", "revenue": PAYS, "cases": 220, "answers": 3, "unhappy": 2, "renewal": None}],
    "query": "SELECT 1", "cases": [CASE, {**CASE, "case": "C-8", "account": "", "came_back": False}],
}  # fmt: skip


def test_a_watermelon_opens_into_its_accounts_and_cases(workspace: Path) -> None:
    many = {**ENTRY, "cases": [{**CASE, "case": f"C-{each}"} for each in range(400)]}
    others = (Kept("behind/1", ENTRY), Kept("behind/2", many))
    with shelf(workspace, risk("A-1", 1), others=others):
        page = visitor("client-commercial").get(at("truth/1")).content.decode()
        assert "Manila &lt;b&gt;, customs</h1>" in page
        assert "1,250.00 EUR" in page
        assert f'href="/a/{AGREEMENT}/accounts/A-1"' in page
        assert page.count("came back") == 1
        assert page.index(">C-7<") < page.index(">C-8<")
        assert "not yet" in page
        long = visitor("client-commercial").get(at("truth/2")).content.decode()
        assert "400 cases" in long
        assert ">C-299<" in long
        assert ">C-300<" not in long


def test_the_page_of_pieces_of_work_leads_to_their_cases(workspace: Path) -> None:
    entries = [{"number": 1, "behind": {"cases": 152}}, {"number": 2, "behind": None}]
    truth = Kept("truth", {"entries": entries}, Parts("clock", "Truth", "", "<p>main</p>", ""))
    with shelf(workspace, risk("A-1", 1), others=(truth,)):
        page = visitor("client-commercial").get(at("truth")).content.decode()
        assert f'href="/a/{AGREEMENT}/truth/1">piece 1 (152)</a>' in page
        assert "/truth/2" not in page
        assert "Open the cases" not in visitor("provider-finance").get(at("truth")).content.decode()


def test_it_is_not_there_for_others_nor_under_a_made_up_name(workspace: Path) -> None:
    with shelf(workspace, risk("A-1", 1), others=(Kept("behind/1", ENTRY),)):
        assert visitor("client-commercial").get(at("truth/3")).status_code == 404
        assert visitor("client-commercial").get(at("truth/..")).status_code == 404
        assert visitor("client-commercial").get(at("truth/1", "another")).status_code == 404
        assert visitor("provider-finance").get(at("truth/1")).status_code == 403
