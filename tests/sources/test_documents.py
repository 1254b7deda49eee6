"""JSON documents: lists, envelopes, pages and lines give the same rows; what is broken says where."""

from __future__ import annotations

import json
import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import drawn
from tests.sources.folders import CASES, gzipped, staged
from truegreen.model.finding import Finding, Level
from truegreen.sources.documents import as_lines
from truegreen.sources.intake import Intake
from truegreen.sources.limits import DEEPEST
from truegreen.sources.mapping import Mapping
from truegreen.sources.text import Plain

SHORT = CASES.partition("      cost:")[0]
ONE: dict[str, Any] = {"id": 1, "opened": "2024-01-01", "comments": [{"id": 8, "at": "x"}, {"id": 9, "at": "y"}]}
TWO: dict[str, Any] = {"id": 2, "opened": "2024-01-02", "comments": []}


def text(*documents: object, indent: int | None = None) -> bytes:
    return "\n".join(json.dumps(each, indent=indent, ensure_ascii=False) for each in documents).encode()


def lines(folder: Path, content: bytes, records: str = "") -> tuple[list[Any], str, list[Finding]] | None:
    """Give what the lines of a text say, the name of their list, and the findings; nothing is mapped."""
    path, room, findings = folder / "a.json", folder / "room", list[Finding]()
    path.write_bytes(content)
    room.mkdir(exist_ok=True)
    nothing = Mapping(source="a", files=(), facts={})
    found = as_lines(Intake(duckdb.connect(), "a", "a.json", nothing, room, findings), Plain(path, 0), records)
    if not found:
        assert findings
        return None
    return [json.loads(line) for line in found[0].read_text("utf-8-sig").split("\n") if line], found[1], findings


WAYS = {
    "a list": text([ONE, TWO]),
    "a list on several lines": text([ONE, TWO], indent=1),
    "an envelope": text({"tickets": [ONE, TWO], "next_page": None, "count": 2}),
    "an envelope with its list last": text({"meta": {"page": [1]}, "done": True, "records": [ONE, TWO]}),
    "an envelope in an envelope": text({"_embedded": {"calls": [ONE, TWO]}, "total": 2}),
    "two pages": text({"result": [ONE]}, {"result": [TWO]}),
    "two pages on several lines": text({"issues": [ONE], "total": 2}, {"issues": [TWO], "total": 2}, indent=2),
    "two lists": text([ONE], [TWO]),
    "lines": text(ONE, TWO),
    "records one after another": text(ONE, TWO, indent=4),
    "a mark before it": b"\xef\xbb\xbf" + text([ONE, TWO]),
    "lines of Windows": text([ONE, TWO], indent=1).replace(b"\n", b"\r\n"),
    "UTF-16": text([ONE, TWO]).decode().encode("utf-16"),
    "a longer list of something else": text({"tickets": [ONE, TWO], "users": [{"name": "Zoë"}] * 5}),
}


