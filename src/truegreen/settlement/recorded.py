"""Worked examples recorded anew: the text of those that nobody has signed, with what the agreement gives now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from truegreen.files.cases import Case
from truegreen.settlement.worked import Compared


def recorded(text: str, cases: Sequence[Case], differing: Iterable[tuple[Case, Compared]]) -> str:
    """Give a file's text with every expected value that differs replaced, but never in a signed example.

    Args:
        text: the file.
        cases: all examples in it, in order.
        differing: what differs, of any of them.
    """
    lines = text.splitlines(keepends=True)
    starts = [each.at.line for each in cases]
    for case, each in differing:
        if case.signed is not None:
            continue
        first = case.at.line - 1
        end = next((line - 1 for line in starts if line > case.at.line), len(lines))
        block = _replaced("".join(lines[first:end]), each)
        lines[first:end] = block.splitlines(keepends=True)
    return "".join(lines)


def _replaced(block: str, each: Compared) -> str:
    """Replace one expected value in an example's lines; they stay as many as they were."""
    begins = re.search(rf"(?<![\w.-]){each.part}:", block)
    if begins is None:
        return block
    head, rest = block[: begins.start()], block[begins.start() :]
    name = re.escape(each.name or each.part)
    return head + re.sub(rf"((?<![\w.-]){name}:\s*)[^,}}\n#]+?(?=\s*[,}}\n#])", rf"\g<1>{each.gives}", rest, count=1)
