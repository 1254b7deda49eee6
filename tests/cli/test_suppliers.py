"""The verb of suppliers: who could do the work and why not the others, and no more said of who should than holds."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import call, ran_starter
from tests.reports.spreadsheet import Shown

PLAN = """
plan: next
title: The desk, <b>next</b>
currency: EUR
zone: Europe/London
starts: 2025-04-01
cells: [contact_type]
sites:
  Lisbon: {supplier: Northline, country: PT, zone: Europe/Lisbon, open: [mon-fri 08:00-18:00], languages: {en: C1},
           per_hour: 24 EUR, handle: {invoice: 10 min, order: 10 min, delivery: 10 min}}
  Leeds: {supplier: Northline, country: GB, zone: Europe/London, open: [mon-fri 09:00-17:00], languages: {en: native},
          per_hour: 26 EUR, handle: {invoice: 10 min, order: 10 min, delivery: 10 min}}
  Help pages: {supplier: House, kind: self-service, languages: {en: native}, per_contact: 0.40 EUR}
suppliers: {Northline: {}, House: {is_client: yes}}
types:
  order: {needs: {languages: {en: C2}}, self_service: 30 %}
  invoice: {needs: {open: [mon-fri 08:00-18:00]}}
"""
EVALUATION = """
evaluation:
  criteria:
    brand:
      title: Speaks like us
      least: 0
      most: 10
      limit: 2
      scores:
        House: {Lisbon: 8, Leeds: 4, Help pages: 1}
        Northline: {Lisbon: 9, Leeds: 8}
    growth: {least: 0, most: 10, assumed: {Lisbon: 3, Leeds: 6}}
  panel:
    Ann: {side: House, pairs: {brand: {growth: 3}}}
    Bo: {side: Northline, best: growth, worst: brand, over: {brand: 2}, under: {growth: 2}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = ran_starter(tmp_path_factory.mktemp("suppliers") / "project")
    (made / "plans").mkdir()
    (made / "plans" / "next.yml").write_text(PLAN + EVALUATION, "utf-8")
    return made


def said(folder: Path, *more: str) -> dict[str, Any]:
    result = call("suppliers", folder, "--json", *more)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


def test_every_reason_against_a_site_is_given_and_who_is_left_is_ranked(folder: Path) -> None:
    found = said(folder)
    cards = {each["cell"]["contact_type"]: each for each in found["profiles"]}
    assert cards["order"]["eligible"] == ["Leeds", "Help pages"]
    assert cards["invoice"]["eligible"] == ["Lisbon"]
    reasons = {each["site"]: [why["condition"] for why in each["why_not"]] for each in cards["order"]["sites"]}
    assert reasons == {"Leeds": [], "Help pages": [], "Lisbon": ["language"]}
    evaluation = found["evaluation"]
    assert evaluation["ranking"] == ["Lisbon", "Leeds"]
    for each in evaluation["alternatives"]:
        assert (each["stands"] is None) == bool(each["out"])
    assert evaluation["weights"]["weights"]["brand"] == pytest.approx((3 / 4 * 1 / 3) ** 0.5 / (
        (3 / 4 * 1 / 3) ** 0.5 + (1 / 4 * 2 / 3) ** 0.5))  # fmt: skip
    assert [(each["who"], each["side"]) for each in evaluation["panel"]] == [("Ann", "House"), ("Bo", "Northline")]
    shares = [each["stands"]["acceptability"] for each in evaluation["alternatives"] if each["stands"]]
    assert [sum(each) for each in zip(*shares, strict=True)] == pytest.approx([1, 1])


def test_the_text_says_in_how_much_of_weight_space_the_winner_wins(folder: Path) -> None:
    text = call("suppliers", folder).output
    assert re.search(r"Who should do the work\? \w+.*\n", text)
    assert re.search(r"Lisbon wins in (over )?\d+ % of weight space, scores within their doubt; Leeds in", text)
    assert "Not Lisbon: en is asked for at C2, and is spoken there at C1." in text
    assert "of Leeds House gives 4, Northline gives 8" in text


def test_only_the_work_asked_for_is_looked_at(folder: Path) -> None:
    found = said(folder, "--cell", "contact_type=order")
    assert [each["cell"]["contact_type"] for each in found["profiles"]] == ["order"]
    out = {each["name"]: each["out"] for each in found["evaluation"]["alternatives"]}
    assert out["Lisbon"] == ["en is asked for at C2, and is spoken there at C1."]
    assert out["Help pages"] == ["Speaks like us: 1, and at least 2 is asked for."]
    assert found["answer"] == "Leeds, for all others are knocked out."
    wrong = call("suppliers", folder, "--cell", "contact_type=nothing")
    assert wrong.exit_code == 2
    assert "No case of those months is contact_type nothing." in wrong.output


def test_the_page_is_one_file_of_balanced_marks_and_what_others_wrote_is_text(folder: Path, tmp_path: Path) -> None:
    page, picture = tmp_path / "page.html", tmp_path / "ranks.svg"
    assert call("suppliers", folder, "--page", page, "--picture", picture).exit_code == 0
    text = page.read_text("utf-8")
    assert "<b>next</b>" not in text
    assert "&lt;b&gt;next&lt;/b&gt;" in text
    assert "<script" not in text
    assert "Lisbon comes 1st in" in picture.read_text("utf-8")
    open_: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in ("meta", "br", "path", "circle", "rect", "use"):
                open_.append(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag not in ("path", "circle", "rect", "use"):
                assert open_.pop() == tag

    Reader().feed(text)
    assert open_ == []


def test_a_request_for_proposal_tells_nothing_of_anybody_else(folder: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    for each in (one, other):
        assert call("suppliers", folder, "--sheet", each).exit_code == 0
    assert one.read_bytes() == other.read_bytes()
    shown = Shown(one.read_bytes())
    texts = [
        str(cell.value) for sheet in shown.book.sheetnames for row in shown.rows(sheet) for cell in row if cell.value
    ]
    assert "mon-fri 08:00-18:00 (Europe/London)" in texts
    assert "below 2" in texts
    assert not [each for each in texts if re.search("Lisbon|Leeds|Northline|House", each)]
    assert [str(each.sqref) for each in shown.book["Criteria"].data_validations.dataValidation] == ["H2:J2", "H3:J3"]


def test_what_a_solved_issue_costs_is_the_price_over_the_share_solved(folder: Path) -> None:
    """5 EUR a contact and 60 % solved are 8.33 EUR, 6 EUR and 75 % are 8.00 EUR; no record knows either site."""
    asked = """
plan: asked
currency: EUR
zone: UTC
starts: 2025-04-01
cells: [contact_type]
sites:
  Near: {supplier: One, per_contact: 5 EUR, solved: {order: 60 %}}
  Far: {supplier: Two, per_contact: 6 EUR, solved: {order: 75 %}}
evaluation:
  criteria:
    cost: {measured: cost-of-solved, better: lower, weight: 1}
"""
    (folder / "plans" / "asked.yml").write_text(asked, "utf-8")
    try:
        found = said(folder, "--plan", "asked", "--cell", "contact_type=order")
    finally:
        (folder / "plans" / "asked.yml").unlink()
    scores = found["evaluation"]["criteria"][0]["scores"]
    assert {name: round(each["value"], 3) for name, each in scores.items()} == {"Near": 8.333, "Far": 8.0}
    assert {each["source"] for each in scores.values()} == {"assumed"}
    assert found["evaluation"]["ranking"] == ["Far", "Near"]
    assert found["profiles"][0]["issues"] > 0


def test_a_draft_is_added_once_and_can_be_run_at_once(tmp_path: Path) -> None:
    made = ran_starter(tmp_path / "project")
    (made / "plans").mkdir()
    (made / "plans" / "next.yml").write_text(PLAN, "utf-8")
    assert "`truegreen suppliers --plan next --draft` adds one." in " ".join(call("suppliers", made).output.split())
    assert call("suppliers", made, "--draft").exit_code == 0
    found = said(made)
    assert [each["id"] for each in found["evaluation"]["criteria"]] == ["solved", "cost", "brand", "culture"]
    assert {each["id"] for each in found["findings"]} >= {"score-missing"}
    again = call("suppliers", made, "--draft")
    assert again.exit_code == 1
    assert "The plan has an evaluation" in again.output
