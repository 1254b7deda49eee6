"""The verb of total cost: money as value reckons it, unknown lines kept apart, published figures with their source."""

from __future__ import annotations

import json
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import call, ran_starter

SOURCE = """
source: costs
files: [data/costs.csv]
facts:
  cost:
    columns:
      month: {column: month, format: "%Y-%m-%d"}
      provider: provider
      site: site
      category: kind
      amount: amount
"""
COSTS = [
    (f"2025-{month:02}-01", provider, site, kind, amount)
    for month in range(1, 13)
    for provider, site, kind, amount in (
        ("Northline", "Lisbon", "labour", "700.10"), ("Northline", "Leeds", "labour", "900.20"),
        ("House", "Bonn", "labour", "1500.05"), ("House", "Bonn", "platform", "120.35"),
    )
]  # fmt: skip
PLAN = """
plan: next
currency: EUR
rates: {USD: 0.9}
starts: 2026-01-01
sites:
  Lisbon: {supplier: Northline, country: PT, per_hour: 24 EUR}
  Leeds: {supplier: Northline, country: GB, per_hour: 26 EUR}
  Bonn: {supplier: House, country: DE, per_hour: 45 EUR}
suppliers: {Northline: {}, House: {is_client: yes}}
costs:
  rate: 8 %
  years: 2
  suppliers:
    Northline:
      sold:
        fees: {amount: "40,000 EUR", ground: contract, source: Offer of 2024}
        transition: {amount: "3,000 EUR"}
      run:
        transition: {low: "4,000 EUR", high: "5,000 EUR", source: <b>asked</b>}
        governance: {reference: [tco.manage]}
    House:
      records: {platform: technology}
      run:
        attrition: {number: 2, share: 50 %, reference: [attr.replace.swpp]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = ran_starter(tmp_path_factory.mktemp("tco") / "project")
    rows = ["month,provider,site,kind,amount", *(",".join(each) for each in COSTS)]
    (made / "data" / "costs.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (made / "sources" / "costs.yml").write_text(SOURCE, "utf-8")
    (made / "plans").mkdir()
    (made / "plans" / "next.yml").write_text(PLAN, "utf-8")
    assert call("run", made).exit_code == 0
    return made


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    said = call("tco", folder, "--json", "--on", "2026-01-05")
    assert said.exit_code == 0
    return dict(json.loads(said.stdout))


def amount(of: dict[str, Any]) -> Decimal:
    assert of["low"] == of["high"]
    return Decimal(of["low"]["amount"])


def lines(of: dict[str, Any], column: str = "as_it_runs") -> dict[str, dict[str, Any]]:
    return {each["line"]: each for each in of[column]["lines"]}


def supplier(of: dict[str, Any], name: str) -> dict[str, Any]:
    return next(dict(each) for each in of["suppliers"] if each["supplier"] == name)


def test_the_same_records_are_the_same_money_as_value_says(folder: Path, told: dict[str, Any]) -> None:
    owned = {each["provider"]: each for each in json.loads(call("value", folder, "--json").stdout)["owned"]}
    assert set(owned) == {"Northline", "House"}
    for name, each in owned.items():
        known = lines(supplier(told, name)).values()
        held = sum(amount(line["amount"]) for line in known if line["origin"] in ("contract", "measured"))
        assert held == Decimal(each["counts"]["amount"]) * 12 / 2  # cases of two whole months, told as a year


def test_what_was_not_solved_is_part_of_what_was_paid(told: dict[str, Any]) -> None:
    of = supplier(told, "Northline")
    known, solved = lines(of), of["solved"]
    paid = amount(known["fees"]["amount"]) + amount(known["rework"]["amount"])
    assert 0 < solved["solved"] < solved["judged"]
    assert amount(known["rework"]["amount"]) == round(
        paid * (solved["judged"] - solved["solved"]) / solved["judged"], 2
    )
    assert known["rework"]["origin"] == "measured"


def test_unknown_lines_are_in_no_sum_and_have_published_ranges_beside(told: dict[str, Any]) -> None:
    of = supplier(told, "Northline")
    unknown = lines(of)["severance"]
    assert (unknown["amount"], unknown["origin"], unknown["references"]) == (None, "unknown", ["tco.layoff"])
    assert Decimal(unknown["references_would_say"]["low"]["amount"]) > 0
    assert "severance" in of["unknown"]
    low = sum(Decimal(each["amount"]["low"]["amount"]) / (1 if each["falls_due"] == "every year" else 2)
              for each in lines(of).values() if each["amount"])  # fmt: skip
    assert Decimal(of["as_it_runs"]["a_year"]["low"]["amount"]) == low


def test_a_published_range_stays_a_range_to_the_end(told: dict[str, Any]) -> None:
    of = supplier(told, "House")
    assert lines(of)["attrition"]["amount"] == {
        "low": {"amount": "9000.00", "currency": "EUR"}, "high": {"amount": "13500.00", "currency": "EUR"},
    }  # fmt: skip
    year = of["as_it_runs"]["a_year"]
    assert Decimal(year["high"]["amount"]) - Decimal(year["low"]["amount"]) == 4500
    assert of["as_sold"] is None
    assert {each["key"]: each["is_stale"] for each in told["references"]}["attr.replace.swpp"]


def test_the_way_from_sold_to_run_ends_where_it_should(told: dict[str, Any]) -> None:
    of = supplier(told, "Northline")
    assert lines(of, "as_sold")["fees"]["origin"] == "contract"
    for end in ("low", "high"):
        moved = sum(Decimal(each["moves"][end]["amount"]) for each in of["changes"])
        assert moved == Decimal(of["moved"][end]["amount"])
        assert moved == Decimal(of["as_it_runs"]["a_year"][end]["amount"]) - amount(of["as_sold"]["a_year"])
    assert "so that it runs at least" in of["says"]


def test_sites_say_what_a_solution_costs(told: dict[str, Any]) -> None:
    by_site = {each["site"]: each for each in told["sites"]}
    assert set(by_site) == {"Lisbon", "Leeds"}  # nobody works in Bonn by the records of cases
    for each in by_site.values():
        solved = each["solved"]
        one = Decimal(each["recorded"]["amount"]) / solved["cases"] / solved["solved"] * solved["judged"]
        assert abs(amount(solved["each_solved"]) - one) <= Decimal("0.005")


def test_it_reads_as_text_and_opens_into_steps(folder: Path) -> None:
    text = " ".join(call("tco", folder, "--on", "2026-01-05").stdout.split())
    assert "Northline costs" in text
    assert "no business case is written down" in text
    assert "23 years old: old" in text
    steps = " ".join(call("tco", folder, "--steps", "--on", "2026-01-05").stdout.split())
    assert "× 6 to 10 %" in steps
    assert "× 6 to 10 %" not in text


class Reader(HTMLParser):
    """Reads a page's texts and counts its drawings."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.drawings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.drawings += tag == "svg" and "drawing-of" in (dict(attrs).get("class") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_its_page_stands_alone_and_takes_nothing_of_others_for_html(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "tco.html"
    assert call("tco", folder, "--page", page, "--picture", tmp_path / "way.svg").exit_code == 0
    reader = Reader()
    reader.feed(page.read_text("utf-8"))
    assert reader.drawings == 2
    assert any("<b>asked</b>" in each for each in reader.words)
    assert "From what was sold to what runs" in (tmp_path / "way.svg").read_text("utf-8")


