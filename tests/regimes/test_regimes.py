"""Every published regime as an agreement that a person can read, with its published answers as worked examples.

Each folder holds ``agreement.yml``, ``cases.yml``, and its source in the agreement's first lines.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from truegreen.checks import check
from truegreen.files.agreements import read_agreement
from truegreen.files.cases import Case, parse_cases
from truegreen.model.agreement import Versions
from truegreen.model.finding import has_errors
from truegreen.settlement.worked import case_findings

HERE = Path(__file__).parent
NAMES = sorted(each.parent.name for each in HERE.glob("*/agreement.yml"))


def regime(name: str) -> tuple[Versions, list[Case]]:
    file = HERE / name / "agreement.yml"
    amendments = [(each.read_text("utf-8"), each.name) for each in sorted((HERE / name).glob("amendment*.yml"))]
    versions, mistakes = read_agreement(file.read_text("utf-8"), "agreement.yml", amendments)
    assert versions, "\n".join(map(str, mistakes))
    cases, mistakes = parse_cases((HERE / name / "cases.yml").read_text("utf-8"), "cases.yml")
    assert not mistakes, "\n".join(map(str, mistakes))
    return versions, cases


EACH = [(name, case.case) for name in NAMES for case in regime(name)[1]]


@pytest.mark.parametrize(("name", "says"), EACH)
def test_the_published_answer_follows(name: str, says: str) -> None:
    versions, cases = regime(name)
    case = next(each for each in cases if each.case == says)
    assert "\n".join(map(str, case_findings(case, {versions.id: versions}, {}))) == ""


@pytest.mark.parametrize("name", NAMES)
def test_the_agreement_can_be_settled(name: str) -> None:
    versions, cases = regime(name)
    assert cases
    assert not has_errors(finding for _, each in versions.each for finding in check(each))


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_answer_would_be_found(name: str) -> None:
    """Each case is changed by one in every number it expects; a case that cannot fail is no case."""
    versions, cases = regime(name)
    for case in cases:
        for wrong in _wrong(case):
            found = [each.id for each in case_findings(wrong, {versions.id: versions}, {})]
            assert "case-differs" in found, case.case


def _wrong(case: Case) -> list[Case]:
    """Give the case with each of the numbers it expects off by one."""
    off = {name: replace(each, number=each.number + 1) for name, each in case.pays.items()}
    kept = {name: replace(each, number=each.number + 1) for name, each in case.remembers.items()}
    return [
        *(replace(case, pays={**case.pays, name: each}) for name, each in off.items()),
        *(replace(case, remembers={**case.remembers, name: each}) for name, each in kept.items()),
    ]
