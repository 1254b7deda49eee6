"""The code blocks of a page, so that tests follow what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HOME: Final = Path(__file__).parents[2]
DOCS: Final = HOME / "docs"
_BLOCK: Final = re.compile(r"^(.*)\n\n?```([a-z]+)\n((?:(?!```).*\n)*)```$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A code block: its language, its text, and the file that the line before it names last, if it names one."""

    language: str
    text: str
    file: str


def all_blocks(page: Path) -> list[Block]:
    """Give a page's blocks, in order."""
    found = _BLOCK.findall(page.read_text("utf-8"))
    return [Block(language, text, ["", *re.findall("`([^`]+)`", before)][-1]) for before, language, text in found]


def blocks(page: str, language: str) -> list[str]:
    """Give the text of a page's blocks in a language, in order."""
    return [each.text for each in all_blocks(DOCS / page) if each.language == language]
