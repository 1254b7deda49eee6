"""What Truegreen asks of an engine, one thing at a time, over numbers and times that engines are known to differ on.

Each was seen to differ somewhere: an integer division for a float one, a cast that rounds for one that cuts off, half
a second counted up, a last value that is NULL, a month that begins in another zone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

Rows: TypeAlias = Any
"""An Ibis table, or an expression on it."""

NAME: Final = "nasty_values"
KINDS: Final = {"id": "int64", "whole": "int64", "small": "int64", "money": "decimal(18,4)", "truth": "boolean",
                "word": "string", "at": "timestamp", "day": "date", "team": "string"}  # fmt: skip
_WHOLE: Final = (None, 0, 1, -1, 7, -7, 3_000_000_000, -3_000_000_000, 1_000_000_007)
_SMALL: Final = (3, 2, -2, None, 7, 60, 1, 3600)
_MONEY: Final = (None, "0", "0.0001", "-0.0001", "12.5", "-12.5", "99999999.9999", "0.3333")
_WORDS: Final = ("", None, "Porto", "porto", "Côte d'Ivoire", "a\\b", "Ÿ", " x ", 'say "so"')
_TIMES: Final = (
    None, "2025-03-30T00:59:59.500000", "2025-03-30T01:00:00", "2025-10-26T00:30:00", "2024-02-29T23:59:59.999999",
    "2024-12-31T23:59:59.999999", "2025-01-01T00:00:00", "1969-12-31T23:59:59.500000", "2025-06-01T12:00:00.000001",
)  # fmt: skip
_DAYS: Final = (None, "2025-01-31", "2024-02-29", "2025-03-30", "2024-12-30", "2025-01-01", "1969-12-31")
COUNT: Final = 200
_WIDE: Final = "decimal(19,0)"


def columns() -> dict[str, list[Any]]:
    """Give the values, by column."""

    def of(values: tuple[Any, ...], step: int) -> list[Any]:
        return [values[(number * step + number // len(values)) % len(values)] for number in range(COUNT)]

    return {
        "id": list(range(COUNT)),
        "whole": of(_WHOLE, 1), "small": of(_SMALL, 3),
        "money": [None if each is None else Decimal(each).quantize(Decimal("0.0001")) for each in of(_MONEY, 5)],
        "truth": of((True, False, None), 2), "word": of(_WORDS, 4),
        "at": [None if each is None else datetime.fromisoformat(each) for each in of(_TIMES, 2)],
        "day": [None if each is None else date.fromisoformat(each) for each in of(_DAYS, 3)],
        "team": of(("north", "south", None), 1),
    }  # fmt: skip


def operations() -> Mapping[str, Callable[[Rows], Rows]]:
    """Give what is asked: in words, and as an expression on the values."""
    import ibis

    def in_order(**more: Any) -> Any:
        return ibis.window(group_by="team", order_by="id", **more)

    def each(expression: Callable[[Rows], Rows]) -> Callable[[Rows], Rows]:
        return lambda rows: rows.select("id", found=expression(rows))

    def by_team(**sums: Callable[[Rows], Rows]) -> Callable[[Rows], Rows]:
        return lambda rows: rows.group_by("team").aggregate(**{name: make(rows) for name, make in sums.items()})

    return {
        "a float division of whole numbers": each(lambda t: t.whole.cast("float64") / t.small),
        "the same column divided as a float and as a whole": lambda t: t.select(
            "id", found=t.small.cast("float64") / 60, other=(t.small.cast("float64") / 60).floor().cast("int64")
        ),
        "a float made whole, cut off first": each(lambda t: (t.whole.cast("float64") / 4).floor().cast("int64")),
        "whole numbers multiplied beyond 32 bits": each(lambda t: t.whole.fill_null(0) * 3),
        "the rest of a whole division": each(lambda t: ibis.greatest(t.whole, 0) % 7),
        "money in ten-thousandths": each(lambda t: (t.money * 10_000).round().cast("int64")),
        "the second in which a moment lies": each(lambda t: t["at"].truncate("s").epoch_seconds().cast("int64")),
        "the day of a moment": each(lambda t: t["at"].date()),
        "the first of a month": each(lambda t: t.day.truncate("M").strftime("%Y-%m-%d")),
        "the Monday of a week": each(lambda t: t.day.truncate("W").strftime("%Y-%m-%d")),
        "days added and taken": each(
            lambda t: (t.day - ibis.interval(days=14)).truncate("M").strftime("%Y-%m-%d")
        ),
        "moments apart in seconds": each(
            lambda t: t["at"].truncate("s").epoch_seconds() - ibis.timestamp("2025-01-01 00:00:00").epoch_seconds()
        ),
        "a truth that nobody knows": each(lambda t: (t.truth & (t.whole > 0)).fill_null(False)),
        "one of some words": each(lambda t: t.word.isin(["Porto", "", "a\\b"])),
        "words are equal only as they are written": each(lambda t: t.word == "porto"),
        "a word in its place": each(lambda t: t.word.fill_null("nothing")),
        "the largest of several, some of them not known": each(lambda t: ibis.greatest(t.whole, t.small, 5)),
        "a choice between cases": each(lambda t: ibis.cases((t.whole > 1, 2), (t.whole < 0, 1), else_=0)),
        "the bucket of a logarithm": each(
            lambda t: ibis.greatest(t.whole, 1).cast("float64").log(1.0202).ceil().cast("int64")
        ),
        "a row's number": each(lambda t: (ibis.row_number().over(in_order()) + 1).cast("int64")),
        "the row before and after": lambda t: t.select(
            "id", before=t.whole.lag().over(in_order()), after=t.whole.lead().over(in_order())
        ),
        "the last that was known": each(lambda t: t.word.last().over(in_order(rows=(None, 0)))),
        "a running sum": each(lambda t: t.small.sum().over(in_order(rows=(None, 0))).cast("int64")),
        "counts and sums of what holds": by_team(
            hits=lambda t: (t.truth & (t.whole > 0)).fill_null(False).ifelse(1, 0).sum().cast("int64"),
            total=lambda t: t.small.sum().cast("int64"), rows=lambda t: t.count().cast("int64"),
        ),
        "squares beyond 64 bits": by_team(
            squares=lambda t: (t.whole.cast(_WIDE) * t.whole.cast(_WIDE)).sum().cast("decimal(38,0)")
        ),
        "a sum of nothing": lambda t: t.filter(t.id < 0).aggregate(
            total=ibis._.small.sum().cast("int64"), most=ibis._.word.max(), rows=ibis._.count().cast("int64")
        ),
        "least and most of texts and days": by_team(first=lambda t: t.day.min(), last=lambda t: t["at"].max()),
        "what has no partner": lambda t: t.anti_join(t.view().filter(lambda o: o.whole > 0), "id").select("id", "word"),
        "what has a partner, or none": lambda t: t.left_join(
            known := t.view().filter(lambda o: o.truth).select(other="id", known="word"), t.id == known.other
        ).select("id", "known"),
        "rows of two tables": lambda t: t.select("id", "word").union(t.filter(t.whole > 0).select("id", "word")),
    }  # fmt: skip
