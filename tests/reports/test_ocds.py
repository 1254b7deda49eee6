"""A release keeps the rules of the metrics extension, written down here from its documentation in our own words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from tests.reports import samples
from truegreen.files.agreements import read_agreement
from truegreen.model.agreement import Versions
from truegreen.model.given import Scale
from truegreen.model.scorecard import Scorecard
from truegreen.reports.observations import Measured, measured
from truegreen.reports.ocds import release, release_text
from truegreen.reports.records import digits
from truegreen.units.period import parse_period

TEXT: Final = {"type": "string", "minLength": 1}
LIST: Final = {"type": "array", "minItems": 1, "uniqueItems": True}
TIME: Final = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
PERIOD: Final = {"type": "object", "properties": {"startDate": TIME, "endDate": TIME}, "additionalProperties": False}
OBSERVATION: Final = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": TEXT,
        "period": PERIOD,
        "value": {
            "type": "object",
            "properties": {"amount": {"type": "number"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}},
            "additionalProperties": False,
        },
        "measure": {"type": ["string", "number", "null"], "minLength": 1},
        "unit": {
            "type": "object",
            "minProperties": 1,
            "properties": {"name": TEXT, "scheme": {"const": "UNCEFACT"}, "id": TEXT, "uri": TEXT},
            "additionalProperties": False,
        },
        "dimensions": {"type": "object", "minProperties": 1, "additionalProperties": TEXT},
        "notes": TEXT,
    },
    "additionalProperties": False,
    "not": {"required": ["value", "measure"]},
}
METRICS: Final = {
    **LIST,
    "items": {
        "type": "object",
        "required": ["id"],
        "properties": {"id": TEXT, "title": TEXT, "description": TEXT, "observations": {**LIST, "items": OBSERVATION}},
        "additionalProperties": False,
    },
}
PARTY: Final = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT}}
RELEASE: Final = {
    "type": "object",
    "required": ["ocid", "id", "date", "tag", "initiationType"],
    "properties": {
        "ocid": TEXT,
        "id": {**TEXT, "pattern": "^[^#]+$"},
        "date": TIME,
        "tag": {**LIST, "items": {"enum": ["award", "contract", "implementation"]}},
        "initiationType": {"const": "tender"},
        "language": TEXT,
        "parties": {**LIST, "items": {**PARTY, "required": ["id", "name", "roles"]}},
        "buyer": PARTY,
        "awards": {**LIST, "items": {"type": "object", "required": ["id", "suppliers"]}},
        "contracts": {
            **LIST,
            "items": {
                "type": "object",
                "required": ["id", "awardID"],
                "properties": {
                    "id": TEXT,
                    "awardID": TEXT,
                    "title": TEXT,
                    "period": PERIOD,
                    "agreedMetrics": METRICS,
                    "implementation": {"type": "object", "minProperties": 1, "properties": {"metrics": METRICS}},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
AGREEMENT: Final = """\
agreement: acme-care
title: Acme care
starts: 2025-01-01
ends: 2025-12-31
parties:
  client: {name: Acme, contact: {name: Jo}}
  provider: {name: Northline, contact: {name: Sam}}
services: {}
measures:
  on-time:
    metric: on_time.by_target
    title: Resolved on time
    target: {2025-01-01: 88 %, 2025-03-01: 90 %}
    minimum: 85 %
  fcr: {metric: first_contact_resolution.same_matter, target: 75 %, minimum: 70 %}
  reopen: {metric: reopen_rate.of_resolved, target: 5 %}
  answer: {metric: speed_of_answer.mean, target: 20 s}
  cost: {metric: cost_per_resolution.per_resolved, target: 13.00 EUR}
  csat: {metric: csat.mean, target: 4.2}
  ease: {metric: ces.mean}
  nps: {metric: nps.score, target: 20}
