"""The tables of ``heard``: read with everything that is wrong in them, written so that they read the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.facts.tables import SIGNAL
from truegreen.files.heard import COLUMNS, entry_of, heard_text, place_of, read_heard
from truegreen.model.entered import Entry, Kind
from truegreen.model.finding import Finding
from truegreen.units.span import Span

HEADER = ",".join(COLUMNS)
NAMES = st.text("abcÄß,\" '7-", min_size=1, max_size=12).map(str.strip).filter(bool)
ENTRIES = st.builds(
    Entry,
    account=NAMES,
    kind=st.sampled_from(list(Kind)),
    on=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    severity=st.none() | st.integers(1, 5),
    by=st.just("") | NAMES,
)


def _wrong(folder: Path, text: str) -> list[tuple[int, str]]:
    (folder / "heard").mkdir(exist_ok=True)
    (folder / "heard" / "2025-06.csv").write_text(text, "utf-8")
    findings: list[Finding] = []
    read_heard(folder, findings)
    assert {each.at.file for each in findings} <= {"heard/2025-06.csv"}
    return [(each.at.line, each.id) for each in findings]


def test_kinds_are_those_of_the_fact() -> None:
    assert set(next(each.one_of for each in SIGNAL.columns if each.name == "kind")) == {str(each) for each in Kind}


@given(st.lists(ENTRIES, max_size=5, unique_by=lambda each: (each.account, each.kind, each.on)))
def test_what_is_written_reads_the_same(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    folder = tmp_path_factory.mktemp("heard")
    path = folder / place_of(date(2025, 6, 3))
    path.parent.mkdir()
    path.write_text(heard_text(entries), "utf-8")
    findings: list[Finding] = []
    read = [(each.account, each.kind, each.on, each.severity, each.by) for each in read_heard(folder, findings)]
    assert read == [(each.account, each.kind, each.on, each.severity, each.by) for each in entries]
    assert findings == []


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    findings: list[Finding] = []
    cells = {"account": " ", "kind": "rival", "on": "2025-13-01", "severity": "6"}
    assert entry_of(cells, Span("heard"), findings) is None
    assert [each.id for each in findings] == ["heard-from-nobody", "unknown-signal", "not-a-date", "odd-severity"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{HEADER}\n7,complaint,2025-06-03,,\n", []),
        (f"{HEADER}\n\n7,complaint,2025-06-03,2,Ana\n", []),
        ("", [(1, "missing-column")] * 5),
        (f"{HEADER},note\n", [(1, "unknown-heard-column")]),
        (f"{HEADER},by\n", [(1, "column-twice")]),
        (f"{HEADER}\n7,complaint\n", [(2, "cells-differ")]),
        (f'{HEADER}\n7,"complaint,2025-06-03,,\n', [(2, "not-a-table")]),
        (f"{HEADER}\n7,complaint,2025-06-03,,\n7,complaint,2025-06-03,5,\n", [(3, "heard-twice")]),
        (f"{HEADER}\n7,complaint,2025-06-03,,\n7,praise,2025-06-03,,\n", []),
        (f"{HEADER}\n7,complaint,0205-06-03,,\n", [(2, "not-a-date")]),
        (f"{HEADER}\n7,complaint,3 June,2.5,\n8,,2025-06-03,,\n",
         [(2, "not-a-date"), (2, "odd-severity"), (3, "unknown-signal")]),
        (f"{HEADER}\na\x1bb,complaint,2025-06-03,,\n", [(2, "control-character")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, found: list[tuple[int, str]]) -> None:
    assert _wrong(tmp_path, text) == found
