"""Published answers, as data: a file per family, each function by its path. Each answer is also one that could fail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from math import isnan
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
FIELDS = {"source", "kind", "function", "within", "answers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: what is asked of which function, what comes back, how near, and who says so.

    ``gives`` is the result itself, or what stands under names in it: ``estimate.value``, ``chart.lows.0``. Something
    given may be made by another function first, ``{make: …, given: […]}``, or be a constant, ``{the: …}``.
    """

    place: str
    source: str
    kind: str
    function: str
    within: float
    given: tuple[Any, ...]
    named: Mapping[str, Any]
    gives: Any


def answers() -> Iterator[Answer]:
    for path in sorted(HERE.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text("utf-8")):
            assert set(entry) == FIELDS, f"{path.name}: {sorted(set(entry) ^ FIELDS)}"
            for number, each in enumerate(entry["answers"]):
                yield Answer(
                    place=f"{path.stem}-{entry['function'].rpartition('.')[2]}-{entry['source'][:24]}-{number}",
                    source=entry["source"],
                    kind=entry["kind"],
                    function=entry["function"],
                    within=float(entry["within"]),
                    given=tuple(each.get("given", ())),
                    named=each.get("with", {}),
                    gives=each["gives"],
                )


ALL = tuple(answers())


def named(path: str) -> Any:
    """Give a function, or a member of a class: ``stats.charts.rules.Rule.POINT``."""
    module, *names = re.split(r"\.(?=[A-Z])", path)
    if not names:
        module, _, name = path.rpartition(".")
        names = [name]
    found: Any = import_module(f"truegreen.{module}")
    for name in names:
        found = getattr(found, name)
    return found


def made(value: Any) -> Any:
    if isinstance(value, list):
        return [made(each) for each in value]
    if isinstance(value, dict) and "the" in value:
        return named(value["the"])
    if isinstance(value, dict) and "make" in value:
        return named(value["make"])(*map(made, value.get("given", ())), **arguments(value.get("with", {})))
    return value


def arguments(by_name: Mapping[str, Any]) -> dict[str, Any]:
    return {name: made(each) for name, each in by_name.items()}


@cache
def result(number: int) -> Any:
    answer = ALL[number]
    return named(answer.function)(*map(made, answer.given), **arguments(answer.named))


def under(value: Any, names: str) -> Any:
    for name in names.split("."):
        if isinstance(value, Mapping):
            value = value[name]
        else:
            value = value[int(name)] if name.isdecimal() else getattr(value, name)
    return value


def numbers(value: Any) -> list[float]:
    if value is None:
        return [float("nan")]
    value = value.tolist() if hasattr(value, "tolist") else value
    if hasattr(value, "__iter__"):
        return [number for each in value for number in numbers(each)]
    return [float(value)]


def told(found: Any, gives: Any) -> tuple[list[float], list[float]]:
    """Give the numbers that came out and those that were said, in one order."""
    if isinstance(gives, dict):
        return numbers([numbers(under(found, name)) for name in gives]), numbers(list(gives.values()))
    return numbers(found), numbers(gives)


def near(one: float, other: float, within: float) -> bool:
    return (isnan(one) and isnan(other)) or one == other or abs(one - other) <= within


def agrees(found: Any, gives: Any, within: float) -> bool:
    came, said = told(found, gives)
    return len(came) == len(said) and all(near(one, other, within) for one, other in zip(came, said, strict=True))


@pytest.mark.parametrize("number", range(len(ALL)), ids=[each.place for each in ALL])
def test_an_answer_is_the_published_one(number: int) -> None:
    answer = ALL[number]
    came, said = told(result(number), answer.gives)
    assert came == pytest.approx(said, rel=0, abs=answer.within * (1 + 1e-9), nan_ok=True), answer.source


@pytest.mark.parametrize("number", range(len(ALL)), ids=[each.place for each in ALL])
def test_another_answer_would_be_noticed(number: int) -> None:
    answer = ALL[number]
    found = result(number)
    came, said = told(found, answer.gives)
    assert agrees(found, answer.gives, answer.within * (1 + 1e-9))
    for place in range(len(said)):
        shifted = [*said]
        shifted[place] += 2.1 * answer.within + 1e-12
        assert isnan(said[place]) or not all(
            near(one, other, answer.within) for one, other in zip(came, shifted, strict=True)
        )


def test_no_answer_is_so_loose_that_anything_would_pass() -> None:
    for answer in ALL:
        greatest = max(abs(each) for each in told_of(answer.gives))
        assert answer.within <= 0.02 * max(greatest, 0.05), answer.place


def told_of(gives: Any) -> list[float]:
    said = numbers(list(gives.values()) if isinstance(gives, dict) else gives)
    return [each for each in said if not isnan(each)] or [0.0]


def test_every_answer_says_where_it_comes_from() -> None:
    for answer in ALL:
        assert answer.kind in {"published", "derived"}, answer.place
        assert len(answer.source) > 10, answer.place
    assert sum(each.kind == "published" for each in ALL) > 0.7 * len(ALL)
