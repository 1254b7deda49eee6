"""What holds of all checks together: every smell has one, they are fast, and where they are silent better pays more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.files.texts import whole
from truegreen.checks import better_pays_less, checks
from truegreen.checks.references import REFERS
from truegreen.checks.stake import Imagined
from truegreen.files.agreements import read_agreement
from truegreen.files.reader import fields_of
from truegreen.model.agreement import Agreement, Better
from truegreen.terms.kinds import kinds

TESTS = Path(__file__).parent.parent
# Text in a clause that names nothing of the agreement.
FREE = {
    "because", "category", "causes", "is_", "name", "never_capped", "pays", "scores", "series", "service", "sign",
    "text", "unit",
}  # fmt: skip


def texts() -> Iterator[tuple[str, str]]:
    """Give every agreement that is meant to be sound, by the name of its file."""
    for file in sorted((TESTS / "checks").glob("*.yml")):
        yield file.name, yaml.safe_load(file.read_text("utf-8"))["sound"]
    for file in sorted((TESTS / "terms").glob("*.yml")):
        yield file.name, yaml.safe_load(file.read_text("utf-8"))["agreement"]
    for file in sorted((TESTS / "regimes").glob("*/agreement.yml")):
        yield file.parent.name, file.read_text("utf-8")


@cache
def months() -> dict[str, tuple[Imagined, list[str]]]:
    """Give the imagined month of each sound agreement, with the measures that move money in it and have a direction."""
    found = {}
    for name, text in texts():
        versions, mistakes = read_agreement(whole(text), name)
        assert versions, mistakes
        month = Imagined(versions.latest)
        if moving := [each for each in month.paying if len({point.pays for point in month.sweep(each)}) > 1]:
            found[name] = month, moving
    return found


@given(st.data())
@drawn(few=40, many=300)
def test_doing_better_never_pays_less_where_the_check_is_silent(data: st.DataObject) -> None:
    """The check settles a few levels around each edge; whatever two others are drawn, it has missed nothing."""
    month, moving = months()[data.draw(st.sampled_from(sorted(months())))]
    named = {each for finding in better_pays_less.findings(month.said) for each in month.paying if each in finding.says}
    name = data.draw(st.sampled_from(moving))
    levels = sorted({point.level for point in month.sweep(name)})
    drawn = st.integers(0, 1000).map(lambda part: levels[0] + (levels[-1] - levels[0]) * Fraction(part, 1000))
    low, high = sorted((data.draw(drawn), data.draw(drawn)))
    worse, better = (low, high) if month.said.measures[name].better is Better.HIGHER else (high, low)
    assert name in named or month.pays({name: worse}) <= month.pays({name: better})


def test_a_month_imagined_in_part_comes_to_what_the_whole_does() -> None:
    """For speed only what a measure may move is settled at each of its levels; the other clauses change nothing."""
    for name, (month, moving) in months().items():
        for measure in moving:
            worst = month.sweep(measure)[0].level
            part, whole_month = (
                month.by_clause({measure: worst}),
                month.by_clause({measure: worst}, {"nothing": Fraction(0)}),
            )
            assert part == {each: amount for each, amount in whole_month.items() if each in part or amount}, name


def test_the_law_is_tried_on_many_agreements() -> None:
    assert len(months()) > 30


def test_every_smell_has_a_check() -> None:
    smells = sorted(each.smell for each in checks().values() if each.smell.startswith("S"))
    assert smells == sorted({*smells})
    assert smells == [f"S{number:02}" for number in range(1, 57)]


@pytest.mark.parametrize("name", sorted(checks()))
def test_a_check_speaks_of_risk_and_blames_nobody(name: str) -> None:
    said = yaml.safe_load((TESTS / "checks" / f"{name.replace('-', '_')}.yml").read_text("utf-8"))["prints"]
    assert not re.search(r"\bfault|\bguilty|\bcheat|\bblame", said, re.IGNORECASE)


def test_what_a_clause_names_is_looked_up() -> None:
    """Every text of every kind of clause either names something that a check looks up, or is known to be free."""
    named = {field for kind in kinds().values() for field in _texts(kind, set())}
    assert named <= REFERS.keys() | FREE
    assert REFERS.keys() | FREE <= named


def _is_text(kind: Any) -> bool:
    return kind is str or (get_origin(kind) is not Mapping and any(map(_is_text, get_args(kind))))


def _texts(kind: Any, seen: set[Any]) -> Iterator[str]:
    if hasattr(kind, "__dataclass_fields__") and kind not in seen:
        seen.add(kind)
        for field in fields_of(kind):
            if _is_text(field.kind):
                yield field.name
            yield from _texts(field.kind, seen)
    for each in get_args(kind):
        yield from _texts(each, seen)


def test_an_agreement_without_money_has_nothing_at_stake(empty: Agreement) -> None:
    month = Imagined(empty)
    assert not any((month.paying, month.losses, month.crediting, month.fee))


@pytest.fixture
def empty() -> Agreement:
    versions, _ = read_agreement(whole(), "care.yml")
    assert versions
    return versions.latest