def test_published_figures_are_listed_by_family_and_one_with_its_source() -> None:
    every = json.loads(call("tco", "--reference", "--json", "--on", "2026-01-05").stdout)
    assert len(every) > 50
    assert all(each["source"] and each["address"] and each["grade"] in "ABC" for each in every)
    family = call("tco", "--reference", "kpi.fcr", "--on", "2026-01-05").stdout
    assert "kpi.fcr.worldclass" in family
    one = " ".join(call("tco", "--reference", "attr.replace", "--on", "2026-01-05").stdout.split())
    assert "Gartner, as retold by ApexCX, 2022 (4 years old: old), grade B: https://" in one
    wrong = call("tco", "--reference", "attr.replac")
    assert wrong.exit_code == 2
    assert "Did you mean attr.replace" in wrong.output


@pytest.mark.parametrize(
    ("was", "becomes", "id_"),
    [
        ("[tco.manage]", "[tco.mange]", "unknown-reference"),
        ("[tco.manage]", "[tco.duration]", "reference-not-a-cost"),
        ("governance: {reference", "goverance: {reference", "unknown-cost-line"),
        ('low: "4,000 EUR"', 'low: "6,000 EUR"', "odd-cost"),
        ('low: "4,000 EUR"', 'amount: 1 EUR, low: "4,000 EUR"', "cost-said-twice"),
        (', high: "5,000 EUR"', "", "cost-not-said"),
        ("rates: {USD: 0.9}", "", "currency-without-rate"),
        ("share: 50 %", "share: 0.5", "odd-cost"),
        ("rate: 8 %", "rate: 0.08", "odd-cost-terms"),
        ("governance: {reference: [tco.manage]", "governance: {amount: 9 EUR, reference: [tco.manage]", "odd-cost"),
        ("[attr.replace.swpp]", "[attr.replace.swpp, tco.manage]", "odd-cost"),
        ("    House:\n      records", "    Hose:\n      records", "costs-of-nobody"),
    ],
)
def test_mistakes_are_found_where_they_stand(folder: Path, tmp_path: Path, was: str, becomes: str, id_: str) -> None:
    assert was in PLAN
    path = folder / "plans" / "wrong.yml"
    path.write_text(PLAN.replace("plan: next", "plan: wrong").replace(was, becomes, 1), "utf-8")
    try:
        said = call("tco", folder, "--plan", "wrong")
        assert said.exit_code == 1
        assert f"error[{id_}]" in said.output
    finally:
        path.unlink()


