"""The text of a plan: everything odd about it at once, each with its name; and the draft of a new one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from truegreen.files.plan_draft import Seen, SiteSeen, draft, text_of
from truegreen.files.plans import names_in, place_of, plan_from, read_plan
from truegreen.model.finding import Finding, Level
from truegreen.model.plan import Kind, Plan

EXAMPLE = Path(__file__).parents[2] / "examples" / "acme"
SOUND = """\
plan: next
currency: EUR
starts: 2026-01-01
rates: {USD: 0.9}
sites:
  Porto: {supplier: Northline, country: PT, zone: Europe/Lisbon, per_hour: 24.00 EUR, capacity: 4000 h}
  Manila: {supplier: Northline, country: PH, per_hour: 13.00 USD}
  Help: {supplier: Us, kind: self-service, per_contact: 0.40 EUR}
suppliers:
  Northline: {tiers: [{start: "100000 EUR", off: 3 %}, {start: "200000 EUR", off: 5 %}]}
types:
  claims: {self_service: 10 %, least_hours: 300 h}
"""


def read(text: str) -> tuple[Plan | None, list[Finding]]:
    findings: list[Finding] = []
    return plan_from(text, "plans/next.yml", findings), findings


def test_a_sound_plan_is_read() -> None:
    plan, findings = read(SOUND)
    assert findings == []
    assert plan is not None
    assert plan.sites["Help"].kind is Kind.SELF_SERVICE
    assert plan.cells == ("segment", "contact_type")


def test_the_plan_of_the_example_is_sound() -> None:
    findings: list[Finding] = []
    plan, _ = read_plan(EXAMPLE, EXAMPLE / place_of("2026"), findings)
    assert findings == []
    assert plan is not None
    assert plan.plan in names_in(EXAMPLE)


@pytest.mark.parametrize(("before", "after", "name", "level"), [
    ("plan: next", "plan: next year", "odd-plan-name", "error"),
    ("starts:", "cells: [segment]\nstarts:", "odd-plan-cells", "error"),
    ("Europe/Lisbon", "Europe/Lisboa", "unknown-zone", "error"),
    ("per_hour: 24.00 EUR", "per_hour: 24.00 EUR, per_contact: 6.00 EUR", "price-twice", "error"),
    ("per_hour: 24.00 EUR", "per_hour: 0.40 EUR", "odd-price", "warning"),
    ("per_hour: 24.00 EUR", "per_hour: 3840.00 EUR", "odd-price", "warning"),
    ("per_hour: 24.00 EUR", "per_contact: 240.00 EUR", "odd-price", "warning"),
    ("per_hour: 24.00 EUR", "per_hour: -24.00 EUR", "odd-plan-figure", "error"),
    ("per_hour: 13.00 USD", "per_hour: 800.00 PHP", "currency-without-rate", "error"),
    ("USD: 0.9", "USD: 0", "odd-rate", "error"),
    ("capacity: 4000 h", "capacity: 240000 min", "odd-capacity", "warning"),
    ("capacity: 4000 h", "capacity: 4000", "odd-plan-figure", "error"),
    ("capacity: 4000 h", "handle: {claims: 14 h}", "odd-handle-time", "warning"),
    ("capacity: 4000 h", "handle: {claims: 9 s}", "odd-handle-time", "warning"),
    ("self_service: 10 %", "self_service: 0.1", "odd-plan-figure", "error"),
    ("self_service: 10 %", "self_service: 110 %", "odd-plan-figure", "error"),
    ("least_hours: 300 h", "least_hours: 300 EUR", "odd-plan-figure", "error"),
    ("types:", "growth: {all: 500 %}\ntypes:", "odd-growth", "warning"),
    ("types:", "growth: {all: 5}\ntypes:", "odd-plan-figure", "error"),
    ("types:", "wishes: {cover: 120 %}\ntypes:", "odd-plan-figure", "error"),
    ("types:", "wishes: {stretch: 80 %}\ntypes:", "odd-plan-figure", "error"),
    ("types:", "wishes: {value: -1}\ntypes:", "odd-plan-figure", "error"),
    ("types:", "months: 0\ntypes:", "odd-plan-figure", "error"),
    ("types:", "wishes: {country_share: {IN: 30 %}}\ntypes:", "unknown-country", "warning"),
    ("types:", "futures: {one: {chance: 40 %}, other: {chance: 50 %}}\ntypes:", "chances-not-whole", "error"),
    ("types:", "futures: {one: {chance: 100 %, solved: {Lisbon: -3 %}}}\ntypes:", "unknown-site", "error"),
    ("  Northline: {tiers", "  Southline: {}\n  Northline: {tiers", "supplier-without-site", "warning"),
    ("  Northline: {tiers", "  Northlines: {tiers", "supplier-without-terms", "warning"),
    ("200000 EUR", "90000 EUR", "odd-tiers", "error"),
    ("200000 EUR", "20000 h", "odd-tiers", "error"),
    ("5 %}]", "5 EUR}]", "odd-tiers", "error"),
    ("100000 EUR", "0 EUR", "odd-tiers", "error"),
    ("5 %}]", "5 %}], holds: part, counted: hours", "odd-tiers", "error"),
])  # fmt: skip
def test_what_is_odd_is_found(before: str, after: str, name: str, level: str) -> None:
    assert before in SOUND
    plan, findings = read(SOUND.replace(before, after, 1))
    assert (name, Level(level)) in {(each.id, each.level) for each in findings}
    assert (plan is None) == any(each.level is Level.ERROR for each in findings)
    assert all(each.says and each.remedy and each.at.file == "plans/next.yml" for each in findings)


def test_a_plan_is_called_as_its_file_is(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / place_of("other")).write_text(SOUND, "utf-8")
    findings: list[Finding] = []
    plan, _ = read_plan(tmp_path, tmp_path / place_of("other"), findings)
    assert plan is None
    assert [each.id for each in findings] == ["odd-plan-name"]


SEEN = Seen(
    {"Porto": SiteSeen("Northline: services", Decimal("24.5"), 3400), "No": SiteSeen("Us", None, None)},
    ["tracking", "off", "claims & more"], ["Core"], "EUR", "Europe/London", date(2025, 1, 1), date(2025, 12, 31),
)  # fmt: skip


def test_a_draft_is_a_sound_plan(tmp_path: Path) -> None:
    place, findings = draft(tmp_path, "2026", SEEN)
    assert findings == []
    plan, _ = read_plan(tmp_path, tmp_path / place, findings)
    assert [each.id for each in findings] == []
    assert plan is not None
    assert plan.starts == date(2026, 1, 1)
    assert plan.records == 12
    assert list(plan.types) == ["tracking", "off", "claims & more"]
    assert plan.sites["Porto"].supplier == "Northline: services"
    assert str(plan.sites["Porto"].per_hour) == "24.50 EUR"
    assert plan.sites["No"].per_hour is None


def test_all_that_a_draft_leaves_to_be_filled_in_can_be_read_once_it_is_filled_in() -> None:
    text = text_of("2026", SEEN)
    filled = "\n".join(
        each.replace("# ", "", 1) if each.lstrip().startswith("#") else each for each in text.split("\n")
    )
    sentences = ("Where could", "what no record", "you. Then", "Where work could", "A site that nobody")
    kept = [each for each in filled.split("\n") if not each.strip().startswith(sentences)]
    plan, findings = read("\n".join(kept))
    assert {each.id for each in findings} <= {"supplier-without-terms"}, [str(each) for each in findings]
    assert plan is not None
    assert plan.wishes.supplier_share is not None
    assert set(plan.sites) == {"Porto", "No", "Valencia", "Help pages"}


def test_a_draft_overwrites_nothing_and_has_a_name(tmp_path: Path) -> None:
    draft(tmp_path, "2026", SEEN)
    assert [each.id for each in draft(tmp_path, "2026", SEEN)[1]] == ["plan-exists"]
    assert [each.id for each in draft(tmp_path, "../2026", SEEN)[1]] == ["odd-plan-name"]
    (tmp_path / "file").write_text("", "utf-8")
    assert [each.id for each in draft(tmp_path / "file", "2026", SEEN)[1]] == ["cannot-write"]
