"""Every system: its fixture becomes what it should, whatever the order or shape, and its page shows its mapping."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from tests.systems.hostile import HANDS
from tests.systems.reading import HERE, expected, facts_in, facts_of, mapping_in, rows_of
from truegreen.facts.tables import TABLES
from truegreen.model.finding import has_errors
from truegreen.systems.catalogue import system
from truegreen.systems.places import names

DOCS = HERE.parents[1] / "docs" / "systems"
LARGE = ("amazon_connect", "genesys", "jira", "qualtrics", "salesforce", "servicenow", "zendesk")
every = pytest.mark.parametrize("name", names())
# A large one takes long to read, up to a second.
large_ones_slow = pytest.mark.parametrize(
    "name", [pytest.param(each, marks=[pytest.mark.slow] * (each in LARGE)) for each in names()]
)


@every
def test_has_a_fixture_and_a_page_with_its_mapping(name: str) -> None:
    """A system without an example to read, or whose page shows another mapping than is tested, is not finished."""
    page = (DOCS / f"{name}.md").read_text("utf-8")
    assert (HERE / name / "mapping.yml").read_text("utf-8") in page
    assert page.startswith(f"# {system(name).title}\n")


@every
def test_becomes_what_it_should(name: str) -> None:
    """The rows, every column of them, and the findings are those written down."""
    rows, findings = facts_of(name)
    assert sorted({each.id for each in findings}) == expected(HERE / name).get("findings", [])
    assert rows == rows_of(name)


@every
def test_choices_are_those_of_the_fact_tables(name: str) -> None:
    """Columns with a choice of values hold nothing else."""
    for table, made in rows_of(name).items():
        for column in TABLES[table].columns:
            if column.one_of:
                assert {row[column.name] for row in made if column.name in row} <= set(column.one_of)


@large_ones_slow
def test_order_and_doubles_change_nothing(name: str, tmp_path: Path) -> None:
    """Rows in another order, or delivered twice, are the same facts."""
    folder = shutil.copytree(HERE / name, tmp_path / name)
    dice = random.Random(name)  # noqa: S311 (no secret)
    mapping_in(folder)
    for file in sorted(folder.rglob("*.csv")):
        header, *lines = file.read_text("utf-8").splitlines(keepends=True)
        if any(line.count('"') % 2 for line in lines):
            continue  # a cell with a line end: lines are no rows
        lines = [line if line.endswith("\n") else line + "\n" for line in lines] * 2
        dice.shuffle(lines)
        file.write_text("".join([header, *lines]), "utf-8")
    assert facts_in(folder)[0] == rows_of(name)


@large_ones_slow
def test_exports_without_records_are_said_and_are_no_error(name: str, tmp_path: Path) -> None:
    """A night in which nothing happened: tables of a header, and documents whose lists are empty."""
    folder = shutil.copytree(HERE / name, tmp_path / name)
    for file in sorted((folder / "exports").iterdir()):
        if file.suffix == ".csv":
            file.write_text(file.read_text("utf-8-sig").splitlines()[0] + "\n", "utf-8")
        elif file.suffix == ".json":
            file.write_text('{"records": []}', "utf-8")
        else:
            file.unlink()
    rows, findings = facts_in(folder)
    assert not any(rows.values())
    assert not has_errors(findings)
    assert "no-records" in {each.id for each in findings}


@pytest.mark.slow
@every
@pytest.mark.parametrize("round_", range(30))
def test_damage_gives_findings_or_rows_and_never_a_half(name: str, round_: int, tmp_path: Path) -> None:
    """Cut, garbled and hostile exports are refused or read; nothing breaks, and an error stages nothing."""
    folder = shutil.copytree(HERE / name, tmp_path / name)
    dice = random.Random(f"{name} {round_}")  # noqa: S311 (no secret)
    files = [each for each in sorted(folder.rglob("*")) if each.is_file() and each.suffix not in (".yml", "")]
    file = dice.choice(files)
    whole = bytearray(file.read_bytes())
    hurt = dice.choice(["cut", "swap", "insert", "repeat"])
    at = dice.randrange(len(whole))
    if hurt == "cut":
        del whole[at:]
    elif hurt == "swap":
        whole[at] = dice.randrange(256)
    elif hurt == "insert":
        hostile = (b'=cmd|"/c calc"!A1', b"\x00\xff", b"'; DROP TABLE x; --", b"[" * 5000, b'"', b"9" * 400, b"\n")
        whole[at:at] = dice.choice(hostile)
    else:
        whole[at:at] = whole[: dice.randrange(len(whole))]
    file.write_bytes(whole)
    rows, findings = facts_in(folder)
    assert not (has_errors(findings) and rows)


@pytest.mark.slow
@every
@pytest.mark.parametrize("hand", HANDS)
def test_hostile_exports_are_refused_or_read_and_never_a_half(name: str, hand: str, tmp_path: Path) -> None:
    """Bombs, fields of 10 MB, lists 100,000 deep, formulas, NUL bytes, a column twice: in a table and a document."""
    for kind in (".csv", ".json", ".jsonl"):
        folder = shutil.copytree(HERE / name, tmp_path / f"{name}{kind}")
        file = next((each for each in sorted(folder.glob("exports/*")) if each.suffix == kind), None)
        if not file:
            continue
        mapping = folder / "mapping.yml"
        mapping.write_text(re.sub(r"(?m)^files: .*$", 'files: ["exports/*"]', mapping.read_text("utf-8")), "utf-8")
        HANDS[hand](file)
        rows, findings = facts_in(folder)
        assert not (has_errors(findings) and rows)
        if hand.endswith("bomb"):
            assert "unpacks-too-large" in {each.id for each in findings}
        if hand == "long_line":
            assert "record-too-large" in {each.id for each in findings}
