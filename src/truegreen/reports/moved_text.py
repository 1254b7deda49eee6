"""What comes out otherwise now in settled periods, and the totals of several contracts, as text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from truegreen.model.issued import Moved
from truegreen.model.statement import Statement
from truegreen.model.step import Step, shown
from truegreen.reports import figures
from truegreen.reports import statement_words as words
from truegreen.reports.finding_record import Record
from truegreen.reports.inert import inert
from truegreen.reports.statement_records import money_record
from truegreen.reports.terminal import FAINT, WIDTH, printed

_PLAIN: Final[dict[str, Any]] = {
    "box": None,
    "padding": (0, 1, 0, 0),
    "pad_edge": False,
    "header_style": FAINT,
    "expand": True,
}


def moved_text(moved: Sequence[Moved], contract: str = "", width: int = WIDTH, *, colour: bool = False) -> str:
    """Write the settled lines that come out otherwise now, what has changed since, and each step that moved, once."""
    heads = ("Settled", "Now", "Difference")
    sizes = _sizes([_amounts(each) for each in moved], heads)
    table = Table(*_columns("Line", "Settled for"), *_numbers(heads, sizes), **_PLAIN)
    for each in moved:
        table.add_row(inert(each.id), figures.period(each.period), *_amounts(each))
    due = sum((each.difference for each in moved[1:]), moved[0].difference)
    table.add_row(Text("In all", style="bold"), "", "", "", Text(words.minus(str(due)), style="bold"))
    since = dict.fromkeys(why for each in moved for why in each.why)
    title = " · ".join(filter(None, ("Settled before, and otherwise now", contract)))
    parts: list[RenderableType] = [
        Text(inert(title), style="bold"),
        table,
        Text(),
        Text(inert(f"Changed since: {', '.join(since) or 'nothing that decides it'}.")),
    ]
    steps = _steps(moved, width)
    return printed([*parts, Text(), steps] if steps.row_count else parts, width, colour)


def _amounts(moved: Moved) -> tuple[str, str, str]:
    """Give what a line was settled at, corrections since included, what it is now, and the difference."""
    now = words.minus(str(moved.now.amount)) if moved.now else figures.NOTHING
    since = words.added([each.amount for each in moved.corrected], moved.difference.currency)
    settled = moved.settled.amount + since if moved.settled else since
    is_nothing = moved.settled is None and not moved.corrected
    return figures.NOTHING if is_nothing else words.minus(str(settled)), now, words.minus(str(moved.difference))


def _steps(moved: Sequence[Moved], width: int) -> Table:
    """Draw each step that moved under the first line that it moved, causes first; what only follows stands once."""
    seen: set[object] = set()
    heads = ("Settled", "Now")
    longest = max((len(_said(step)[1]) for each in moved for pair in each.steps for step in pair), default=0)
    table = Table(*_columns("Step"), *_numbers(heads, [max(9, min(longest, width // 3))] * 2), **_PLAIN)
    for each in moved:
        new_here = {_seen_as(each.id, *pair): pair for pair in each.steps if _has_moved(*pair)}
        rows = [(_said(old), _said(new)) for key, (old, new) in new_here.items() if key not in seen]
        seen.update(new_here)
        if rows:
            table.add_row(Text(inert(f"{each.id}, {figures.period(each.period)}"), style="bold"))
        for (was, before), (is_now, after) in rows:
            if was and is_now and _apart_from_numbers(was) != _apart_from_numbers(is_now):
                table.add_row(_under(was), before, figures.NOTHING)
                table.add_row(_under(is_now), figures.NOTHING, after)
            else:
                table.add_row(_under(is_now or was), before or figures.NOTHING, after or figures.NOTHING)
    return table


def _has_moved(old: Step | None, new: Step | None) -> bool:
    """Say whether more than the words of a step has moved."""
    return old is None or new is None or old.value != new.value


def _seen_as(line: str, old: Step | None, new: Step | None) -> object:
    """Say by what two steps are known as seen: themselves where they rest on nothing, else their words and the line."""
    step = new or old
    return (line, _apart_from_numbers(step.says)) if step and step.given else (_said(old), _said(new))


def _said(step: Step | None) -> tuple[str, str]:
    return ("", "") if step is None else (words.minus(step.sentence), words.value(step))


def _apart_from_numbers(sentence: str) -> str:
    return re.sub(r"[0-9][0-9.,]*…?", "", sentence)


def _under(sentence: str) -> Padding:
    return Padding(Text(inert(sentence)), (0, 0, 0, 2))


def _columns(first: str, *names: str) -> tuple[Column, ...]:
    return Column(first, overflow="fold", ratio=1), *(Column(each, overflow="fold") for each in names)


def _numbers(names: Sequence[str], sizes: Sequence[int]) -> tuple[Column, ...]:
    pairs = zip(names, sizes, strict=True)
    return tuple(Column(name, justify="right", width=size, overflow="fold") for name, size in pairs)


def _sizes(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, heads, strict=True)]


def moved_record(moved: Moved, contract: str = "") -> Record:
    """Give a settled line that comes out otherwise now, with the steps that moved."""
    return {
        "contract": contract,
        "line": moved.id,
        "period": str(moved.period),
        "settled": moved.settled and money_record(moved.settled.amount),
        "corrected": [money_record(each.amount) for each in moved.corrected],
        "now": moved.now and money_record(moved.now.amount),
        "difference": money_record(moved.difference),
        "changed": list(moved.why),
        "steps": [{"settled": _step_record(old), "now": _step_record(new)} for old, new in moved.steps],
        "at": str(moved.at),
    }


def _step_record(step: Step | None) -> Record | None:
    return None if step is None else {"sentence": step.sentence, "value": shown(step.value), "at": str(step.at)}


def totals_text(statements: Sequence[tuple[Statement, bool]], width: int = WIDTH, *, colour: bool = False) -> str:
    """Write one line a contract: whether its statement is issued, and what is due; and what they come to in all."""
    first = statements[0][0]
    total = words.added([each.total for each, _ in statements], first.currency)
    amounts = [words.amount(each) for each in (total, *(each.total for each, _ in statements))]
    head = f"Due ({first.currency})"
    table = Table(
        *_columns("Contract", "Status"), *_numbers([head], _sizes([[each] for each in amounts], [head])), **_PLAIN
    )
    for (each, is_issued), amount in zip(statements, amounts[1:], strict=True):
        table.add_row(inert(each.contract), "issued" if is_issued else "not issued", amount)
    table.add_row(Text("In all", style="bold"), "", Text(amounts[0], style="bold"))
    title = f"{first.title or first.agreement} · {figures.period(first.period)}"
    return printed([Text(inert(title), style="bold"), Text(), table], width, colour)
