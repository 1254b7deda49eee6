"""Time that does not count: pauses cut to the time they pause, and counted once where they overlap; Ibis expressions.

Cut them first, then give them working seconds as any two moments (``elapsed.worked``), then ask for their total: as W
never falls, pauses overlap in working seconds where they overlap in time.
"""

from __future__ import annotations

from truegreen.clocks.elapsed import Rows


def clipped(
    pauses: Rows, rows: Rows, key: str, start: str, end: str, calendar: str = "calendar",
    paused: str = "paused_at", resumed: str = "resumed_at",
) -> Rows:  # fmt: skip
    """Give pauses as far as they lie between the start and the end of what they pause, with its calendar.

    A pause that was never ended lasts to the end; those that lie outside are left out. Columns: the key, the calendar,
    and the two moments of the pause.
    """
    import ibis

    both = pauses.select(key, paused, resumed).inner_join(rows.select(key, calendar, start, end), key)
    until = ibis.ifelse(both[resumed] < both[end], both[resumed], both[end])
    cut = {paused: ibis.ifelse(both[paused] > both[start], both[paused], both[start]), resumed: until}
    kept = both.select(key, calendar, **cut)
    return kept.filter(kept[paused] < kept[resumed])


def total(
    pauses: Rows, key: str, begins: str, ends: str, named: str = "paused_seconds", disjoint: bool = False
) -> Rows:
    """Give for each key the length of its pauses, each second once.

    Args:
        pauses: rows with a key, and where each pause begins and ends as whole numbers.
        key: column of what is paused.
        begins: column where it begins.
        ends: column where it ends.
        named: what to call the length.
        disjoint: whether it is known that none overlap, which is quicker.
    """
    import ibis

    if disjoint:
        return pauses.group_by(key).aggregate(**{named: (pauses[ends] - pauses[begins]).sum().cast("int64")})
    earlier = ibis.rows_window(preceding=(None, 1), group_by=key, order_by=[begins, ends])
    seen = pauses.mutate(_over=pauses[ends].max().over(earlier))
    over = ibis.coalesce(seen._over, seen[begins])
    news = seen[ends] - ibis.greatest(over, seen[begins])
    return seen.group_by(key).aggregate(**{named: ibis.greatest(news, 0).sum().cast("int64")})
