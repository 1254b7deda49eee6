"""Every kind of clause has a case file of its name: a fragment of an agreement, and worked examples under it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.files.texts import whole
from truegreen.checks import check
from truegreen.files.agreements import read_agreement
from truegreen.files.cases import Case, parse_cases
from truegreen.model.agreement import Versions
from truegreen.model.finding import has_errors
from truegreen.settlement.worked import case_findings
from truegreen.terms.kinds import kinds

HERE = Path(__file__).parent
NAMES = sorted(each.replace("-", "_") for each in kinds())


def texts(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / f"{name}.yml").read_text("utf-8")))


def read(name: str) -> tuple[Versions, list[Case]]:
    said = texts(name)
    versions, mistakes = read_agreement(whole(said["agreement"]), "care.yml")
    assert versions, "\n".join(map(str, mistakes))
    cases, mistakes = parse_cases(said["cases"], "cases.yml")
    assert not mistakes, "\n".join(map(str, mistakes))
    return versions, cases


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_examples_follow(name: str) -> None:
    versions, cases = read(name)
    assert cases
    found = [each for case in cases for each in case_findings(case, {versions.id: versions}, {})]
    assert "\n".join(map(str, found)) == ""


@pytest.mark.parametrize("name", NAMES)
def test_the_agreement_is_sound_and_uses_the_kind(name: str) -> None:
    versions, _ = read(name)
    assert name.replace("_", "-") in {each.kind for each in versions.latest.terms.values()}
    assert not has_errors(finding for _, each in versions.each for finding in check(each))


def test_every_case_file_belongs_to_a_kind() -> None:
    assert sorted(each.stem for each in HERE.glob("*.yml")) == NAMES
