"""What an engine was found to answer, as text and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import fill
from typing import Final

from truegreen.model.certified import Answer, Certified, Checked
from truegreen.reports.inert import inert

KINDS: Final = {"operation": "operations", "metric": "ways of counting"}


def certified_record(of: Certified) -> dict[str, object]:
    """Give it for programs: every question with its answer."""
    return {
        "engine": of.engine, "against": of.against, "rows": of.rows, "is_safe": not of.is_silent,
        "checked": [asdict(each) for each in of.checked],
    }  # fmt: skip


def certified_text(of: Certified, width: int) -> str:
    """Say what is safe there, what is refused, and what is answered otherwise without a word."""
    return "".join(f"{fill(inert(each), width)}\n" for each in _lines(of))


def _lines(of: Certified) -> Iterator[str]:
    silent = [each for each in of.checked if each.answer is Answer.DIFFERENT]
    refused = [each for each in of.checked if each.answer is Answer.REFUSED]
    if silent:
        yield f"{of.engine} is not safe: {_many(silent)} answered otherwise, without a word of warning."
    elif refused:
        yield f"{of.engine} is safe for what it answers; {_many(refused)} refused."
    else:
        yield f"{of.engine} is safe: all that it was asked it answers as {of.against} does, value by value."
    told = (f"{len(of.of(kind, Answer.SAME))} of {len(of.of(kind))} {words}" for kind, words in KINDS.items())
    yield f"The same: {', '.join(told)}; over {of.rows} nasty rows of each table."
    for each in silent:
        yield f"≠ {each.name}: {each.says}."
        if each.ours or each.theirs:
            yield f"  {of.against}: {each.ours or 'no such row'}"
            yield f"  {of.engine}: {each.theirs or 'no such row'}"
    for each in refused:
        yield f"! {each.name}: {each.says}"


def _many(checked: Sequence[Checked]) -> str:
    return "one question is" if len(checked) == 1 else f"{len(checked)} questions are"
