"""Every finding that the code can make has its line on the page, with its level, and no other has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.docs.blocks import DOCS, HOME

# What makes findings: which of its arguments is the name, and the level.
MAKERS = {
    "error": (1, "error"), "warning": (1, "warning"), "note": (1, "note"), "refuse": (0, "error"),
    "_refuse": (1, "error"), "Problem": (0, "warning"), "Probe": (0, "error"),
    "Contradiction": (0, "warning"), "BrokenError": (0, "error"),
    "EngineError": (0, "error"),
}  # fmt: skip
# What stands for a name that is written somewhere else, and the names that are not written at any call.
STANDS_FOR_A_NAME = {"name", "what", "each.name", "probe.id", "problem.id", "each.id", "wrong.name"}
ELSEWHERE = {
    ("not-a-choice", "error"), ("not-a-whole-number", "error"), ("not-a-number", "error"), ("not-a-date", "error"),
    ("not-yes-or-no", "error"), ("not-a-quantity", "error"), ("not-an-amount", "error"), ("not-a-shift", "error"),
    ("not-a-holiday", "error"), ("too-few-cells", "error"), ("too-many-cells", "error"), ("broken-quote", "error"),
    ("line-too-long", "error"), ("unreadable-line", "error"), ("skipped-hour", "note"), ("repeated-hour", "note"),
    ("not-an-operand", "error"), ("not-a-formula", "error"),
}  # fmt: skip


def _made(text: str) -> Iterator[tuple[ast.expr, str]]:
    """Give the name, as it is written, and the level of each finding that a module makes."""
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call):
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if getattr(getattr(call.func, "value", None), "id", "") in ("LOG", "messages"):
                continue  # what is logged or told on a page is no finding
            place, level = MAKERS.get(called, (0, ""))
            if level and len(call.args) > place:
                yield call.args[place], level


def test_the_page_has_every_finding() -> None:
    texts = [path.read_text("utf-8") for path in (HOME / "src" / "truegreen").rglob("*.py")]
    made = [each for text in texts for each in _made(text)]
    written = {(str(name.value), level) for name, level in made if isinstance(name, ast.Constant)}
    assert {ast.unparse(name) for name, _ in made if not isinstance(name, ast.Constant)} <= STANDS_FOR_A_NAME
    page = (DOCS / "findings.md").read_text("utf-8")
    explained = re.findall(r"^\| `([a-z0-9-]+)` \| (\w+) \| .+\. \|$", page, re.MULTILINE)
    assert sorted(explained) == sorted(written | ELSEWHERE)
