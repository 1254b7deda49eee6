"""What two agreements say differently, and what the same months would have paid under both, as text and records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from truegreen.model.agreement import Side
from truegreen.reports import figures
from truegreen.reports import statement_words as words
from truegreen.reports.finding_record import Record
from truegreen.reports.inert import inert
from truegreen.reports.statement_records import money_record
from truegreen.reports.statuses import Mark
from truegreen.reports.terminal import FAINT, WIDTH, lines, marked, printed
from truegreen.settlement.backtest import BackTest, Compared, Tried
from truegreen.settlement.difference import Difference
from truegreen.units.span import Span

_SIDES: Final = ("Before", "After")
GAINS: Final = {
    Side.PROVIDER: Mark("provider", "▲", "good"),
    Side.CLIENT: Mark("client", "▼", "bad"),
    None: Mark("neither", "=", "quiet"),
}
"""For whom a new text is better; neither party is the good one, and the tones only tell them apart."""


def differences_text(found: Sequence[Difference], width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what two agreements say differently, clause by clause: in words, before and after, and where."""
    if not found:
        return "Both say the same.\n"
    columns = (Column("What", ratio=3, overflow="fold"), *(Column(each, ratio=2, overflow="fold") for each in _SIDES))
    drawn = Table(*columns, box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style=FAINT, expand=True)
    for group, each in groupby(found, lambda one: one.group):
        drawn.add_row(Text(inert(group), style="bold"))
        for one in each:
            place = one.new_at if one.new else one.old_at
            said = lines((one.words or "the whole", ""), (str(replace(place, column=0)) if place.file else "", FAINT))
            sides = (Text(inert(text or figures.NOTHING)) for text in (one.old, one.new))
            drawn.add_row(Padding(said, (0, 0, 0, 2)), *sides)
        drawn.add_row()
    return printed([drawn, Text(f"{figures.counted(len(found), 'difference')}.")], width, colour)


def back_test_text(tested: BackTest, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write what the same periods pay under both texts: in all, by clause, and by period, and for whom it is better."""
    currency = tested.total.total.old.currency
    title = f"The same {figures.counted(len(tested.periods), 'period')} under both texts, in {currency}"
    parts: list[RenderableType] = [Text(inert(title), style="bold"), Text(inert(_in_all(tested.total))), Text()]
    by_clause = _amounts("By clause", tested, [tested.total], by_period=False)
    return printed([*parts, by_clause, Text(), _amounts("By period", tested, tested.periods)], width, colour)


def _in_all(total: Tried) -> str:
    difference = total.total.difference
    if not difference.amount:
        return "In all, neither gains."
    more = words.amount(difference).lstrip("−")
    side = total.total.gains
    verb = "pays" if side is Side.CLIENT else "gets"
    return f"In all, the {side} {verb} {more} {difference.currency} {'less' if side is Side.CLIENT else 'more'}."


def _amounts(name: str, tested: BackTest, tried: Sequence[Tried], *, by_period: bool = True) -> Table:
    """Draw rows of amounts: the clauses that differ, under their period where there are several."""
    every = [one for each in (*tested.periods, tested.total) for one in (*each.terms, each.total)]
    longest = max(len(words.amount(each)) for one in every for each in (one.old, one.new, one.difference))
    amounts = [Column(head, justify="right", width=max(longest, len(head)), no_wrap=True)
               for head in (*_SIDES, "Difference")]  # fmt: skip
    drawn = Table(Column(Text(name, style="bold"), overflow="fold", ratio=1), *amounts, Column("Better for", width=12),
                  box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style=FAINT, expand=True)  # fmt: skip
    for each in tried:
        if by_period:
            _add(drawn, figures.period(each.period), each.total, style="bold")
        for one in each.terms:
            if one.difference.amount or not by_period:
                _add(drawn, f"  {one.term}", one)
    if not by_period:
        _add(drawn, "In all", tested.total.total, style="bold")
    return drawn


def _add(drawn: Table, name: str, one: Compared, style: str = "") -> None:
    amounts = (Text(words.amount(each), style=style) for each in (one.old, one.new, one.difference))
    drawn.add_row(Text(inert(name), style=style), *amounts, marked(GAINS[one.gains]))


def differences_record(found: Sequence[Difference]) -> list[Record]:
    """Give each difference: its clause and path, in words, before and after, and where each stands."""
    return [
        {
            "group": each.group,
            "path": each.path,
            "words": each.words,
            "old": each.old or None,
            "new": each.new or None,
            "old_at": _place(each.old_at),
            "new_at": _place(each.new_at),
        }
        for each in found
    ]


def back_test_record(tested: BackTest) -> Record:
    """Give what the same periods pay under both texts: each period, and all together, by clause."""
    return {"periods": [_tried(each) for each in tested.periods], "total": _tried(tested.total)}


def _tried(tried: Tried) -> Record:
    return {
        "period": str(tried.period),
        "terms": [_compared(each) for each in tried.terms],
        "total": _compared(tried.total),
    }


def _compared(one: Compared) -> Record:
    return {
        "term": one.term,
        "old": money_record(one.old),
        "new": money_record(one.new),
        "difference": money_record(one.difference),
        "better_for": None if one.gains is None else str(one.gains),
    }


def _place(at: Span) -> str | None:
    return str(at) if at.file else None
