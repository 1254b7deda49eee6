"""Text that others wrote, made safe to print: it cannot move the cursor, change colours or hide what stands there."""

from __future__ import annotations

import re
from typing import Final

# Control characters a terminal obeys, except the line feed; and those that turn the reading direction around.
_OBEYED: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    r"""Replace characters that a terminal would obey by a visible mark.

    >>> inert("a\x1b[2Jb")
    'a�[2Jb'
    """
    return _OBEYED.sub("�", text)
