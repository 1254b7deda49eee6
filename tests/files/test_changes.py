"""Changes as they are written, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from truegreen.files.changes import read_changes
from truegreen.model.effect import Design, Expected
from truegreen.units.period import parse_period

WHOLE = """
- change: documents
  title: A new team
  measure: solved
  came:
    - {where: {site: Manila}, since: 2025-03}
    - {accounts: [A1, A2], since: 2025-06}
  until: 2025-12
  against: {site: Porto}
  by: [site, contact_type]
  design: one-site
  expected: better
  margin: 3 %
"""


def read(folder: Path, text: str) -> tuple[list[str], list[str]]:
    (folder / "changes").mkdir(exist_ok=True)
    (folder / "changes" / "some.yml").write_text(text, "utf-8")
    changes, findings = read_changes(folder)
    return [each.change for each in changes], [each.id for each in findings]


def test_a_change_says_what_where_and_when(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == (["documents"], [])
    [change] = read_changes(tmp_path)[0]
    assert change.came[0].where == {"site": "Manila"}
    assert change.came[0].month == parse_period("2025-03")
    assert change.came[1].accounts == ("A1", "A2")
    assert (change.design, change.expected) == (Design.ONE_SITE, Expected.BETTER)


def test_no_folder_is_no_change(tmp_path: Path) -> None:
    assert read_changes(tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("change: a", "wrong-shape"),
        ("- {change: a, measure: m, came: []}", "change-without-place"),
        ("- {change: a, measure: m, came: [{since: 2025-03}]}", "change-without-place"),
        (
            "- {change: a, measure: m, came: [{where: {site: P}, accounts: [A], since: 2025-03}]}",
            "change-without-place",
        ),
        ("- {change: a, measure: m, came: [{where: {site: P}, since: spring}]}", "change-without-month"),
        ("- {change: a, measure: m, came: [{where: {site: P}, since: 2025}]}", "change-without-month"),
        ("- {change: a, measure: m, came: [{where: {site: P}, since: 2025-03}], until: soon}", "change-without-month"),
        ("- {change: a, measure: m, came: [{where: {site: P}, since: 2025-03}], expected: good}", "not-a-choice"),
        ("- {change: a, came: [{where: {site: P}, since: 2025-03}]}", "missing-key"),
        ("- {change: a, measure: m, colour: red, came: [{where: {site: P}, since: 2025-03}]}", "unknown-key"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, found: str) -> None:
    assert found in read(tmp_path, text)[1]


def test_two_of_one_name(tmp_path: Path) -> None:
    one = "- {change: a, measure: m, came: [{where: {site: P}, since: 2025-03}]}\n"
    assert read(tmp_path, one + one)[1] == ["change-twice"]
