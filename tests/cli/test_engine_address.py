"""The engine that truegreen.toml names by variables of the environment: what is missing or secret, as it is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call, starter
from tests.clocks.engines import OnPostgres, postgres

WRITTEN = "postgresql://me:${ENGINE_PASSWORD}@127.0.0.1:1/db"


def naming(folder: Path, engine: str) -> tuple[Path, int]:
    """Let a project name its engine; give it, and the line where it does."""
    settings = folder / "truegreen.toml"
    lines = settings.read_text("utf-8").splitlines()
    settings.write_text("\n".join([*lines, f'engine = "{engine}"']) + "\n", "utf-8")
    return folder, len(lines) + 1


def test_a_missing_variable_has_a_place_a_name_and_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENGINE_PASSWORD", raising=False)
    folder, line = naming(starter(tmp_path / "project"), WRITTEN)
    said = call("run", folder, "--json")
    assert said.exit_code == 1
    (found,) = [each for each in json.loads(said.stdout)["findings"] if each["level"] == "error"]
    assert found["id"] == "unset-variable"
    assert found["at"] == {"file": "truegreen.toml", "line": line, "column": 1}
    assert "no ENGINE_PASSWORD" in found["says"]
    assert found["remedy"] == "Set ENGINE_PASSWORD before you run this."


def test_its_value_is_said_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE_PASSWORD", "open-sesame")
    folder, _ = naming(starter(tmp_path / "project"), WRITTEN)
    said = call("run", folder)
    assert said.exit_code == 1
    assert "cannot be reached" in said.output
    assert "open-sesame" not in said.output
    assert not [path for path in folder.rglob("*") if path.is_file() and b"open-sesame" in path.read_bytes()]


def test_a_password_in_the_file_is_warned_of(tmp_path: Path) -> None:
    folder, line = naming(starter(tmp_path / "project"), "postgresql://me:open-sesame@127.0.0.1:1/db")
    said = call("check", folder)
    assert f"truegreen.toml:{line}:1: warning[password-in-text]" in said.output
    assert "open-sesame" not in said.output


@pytest.mark.slow
def test_a_run_that_is_made_keeps_no_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE_PASSWORD", "open-sesame")
    with postgres() as server:
        assert isinstance(server, OnPostgres)
        url = "postgresql://truegreen:${ENGINE_PASSWORD}@/postgres?host=" + server.connection.info.host
        folder, _ = naming(starter(tmp_path / "project"), url)
        said = call("run", folder)
        assert said.exit_code == 0, said.output
        assert "open-sesame" not in said.output
        assert not [path for path in folder.rglob("*") if path.is_file() and b"open-sesame" in path.read_bytes()]
