"""Dated values and amendments: on each day an agreement says what its text of that day would say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from tests.files.texts import whole
from truegreen.files.agreements import read_agreement
from truegreen.files.dated import as_of, changes
from truegreen.files.nodes import Mapping, Node
from truegreen.files.parsing import parse
from truegreen.model.agreement import Agreement, Versions
from truegreen.model.finding import Finding

START = date(2025, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: START + timedelta(days=days))
WORDS = st.sampled_from(["80 %", "85 %", "90 %", "4 h", "care"])
# A text that changes: a word, names with texts, or what stands there from each of some days on.
Text: TypeAlias = Any
TEXTS: st.SearchStrategy[Text] = st.recursive(
    WORDS,
    lambda inner: (
        st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, min_size=1, max_size=3)
        | st.dictionaries(DAYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def written(text: Text) -> str:
    if isinstance(text, str):
        return f"'{text}'"
    return "{" + ", ".join(f"{key}: {written(value)}" for key, value in text.items()) + "}"


def on(text: Text, day: date) -> Text | None:
    """Choose by hand what a text says on a day."""
    if isinstance(text, str):
        return text
    begun = sorted(key for key in text if isinstance(key, date) and key <= day)
    if begun:
        return on(text[begun[-1]], day)
    if any(isinstance(key, date) for key in text):
        return None
    return {key: said for key, value in text.items() if (said := on(value, day)) is not None}


def tree(text: Text) -> Node:
    findings: list[Finding] = []
    node = parse(f"all: {written(text)}", "care.yml", findings)
    assert node is not None, findings
    return node


@given(TEXTS, DAYS)
def test_a_dated_text_says_on_each_day_what_the_text_of_that_day_says(text: Text, day: date) -> None:
    said = on(text, day)
    assert as_of(tree(text), day) == (Mapping({}) if said is None else tree(said))


@given(TEXTS, DAYS)
def test_nothing_changes_on_a_day_that_is_not_named(text: Text, day: date) -> None:
    node = tree(text)
    if day not in changes(node):
        assert as_of(node, day) == as_of(node, day - timedelta(days=1))


def read(text: str, *amendments: str) -> Versions:
    named = [(each, f"amendment-{number}.yml") for number, each in enumerate(amendments)]
    versions, findings = read_agreement(whole(text), "care.yml", named)
    assert versions, findings
    return versions


def measures(target: str) -> str:
    return f"measures:\n  on-time: {{metric: on_time.by_target, target: {target}}}\n"


def target(agreement: Agreement) -> str:
    return str(agreement.measures["on-time"].target)


@given(st.dictionaries(DAYS.filter(lambda day: day > START), st.integers(1, 99), max_size=5), DAYS)
def test_a_dated_value_and_amendments_say_the_same(later: dict[date, int], day: date) -> None:
    values = {START: 80} | later
    dated = read(measures("{" + ", ".join(f"{since}: {value} %" for since, value in values.items()) + "}"))
    amended = read(
        measures("80 %"),
        *(f"amends: care\neffective: {since}\nset: {{measures.on-time.target: {n} %}}\n" for since, n in later.items()),
    )
    last = max(since for since in values if since <= day)
    assert target(dated.on(day)) == target(amended.on(day)) == f"{values[last]} %"
    assert [since for since, _ in dated.each] == [since for since, _ in amended.each] == sorted(values)


def test_amendments_of_one_day_follow_their_numbers() -> None:
    first = "amends: care\nnumber: 1\neffective: 2025-03-01\nset: {measures.on-time.target: 85 %}\n"
    second = "amends: care\nnumber: 2\neffective: 2025-03-01\nset: {measures.on-time.target: 90 %}\n"
    assert target(read(measures("80 %"), second, first).latest) == "90 %"


def test_amendments_that_nothing_orders_are_an_error() -> None:
    same = ("amends: care\neffective: 2025-03-01\nset: {measures.on-time.target: 85 %}\n", "one.yml")
    _, findings = read_agreement(whole(measures("80 %")), "care.yml", [same, (same[0], "two.yml")])
    assert [f"{each.at} {each.id}" for each in findings] == ["two.yml:1:1 amendments-unordered"]


def test_an_amendment_of_a_time_before_the_agreement_is_doubted() -> None:
    early = ("amends: care\neffective: 2024-03-01\nset: {measures.on-time.target: 85 %}\n", "early.yml")
    versions, findings = read_agreement(whole(measures("80 %")), "care.yml", [early])
    assert [f"{each.at} {each.level} {each.id}" for each in findings] == [
        "early.yml:1:1 warning amendment-before-start"
    ]
    assert versions
    assert target(versions.latest) == "85 %"


def test_an_amendment_adds_and_removes_and_says_where_it_did() -> None:
    text = """\
amends: care
effective: 2025-06-01
set:
  measures.quick:
    metric: response_time.median
    target: {2025-06-01: 4 h, 2025-09-01: 3 h}
remove: [measures.on-time]
"""
    versions = read(measures("80 %"), text)
    assert [(since.month, sorted(each.measures)) for since, each in versions.each] == [
        (1, ["on-time"]),
        (6, ["quick"]),
        (9, ["quick"]),
    ]
    assert str(versions.latest.measures["quick"].at) == "amendment-0.yml:4:3"
    assert str(versions.latest.measures["quick"].target) == "3 h"


def test_what_was_signed_holds_until_the_amendment() -> None:
    versions = read(measures("80 %"), "amends: care\neffective: 2025-06-01\nset: {measures.on-time.target: 85 %}\n")
    assert target(versions.on(date(2025, 5, 31))) == "80 %"
    assert target(versions.on(date(2025, 6, 1))) == "85 %"
    assert target(versions.on(date(2020, 1, 1))) == "80 %"


def test_an_agreement_that_changes_every_day_is_refused() -> None:
    days = ", ".join(f"{START + timedelta(days=n)}: T{n}" for n in range(600))
    _, findings = read_agreement(whole(f"title: {{{days}}}\n"), "care.yml")
    assert [each.id for each in findings] == ["too-many-days"]
