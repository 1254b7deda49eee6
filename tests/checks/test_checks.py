"""Every check has a case file of its name: a broken fragment with exactly what is printed, and a sound one."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

import truegreen.checks
from tests.files.texts import whole
from truegreen.files.agreements import read_agreement
from truegreen.model.finding import Finding

HERE = Path(__file__).parent
NAMES = sorted(each.replace("-", "_") for each in truegreen.checks.checks())


def found(name: str, fragment: str) -> list[Finding]:
    versions, mistakes = read_agreement(whole(fragment), "agreements/care.yml")
    assert versions, mistakes
    return list(import_module(f"truegreen.checks.{name}").findings(versions.latest))


def case(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / f"{name}.yml").read_text("utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_agreement_prints_exactly_this(name: str) -> None:
    printed = "\n".join(str(each) for each in found(name, case(name)["broken"]))
    assert printed == case(name)["prints"].strip()
    assert f"[{name.replace('_', '-')}]" in printed


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_agreement_prints_nothing(name: str) -> None:
    assert found(name, case(name)["sound"]) == []


def test_every_case_file_belongs_to_a_check() -> None:
    assert sorted(each.stem for each in HERE.glob("*.yml")) == NAMES


def test_findings_come_in_the_order_of_the_text() -> None:
    versions, _ = read_agreement(whole("month_starts_on: 31\nservices: {care: {hours: night}}\n"), "care.yml")
    assert versions
    findings = truegreen.checks.check(versions.latest)
    assert [each.at for each in findings] == sorted(each.at for each in findings)
    assert {"odd-month-start", "unknown-calendar", "no-escalation"} <= {each.id for each in findings}
