"""Worked examples recorded anew: the text of those that nobody has signed, with what the agreement gives now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from truegreen.files.cases import Case
from truegreen.settlement.worked import Compared
from truegreen.units.quantity import WRITTEN, Quantity


def recorded(text: str, cases: Sequence[Case], differing: Iterable[tuple[Case, Compared]]) -> str:
    """Give a file's text with every expected value that differs replaced, but never in a signed example.

    A number without a last digit cannot be written, and stays.

    Args:
        text: the file.
        cases: all examples in it, in order.
        differing: what differs, of any of them.
    """
    lines = text.splitlines(keepends=True)
    starts = [each.at.line for each in cases]
    unsigned = [(case, each) for case, each in differing if case.signed is None]
    amounts = [(found, each.gives) for case, each in unsigned if (found := _expected(case, each)) is not None]
    for quantity, gives in sorted(amounts, key=lambda pair: pair[0].at, reverse=True):  # The last of a line first.
        if WRITTEN.fullmatch(gives):
            row, column = quantity.at.line - 1, quantity.at.column - 1
            value = re.sub(rf"(['\"]?){WRITTEN.pattern}\1", gives, lines[row][column:], count=1)
            lines[row] = lines[row][:column] + value
    for case, each in unsigned:
        if each.part == "status":
            first = case.at.line - 1
            end = next((line - 1 for line in starts if line > case.at.line), len(lines))
            lines[first:end] = _judged("".join(lines[first:end]), each).splitlines(keepends=True)
    return "".join(lines)


def _expected(case: Case, each: Compared) -> Quantity | None:
    """Give the amount that an example expects, which knows where it is written; None for a status."""
    if each.part == "total":
        return case.total
    return {"pays": case.pays, "remembers": case.remembers}.get(each.part, {}).get(each.name)


def _judged(block: str, each: Compared) -> str:
    """Replace one expected status in an example's lines; they stay as many as they were."""
    begins = re.search(r"(?<![\w.-])status:", block)
    if begins is None:
        return block
    head, rest = block[: begins.start()], block[begins.start() :]
    name = re.escape(each.name)
    return head + re.sub(rf"((?<![\w.-]){name}:\s*)[^,}}\n#]+?(?=\s*[,}}\n#])", rf"\g<1>{each.gives}", rest, count=1)
