"""The key of people and the list of the forgotten: what is written, who may read it, and what is refused."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from truegreen.files.people import (
    FORGOTTEN,
    KEY_FILE,
    VARIABLE,
    Forgotten,
    by_another_key,
    forgotten_text,
    make_key,
    read_forgotten,
    read_key,
)
from truegreen.model.finding import Finding
from truegreen.model.identity import Key
from truegreen.units.span import Span

ANA = Forgotten("p-0123456789abcdef", date(2025, 3, 1), Key(bytes(32)).mark, Span(FORGOTTEN, 2))


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)


def test_a_key_is_made_that_only_its_owner_reads_and_git_leaves_out(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("dist/")
    findings: list[Finding] = []
    made, other = make_key(tmp_path, findings), make_key(_new(tmp_path / "other"), findings)
    assert made is not None
    assert other is not None
    assert read_key(tmp_path, findings) == made != other
    assert not findings
    assert len(made.secret) == 32
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert (tmp_path / ".gitignore").read_text().split() == ["dist/", KEY_FILE]
    assert (tmp_path / "other" / ".gitignore").read_text() == f"{KEY_FILE}\n"


def test_a_key_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("kept")
    findings: list[Finding] = []
    assert make_key(tmp_path, findings) is None
    assert [each.id for each in findings] == ["cannot-write"]
    assert (tmp_path / KEY_FILE).read_text() == "kept"


def test_the_environment_comes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_key(tmp_path, [])
    monkeypatch.setenv(VARIABLE, "ab" * 32)
    assert read_key(tmp_path, []) == Key(b"\xab" * 32)


@pytest.mark.parametrize("text", ["short", "zz" * 32, "ab" * 31, "ab" * 33, "\x00\xff"])
def test_a_key_that_is_none_is_refused_and_not_shown(text: str, tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text(text, "latin-1")
    findings: list[Finding] = []
    assert read_key(tmp_path, findings) is None
    assert [each.id for each in findings] == ["unreadable-people-key"]
    assert text not in str(findings[0])


def test_the_list_of_the_forgotten_reads_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / FORGOTTEN).write_text(forgotten_text([ANA]) + "\n  # said by phone\n", "utf-8")
    assert read_forgotten(tmp_path, []) == [ANA]
    assert read_forgotten(_new(tmp_path / "empty"), []) == []


@pytest.mark.parametrize(
    "line",
    ["ana@globex.example 2025-03-01 01234567", "p-0123456789abcdef", "p-0123456789abcdef 2025-02-30 01234567",
     "p-0123456789ABCDEF 2025-02-03 01234567", "p-0123456789abcdef 2025-02-03 0123"],
)  # fmt: skip
def test_an_odd_line_is_refused_and_not_shown(line: str, tmp_path: Path) -> None:
    """Whoever writes a raw id there by hand must not find it in a log."""
    (tmp_path / FORGOTTEN).write_text(f"{ANA}\n{line}\n", "utf-8")
    findings: list[Finding] = []
    assert len(read_forgotten(tmp_path, findings)) == 1
    assert [(each.id, str(each.at)) for each in findings] == [("odd-forgotten-line", "forgotten.txt:2")]
    assert "globex" not in str(findings[0])


def test_people_forgotten_under_another_key_are_said() -> None:
    assert by_another_key([ANA], Key(bytes(32))) == []
    for key in (None, Key(b"1" * 32)):
        assert [(each.id, each.count) for each in by_another_key([ANA], key)] == [("forgotten-by-another-key", 1)]


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder
