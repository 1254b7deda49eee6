"""Whatever people call their columns, files and folders, SQL takes it for a name or a text and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.engine import sql
from truegreen.engine.duck import Duck

HOSTILE = (
    "'; DROP TABLE kept; --",
    '"; DROP TABLE kept; --',
    "\\'",
    '""',
    "$$",
    "/*",
    "\n",
    "%s {} ?",
    "Ünï 😀",
)
# No NUL: DuckDB 1.5 ends a text there, and files with one are refused.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.sampled_from(HOSTILE)
NAMES = TEXTS.filter(bool)
LAW = settings(deadline=None, max_examples=60)


@pytest.fixture(scope="module")
def duck() -> Iterator[Duck]:
    opened = Duck()
    opened.run("CREATE TABLE kept AS SELECT 1 AS one")
    yield opened
    assert opened.row("SELECT one FROM kept") == (1,)
    opened.close()


@LAW
@given(text=TEXTS)
def test_a_text_comes_back_as_it_was(duck: Duck, text: str) -> None:
    assert duck.row(f"SELECT {sql.text(text)}") == (text,)


@LAW
@given(column=NAMES, relation=NAMES, text=TEXTS)
def test_a_column_of_any_name_holds_what_it_is_given(duck: Duck, column: str, relation: str, text: str) -> None:
    hostile = f"a {relation}"
    duck.empty(hostile, [(column, "VARCHAR")])
    duck.run(f"INSERT INTO {sql.name(hostile)} ({sql.names([column])}) VALUES ({sql.text(text)})")
    assert duck.records(f"SELECT {sql.names([column], of='t')} FROM {sql.name(hostile)} AS t") == [{column: text}]
    duck.run(f"DROP TABLE {sql.name(hostile)}")


FOLDERS = (
    "acme",
    "acme [2025]",
    "what?",
    "what!",
    "*",
    "site=Porto",
    "in_month=1999-01",
    "Côte d'Ivoire",
    "a\\b",
    "{a,b}",
)


def test_a_project_may_lie_in_any_folder(duck: Duck, tmp_path: Path) -> None:
    files = {name: tmp_path / name / "in_month=2025-01" / "part.parquet" for name in FOLDERS}
    for name, file in files.items():
        duck.write(f"SELECT {sql.text(name)} AS site", file)
    for name, file in files.items():
        assert duck.records(f"SELECT * FROM {sql.parquet([file])}") == [{"site": name, "in_month": "2025-01"}]


def test_files_of_months_are_one_relation_and_what_one_lacks_is_empty_there(duck: Duck, tmp_path: Path) -> None:
    files = [tmp_path / f"in_month={month}" / "part.parquet" for month in ("2025-01", "2025-02", "all")]
    for file, columns in zip(files, ("1 AS a", "2 AS a, 'x' AS b", "'y' AS b, 3 AS a"), strict=True):
        duck.write(f"SELECT {columns}", file)
    rows = duck.rows(f"SELECT in_month, a, b FROM {sql.parquet(files)} ORDER BY a")
    assert rows == [("2025-01", 1, None), ("2025-02", 2, "x"), ("all", 3, "y")]
    assert duck.rows(f"SELECT a FROM {sql.parquet(files)} WHERE in_month = '2025-02'") == [(2,)]
