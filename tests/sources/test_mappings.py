"""Mapping files: what a sound one says, and what is wrong with the others, each with a place and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.folders import CASES
from truegreen.files.nodes import Scalar
from truegreen.model.finding import Finding
from truegreen.sources.inputs import inputs, unmatched
from truegreen.sources.mapping import Format, Mapping
from truegreen.sources.mappings import read_mappings
from truegreen.units.span import Span

WHOLE = """\
source: incidents
files: ["data/*.csv.gz", "../elsewhere/*.zip"]
format: csv
encoding: cp1252
zone: Europe/London
missing: ["?", "NULL"]
member: incidents.csv
skip_rows: 2
facts:
  case:
    keep: {last: version, per: [number]}
    where: "state = 'Closed' and not blank(number)"
    columns:
      case_id: number
      provider: {constant: Northline}
      raised_by: {column: origin, values: {Phone: customer, Employee: provider}, otherwise: customer}
      opened_at: {column: opened, format: ["%d/%m/%Y %H:%M", iso], zone: America/New_York}
      contact_type: {combine: [category, "sub category"], with: " / "}
      cost: {expression: "labour + parts"}
      on_target: {column: sla, values: {Met: yes, Missed: no}}
"""


def read(folder: Path, **texts: str) -> tuple[list[Mapping], list[Finding]]:
    (folder / "sources").mkdir()
    for name, text in texts.items():
        (folder / "sources" / f"{name}.yml").write_text(text, "utf-8")
    return read_mappings(folder)


def test_a_whole_mapping(tmp_path: Path) -> None:
    (mapping,), findings = read(tmp_path, incidents=WHOLE)
    assert findings == []
    assert (mapping.source, mapping.format, mapping.zone.text, mapping.skip_rows) == (
        "incidents",
        Format.CSV,
        "Europe/London",
        2,
    )
    assert mapping.keeps
    assert sorted(mapping.reads) == sorted(
        ["version", "number", "state", "origin", "opened", "category", "sub category", "labour", "parts", "sla"]
    )
    origins = mapping.facts["case"].origins
    assert origins["contact_type"].with_ == " / "
    assert origins["opened_at"].formats == ("%d/%m/%Y %H:%M", "iso")
    assert (origins["case_id"].column, origins["case_id"].at) == ("number", Span("sources/incidents.yml", 14, 16))
    assert mapping.facts["case"].where == Scalar("state = 'Closed' and not blank(number)")


# What is changed in a sound mapping, the finding, and its line.
WRONG = {
    "an unknown table": ("  case:", "  cases:", "unknown-table", 5),
    "an unknown column": ("cost: cost", "costs: cost", "unknown-column", 9),
    "a required column": ("case_id: id", "site: id", "required-column", 5),
    "nothing to map": ("cost: cost", "cost:", "one-origin", 9),
    "two origins": ("cost: cost", "cost: {column: cost, constant: 1}", "one-origin", 9),
    "a word too many": ("cost: cost", "cost: {column: cost, colour: red}", "unknown-key", 9),
    "a value that is no choice": ("Phone: customer", "Phone: custmer", "value-does-not-fit", 10),
    "a value of another kind": ("reopened: again", "reopened: {constant: often}", "value-does-not-fit", 11),
    "a time that is none": ("opened_at: opened", "opened_at: {constant: soon}", "value-does-not-fit", 8),
    "otherwise without values": ("cost: cost", "cost: {column: cost, otherwise: 0}", "otherwise-without-values", 9),
    "a format for a number": ("cost: cost", 'cost: {column: cost, format: "%d"}', "option-does-not-fit", 9),
    "a zone for a number": ("cost: cost", "cost: {column: cost, zone: UTC}", "option-does-not-fit", 9),
    "a number for a time": (
        "opened_at: opened",
        'opened_at: {column: opened, number: "1,234.56"}',
        "option-does-not-fit",
        8,
    ),
    "an unknown way of writing": ("cost: cost", 'cost: {column: cost, number: "1_000"}', "unknown-number", 9),
    "an unknown directive": (
        "opened_at: opened",
        'opened_at: {column: opened, format: "%Y-%m-%d %Q"}',
        "unknown-format",
        8,
    ),
    "a format without a year": (
        "opened_at: opened",
        'opened_at: {column: opened, format: "%d/%m %H:%M"}',
        "unknown-format",
        8,
    ),
    "hours without am": (
        "opened_at: opened",
        'opened_at: {column: opened, format: "%d/%m/%Y %I:%M"}',
        "unknown-format",
        8,
    ),
    "no format at all": ("opened_at: opened", "opened_at: {column: opened, format: european}", "unknown-format", 8),
    "an unknown zone": ("facts:", "zone: Europe/Londn\nfacts:", "unknown-zone", 4),
    "a zone that is a folder": ("opened_at: opened", "opened_at: {column: opened, zone: Europe}", "unknown-zone", 8),
    "an unknown encoding": ("facts:", "encoding: klingon\nfacts:", "unknown-encoding", 4),
    "an encoding of something else": ("facts:", "encoding: zlib\nfacts:", "unknown-encoding", 4),
    "an unknown format of files": ("facts:", "format: dbase\nfacts:", "not-a-choice", 4),
    "rows skipped backwards": ("facts:", "skip_rows: -1\nfacts:", "negative-skip", 1),
    "an absolute path": ('["data/*"]', '["/etc/*"]', "absolute-path", 2),
    "no files": ('["data/*"]', "[]", "no-files", 1),
    "a broken expression": ("cost: cost", "cost: {expression: cost +}", "unreadable-expression", 9),
    "an expression of another kind": ("cost: cost", "cost: {expression: cost = 1}", "expression-does-not-fit", 9),
    "a condition that is none": ("    columns:", "    where: 1 + 1\n    columns:", "unreadable-expression", 6),
    "a key of nothing": ("    columns:", "    keep: {last: id, per: []}\n    columns:", "keep-per-nothing", 6),
    "a keep without its last": ("    columns:", "    keep: {per: [id]}\n    columns:", "missing-key", 6),
    "a list for a column": ("cost: cost", "cost: [cost]", "wrong-shape", 9),
    "both orders of day and month": (
        "opened_at: opened",
        'opened_at: {column: opened, format: ["%d/%m/%Y", "%m/%d/%Y"]}',
        "mixed-date-orders",
        8,
    ),
}


@pytest.mark.parametrize(("old", "new", "id_", "line"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_found_where_it_stands(old: str, new: str, id_: str, line: int, tmp_path: Path) -> None:
    assert old in CASES
    mappings, findings = read(tmp_path, cases=CASES.replace(old, new, 1))
    assert mappings == []
    found = [each for each in findings if each.id == id_]
    assert [(each.at.file, each.at.line) for each in found] == [("sources/cases.yml", line)]
    assert found[0].remedy


def test_several_mistakes_are_found_at_once(tmp_path: Path) -> None:
    _, findings = read(
        tmp_path, cases=CASES.replace("cost: cost", "costs: cost").replace("Phone: customer", "Phone: me")
    )
    assert sorted(each.id for each in findings) == ["unknown-column", "value-does-not-fit"]


def test_two_mappings_of_one_name(tmp_path: Path) -> None:
    mappings, findings = read(tmp_path, a=CASES, b=CASES)
    assert [each.at.file for each in mappings] == ["sources/a.yml"]
    assert [(each.id, each.at.file) for each in findings] == [("duplicate-mapping", "sources/b.yml")]


def test_a_folder_without_mappings(tmp_path: Path) -> None:
    assert read_mappings(tmp_path) == ([], [])


def test_files_are_found_in_order(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("data/b.csv.gz", "data/a.csv.gz", "data/.hidden.csv.gz", "data/a.csv", "../elsewhere/c.zip"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).touch()
    (mapping,), _ = read(project, incidents=WHOLE)
    names = [path.relative_to(tmp_path).as_posix() for path in inputs(mapping, project)]
    assert names == ["project/../elsewhere/c.zip", "project/data/a.csv.gz", "project/data/b.csv.gz"]
    assert unmatched(mapping, project) == []


def test_a_glob_that_no_file_matches(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/incident.csv").touch()
    (mapping,), _ = read(tmp_path, cases=CASES.replace("data/*", "data/incidents.csv"))
    (found,) = unmatched(mapping, tmp_path)
    assert (found.id, str(found.at), found.remedy) == (
        "no-file-matches", "sources/cases.yml:2:9", "Did you mean data/incident.csv?",
    )  # fmt: skip
