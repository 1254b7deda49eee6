"""The folder of issued statements: written once, the same bytes each time, and every edit of them found."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from truegreen.files.settled import place_of, read_settled, write_settled, written
from truegreen.model.finding import Level

SAYS: dict[str, Any] = {
    "statement": {"agreement": "care", "contract": "", "period": "2025-01", "total": "1/3"},
    "given": 2,
    "text": "a",
}


def issued(folder: Path, **more: str) -> Path:
    says = {**SAYS, "statement": {**SAYS["statement"], **more}}
    assert not write_settled(folder, says)
    return folder / place_of(says["statement"]["agreement"], says["statement"]["contract"], says["statement"]["period"])


def found(folder: Path) -> list[tuple[str, str]]:
    return [(each.id, each.at.file) for each in read_settled(folder, ["care", "other"])[1]]


def test_what_was_written_is_read_back_with_its_place(tmp_path: Path) -> None:
    issued(tmp_path)
    (one,), findings = read_settled(tmp_path, ["care"])
    assert not findings
    assert one.at.file == "settled/care/2025-01.json"
    assert {name: one.says[name] for name in SAYS} == SAYS


def test_the_bytes_are_those_of_the_content_whatever_its_order(tmp_path: Path) -> None:
    path = issued(tmp_path)
    assert path.read_text("utf-8") == written(dict(reversed(SAYS.items())))
    assert path.read_bytes().endswith(b"}\n")
    assert b"\r" not in path.read_bytes()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    before = issued(tmp_path).read_bytes()
    (finding,) = write_settled(tmp_path, {**SAYS, "given": 3})
    assert (finding.id, finding.level) == ("already-issued", Level.ERROR)
    assert (tmp_path / "settled/care/2025-01.json").read_bytes() == before


@pytest.mark.parametrize("inside", ["", "care", "care/2025-01.json/folder"])
def test_what_stands_in_the_way_is_a_finding_and_stays(tmp_path: Path, inside: str) -> None:
    way = tmp_path / "settled" / inside
    way.parent.mkdir(parents=True, exist_ok=True)
    way.write_text("a file")
    assert [each.id for each in write_settled(tmp_path, SAYS)] == ["cannot-write"]
    assert [each.read_text() for each in tmp_path.rglob("*") if each.is_file()] == ["a file"]


def test_many_at_once_write_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as at_once:
        found = list(at_once.map(lambda _: write_settled(tmp_path, SAYS), range(8)))
    assert sorted(len(each) for each in found) == [0, *[1] * 7]
    assert [each.name for each in (tmp_path / "settled/care").iterdir()] == ["2025-01.json"]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"1/3"', '"2/3"'), (' "given": 2', ' "given":  2'), ("}\n", "}"), ('"a"', '"b"'), ('"given"', '"Given"')],
)
def test_any_edit_is_found(tmp_path: Path, old: str, new: str) -> None:
    path = issued(tmp_path)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert found(tmp_path) == [("settled-edited", "settled/care/2025-01.json")]
    assert not read_settled(tmp_path, ["care"])[0]


def test_a_checkout_with_other_line_ends_is_no_edit(tmp_path: Path) -> None:
    path = issued(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert not found(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "{}", '{"statement": {}}', '{"statement": 1, "digest": "a"}', "[" * 100_000,
     '{"statement": {"agreement": ["care"], "contract": "", "period": "2025-01"}, "digest": ""}',
     '{"statement": {"agreement": "\\ud800", "contract": "", "period": "2025-01"}, "digest": ""}',
     '{"digest": "", "x": NaN, "statement": {"agreement": "care", "contract": "", "period": "2025-01"}}'],
)  # fmt: skip
def test_what_is_no_statement_is_a_finding(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settled/care/2025-01.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert found(tmp_path) == [("settled-corrupt", "settled/care/2025-01.json")]


def test_a_float_is_no_number_of_a_statement(tmp_path: Path) -> None:
    path = tmp_path / "settled/care/2025-01.json"
    path.parent.mkdir(parents=True)
    path.write_text(written({**SAYS, "given": 2.0}))
    assert found(tmp_path) == [("settled-corrupt", "settled/care/2025-01.json")]


def test_copies_and_strangers_are_found_all_at_once(tmp_path: Path) -> None:
    text = issued(tmp_path).read_text("utf-8")
    issued(tmp_path, contract="north", period="2025-02")
    (tmp_path / "settled/care/copy.json").write_text(text)
    (tmp_path / "settled/other").mkdir()
    (tmp_path / "settled/other/2025-02.json").write_text(text)
    (tmp_path / "settled/care/north/2025-02.json").rename(tmp_path / "settled/care/2025-02.json")
    (tmp_path / "settled/read me.txt").write_text("hello")
    (tmp_path / "settled/care/latin.json").write_bytes(b'{"a": "\xe9"}')
    (tmp_path / "settled/care/.DS_Store").write_bytes(b"\0")
    assert found(tmp_path) == [
        ("settled-misplaced", "settled/care/2025-02.json"),
        ("settled-twice", "settled/care/copy.json"),
        ("not-utf-8", "settled/care/latin.json"),
        ("settled-twice", "settled/other/2025-02.json"),
        ("settled-stranger", "settled/read me.txt"),
    ]
    assert [each.at.file for each in read_settled(tmp_path, ["care", "other"])[0]] == ["settled/care/2025-01.json"]


@pytest.mark.parametrize("contract", ["../../out", "..", "a/b", "A 1", "ü", "."])
def test_a_contract_of_any_name_stays_in_the_folder(tmp_path: Path, contract: str) -> None:
    path = issued(tmp_path, contract=contract)
    assert path.resolve().parent.parent == tmp_path.resolve() / "settled/care"
    assert not found(tmp_path)


def test_only_the_agreements_asked_for_are_read(tmp_path: Path) -> None:
    issued(tmp_path)
    issued(tmp_path, agreement="other")
    assert [each.at.file for each in read_settled(tmp_path, ["other"])[0]] == ["settled/other/2025-01.json"]
    assert read_settled(tmp_path / "nowhere", ["care"]) == ([], [])


def test_the_digest_is_of_everything_else() -> None:
    content = json.loads(written(SAYS))
    assert written({name: each for name, each in content.items() if name != "digest"}) == written(SAYS)
    assert content["digest"] not in written({**SAYS, "given": 3})
