"""When something is due: the moment by which a target's working seconds are used up, as Ibis expressions.

    v     = W(start) + target
    due   = the first moment at which W reaches v: a day's work that starts at opening is due at closing

The cell table takes v back to a moment: it lies in the stretch number (v − 1) ÷ length, before or after the one closing
that stretch may have. A target of zero or less is due at its start; without a calendar, the target is plain seconds.
"""

from __future__ import annotations

from truegreen.clocks.elapsed import Rows, around_the_clock, before, of_day, second, with_days


def due(
    rows: Rows,
    days: Rows,
    cells: Rows,
    start: str,
    target: str,
    calendar: str = "calendar",
    named: str = "due_at",
) -> Rows:
    """Add the moment at which a target is used up, in whole seconds.

    It is NULL without a start or a target, and where the tables do not reach that far; ``unreached`` counts the latter.

    Args:
        rows: any rows with a start, a target in working seconds, and a calendar.
        days: the day table, as ``days.grids`` gives it.
        cells: the cell table that was made with it.
        start: column of the moment from which the target counts.
        target: column of the target in whole seconds.
        calendar: column of the calendar's name.
        named: what to call the moment.
    """
    import ibis

    begun = with_days(rows, days, (start,), calendar)
    step = of_day(begun, start, "cell_seconds")
    used_up = before(begun, start, calendar) + begun[target].cast("int64")
    begun = begun.select(*rows.columns, _used_up=used_up, _step=step, _cell=(used_up - 1) // step)

    cell = cells.select(**{f"_in_{column}": cells[column] for column in cells.columns})
    found = begun.left_join(cell, [begun[calendar] == cell._in_calendar, begun._cell == cell._in_cell])
    rest = found._used_up - found._cell * found._step
    at = (rest <= found._in_lasts).ifelse(found._in_starts + rest, found._in_goes_on + rest - found._in_lasts)
    ahead = ibis.cases(
        (found[target] <= 0, 0),
        (around_the_clock(found[calendar]), found[target].cast("int64")),
        else_=at - second(found[start]),
    )
    return found.select(*rows.columns, **{named: found[start].truncate("s") + ahead.as_interval("s")})


def unreached(rows: Rows, start: str, target: str, calendar: str = "calendar", named: str = "due_at") -> Rows:
    """Give the calendars by which something is due later than their tables reach, with how many rows that is.

    Columns: calendar, rows.
    """
    lost = rows.filter(rows[start].notnull(), rows[target].notnull(), rows[named].isnull())
    return lost.group_by(calendar=lost[calendar]).aggregate(rows=lost.count())