def test_a_plan_in_another_currency_is_the_same_money(folder: Path, told: dict[str, Any]) -> None:
    text = PLAN.replace("plan: next", "plan: dollars").replace("currency: EUR", "currency: USD")
    path = folder / "plans" / "dollars.yml"
    path.write_text(text.replace("{USD: 0.9}", "{EUR: 1.25}"), "utf-8")
    try:
        other = json.loads(call("tco", folder, "--plan", "dollars", "--json", "--on", "2026-01-05").stdout)
    finally:
        path.unlink()
    for each in told["suppliers"]:
        here, there = lines(each), lines(supplier(other, each["supplier"]))
        for name in [name for name in ("fees", "rework", "technology") if name in here and here[name]["amount"]]:
            in_euros, in_dollars = (amount(each[name]["amount"]) for each in (here, there))
            assert abs(in_dollars - in_euros * Decimal("1.25")) <= Decimal("0.01")
    assert supplier(other, "House")["as_it_runs"]["a_year"]["low"]["currency"] == "USD"


def test_without_costs_in_the_plan_it_says_what_records_tell(folder: Path) -> None:
    path = folder / "plans" / "bare.yml"
    path.write_text(PLAN.partition("costs:")[0].replace("plan: next", "plan: bare"), "utf-8")
    try:
        of = json.loads(call("tco", folder, "--plan", "bare", "--json").stdout)
    finally:
        path.unlink()
    northline = supplier(of, "Northline")
    assert northline["as_sold"] is None
    assert {name for name, each in lines(northline).items() if each["amount"]} == {"fees", "rework"}
    assert "no business case is written down" in northline["says"]


def test_a_plan_is_named_where_there_are_several_or_none(tmp_path: Path) -> None:
    folder = ran_starter(tmp_path / "project")
    assert "There is no plan yet" in call("tco", folder).output
    (folder / "plans").mkdir()
    for name in ("a", "b"):
        (folder / "plans" / f"{name}.yml").write_text(PLAN.replace("plan: next", f"plan: {name}"), "utf-8")
    assert "Say which plan with --plan: a, b." in call("tco", folder).output
    assert "There is no plan “c”" in call("tco", folder, "--plan", "c").output
