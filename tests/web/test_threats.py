"""What THREATS.md says is so: every test that it names is there; and an error tells nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.visiting import at, visitor
from truegreen.web.acts import matters

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "THREATS.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_every_test_that_is_named_is_there(file: str, name: str) -> None:
    assert f"\ndef {name}(" in (HERE / file).read_text("utf-8")


def test_every_section_is_held_or_has_its_reason() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| V\d", line)]
    assert len(rows) > 30
    assert all(len(row) == 3 and len(row[2]) > 20 for row in rows)
    assert len(NAMED) > 50


def test_an_error_says_nothing_of_the_program(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*told: object) -> None:
        raise RuntimeError("the inner secret")

    monkeypatch.setattr("truegreen.web.pages.governance.matters_of", breaks)
    browser = visitor("client-executive")
    browser.raise_request_exception = False
    answer = browser.get(at("governance"))
    assert answer.status_code == 500
    for telling in ("inner secret", "Traceback", "RuntimeError", matters.__name__, "django"):
        assert telling not in answer.content.decode()
