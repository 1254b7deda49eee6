"""How much of a file of records is held at once, and what says that one cannot be read."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 15_900_000
"""Bytes of one record; a line of records may have a little more."""
DEEPEST: Final = 64
"""How deep parts of a record may stand in each other."""


class BrokenError(Exception):
    """A text that cannot be read: the finding's name, what is so, what to do, the line, and what stands there."""

    def __init__(self, name: str, says: str, remedy: str, line: int = 0, around: str = "") -> None:
        self.name, self.says, self.remedy, self.line, self.around = name, says, remedy, line, around


class TooLargeError(Exception):
    """A record that is larger than may be held."""


def cut_short(byte: int, line: int) -> BrokenError:
    """Say that a text ends too early."""
    says = f"The text is cut: it ends at byte {byte:,}, in the middle of something."
    return BrokenError("cut-short", says, "Send it again, whole; nothing of it was loaded.", line)
