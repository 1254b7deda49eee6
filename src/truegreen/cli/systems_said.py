"""What systems export, as text and as records: kinds of record, their columns, and what they become."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from truegreen.systems.define import System
from truegreen.systems.profile import Kind


def systems_text(systems: Sequence[System], width: int) -> str:
    """Write a line or two about each system."""
    indent = max(len(each.name) for each in systems) + 2
    return "".join(f"{_paragraph(f'{each.name:<{indent}}', each.says, width, indent)}\n" for each in systems)


def system_text(system: System, kinds: Sequence[Kind], width: int) -> str:
    """Write what a system exports, what its tables become, and which columns they need and may have."""
    blocks = [_paragraph("", system.says, width, 0)]
    blocks += ["\n".join(_kind_lines(each, width)) for each in kinds if not each.entity.unused]
    if idle := ", ".join(each.entity.name for each in kinds if each.entity.unused):
        blocks.append(_paragraph("Recognised and not needed: ", idle, width, 2))
    return "\n\n".join(blocks) + "\n"


def _kind_lines(kind: Kind, width: int) -> Iterator[str]:
    columns = kind.entity.columns.items()
    yield _paragraph(kind.entity.name, f" (or {', '.join(kind.entity.also)})" if kind.entity.also else "", width, 2)
    told = {
        "becomes": kind.becomes,
        "helps": kind.helps or (() if kind.becomes else ("to read the others",)),
        "needs": [" or ".join((name, *each.also)) for name, each in columns if each.needed],
        "may have": [name for name, each in columns if not each.needed],
    }
    for word, listed in told.items():
        if listed:
            yield _paragraph(f"  {word:<10}", ", ".join(listed), width, 12)


def _paragraph(before: str, text: str, width: int, indent: int) -> str:
    return before + fill(
        text, width, initial_indent=" " * len(before), subsequent_indent=" " * indent, break_long_words=False
    ).removeprefix(" " * len(before))


def system_record(system: System, kinds: Sequence[Kind]) -> dict[str, object]:
    """Give the same as a record, with all spellings of columns."""
    return {
        "name": system.name,
        "title": system.title,
        "says": system.says,
        "zone": system.zone,
        "kinds": [
            {
                "name": each.entity.name,
                "also": list(each.entity.also),
                "is_needed": not each.entity.unused,
                "becomes": list(each.becomes),
                "helps": list(each.helps),
                "columns": [
                    {"name": name, "kind": column.kind, "also": list(column.also), "is_needed": column.needed}
                    for name, column in each.entity.columns.items()
                ],
            }
            for each in kinds
        ],
    }
