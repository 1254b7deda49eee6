"""Tables and lines of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Make a table."""
    heads = list(heads)
    for row in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(each.replace('|', chr(92) + '|') for each in row)} |"
    yield ""


def first_line(doc: str | None) -> str:
    """Give the first paragraph of a docstring on one line."""
    return " ".join((doc or "").partition("\n\n")[0].split())
