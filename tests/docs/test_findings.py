"""Every finding that the code can make has its line on the page, with its level, and no other has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.blocks import DOCS, HOME

CODE = HOME / "src" / "truegreen"
# What makes findings: which of its arguments is the name, and the level.
MAKERS = {
    "error": (1, "error"), "warning": (1, "warning"), "note": (1, "note"), "refuse": (0, "error"),
    "_refuse": (1, "error"), "Problem": (0, "warning"), "Probe": (0, "error"),
}  # fmt: skip
# Where a name is not written at the call, the names that it may be; none where they are written at another call.
ELSEWHERE = {
    "facts/checking.py": {},
    "files/parsing.py": {},
    "files/reader.py": dict.fromkeys(
        ("not-a-choice", "not-a-whole-number", "not-a-number", "not-a-date", "not-yes-or-no", "not-a-quantity",
         "not-an-amount", "not-a-shift", "not-a-holiday"), "error"),
    "sources/clock_findings.py": {"skipped-hour": "note", "repeated-hour": "note"},
    "sources/delimited.py": dict.fromkeys(
        ("too-few-cells", "too-many-cells", "broken-quote", "line-too-long", "unreadable-line"), "error"),
    "sources/intake.py": {},
    "sources/problems.py": {},
}  # fmt: skip


def _made(path: Path) -> Iterator[tuple[str, str]]:
    """Give the name and level of each finding made in a file; the name is empty where it is not written there."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call):
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            place, level = MAKERS.get(called, (0, ""))
            if level and len(call.args) > place:
                name = call.args[place]
                yield (str(name.value) if isinstance(name, ast.Constant) else ""), level


def test_the_page_has_every_finding() -> None:
    made = {path.relative_to(CODE).as_posix(): set(_made(path)) for path in CODE.rglob("*.py")}
    assert {file for file, found in made.items() if any(not name for name, _ in found)} == ELSEWHERE.keys()
    written = {each for found in made.values() for each in found if each[0]}
    elsewhere = {each for names in ELSEWHERE.values() for each in names.items()}
    on_page = re.findall(r"^\| `([a-z0-9-]+)` \| (\w+) \| .+\. \|$", (DOCS / "findings.md").read_text("utf-8"), re.M)
    assert set(on_page) == written | elsewhere
    assert len(on_page) == len(set(on_page))


def test_names_that_are_made_elsewhere_are_written_there() -> None:
    for file, names in ELSEWHERE.items():
        text = (CODE / file).read_text("utf-8")
        kinds = (CODE / "files" / "scalars.py").read_text("utf-8")
        for name in names:
            assert name in text or name.removeprefix("not-").replace("-", " ") in kinds
