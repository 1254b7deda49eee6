"""Read the fixture of a system: its mapping, its exports, and what they should become.

``python -m tests.systems.reading NAME`` prints what they become, in the form of ``expected.yml``.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from truegreen.facts.tables import TABLES
from truegreen.files.parsing import load
from truegreen.model.finding import Finding
from truegreen.sources.inputs import inputs
from truegreen.sources.mapping import Mapping
from truegreen.sources.mappings import mapping_of
from truegreen.systems.fitting import unfit_system
from truegreen.systems.staging import stage

HERE = Path(__file__).parent


def mapping_in(folder: Path) -> tuple[Mapping, list[Finding]]:
    """Give the mapping of a fixture, with what is wrong in it."""
    findings: list[Finding] = []
    node = load(folder, folder / "mapping.yml", findings)
    mapping = mapping_of(node, findings) if node else None
    assert mapping, findings
    return mapping, [*findings, *unfit_system(mapping)]


def facts_in(folder: Path) -> tuple[dict[str, list[dict[str, str]]], list[Finding]]:
    """Give the rows of each fact table that a fixture becomes, their columns as text, and the findings."""
    mapping, findings = mapping_in(folder)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        staged, found = stage(connection, mapping, inputs(mapping, folder), folder)
        made: dict[str, list[dict[str, str]]] = {}
        for each in staged:
            made.setdefault(each.table, []).extend(_rows(connection, each.table, each.relation))
    return {name: sorted(rows, key=str) for name, rows in made.items()}, [*findings, *found]


@cache
def facts_of(name: str) -> tuple[dict[str, list[dict[str, str]]], list[Finding]]:
    """Give what the fixture of a system becomes, read once for all tests; nobody changes it."""
    return facts_in(HERE / name)


def _rows(connection: duckdb.DuckDBPyConnection, table: str, relation: str) -> list[dict[str, str]]:
    columns = [column.name for column in TABLES[table].columns]
    listed = ", ".join(f'CAST("{name}" AS VARCHAR)' for name in columns)
    found = connection.execute(f"SELECT {listed} FROM {relation}").fetchall()
    return [{name: text for name, text in zip(columns, row, strict=True) if text is not None} for row in found]


def expected(folder: Path) -> dict[str, Any]:
    """Give what a fixture should become: rows by fact table, and under ``findings`` their ids."""
    read: dict[str, Any] = yaml.load((folder / "expected.yml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (texts stay)
    return read


def rows_of(name: str) -> dict[str, list[dict[str, str]]]:
    """Give the rows that the fixture of a system should become; test_systems holds them against what it becomes."""
    return {table: sorted(rows, key=str) for table, rows in expected(HERE / name).items() if table != "findings"}


if __name__ == "__main__":
    rows, said = facts_in(HERE / sys.argv[1])
    for each in said:
        print("#", each)
    print(yaml.safe_dump({**rows, "findings": sorted({each.id for each in said})}, sort_keys=False, width=1000))
