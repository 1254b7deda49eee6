"""Make the parts of the pages that the code already says: ``python -m docs.build``.

A part stands between ``<!-- made: WHAT NAMES -->`` and ``<!-- end -->``. With ``--check`` nothing is written, and a
stale page is an error; a test calls it so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from docs.catalogues import index, metrics, tables, units
from docs.nouns import clauses, nouns
from docs.published import regimes
from docs.smells import smells

MAKERS: Final[Mapping[str, Callable[..., Iterator[str]]]] = {
    "nouns": nouns, "clauses": clauses, "metrics": metrics, "index": index, "units": units, "tables": tables,
    "smells": smells, "regimes": regimes,
}  # fmt: skip
_PART: Final = re.compile(r"(<!-- made: (\w+) ?([\w. -]*?) -->\n).*?(<!-- end -->)", re.DOTALL)


def fresh(page: str) -> str:
    """Give a page with its made parts as the code says them now."""
    return _PART.sub(lambda part: "\n".join([part[1], *MAKERS[part[2]](*part[3].split()), part[4]]), page)


def stale() -> Iterator[tuple[Path, str]]:
    """Give the pages whose made parts are not as the code says them now, with what they should be."""
    for path in sorted(Path(__file__).parent.glob("*.md")):
        if (page := path.read_text("utf-8")) != (made := fresh(page)):
            yield path, made


if __name__ == "__main__":
    found = list(stale())
    if "--check" in sys.argv and found:
        sys.exit(f"stale: {', '.join(path.name for path, _ in found)}; run python -m docs.build")
    for path, page in found:
        path.write_text(page, "utf-8")
