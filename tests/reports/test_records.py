from __future__ import annotations

import json
from fractions import Fraction

import pytest

from tests.reports import large, samples
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.records import explanation_record, scorecard_record


@pytest.mark.parametrize(
    "record",
    [
        scorecard_record(samples.card()),
        scorecard_record(samples.by_site()),
        explanation_record(samples.explanation()),
        *map(finding_record, samples.findings()),
        scorecard_record(large.card()),
    ],
)
def test_records_are_json_and_come_back_the_same(record: Record) -> None:
    written = json.dumps(record, allow_nan=False)
    assert json.loads(written) == record
    assert list(json.loads(written)) == list(record)


def test_records_are_the_same_every_time() -> None:
    one, other = (json.dumps(scorecard_record(samples.card())) for _ in range(2))
    assert one == other


def test_a_reading_keeps_its_exact_value_and_counts() -> None:
    fcr = explanation_record(samples.explanation())["row"]
    assert isinstance(fcr, dict)
    held = fcr["reading"]
    assert (held["count"], held["total"], held["value"]) == (2090, 1334, "0.638277512")
    assert Fraction(*held["exact"]) == Fraction(1334, 2090)
    assert held["period"] == {"name": "2025-03", "start": "2025-03-01", "last": "2025-03-31", "partial": False}
    assert fcr["measure"]["at"] == {"file": "agreements/acme.yml", "line": 41, "column": 5}
    assert (fcr["contract"], fcr["outcome"]) == ("below minimum", "bad")


def test_samples_of_rows_are_plain() -> None:
    assert explanation_record(samples.explanation())["sample"] == [
        ["C-1", "2025-03-01T09:30:00", "Delay", True, None],
        ["C-2", "2025-03-02T10:05:07", "Customs <papers>", False, "2025-03-09"],
    ]