@pytest.mark.parametrize("content", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_every_shape_gives_the_same_rows(content: bytes, suffix: str, tmp_path: Path) -> None:
    outcome = staged(tmp_path, {f"data/a.json{suffix}": gzipped(content) if suffix else content}, SHORT)
    assert outcome.rows("case_id, opened_at::DATE::VARCHAR, _row") == [("1", "2024-01-01", 1), ("2", "2024-01-02", 2)]


@pytest.mark.parametrize("name", [name for name in WAYS if name != "UTF-16"])
def test_without_a_mapping_the_list_has_a_name(name: str, tmp_path: Path) -> None:
    found = lines(tmp_path, WAYS[name])
    assert found
    assert found[:2] == (
        ([{"name": "Zoë"}] * 5, "users")
        if name == "a longer list of something else"
        else ([ONE, TWO], {
            "an envelope": "tickets", "an envelope with its list last": "records", "two pages": "result",
            "an envelope in an envelope": "_embedded.calls", "two pages on several lines": "issues",
        }.get(name, ""))
    )  # fmt: skip


def test_a_mapping_can_say_which_list(tmp_path: Path) -> None:
    content = text({"data": {"old": [ONE, ONE, TWO], "new": [ONE]}, "id": 4, "opened": "2024-03-03"})
    for records, ids in (("data.old", ["1", "1", "2"]), ("data.new", ["1"]), (".", ["4"])):
        outcome = staged(tmp_path, {"data/a.json": content}, f"{SHORT}records: {records}\n")
        assert [row for (row,) in outcome.rows("case_id")] == ids
        assert outcome.findings == []
    assert staged(tmp_path, {"data/a.json": content}, f"{SHORT}records: data.odl\n").ids() == ["no-list"]


def test_a_document_with_an_id_is_a_record(tmp_path: Path) -> None:
    contact = {"ContactId": "c-1", "Recordings": [{"id": 1}, {"id": 2}]}
    assert lines(tmp_path, text(contact, contact, indent=1)) == ([contact, contact], "", [])
    page = {"requestId": "r-1", "elements": [{"id": 1}, {"id": 2}]}
    assert lines(tmp_path, text(page)) == ([{"id": 1}, {"id": 2}], "elements", [])


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    written = ("12345678901234567.89", "1.10", "123456789012345678901234567890", "1e5", "-0.5", "1e-400", "1E+99999")
    record = '{"id": 1, "opened": "2024-01-01"}'
    content = f"[{', '.join(record.replace('1', each, 1) for each in written)}]".encode()
    read = [row for (row,) in staged(tmp_path, {"data/a.json": content}, SHORT).rows("case_id")]
    assert [Decimal(each) for each in read] == [Decimal(each) for each in written]
    assert read[:3] == [*written[:3]]


@pytest.mark.parametrize("content", [text([]), text({"tickets": [], "count": 0}), text({"a": [], "b": None}, indent=1)])
def test_a_list_may_be_empty(content: bytes, tmp_path: Path) -> None:
    outcome = staged(tmp_path, {"data/a.json": content}, SHORT)
    assert outcome.ids() == ["no-records"]
    assert outcome.rows("case_id") == []


def test_what_is_odd_is_said(tmp_path: Path) -> None:
    pages = text({"tickets": [ONE], "others": [TWO, TWO]}, {"error": "too many requests"}, indent=1)
    assert staged(tmp_path, {"data/a.json": pages}, SHORT).ids() == ["several-lists", "document-without-list"]
    twice = b'[{"id": 1, "opened": "2024-01-01"}, null, {"id": 2, "opened": "2024-01-01", "id": 3}]'
    outcome = staged(tmp_path, {"data/a.json": twice}, SHORT)
    assert [(each.id, each.at.line) for each in outcome.findings] == [("name-twice", 3)]
    assert outcome.rows("case_id, _row") == [("1", 1), ("2", 3)]


class Broken(NamedTuple):
    """A broken text, the finding expected, its line, and what it says."""

    content: bytes
    id: str
    line: int
    says: str


LONG = b'{"id": 2, "opened": "2024-01-01", "body": "' + b"x" * 16_000_000 + b'"}'
MANY = b'{"id": 2, "opened": "2024-01-01", "tags": [' + b'"x",' * 5_000_000 + b'""]}'
FIRST = text(ONE)
BROKEN = {
    "cut": Broken(text([ONE, TWO])[:-9], "cut-short", 1, f"byte {len(text([ONE, TWO])) - 9}"),
    "cut in a page": Broken(text({"a": [ONE]}, {"a": [TWO]}, indent=1)[:-5], "cut-short", 25, "cut"),
    "not a number": Broken(b'[{"id": 1,\n"opened": NaN}]', "not-json", 2, "byte 22: “"),
    "without an end": Broken(b'[{"id": Infinity}]', "not-json", 1, "byte 9"),
    "a comma too many": Broken(b'[{"id": 1},\n]', "not-json", 2, "byte 13"),
    "single quotes": Broken(b"[{'id': 1}]", "not-json", 1, "byte 3"),
    "something behind it": Broken(b'[{"id": 1}]\n]', "not-json", 2, "byte 13"),
    "a comment": Broken(b"// tickets\n[]", "not-json", 1, "byte"),
    "half a letter": Broken(b'[{"id": "\\udc00"}]', "not-json", 1, "byte"),
    "a number of five thousand digits": Broken(b'[{"id": ' + b"1" * 5000 + b"}]", "not-json", 1, "byte"),
    "a hundred thousand brackets": Broken(b"[" * 100_000 + b"]" * 100_000, "json-too-deep", 0, "64"),
    "a hundred thousand braces": Broken(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "json-too-deep", 0, "64"),
    "braces without an end": Broken(b'[{"id": ' + b'{"a":' * 200, "json-too-deep", 0, "64"),
    "a text without an end": Broken(b'["' + b"x" * 20_000_000, "record-too-large", 0, "A text"),
    "a long text": Broken(b"[" + FIRST + b"," + LONG + b"]", "record-too-large", 2, "15.9 million"),
    "a long list": Broken(b'{"cases": [' + FIRST + b"," + MANY + b"]}", "record-too-large", 2, "Record 2 of “cases”"),
    "numbers in a list": Broken(b"[1, 2]", "no-list", 0, "no list of objects"),
    "a word": Broken(b'"tickets"', "no-list", 0, "no list of objects"),
    "a number among objects": Broken(b"[" + FIRST + b", 7]", "not-json-lines", 2, "“7”"),
    "a NUL": Broken(b'[{"id": \0}]', "nul-in-text", 1, "NUL"),
    "half of UTF-8": Broken('[{"id": "é"}]'.encode()[:10], "broken-encoding", 1, "UTF-8"),
    "a sign-in page": Broken(b"<!doctype html>", "wrong-file-format", 0, "web page"),
}
HUGE = ("a text without an end", "a long text", "a long list")


@pytest.mark.parametrize(
    "case", [pytest.param(each, marks=[pytest.mark.slow] * (name in HUGE)) for name, each in BROKEN.items()], ids=BROKEN
)
def test_what_is_broken_says_where(case: Broken, tmp_path: Path) -> None:
    outcome = staged(tmp_path, {"data/a.json": case.content}, SHORT)
    assert outcome.staged == []
    assert [(each.id, each.at.line) for each in outcome.findings if each.level is Level.ERROR] == [(case.id, case.line)]
    assert case.says in outcome.findings[-1].says


@pytest.mark.slow
def test_long_texts_below_the_limit_are_read(tmp_path: Path) -> None:
    content = text([{**ONE, "id": "x" * 10_000_000}, {**TWO, "id": "\u00e9" * 5_000_000}])
    rows = staged(tmp_path, {"data/a.json": content}, SHORT).rows("length(case_id), _row")
    assert rows == [(10_000_000, 1), (5_000_000, 2)]


def test_as_deep_as_allowed(tmp_path: Path) -> None:
    deep: object = 1
    for _ in range(DEEPEST - 1):
        deep = [deep]
    assert lines(tmp_path, text([{"id": 1, "deep": deep}]))
    assert lines(tmp_path, text([{"id": 1, "deep": [deep]}])) is None


def test_a_file_is_not_held_in_memory(tmp_path: Path) -> None:
    row = b'{"id": 1, "opened": "2024-01-01", "body": "' + b"x" * 1000 + b'"}'
    for size in (1_000, 8_000):
        content = b'{"tickets": [\n' + b",".join([row] * size) + b'], "count": 1}'
        (tmp_path / "a.json").write_bytes(content)
        tracemalloc.start()
        nothing = Mapping(source="a", files=(), facts={})
        found = as_lines(Intake(duckdb.connect(), "a", "a", nothing, tmp_path, []), Plain(tmp_path / "a.json", 0))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert found
        assert peak < 2_000_000


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.lists(st.dictionaries(st.text(max_size=3), VALUES, max_size=4), min_size=1, max_size=4)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(records=RECORDS, indent=st.sampled_from([None, 1]), name=st.text("aé. \n", min_size=1, max_size=4))
def test_a_list_comes_back_as_it_was(
    records: list[Any], indent: int | None, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("a")
    for document, wanted in ((records, ""), ({"others": [], f"{name}!": records}, f"{name}!")):
        found = lines(folder, text(document, indent=indent), wanted)
        assert found
        assert found[:2] == (records, wanted)


@drawn(few=8, many=120)
@given(records=RECORDS, data=st.data())
def test_what_is_cut_gives_nothing(
    records: list[Any], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = text({"tickets": records, "count": 1})
    cut = whole[: data.draw(st.integers(1, len(whole) - 1))]
    assert lines(tmp_path_factory.mktemp("a"), cut) is None
