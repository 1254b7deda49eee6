"""Small tables of facts that hold what engines stumble over, so that what is counted of them can be compared.

Nothing here is like a real operation: cases end before they begin, names are empty or have quotes in them, times lie on
half seconds, at the ends of months and in the hour that clocks go back, money is negative, references lead nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from truegreen.facts.tables import Column, Table

ROWS: Final = 160
KNOWN: Final = datetime.fromisoformat("2025-04-01")
"""Until when they are known."""
_CASES, _ACCOUNTS, _PEOPLE = 120, 11, 7
_WORDS: Final = ("Porto", "", None, "Côte d'Ivoire", "porto", "a\\b")
_WHOLE: Final = (0, None, 1, 2, 40, -3, 86_400, 3_000_000_000)
_MONEY: Final = ("0", None, "12.5", "-0.0001", "200000.0001", "0.3333")
_TIMES: Final = (
    "2025-01-01T00:00:00", "2025-03-30T00:59:59.500000", "2025-03-30T01:00:00", "2025-01-31T23:59:59.999999",
    "2025-02-28T12:30:00.500000", "2025-03-01T00:00:00", "2025-02-03T08:00:00.000001",
)  # fmt: skip
_DAYS: Final = ("2025-01-01", "2025-03-30", "2025-02-28", None, "2025-01-31")
_VALUES: Final[Mapping[str, tuple[Any, ...]]] = {
    "text": _WORDS, "integer": _WHOLE, "decimal": _MONEY, "boolean": (True, False, None), "date": _DAYS,
}  # fmt: skip
_MADE: Final[Mapping[str, Callable[[str], Any]]] = {
    "decimal": lambda text: Decimal(text).quantize(Decimal("0.0001")), "date": date.fromisoformat,
}  # fmt: skip
_NAMED: Final = {"case_id": ("c", _CASES), "account_id": ("a", _ACCOUNTS), "agent_id": ("p", _PEOPLE),
                 "customer_id": ("u", 23)}  # fmt: skip


def nasty(table: Table) -> dict[str, list[Any]]:
    """Give the rows of a table, by column; none has the key of another, and each has what must be there."""
    made = {column.name: _column(table, column, place) for place, column in enumerate(table.columns)}
    _apart(table, made)
    days = {column.day: [each.date() if each else None for each in made[column.name]]
            for column in table.columns if column.dated}  # fmt: skip
    whole = ["nasty"] * ROWS
    return made | days | {"source": whole, "ingested_at": [KNOWN] * ROWS}


def month_of(table: Table, made: Mapping[str, Sequence[Any]]) -> list[str]:
    """Give the month in which each row is kept; ``all`` where the table is kept whole."""
    columns = [each for name in table.month_of if (each := table.column(name))]
    days = [made[each.day if each.dated else each.name] for each in columns]
    firsts = [next((each for each in row if each), None) for row in zip(*days, strict=True)] if days else []
    return [f"{day:%Y-%m}" if day else "2025-01" for day in firsts] or ["all"] * ROWS


def _column(table: Table, column: Column, place: int) -> list[Any]:
    values = [_value(column, row, place) for row in range(ROWS)]
    if column.required or column.name in (*table.key, *table.month_of[:1]):
        known = next((each for each in values if each not in (None, "")), None)
        values = [known if each in (None, "") else each for each in values]
    return values


def _value(column: Column, row: int, place: int) -> Any:
    """Give a row's value: neighbours differ, and columns of a kind do not go together."""
    turn = row * (2 * place + 1) + row // 7 + place
    if column.name in _NAMED:
        letter, many = _NAMED[column.name]
        return f"{letter}{turn % (many + many // 5)}"  # some of them stand nowhere else
    if column.kind == "time":
        at = datetime.fromisoformat(_TIMES[turn % len(_TIMES)]) + timedelta(hours=turn % 50, microseconds=turn)
        return None if turn % 5 == 4 else at
    values = (*column.one_of, None) if column.one_of else _VALUES[column.kind]
    value = values[turn % len(values)]
    return value if value is None or column.kind not in _MADE else _MADE[column.kind](value)


def _apart(table: Table, made: dict[str, list[Any]]) -> None:
    """Give each row a key of its own: its own name, or a moment or day that no other has."""
    first, last = table.key[0], table.key[-1]
    column = table.column(first if len(table.key) == 1 else last)
    name, kind = (column.name, column.kind) if column else (first, "text")
    if kind == "time":
        made[name] = [each + timedelta(microseconds=at) for at, each in enumerate(made[name])]
    elif kind == "date":
        made[name] = [date(2025, 1, 1) + timedelta(days=at % 90) for at in range(ROWS)]
    elif kind == "integer":
        made[name] = list(range(ROWS))
    elif not (column and column.one_of):
        made[name] = [f"{table.name[0]}{at}" for at in range(ROWS)]
