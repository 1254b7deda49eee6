"""Whatever people write, what comes back is findings with a place and a remedy, and never half an agreement."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.files.texts import whole
from truegreen.files.agreements import read_agreement
from truegreen.files.parsing import parse
from truegreen.files.text import LARGEST
from truegreen.model.finding import Finding, has_errors
from truegreen.units.span import Span

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("malformed.yml").read_text("utf-8"))
SOUND = whole(
    "measures:\n  on-time:\n    metric: on_time.by_target\n    target: {2025-01-01: 80 %, 2026-01-01: 85 %}\n"
)
PIECES = (
    "\t",
    ": ",
    "- ",
    "[",
    "}",
    "'",
    '"',
    "&a ",
    "*a",
    "!!x ",
    "<<: ",
    "---\n",
    "...\n",
    "|\n",
    "\x00",
    "\ud800",
    "#",
    "%",
    "?",
)


def text_of(case: dict[str, Any]) -> str | bytes:
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    return str(case["text"]) if "text" in case else whole(case.get("fragment", ""))


def short(finding: Finding) -> str:
    return f"{finding.at} {finding.id}".removeprefix("care.yml").lstrip(": ")


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_malformed_text_is_found_out_at_its_place(case: dict[str, Any]) -> None:
    amendments = [(case["amendment"], "amendment.yml")] if "amendment" in case else []
    versions, findings = read_agreement(text_of(case), "care.yml", amendments)
    assert sorted(short(each) for each in findings) == sorted(case["finds"])
    for each in findings:
        assert re.search(r"[.?…]$", each.says), each
        assert re.search(r"[.?…]$", each.remedy), each
        assert each.says.isprintable(), each
        assert each.remedy.isprintable(), each
    assert versions is None or case["case"] == "An amendment of nothing"


def test_there_are_enough_malformed_texts() -> None:
    assert len(CASES) >= 60


def test_a_byte_order_mark_is_tolerated() -> None:
    versions, findings = read_agreement(whole().encode("utf-8-sig"), "care.yml")
    assert versions
    assert findings == []


def test_a_file_that_is_too_large_is_not_read() -> None:
    findings: list[Finding] = []
    assert parse("#" * (LARGEST + 1), "care.yml", findings) is None
    assert [each.id for each in findings] == ["too-large"]


def test_a_finding_is_told_once_however_many_versions_there_are() -> None:
    dated = "title: {2025-01-01: A, 2025-02-01: B, 2025-03-01: C}\nends: never\n"
    _, findings = read_agreement(whole(dated), "care.yml")
    assert [short(each) for each in findings] == ["2:7 not-a-date"]


@given(st.binary(max_size=200) | st.text(st.characters(), max_size=200))
def test_any_bytes_and_any_text_give_findings_or_a_tree(content: bytes | str) -> None:
    findings: list[Finding] = []
    tree = parse(content, "care.yml", findings)
    assert (tree is None) <= has_errors(findings)
    assert all(each.at.file == "care.yml" for each in findings)


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_text_gives_findings_or_an_agreement(text: str, amendment: str) -> None:
    versions, findings = read_agreement(text, "care.yml", [(amendment, "amendment.yml")])
    assert (versions is None) == has_errors(findings)


@given(st.data())
def test_a_sound_text_with_something_put_in_gives_findings_or_an_agreement(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(SOUND)))
    end = data.draw(st.integers(place, min(place + 20, len(SOUND))))
    text = SOUND[:place] + data.draw(st.sampled_from(PIECES) | st.text(max_size=5)) + SOUND[end:]
    versions, findings = read_agreement(text, "care.yml")
    assert (versions is None) == has_errors(findings)
    assert all(each.at >= Span("care.yml") for each in findings)
