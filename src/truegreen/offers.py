"""What other packages offer: their entry points, which are looked for without loading much where nobody offers any.

Python's own search opens the metadata of every installed package, and is a tenth of what a short verb takes. So the
files that name entry points are read as text first; only where one of them names ours is Python asked.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_OURS: Final = re.compile(rb"^\s*\[\s*truegreen\.", re.MULTILINE)
_USUAL: Final = "PathFinder"
"""Python's finder of packages in folders."""


def offered(group: str) -> tuple[EntryPoint, ...]:
    """Give what installed packages offer as a group of entry points, like ``truegreen.metrics``."""
    if not _is_anything_offered(tuple(sys.path)):
        return ()
    from importlib.metadata import entry_points  # noqa: PLC0415 (slow, and seldom needed)

    return tuple(entry_points(group=group))


@cache
def _is_anything_offered(paths: tuple[str, ...]) -> bool:
    """Say whether a package may offer us something; also where packages lie elsewhere than in folders."""
    if any(hasattr(each, "find_distributions") and getattr(each, "__name__", "") != _USUAL for each in sys.meta_path):
        return True
    places = [Path(each) for each in paths]
    return any(each.is_file() for each in places) or any(
        _names_ours(file) for each in places for file in each.glob("*-[iI][nN][fF][oO]/entry_points.txt")
    )


def _names_ours(file: Path) -> bool:
    try:
        return _OURS.search(file.read_bytes()) is not None
    except OSError:
        return True  # Python knows what becomes of it.
