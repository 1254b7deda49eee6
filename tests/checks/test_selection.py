"""Checks may be heeded more or less, as both parties say with a reason."""

from __future__ import annotations

import pytest

from tests.files.texts import whole
from truegreen.checks import check, check_versions, checks
from truegreen.files.agreements import read_agreement
from truegreen.model.finding import Finding, Level

SILENT = "checks: {no-escalation: {level: off, because: Two people in one room, agreed_by: both}}\n"


def found(fragment: str) -> dict[str, Finding]:
    versions, mistakes = read_agreement(whole(fragment), "care.yml")
    assert versions, mistakes
    return {each.id: each for each in check(versions.latest)}


def test_a_check_that_is_off_is_silent_and_its_silence_is_shown() -> None:
    here = found(SILENT)
    assert "no-escalation" not in here
    assert here["check-made-quieter"].level is Level.NOTE
    assert "Two people in one room" in here["check-made-quieter"].says
    assert here["check-made-quieter"].remedy.startswith("It finds one risk here.")


@pytest.mark.parametrize("level", ["note", "warning", "error"])
def test_a_check_counts_as_agreed(level: str) -> None:
    here = found(SILENT.replace("off", level))
    assert here["no-escalation"].level == level
    assert ("check-made-quieter" in here) is (level == "note")


@pytest.mark.parametrize(
    "choice",
    ["{level: off}", "{level: off, agreed_by: both}", "{level: off, because: It is late, agreed_by: provider}",
     "{level: note, because: It is late}"],
)  # fmt: skip
def test_nobody_makes_a_check_quieter_without_a_reason_or_alone(choice: str) -> None:
    here = found(f"checks: {{no-escalation: {choice}}}\n")
    assert here["check-not-agreed"].level is Level.ERROR
    assert here["no-escalation"].level is Level.WARNING


def test_a_mistake_that_keeps_money_from_being_settled_stays_an_error() -> None:
    here = found("month_starts_on: 31\nchecks: {odd-month-start: {level: off, because: So what, agreed_by: both}}\n")
    assert here["odd-month-start"].level is Level.ERROR
    assert here["check-must-stay"].level is Level.ERROR


def test_an_unknown_check_is_named() -> None:
    here = found("checks: {no-escalaton: {level: error}}\n")
    assert here["unknown-check"].remedy.startswith("Did you mean no-escalation")


def test_smells_are_those_of_the_agreement_as_last_amended_and_mistakes_of_every_version() -> None:
    text = whole("services: {care: {hours: {2025-01-01: night, 2025-02-01: ''}}}\nchecks: {}\n")
    versions, mistakes = read_agreement(text, "care.yml")
    assert versions, mistakes
    assert [each.id for each in check_versions(versions) if each.level is Level.ERROR] == ["unknown-calendar"]


def test_every_check_says_how_much_it_counts() -> None:
    assert all(isinstance(each.level, Level) for each in checks().values())
