"""What made the difference between a business case and what runs, line by line, a year."""

from __future__ import annotations

from dataclasses import replace

from truegreen.model.costed import Change, Column, Line, Origin
from truegreen.model.plan_costs import Kind
from truegreen.sourcing.ownership.lines import Terms
from truegreen.sourcing.ownership.present import a_year
from truegreen.units.range import Range


def changes(sold: Column, run: Column, terms: Terms) -> tuple[Change, ...]:
    """Give what each kind of line makes of the difference, a year, the largest first.

    Where the case says nothing of what would have to be done again, that is held against its price of the work: nobody
    knows how much of it the price took in.
    """
    again = run.line(Kind.REWORK)
    is_within = again is not None and sold.line(Kind.REWORK) is None and sold.line(Kind.FEES) is not None
    made = [_change(kind, sold.line(kind), run.line(kind), terms) for kind in Kind
            if not (is_within and kind in (Kind.FEES, Kind.REWORK))]  # fmt: skip
    if is_within and again is not None:
        made.append(_work(sold.line(Kind.FEES), run.line(Kind.FEES), again, terms))
    moved = [each for each in made if each is not None and (each.moves.low.amount or each.moves.high.amount)]
    return tuple(sorted(moved, key=lambda each: -max(abs(each.moves.low.amount), abs(each.moves.high.amount))))


def _work(sold: Line | None, run: Line | None, again: Line, terms: Terms) -> Change | None:
    """Give what the work, with what was done again in it, makes of the difference."""
    if run is None or run.amount is None or again.amount is None:
        return _change(Kind.FEES, sold, run, terms)
    whole = _change(Kind.FEES, sold, replace(run, amount=run.amount + again.amount), terms)
    if whole is None:
        return None
    because = f"{whole.because}, of which {again.amount} went into doing again what was not solved"
    return replace(whole, because=because)


def _change(kind: Kind, sold: Line | None, run: Line | None, terms: Terms) -> Change | None:
    before, after = _a_year(sold, terms), _a_year(run, terms)
    if before is None:
        return None if after is None else Change(kind=kind, moves=after, because="the case says nothing of it")
    if after is None:
        because = f"sold at {before} a year, and nobody says what it is as it runs"
        return Change(kind=kind, moves=-before, because=because)
    moves = _between(before, after, is_same=_is_same(sold, run))
    return Change(kind=kind, moves=moves, because=f"sold at {before} a year, runs at {after}")


def _a_year(line: Line | None, terms: Terms) -> Range | None:
    return None if line is None or line.amount is None else a_year(line.amount, line.kind.when, terms.years)


def _is_same(sold: Line | None, run: Line | None) -> bool:
    """Say whether both lines stand on the same published figures, so that they move together."""
    if sold is None or run is None or not sold.origin is run.origin is Origin.BENCHMARK:
        return False
    return [each.key for each in sold.beside] == [each.key for each in run.beside]


def _between(before: Range, after: Range, *, is_same: bool) -> Range:
    if not is_same:
        return after - before
    low, high = after.low - before.low, after.high - before.high
    return Range(low, high) if low <= high else Range(high, low)
