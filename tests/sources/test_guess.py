"""A first look at files: kinds, keys, date orders, and drafts that can be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sources.folders import csv, gzipped, jsonl, parquet, xlsx, zipped
from truegreen.files.parsing import parse
from truegreen.model.finding import Finding
from truegreen.sources.draft import draft
from truegreen.sources.guess import Guess, guess
from truegreen.sources.mapping import Format, Mapping
from truegreen.sources.mappings import mapping_of
from truegreen.sources.seen import Seen, seen

HEADER = ("Ticket ID", "Created", "Closed Date", "Priority", "Region", "Cost", "Reopened")
DAYS = [f"{n % 28 + 1:02}" for n in range(60)]
ROWS = [
    (f"T-{n:04}", f"{day}/02/2024 09:{n:02}", "" if n % 5 else f"{day}/03/2024 10:00", "high", "EU", f"{n}.50", "0")
    for n, day in enumerate(DAYS)
]


def looked(folder: Path, name: str, content: bytes) -> Guess:
    (folder / name).write_bytes(content)
    return guess(folder / name)


def drafted(found: Guess) -> tuple[Mapping | None, list[Finding]]:
    findings: list[Finding] = []
    node = parse(draft(found), "draft.yml", findings)
    return (mapping_of(node, findings) if node else None), findings


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tickets.csv", csv(HEADER, *ROWS)),
        ("tickets.csv.gz", gzipped(csv(HEADER, *ROWS, sign=";"))),
        ("tickets.tsv", csv(HEADER, *ROWS, sign="\t")),
        ("tickets.zip", zipped(a_csv=csv(HEADER, *ROWS))),
        ("tickets.jsonl", jsonl(*(dict(zip(HEADER, row, strict=True)) for row in ROWS))),
        ("tickets.json", json.dumps([dict(zip(HEADER, row, strict=True)) for row in ROWS]).encode()),
        ("tickets.xlsx", xlsx(HEADER, *ROWS)),
        ("tickets.parquet", parquet(dict(zip(HEADER, zip(*ROWS, strict=True), strict=True)))),
    ],
)
def test_a_draft_can_be_used_as_it_is(name: str, content: bytes, tmp_path: Path) -> None:
    found = looked(tmp_path, name, content)
    assert (found.table, found.rows) == ("case", 60)
    assert dict(found.matches) == {
        "case_id": "Ticket ID", "opened_at": "Created", "closed_at": "Closed Date", "priority": "Priority",
        "reopened": "Reopened", "cost": "Cost",
    }  # fmt: skip
    mapping, findings = drafted(found)
    assert findings == []
    assert mapping
    assert mapping.facts["case"].origins["opened_at"].formats == ("%d/%m/%Y %H:%M",)
    text = draft(found)
    assert "13/02/2024 09:12 seen, so day first" in text
    assert "Region: text; such as EU; always the same" in text


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1", "2", "30"], {"kind": "integer", "is_key": True}),
        (["007", "008"], {"kind": "text"}),
        (["1.5", "2"], {"kind": "decimal"}),
        (["1,250.00", "3.5"], {"kind": "decimal", "number": "1,234.56"}),
        (["True", "False", "True"], {"kind": "boolean", "is_key": False}),
        (["2024-01-01", "2024-01-02"], {"kind": "date", "formats": ("iso",), "order": ""}),
        (["2024-01-01T10:00:00Z"], {"kind": "time", "formats": ("iso",)}),
        (["2024-01-01", "02/13/24"], {"kind": "date", "formats": ("iso", "%m/%d/%y")}),
        (["13/02/2024", "01/02/2024"], {"formats": ("%d/%m/%Y",), "order": "13/02/2024 seen, so day first"}),
        (["02/13/2024"], {"formats": ("%m/%d/%Y",), "order": "02/13/2024 seen, so month first"}),
        (["03/04/2024"], {"order": "nothing shows whether the day or the month stands first; ask"}),
        (
            ["13/02/2024", "02/13/2024"],
            {"kind": "text", "order": "mixed: 13/02/2024 has the day first, 02/13/2024 the month"},
        ),
        (["?", "a", "", "NULL"], {"kind": "text", "missing": ("?", "NULL"), "filled": 1, "values": 1}),
        ([*map(str, range(12)), "Not Captured"], {"kind": "integer", "missing": ("Not Captured",)}),
        (["", ""], {"kind": "text", "filled": 0}),
    ],
)
def test_what_a_column_holds(texts: list[str], expected: dict[str, object]) -> None:
    found: Seen = seen("x", texts)
    assert {name: getattr(found, name) for name in expected} == expected


def test_several_rows_of_one_key_are_kept_by_their_version(tmp_path: Path) -> None:
    rows = [(f"{n // 3}", "2024-01-01 08:00", f"{n % 3}") for n in range(30)]
    found = looked(tmp_path, "log.csv", csv(("number", "opened_at", "sys_mod_count"), *rows))
    mapping, findings = drafted(found)
    assert findings == []
    assert mapping
    keep = mapping.facts["case"].keep
    assert keep
    assert (keep.last, keep.per) == ("sys_mod_count", ("number",))


def test_a_key_and_a_time_without_names_are_found_by_what_they_hold(tmp_path: Path) -> None:
    found = looked(
        tmp_path, "x.csv", csv(("Vorgang", "Eingang"), *[(f"V{n}", f"{n + 1:02}.02.2024") for n in range(20)])
    )
    assert dict(found.matches) == {"case_id": "Vorgang", "opened_at": "Eingang"}
    assert drafted(found)[1] == []


def test_a_column_that_settles_an_outcome_is_named(tmp_path: Path) -> None:
    rows = [(f"{n}", "2024-01-01", "late" if n % 4 else "early", "no" if n % 4 else "yes") for n in range(80)]
    found = looked(tmp_path, "x.csv", csv(("id", "opened", "closing remark", "made_sla"), *rows))
    assert "settles made_sla" in draft(found)


def test_names_that_would_break_a_mapping_are_quoted(tmp_path: Path) -> None:
    header = ("id", "opened", 'cost: {"x"', "yes", "# note")
    found = looked(tmp_path, "x [1] #.csv", csv(header, *[(str(n), "2024-01-01", "1", "a\tb", "c") for n in range(9)]))
    mapping, findings = drafted(found)
    assert findings == []
    assert mapping
    assert [each.text for each in mapping.files] == ["x [[]1] #.csv"]


def test_a_file_that_cannot_be_read_has_findings(tmp_path: Path) -> None:
    found = looked(tmp_path, "x.xlsx", b"PK\x03\x04")
    assert (found.format, [each.id for each in found.findings]) == (None, ["unreadable-file"])
    assert draft(found).startswith("# Drafted from 0 rows")


def test_an_assumed_encoding_is_said_in_the_draft(tmp_path: Path) -> None:
    found = looked(tmp_path, "x.csv", "id;opened\né;2024-01-01\n".encode("cp1252"))
    assert (found.format, found.sign) == (Format.CSV, ";")
    assert "# note: The file is not UTF-8; it was read as cp1252." in draft(found)
