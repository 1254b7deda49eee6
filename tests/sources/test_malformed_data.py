"""Broken files: each gives a finding with a place and a remedy, none a traceback, and nothing is staged."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.sources.folders import CASES, HEADER, ROW, csv, gzipped, jsonl, parquet, staged, xlsx, zipped
from truegreen.model.finding import Level


class Broken(NamedTuple):
    """A broken file: its name and bytes, the finding expected, its place, and the mapping if it is another."""

    name: str
    content: bytes
    id: str
    place: str
    mapping: str = CASES


def with_cell(column: str, *values: str) -> bytes:
    """Give a sound row and one row for each value of a column."""
    index = HEADER.index(column)
    return csv(HEADER, ROW, *[(*ROW[:index], value, *ROW[index + 1 :]) for value in values])


SOUND = csv(HEADER, ROW)
LINE = ",".join(ROW) + "\n"
ENCRYPTED = bytearray(zipped(a_csv=SOUND))
ENCRYPTED[6] |= 1
ENCRYPTED[ENCRYPTED.index(b"PK\x01\x02") + 8] |= 1
DAMAGED = bytearray(zipped(a_csv=SOUND * 50))
DAMAGED[60] ^= 0xFF
PARQUET = parquet({name: [cell] * 9 for name, cell in zip(HEADER, ROW, strict=True)})
PLAIN = CASES.replace("{column: by, values: {Phone: customer, Staff: provider}}", "by")
CHOSEN = CASES.replace("    columns:", "    where: stat = 'x'\n    columns:")
SHORT = CASES.replace("cost: cost", "cost: {expression: cost + prts}")
LOGS = CASES.replace("    columns:", "    keep: {last: by, per: [id]}\n    columns:")
PARTS = CASES.replace("cost: cost", "cost: {expression: cost + again}")
BOMB = b"id,opened\n" + b"1,\n" * 25_000_000

BROKEN = {
    "a row with too few cells": Broken("a.csv", SOUND + b"2,2024-01-02\n", "too-few-cells", "data/a.csv:3"),
    "a row with too many cells": Broken("a.csv", SOUND + b"1,2,3,4,5,6,7\n", "too-many-cells", "data/a.csv:3"),
    "an unclosed quote": Broken("a.csv", SOUND + b'"2,' + LINE.encode() * 9, "broken-quote", "data/a.csv:3"),
    "text after a closing quote": Broken("a.csv", SOUND + b'"2"x,' + LINE.encode()[2:], "broken-quote", "data/a.csv:3"),
    "a place behind a cell of two lines": Broken(
        "a.csv", csv(HEADER, ("1\n2", *ROW[1:])) + b"3\n", "too-few-cells", "data/a.csv:4"
    ),
    "a NUL": Broken("a.csv", SOUND + b"2\0," + LINE.encode()[2:], "nul-in-text", "data/a.csv:3"),
    "a NUL in a file of another encoding": Broken("a.csv", b"\xe9\n" + SOUND + b"\0\n", "nul-in-text", "data/a.csv:4"),
    "nothing": Broken("a.csv", b"", "empty-file", "data/a.csv"),
    "blanks only": Broken("a.csv", b" \r\n\n \n", "empty-file", "data/a.csv"),
    "a line without an end": Broken("a.csv", SOUND + b"x" * 2_100_000 + b"\n", "line-too-long", "data/a.csv:3"),
    "a line as long as a file": Broken("a.csv", SOUND + b" " * 17_000_000, "record-too-large", "data/a.csv:3"),
    "a long line after odd ends": Broken(
        "a.csv", SOUND.replace(b"\n", b"\r") + b" " * 17_000_000, "record-too-large", "data/a.csv:3"
    ),
    "a long line of another encoding": Broken(
        "a.csv", (SOUND.decode() + " " * 17_000_000).encode("utf-16"), "record-too-large", "data/a.csv:3"
    ),
    "a column that is not there": Broken(
        "a.csv", SOUND.replace(b"opened", b"opend"), "missing-column", "sources/cases.yml:8"
    ),
    "a column that is there twice": Broken("a.csv", SOUND.replace(b"cost", b"id"), "duplicate-header", "data/a.csv:1"),
    "rows skipped to the end": Broken("a.csv", SOUND, "no-header", "data/a.csv", CASES + "skip_rows: 5\n"),
    "bytes that stop being UTF-8": Broken("a.csv", "é\n".encode() + b"\n\xff\n", "broken-encoding", "data/a.csv:3"),
    "UTF-16 cut in half": Broken("a.csv", SOUND.decode().encode("utf-16")[:-1], "broken-encoding", "data/a.csv:2"),
    "not the encoding of the mapping": Broken(
        "a.csv", SOUND + "é".encode(), "broken-encoding", "data/a.csv:1", CASES + "encoding: ascii\n"
    ),
    "a day that is none": Broken("a.csv", with_cell("opened", "2024-02-30"), "unreadable-value", "data/a.csv:3"),
    "a day without its order": Broken("a.csv", with_cell("opened", "03/04/2024"), "unreadable-value", "data/a.csv:3"),
    "days in two orders": Broken(
        "a.csv", with_cell("opened", "13/02/2024", "02/14/2024"), "mixed-date-orders", "data/a.csv:3"
    ),
    "days in two orders, with a format": Broken(
        "a.csv",
        csv(HEADER, *[("1", day, *ROW[2:]) for day in ("13/02/2024", "02/14/2024")]),
        "mixed-date-orders",
        "data/a.csv:3",
        CASES.replace("opened_at: opened", 'opened_at: {column: opened, format: ["%d/%m/%Y", "%d.%m.%Y"]}'),
    ),
    "a time that means never": Broken("a.csv", with_cell("opened", "9999-12-31"), "unreadable-value", "data/a.csv:3"),
    "a time that is a word": Broken("a.csv", with_cell("opened", "infinity"), "unreadable-value", "data/a.csv:3"),
    "a year of two digits": Broken("a.csv", with_cell("opened", "24-01-01"), "unreadable-value", "data/a.csv:3"),
    "a decimal comma": Broken("a.csv", with_cell("cost", "12,50"), "unreadable-value", "data/a.csv:3"),
    "thousands": Broken("a.csv", with_cell("cost", "1,234.50"), "unreadable-value", "data/a.csv:3"),
    "a number that is none": Broken("a.csv", with_cell("cost", "NaN"), "unreadable-value", "data/a.csv:3"),
    "a number too large": Broken("a.csv", with_cell("cost", "9" * 20), "unreadable-value", "data/a.csv:3"),
    "half a time": Broken("a.csv", with_cell("again", "1.5"), "unreadable-value", "data/a.csv:3"),
    "neither yes nor no": Broken("a.csv", with_cell("met", "maybe"), "unreadable-value", "data/a.csv:3"),
    "a value without a meaning": Broken("a.csv", with_cell("by", "Fax"), "unknown-value", "data/a.csv:3"),
    "a value that is no choice": Broken("a.csv", SOUND, "not-a-choice", "data/a.csv:2", PLAIN),
    "a blank key": Broken("a.csv", with_cell("id", ""), "required-blank", "data/a.csv:3"),
    "a key that is not known": Broken("a.csv", with_cell("id", "?"), "required-blank", "data/a.csv:3"),
    "text in a sum": Broken("a.csv", with_cell("again", "x"), "unreadable-value", "data/a.csv:3", PARTS),
    "a sum of a column that is not there": Broken("a.csv", SOUND, "missing-column", "sources/cases.yml:9", SHORT),
    "a condition on a column that is not there": Broken(
        "a.csv", SOUND, "missing-column", "sources/cases.yml:6", CHOSEN
    ),
    "an order of words": Broken("a.csv", SOUND, "no-order-to-keep-by", "sources/cases.yml:6", LOGS),
    "a web page": Broken("a.csv", b"<!DOCTYPE html><p>Sign in", "wrong-file-format", "data/a.csv"),
    "a workbook called CSV": Broken("a.csv", xlsx(HEADER, ROW), "wrong-file-format", "data/a.csv"),
    "CSV called a workbook": Broken("a.xlsx", SOUND, "wrong-file-format", "data/a.xlsx"),
    "CSV called Parquet": Broken("a.parquet", SOUND, "wrong-file-format", "data/a.parquet"),
    "CSV called gzip": Broken("a.csv.gz", SOUND, "wrong-file-format", "data/a.csv.gz"),
    "CSV called zip": Broken("a.zip", SOUND, "wrong-file-format", "data/a.zip"),
    "an old workbook": Broken("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "wrong-file-format", "data/a.xlsx"),
    "a name that says nothing": Broken("a.dat", SOUND, "unknown-file-format", "data/a.dat"),
    "gzip cut short": Broken("a.csv.gz", gzipped(SOUND * 99)[:-12], "broken-archive", "data/a.csv.gz"),
    "gzip that grows without end": Broken("a.csv.gz", gzipped(BOMB), "unpacks-too-large", "data/a.csv.gz"),
    "a zip cut short": Broken("a.zip", zipped(a_csv=SOUND)[:-30], "broken-archive", "data/a.zip"),
    "a zip that was damaged": Broken("a.zip", bytes(DAMAGED), "broken-archive", "data/a.zip"),
    "a zip with a password": Broken("a.zip", bytes(ENCRYPTED), "broken-archive", "data/a.zip"),
    "a zip of two files": Broken("a.zip", zipped(a_csv=SOUND, b_csv=SOUND), "which-member", "data/a.zip"),
    "a zip of no file": Broken("a.zip", zipped(), "which-member", "data/a.zip"),
    "a zip without the file named": Broken(
        "a.zip", zipped(a_csv=SOUND), "which-member", "data/a.zip", CASES + "member: b.csv\n"
    ),
    "Parquet cut short": Broken("a.parquet", PARQUET[:-20], "unreadable-file", "data/a.parquet"),
    "Parquet without the column": Broken("a.parquet", parquet({"id": ["1"]}), "missing-column", "sources/cases.yml:8"),
    "Parquet of the wrong kind": Broken(
        "a.parquet",
        parquet({**{name: [cell] for name, cell in zip(HEADER, ROW, strict=True)}, "opened": [True]}),
        "column-does-not-fit",
        "sources/cases.yml:8",
    ),
    "JSON that is broken": Broken("a.jsonl", jsonl({"id": 1}) + b'{"id": \n', "not-json-lines", "data/a.jsonl:2"),
    "JSON that is one list": Broken("a.jsonl", b'[\n{"id": 1}\n]\n', "not-json-lines", "data/a.jsonl:1"),
    "JSON that is no object": Broken("a.jsonl", jsonl({"id": 1}, [1]), "not-json-lines", "data/a.jsonl:2"),
    "JSON without the column": Broken("a.jsonl", jsonl({"id": 1}), "missing-column", "sources/cases.yml:8"),
    "a zip that is no workbook": Broken("a.xlsx", zipped(a_csv=SOUND), "unreadable-file", "data/a.xlsx"),
    "a workbook without the sheet": Broken(
        "a.xlsx", xlsx(HEADER, ROW), "missing-sheet", "data/a.xlsx", CASES + "sheet: Case\n"
    ),
    "a workbook without a cell": Broken("a.xlsx", xlsx(), "no-header", "data/a.xlsx"),
    "a workbook without the column": Broken(
        "a.xlsx", xlsx(HEADER[:5], ROW[:5]), "missing-column", "sources/cases.yml:12"
    ),
    "a cell of a workbook": Broken("a.xlsx", xlsx(HEADER, (), ROW, ("2", "soon")), "unreadable-value", "data/a.xlsx:4"),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_every_broken_file_says_where_and_what_to_do(case: Broken, tmp_path: Path) -> None:
    outcome = staged(tmp_path, {f"data/{case.name}": case.content}, case.mapping)
    assert outcome.staged == []
    assert case.id in outcome.ids(Level.ERROR)
    found = next(each for each in outcome.findings if each.id == case.id)
    assert str(found.at) == case.place or str(found.at).startswith(f"{case.place}:")
    assert found.says
    assert found.remedy


def test_one_broken_file_stops_all_files_of_its_mapping(tmp_path: Path) -> None:
    outcome = staged(tmp_path, {"data/a.csv": SOUND, "data/b.csv": SOUND + b"2\n", "data/c.csv": b""})
    assert outcome.staged == []
    assert outcome.ids() == ["too-few-cells", "empty-file"]
    assert outcome.connection.sql("SELECT * FROM duckdb_tables() WHERE table_name LIKE 'staged%'").fetchall() == []


def test_everything_wrong_with_values_is_found_at_once(tmp_path: Path) -> None:
    rows = [("", "soon", "a lot", "Fax", "once", "maybe"), ("", "soon", "", "Fax", "", "")]
    found = {each.id: each for each in staged(tmp_path, {"data/a.csv": csv(HEADER, ROW, *rows)}).findings}
    assert {name: each.count for name, each in found.items()} == {
        "required-blank": 2,
        "unreadable-value": 1,
        "unknown-value": 2,
    }
    assert "“Fax” (2)" in found["unknown-value"].says


@pytest.mark.parametrize(
    ("column", "value", "hint"),
    [
        ("opened", "13/02/2024 10:15", 'format: "%d/%m/%Y %H:%M"'),
        ("opened", "02/13/2024", 'format: "%m/%d/%Y"'),
        ("cost", "1,234.50", 'number: "1,234.56"'),
        ("cost", "1.234,50", 'number: "1.234,56"'),
    ],
)
def test_the_remedy_says_how_it_may_be_written(column: str, value: str, hint: str, tmp_path: Path) -> None:
    outcome = staged(tmp_path, {"data/a.csv": with_cell(column, value)})
    assert hint in outcome.findings[0].remedy