"""
SCALES: Final = {
    "on-time": Scale("share", "higher"), "fcr": Scale("share", "higher"), "reopen": Scale("share", "lower"),
    "answer": Scale("seconds", "lower"), "cost": Scale("money", "lower"), "csat": Scale("score", "higher"),
    "ease": Scale("score", "higher"), "nps": Scale("points", "higher"),
}  # fmt: skip


@pytest.fixture(scope="module")
def versions() -> Versions:
    found, findings = read_agreement(AGREEMENT.encode(), "agreements/acme-care.yml", [])
    assert found is not None, findings
    return found


def taken(*cards: Scorecard) -> Measured:
    known = [replace(card, known_until="2025-04-01 00:00:00") for card in cards]
    return measured("Acme care", known, {"": "0123456789abcdef"}, "EUR")


def read(text: str) -> Any:
    """Read a release as its readers do; numbers keep their digits."""
    return json.loads(text, parse_float=Decimal)


def contract_of(found: Measured, versions: Versions) -> Any:
    return read(release_text(release(found, versions, SCALES)))["contracts"][0]


def observations(metrics: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((metric["id"], each) for metric in metrics for each in metric["observations"])


def test_it_keeps_the_rules(versions: Versions) -> None:
    held = read(release_text(release(taken(samples.card(), samples.by_site()), versions, SCALES)))
    Draft202012Validator.check_schema(RELEASE)
    assert [f"{'/'.join(map(str, e.path))}: {e.message}" for e in Draft202012Validator(RELEASE).iter_errors(held)] == []
    (contract,), (award,) = held["contracts"], held["awards"]
    assert contract["awardID"] == award["id"]
    assert {each["id"] for each in award["suppliers"]} | {held["buyer"]["id"]} == {
        each["id"] for each in held["parties"]
    }
    for metrics in (contract["agreedMetrics"], contract["implementation"]["metrics"]):
        ids = [each["id"] for _, each in observations(metrics)]
        assert len(ids) == len(set(ids))


def test_the_rules_refuse_what_the_standard_refuses(versions: Versions) -> None:
    held = read(release_text(release(taken(samples.card()), versions, SCALES)))
    first = held["contracts"][0]["implementation"]["metrics"][0]["observations"][0]
    period = {"startDate": "2025-03-01"}
    odd: list[dict[str, Any]] = [{"id": ""}, {"unit": {}}, {"dimensions": {}}, {"period": period}, {"notes": ""}]
    for wrong in odd:
        kept = dict(first)
        first.update(wrong)
        assert list(Draft202012Validator(RELEASE).iter_errors(held)), wrong
        first.clear()
        first.update(kept)
    assert not list(Draft202012Validator(RELEASE).iter_errors(held))


def test_both_parties_are_named(versions: Versions) -> None:
    parties = release(taken(samples.card()), versions, SCALES)["parties"]
    assert parties == [
        {"id": "buyer", "name": "Acme", "roles": ["buyer"]},
        {"id": "supplier", "name": "Northline", "roles": ["supplier"]},
    ]


def test_what_was_measured_keeps_its_digits_and_its_slice(versions: Versions) -> None:
    contract = contract_of(taken(samples.card(), samples.by_site()), versions)
    found = list(observations(contract["implementation"]["metrics"]))
    rows = [(row, "") for row in samples.card().rows] + [(row, row.member) for row in samples.by_site().rows]
    wanted = {
        (row.id, member): None if row.reading is None or row.reading.value is None else digits(row.reading.value)
        for row, member in rows
    }
    shown = {}
    for name, each in found:
        amount = each["value"]["amount"] if "value" in each else each.get("measure")
        shown[name, each.get("dimensions", {}).get("site", "")] = None if amount is None else str(amount)
    assert shown == wanted
    (cost,) = [each for name, each in found if name == "cost"]
    assert cost["value"] == {"amount": Decimal("12.400000000"), "currency": "EUR"}
    assert '"amount": 12.400000000,' in release_text(release(taken(samples.card()), versions, SCALES))
    (ease,) = [each for name, each in found if name == "ease"]
    assert "nothing measured" in ease["notes"]


def test_levels_hold_for_the_days_that_the_agreement_says(versions: Versions) -> None:
    agreed: dict[str, list[tuple[Any, ...]]] = {name: [] for name in SCALES}
    for name, each in observations(contract_of(taken(samples.card()), versions)["agreedMetrics"]):
        days = (each["period"]["startDate"][:10], each["period"]["endDate"][:10])
        agreed[name].append((each["dimensions"]["level"], each.get("measure") or each["value"]["amount"], *days))
    assert agreed["on-time"] == [
        ("target", "0.880000000", "2025-01-01", "2025-02-28"),
        ("target", "0.900000000", "2025-03-01", "2025-12-31"),
        ("minimum", "0.850000000", "2025-01-01", "2025-12-31"),
    ]
    assert agreed["answer"] == [("target", "20.000000000", "2025-01-01", "2025-12-31")]
    assert agreed["cost"] == [("target", Decimal("13.000000000"), "2025-01-01", "2025-12-31")]
    assert agreed["ease"] == []


def test_of_all_periods_together_no_days_are_said(versions: Versions) -> None:
    row = replace(samples.card().rows[0], reading=samples.share(3, 4, None))
    card = replace(samples.card(), rows=[row], period=None)
    ((_, each),) = observations(
        read(release_text(release(taken(card), versions, SCALES)))["contracts"][0]["implementation"]["metrics"]
    )
    assert (each["id"], "period" in each) == ("on-time-all", False)


def test_a_text_that_looks_like_a_number_stays_text(versions: Versions) -> None:
    row = replace(samples.card().rows[0], words="12.5", member="3")
    card = replace(samples.card(), rows=[row], by="contact_type", period=parse_period("2025-03"))
    (metric,) = contract_of(taken(card), versions)["implementation"]["metrics"]
    assert metric["description"] == "12.5"
    assert metric["observations"][0]["dimensions"] == {"contactType": "3"}
