"""Given figures as a table: both shapes, every way to write a number, and everything that can be wrong with one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.files.figures import figures_text, merged, parse_figures
from truegreen.model.finding import Finding
from truegreen.model.given import Given, Givens
from truegreen.units.period import Period, parse_period

UNITS = {"on-time": "share", "wait": "seconds", "cost": "EUR", "volume": "count", "track": "name", "open": "days"}
MARCH = parse_period("2025-03")


def read(text: str) -> tuple[dict[str, Givens], list[str]]:
    found, findings = parse_figures(text, "figures.csv", UNITS)
    return found, [f"{each.at} {each.id}" for each in findings]


@pytest.mark.parametrize(
    ("name", "written", "value", "count"),
    [
        ("on-time", "98.5 %", Fraction(197, 200), None), ("on-time", "0.985", Fraction(197, 200), None),
        ("on-time", "33/35", Fraction(33, 35), 35), ("on-time", "0/0", None, 0), ("on-time", "none", None, None),
        ("wait", "45", Fraction(45), None), ("wait", "2 min", Fraction(120), None),
        ("open", "36 h", Fraction(3, 2), None),
        ("cost", "1250.50 EUR", Fraction(2501, 2), None), ("volume", '"15,000"', Fraction(15000), None),
        ("cost", "-3.10", Fraction(-31, 10), None), ("cost", "6500/1000", Fraction(13, 2), 1000),
    ],
)  # fmt: skip
def test_a_number_is_read_exactly(name: str, written: str, value: Fraction | None, count: int | None) -> None:
    for text in (f"period,name,value\n2025-03,{name},{written}\n", f"period,{name}\n2025-03,{written}\n"):
        found, findings = read(text)
        assert findings == []
        got = found[""].get(name, MARCH)
        assert got is not None
        assert (got.value, got.count) == (value, count)


def test_words_contracts_and_blanks() -> None:
    found, findings = read("contract,period,track,cost\nA1,2025-03,T1,5\nB2,2025-03,,6\n\n")
    assert findings == []
    track = found["A1"].get("track", MARCH)
    assert track is not None
    assert track.text == "T1"
    assert found["B2"].get("track", MARCH) is None  # A blank cell is not given; a zero would be one.


def test_claims_incidents_and_days_stand_with_their_number() -> None:
    found, findings = read(
        "period,name,value,cause,excused_count,excused_total,aware,notice,granted,incident,reported\n"
        "2025-03,on-time,80/100,,,,,,,INC-7,2025-04-02\n"
        "2025-03,on-time,,client system,10,2,2025-03-04,2025-03-06,yes,,\n"
        "2025-03,on-time,,strike,5,1,,,no,,\n"
    )
    assert findings == []
    got = found[""].get("on-time", MARCH)
    assert got is not None
    assert (got.value, got.incident, got.reported) == (Fraction(4, 5), "INC-7", date(2025, 4, 2))
    assert [(each.cause, each.count, each.granted) for each in got.claims] == [
        ("client system", Fraction(10), True), ("strike", Fraction(5), False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["figures.csv:1 no-period-column"]),
        ("month,cost\n", ["figures.csv:1 no-period-column"]),
        ("period,costs\n2025-03,1\n", ["figures.csv:1 unknown-figure-column"]),
        ("period,cost,cost\n", ["figures.csv:1 column-twice"]),
        ("period,cost\n2025-03\n2025-04,1\n25,1,2\n", ["figures.csv:2 cells-differ", "figures.csv:4 cells-differ"]),
        ("period,cost\n2025-13,1\nMarch,2\n", ["figures.csv:2 odd-figure", "figures.csv:3 odd-figure"]),
        ("period,cost,wait\n2025-03,5 USD,5 %\n", ["figures.csv:2 odd-figure", "figures.csv:2 odd-figure"]),
        ("period,cost\n2025-03,\"1,5\"\n", ["figures.csv:2 odd-figure"]),
        ("period,cost\n2025-03,1\n2025-03,1\n", ["figures.csv:3 figure-twice"]),
        ("period,name,value\n2025-03,costs,1\n", ["figures.csv:2 unknown-figure"]),
        ("period,name,value,granted,cause\n2025-03,cost,1,perhaps,x\n", ["figures.csv:2 odd-figure"]),
        ("period,name,value,reported\n2025-03,cost,1,4.3.2025\n", ["figures.csv:2 odd-figure"]),
        ('period,cost\n2025-03,"1\n', ["figures.csv:2 not-a-table"]),
        (b"period,cost\n2025-03,\xff\n", ["figures.csv:2:9 not-utf-8"]),
    ],
)  # fmt: skip
def test_everything_wrong_is_said_and_nothing_half_read(text: str, found: list[str]) -> None:
    given_ones, findings = read(text)
    assert findings == found
    assert given_ones == {}


NUMBERS = st.fractions(max_denominator=10**6)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["on-time", "cost", "volume"]), st.none() | NUMBERS)))
def test_what_is_written_is_read_to_the_same(rows: list[tuple[int, str, Fraction | None]]) -> None:
    months = [parse_period(f"{2024 + month // 12}-{month % 12 + 1:02}") for month, _, _ in rows]
    each = Givens.of(
        Given(name=name, period=month, value=value, count=Fraction(7))
        for month, (_, name, value) in zip(months, rows, strict=True)
    )
    found, findings = read(figures_text(each.by.values()))
    assert findings == []
    assert {key: (one.value, one.count) for key, one in found.get("", Givens()).by.items()} == {
        key: (one.value, one.count) for key, one in each.by.items()
    }


def one(value: Fraction | None, period: Period = MARCH, **more: str) -> Givens:
    return Givens.of([Given(name="on-time", period=period, value=value, **more)])  # type: ignore[arg-type]


def test_records_and_parties_do_not_give_one_number_twice() -> None:
    findings: list[Finding] = []
    merged(one(Fraction(1)), one(Fraction(1)), findings)
    assert [each.id for each in findings] == ["figure-twice"]
    findings = []
    both = merged(one(Fraction(1)), one(None, incident="INC-7"), findings).get("on-time", MARCH)
    assert findings == []
    assert both is not None
    assert (both.value, both.incident) == (Fraction(1), "INC-7")
