"""The smells of real contracts: each has its check, and what a case file of one broken text cannot show."""

from __future__ import annotations

import pytest

from tests.checks.test_checks import found
from truegreen.checks import checks

SMELLS = [f"S{number:02}" for number in range(23, 57)]


@pytest.mark.parametrize("smell", SMELLS)
def test_a_smell_has_one_check(smell: str) -> None:
    assert len([name for name, each in checks().items() if each.smell == smell]) == 1


def test_an_experience_level_without_a_target_is_none() -> None:
    text = "measures: {happy: {metric: csat.top2, role: experience level}, quick: {metric: handle_time.mean}}\n"
    (finding,) = found("delivery_only", text)
    assert finding.says == "No experience level has a target, and none moves money, so none can be missed: happy."
