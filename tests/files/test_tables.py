"""Small tables give their rows with their places, and whatever is wrong; files are there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from truegreen.files import writing
from truegreen.files.tables import MOST, rows_in, rows_of, table_text, with_columns
from truegreen.model.finding import Finding, error
from truegreen.units.span import Span


def read(text: str, *needed: str) -> tuple[list[dict[str, str]], list[tuple[str, int]]]:
    findings: list[Finding] = []
    rows = [dict(each.cells) for each in rows_in(text, "t.csv", with_columns(needed), findings)]
    return rows, [(each.id, each.at.line) for each in findings]


def test_a_table_is_read_as_it_was_written() -> None:
    text = table_text(("a", "b"), [("1", "x, y"), ("2", 'say "no"')])
    assert read(text, "a") == ([{"a": "1", "b": "x, y"}, {"a": "2", "b": 'say "no"'}], [])


def test_rows_of_nothing_are_passed_over() -> None:
    assert read("a,b\n\n,\n 1 ,\n", "a") == ([{"a": "1", "b": ""}], [])


def test_of_many_odd_rows_twenty_are_told() -> None:
    rows, found = read("a,b\n" + "1\n" * 50 + "1,2\n", "a")
    assert rows == [{"a": "1", "b": "2"}]
    assert found == [("cells-differ", line) for line in range(2, 2 + MOST)]


def test_with_a_wrong_header_no_row_is_read() -> None:
    assert read("a,a\n1,2\n", "a", "b") == ([], [("column-twice", 1), ("missing-column", 1)])


def test_a_table_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    findings: list[Finding] = []
    assert list(rows_of(tmp_path, Path("none.csv"), with_columns(["a"]), findings)) == []
    assert findings == []


def test_what_is_replaced_is_the_old_or_the_new(tmp_path: Path) -> None:
    place = Path("in", "t.csv")
    assert writing.write(tmp_path, place, "one\n") == []
    assert writing.write(tmp_path, place, "two\n") == []
    assert [(each.name, each.read_bytes()) for each in (tmp_path / "in").iterdir()] == [("t.csv", b"two\n")]


@pytest.mark.parametrize("way", ["in", "in/t.csv"])
def test_what_stands_in_the_way_is_said_and_nothing_is_left_behind(tmp_path: Path, way: str) -> None:
    in_the_way = tmp_path / way
    if way == "in":
        in_the_way.write_text("a file")
    else:
        in_the_way.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    there = writing.write_once(
        tmp_path, Path("in", "t.csv"), "one", lambda at: error(at, "there", "It is.", "Leave it.")
    )
    assert [each.id for each in [*writing.write(tmp_path, Path("in", "t.csv"), "one"), *there]] == ["cannot-write"] * 2
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_written_once_stays(tmp_path: Path) -> None:
    def there(at: Span) -> Finding:
        return error(at, "there", "It is there.", "Leave it.")

    assert writing.write_once(tmp_path, Path("t.csv"), "one", there) == []
    assert [each.id for each in writing.write_once(tmp_path, Path("t.csv"), "two", there)] == ["there"]
    assert (tmp_path / "t.csv").read_text("utf-8") == "one"
