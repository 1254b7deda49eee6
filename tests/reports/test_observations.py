"""Observations say what the scorecard's JSON says, in the same text, and no text of theirs is taken for a formula."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from tests.reports import samples
from truegreen.model.reading import Contract
from truegreen.model.scorecard import Scorecard
from truegreen.reports.csv_table import csv_table
from truegreen.reports.observations import COLUMNS, Measured, measured, observations_csv, observations_record
from truegreen.reports.records import scorecard_record


def taken(cards: Sequence[Scorecard]) -> Measured:
    return measured("Acme care", cards, {"": "0123456789abcdef"}, "EUR")


def rows(found: Measured) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(observations_csv(found))))


def test_each_row_is_a_row_of_the_scorecards_in_the_same_text() -> None:
    cards = [samples.card(), samples.by_site()]
    records = [json.loads(json.dumps(scorecard_record(card))) for card in cards]
    shown = {(row["id"], card["by"], row["member"]): row for card in records for row in card["rows"]}
    found = rows(taken(cards))
    assert {(each["measure"], each["slice"], each["member"]) for each in found} == set(shown)
    for each in found:
        row = shown[each["measure"], each["slice"], each["member"]]
        reading = row["reading"] or {}
        for name in ("count", "total", "divisor", "value", "low", "high", "unit", "eligible", "invited", "answered"):
            held = reading.get(name)
            assert each[name] == ("" if held is None else held if isinstance(held, str) else json.dumps(held)), name
        assert (each["status"], each["outcome"]) == (row["contract"], row["outcome"] or "")
        assert each["target"] == (row["measure"]["target"] or "")


def test_they_go_measure_by_measure_and_for_all_before_members() -> None:
    found = [(each["measure"], each["member"]) for each in rows(taken([samples.card(), samples.by_site()]))]
    assert found[:3] == [("on-time", ""), ("on-time", "Lisbon"), ("on-time", "Porto")]
    assert [name for name, member in found if not member] == [row.id for row in samples.card().rows]


def test_json_holds_what_the_csv_holds() -> None:
    found = taken([samples.card()])
    record = json.loads(json.dumps(observations_record(found)), parse_float=str)
    texts = [{name: "" if held is None else str(held) for name, held in row.items()} for row in record["observations"]]
    assert texts == rows(found)
    assert all(tuple(row) == COLUMNS for row in record["observations"])


def test_what_was_not_measured_is_there_without_a_value() -> None:
    (ease,) = [each for each in rows(taken([samples.card()])) if each["measure"] == "ease"]
    assert (ease["count"], ease["value"], ease["status"], ease["period"]) == ("", "", "not judged", "2025-03")


def test_values_near_zero_keep_all_their_digits() -> None:
    row = samples.row("a", "A", [samples.reading(Fraction(1, 10**8), 3, "share")], Contract.MET)
    (found,) = rows(taken([replace(samples.card(), rows=[row])]))
    assert found["value"] == "0.000000010"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), st.text("=+-@\t\r'\"\n,", max_size=3))
def test_any_text_comes_back_and_none_begins_a_formula(text: str, first: str) -> None:
    written = csv_table(["a", "b"], [{"a": first + text, "b": "-1"}], {"b"})
    _, (a, b) = csv.reader(StringIO(written, newline=""))
    assert a.removeprefix("'") == (first + text).removeprefix("'")
    assert a[:1] not in set("=+-@\t\r")
    assert b == "-1"
