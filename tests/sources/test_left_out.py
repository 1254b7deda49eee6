"""Rows that are no records are left out, and it is said; so is everything that was assumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.folders import CASES, HEADER, ROW, csv, staged, xlsx
from truegreen.model.finding import Level

BLANK = ("",) * 6
OTHER = ("2", *ROW[1:])
TOTAL = ("Total", "", "25", "", "", "")


@pytest.mark.parametrize(
    ("rows", "kept", "id_", "line", "level"),
    [
        ([ROW, BLANK, BLANK], ["1"], "blank-rows", 3, Level.NOTE),
        ([ROW, ("  ", *BLANK[1:]), OTHER], ["1", "2"], "blank-rows", 3, Level.NOTE),
        ([ROW, HEADER, OTHER], ["1", "2"], "repeated-header", 3, Level.WARNING),
        ([ROW, OTHER, TOTAL], ["1", "2"], "totals-row", 4, Level.WARNING),
        ([ROW, OTHER, BLANK, ("Grand total: 2", *BLANK[1:])], ["1", "2"], "totals-row", 5, Level.WARNING),
        ([], [], "no-records", 0, Level.WARNING),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_that_are_no_records(
    kind: str, rows: list[tuple[str, ...]], kept: list[str], id_: str, line: int, level: Level, tmp_path: Path
) -> None:
    content = csv(HEADER, *rows) if kind == "csv" else xlsx(HEADER, *rows)
    outcome = staged(tmp_path, {f"data/a.{kind}": content})
    assert outcome.rows("case_id") == [(each,) for each in kept]
    found = [each for each in outcome.findings if each.id == id_]
    if kind == "xlsx" and id_ == "blank-rows":
        return  # A workbook's blank rows are nothing that was written.
    assert [(each.at.file, each.at.line, each.level) for each in found] == [(f"data/a.{kind}", line, level)]
    assert found[0].remedy


def test_a_company_called_total_is_no_total(tmp_path: Path) -> None:
    rows = [ROW, ("Total", *ROW[1:])]
    assert staged(tmp_path, {"data/a.csv": csv(HEADER, *rows)}).rows("case_id") == [("1",), ("Total",)]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_an_assumed_encoding_is_said(encoding: str, tmp_path: Path) -> None:
    text = csv(HEADER, ("é\x81" if encoding == "latin-1" else "é", *ROW[1:])).decode()
    outcome = staged(tmp_path, {"data/a.csv": text.encode(encoding)})
    assert outcome.ids() == ["encoding-assumed"]
    assert f"read as {encoding}" in outcome.findings[0].says
    assert outcome.rows("case_id[1]") == [("é",)]


def test_an_encoding_that_is_written_is_no_assumption(tmp_path: Path) -> None:
    content = csv(HEADER, ("Š", *ROW[1:])).decode().encode("iso8859-2")
    outcome = staged(tmp_path, {"data/a.csv": content}, CASES + "encoding: iso8859-2\n")
    assert (outcome.ids(), outcome.rows("case_id")) == ([], [("Š",)])


def test_a_condition_that_nothing_meets(tmp_path: Path) -> None:
    mapping = CASES.replace("    columns:", "    where: by = 'Phon'\n    columns:")
    outcome = staged(tmp_path, {"data/a.csv": csv(HEADER, ROW)}, mapping)
    assert [(each.id, str(each.at)) for each in outcome.findings] == [("no-row-selected", "sources/cases.yml:6:12")]
    assert outcome.staged[0].rows == 0
