"""Tree to noun: every kind of value, every noun with its place, and any dataclass of any package."""

from __future__ import annotations

import collections.abc
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, TypeVar

import pytest

import truegreen.files
from tests.files.texts import whole
from truegreen.files.agreements import read_agreement
from truegreen.files.nodes import Node, Scalar
from truegreen.files.parsing import parse
from truegreen.files.reader import read
from truegreen.model.agreement import Role
from truegreen.model.finding import Finding
from truegreen.terms.service_credit import ServiceCredit
from truegreen.units.calendar import Holiday, Shift
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span

T = TypeVar("T")
STARTER = (Path(truegreen.files.__file__).parent / "starter" / "agreements" / "care.yml").read_text("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    size: Annotated[int, "How large"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    name: str = ""
    with_: Annotated[str, "What stands on it"] = ""
    share: Decimal | None = None
    since: date | None = None
    locked: bool = False
    role: Role | None = None
    height: Quantity | None = None
    price: Money | None = None
    used: tuple[Shift, ...] = ()
    closed: tuple[Holiday, ...] = ()
    drawers: collections.abc.Mapping[str, Drawer] = field(default_factory=dict)
    top: Drawer | None = None
    one_or_more: str | tuple[str, ...] = ""
    short_or_long: str | Drawer | None = None
    words: tuple[Scalar, ...] = ()
    anything: Node | None = None
    placed: collections.abc.Mapping[Scalar, str] = field(default_factory=dict)
    at: Span = NOWHERE


def make(text: str, cls: type[T]) -> tuple[T | None, list[str]]:
    findings: list[Finding] = []
    node = parse(text, "desk.yml", findings)
    assert node is not None
    noun = read(node, cls, findings)
    return noun, [f"{each.at} {each.id}: {each.says}" for each in sorted(findings, key=lambda each: each.at)]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("name: 0012", "name", "0012"),
        ("name: yes", "name", "yes"),
        ("name: ''", "name", ""),
        ("with: lamp", "with_", "lamp"),
        ("share: 12345678901234567.89", "share", Decimal("12345678901234567.89")),
        ("since: 2024-02-29", "since", date(2024, 2, 29)),
        ("locked: yes", "locked", True),
        ("locked: false", "locked", False),
        ("role: experience level", "role", Role.EXPERIENCE),
        ("height: 80 %", "height", Quantity(Decimal(80), "%")),
        ("height: 1,250", "height", Quantity(Decimal(1250))),
        ("price: -12.50 EUR", "price", Money(Decimal("-12.50"), "EUR")),
        ("used: [mon 08:00-12:00]", "used", (Shift(("mon",), 480, 720),)),
        ("closed: [2025-12-25 Christmas Day]", "closed", (Holiday(date(2025, 12, 25), "Christmas Day"),)),
        ("drawers: {left: {size: 3}}", "drawers", {"left": Drawer(size=3, at=Span("desk.yml", 1, 11))}),
        ("top:\n  size: 3", "top", Drawer(size=3, at=Span("desk.yml", 1, 1))),
        ("one_or_more: a", "one_or_more", "a"),
        ("one_or_more: [a, b]", "one_or_more", ("a", "b")),
        ("short_or_long: a", "short_or_long", "a"),
        ("short_or_long: {size: 1}", "short_or_long", Drawer(size=1, at=Span("desk.yml", 1, 1))),
        ("anything: 1", "anything", Scalar("1")),
        ("placed: {a: b}", "placed", {Scalar("a"): "b"}),
    ],
)
def test_each_kind_of_value_is_read_exactly(text: str, name: str, value: object) -> None:
    desk, findings = make(text, Desk)
    assert findings == []
    assert getattr(desk, name) == value


def test_a_word_keeps_its_place_where_it_is_asked_for() -> None:
    desk, _ = make("words: [a, b]\nplaced: {c: d}\n", Desk)
    assert desk
    assert [str(each.at) for each in (*desk.words, *desk.placed)] == ["desk.yml:1:9", "desk.yml:1:12", "desk.yml:2:10"]


def test_every_mistake_is_found_and_named() -> None:
    desk, findings = make("nmae: x\nsince: today\ntop: {}\ndrawers: {left: {size: big, colour: red}}\n", Desk)
    assert desk is None
    assert findings == [
        "desk.yml:1:1 unknown-key: “desk” has nothing called “nmae”.",
        "desk.yml:2:8 not-a-date: since: “today” is not a date.",
        "desk.yml:3:1 missing-key: “top” does not say “size”.",
        "desk.yml:4:24 not-a-whole-number: size: “big” is not a whole number.",
        "desk.yml:4:29 unknown-key: “left” has nothing called “colour”.",
    ]


def nouns(value: object) -> list[object]:
    """List a noun and the nouns inside it that can say where they stand."""
    if isinstance(value, collections.abc.Mapping):
        return [noun for each in value.values() for noun in nouns(each)]
    if isinstance(value, tuple):
        return [noun for each in value for noun in nouns(each)]
    if not is_dataclass(value) or isinstance(value, type):
        return []
    inside = [noun for each in fields(value) for noun in nouns(getattr(value, each.name))]
    return [value, *inside] if hasattr(value, "at") else inside


def test_every_noun_of_an_agreement_has_its_place() -> None:
    versions, findings = read_agreement(STARTER, "agreements/care.yml")
    assert findings == []
    assert versions
    found = nouns(versions.latest)
    assert len(found) > 20
    lines = STARTER.splitlines()
    for each in found:
        at = getattr(each, "at")  # noqa: B009 — any noun
        assert at.file == "agreements/care.yml"
        assert lines[at.line - 1][at.column - 1].strip(), at


def test_a_measure_stands_where_its_name_stands() -> None:
    versions, _ = read_agreement(whole("measures:\n  on-time:\n    metric: on_time.by_target\n"), "care.yml")
    assert versions
    assert str(versions.latest.measures["on-time"].at) == "care.yml:2:3"


def test_a_clause_holds_the_fields_of_its_kind_and_amounts_the_agreements_currency() -> None:
    versions, _ = read_agreement(STARTER, "care.yml")
    assert versions
    term = versions.latest.terms["late-credit"]
    assert isinstance(term.says, ServiceCredit)
    assert (term.kind, term.clause, term.says.measure) == ("service-credit", "Schedule 3, 2", "on-time")
    assert versions.latest.charges == {"monthly": Money(Decimal("4200.00"), "EUR")}
