"""What a piece of SQL gives, and how pieces of an expression are put together; kinds that do not fit are refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from truegreen.sources import reading

KINDS: Final = {"text": "text", "number": "a number", "boolean": "yes or no", "time": "a time", "any": "a column"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A piece of SQL and what it gives.

    Attributes:
        sql: the SQL.
        kind: text, number, boolean, time (UTC), or ``any`` for text of a file that nothing has read yet.
        text: SQL of the same as text, where it differs.
        time: SQL of the same as a time in UTC, where it can be one.
        wall: SQL of a time as the clock on the wall showed it, where it does not say how far that is from UTC.
        day: SQL of the local day of a time.
        columns: the columns of kind ``any`` that it is made of.
        reads: the columns read on the way, and as what.
    """

    sql: str
    kind: str
    text: str = ""
    time: str = ""
    wall: str = ""
    day: str = ""
    columns: frozenset[str] = frozenset()
    reads: frozenset[tuple[str, str]] = frozenset()


class MismatchError(Exception):
    """Kinds that do not fit together: what is so, what to do."""

    def __init__(self, says: str, remedy: str = "Compare and combine values of one kind.") -> None:
        self.says, self.remedy = says, remedy


def read_as(value: Typed, kind: str) -> Typed:
    """Read a value as a kind; only a column that nothing has read yet can become another kind.

    Raises:
        MismatchError: it is of another kind already.
    """
    if kind in (value.kind, "any"):
        return value
    if value.kind != "any" or (kind == "time" and not value.time):
        raise MismatchError(f"{KINDS[value.kind].capitalize()} stands where {KINDS[kind]} belongs.")
    as_kind = {"text": value.sql, "time": value.time}
    if kind in ("number", "boolean"):
        as_kind[kind] = (reading.number if kind == "number" else reading.boolean)(value.sql)
    reads = value.reads if kind == "text" else value.reads | {(column, kind) for column in value.columns}
    return Typed(as_kind[kind], kind, reads=reads)


def joined(left: Typed, operator: str, right: Typed) -> Typed:
    """Join two values by ``and``, ``or`` or a sign of arithmetic."""
    kind = "boolean" if operator in ("and", "or") else "number"
    left, right = read_as(left, kind), read_as(right, kind)
    divisor = f"nullif({right.sql}, 0)" if operator == "/" else right.sql
    together = f"({left.sql} {operator.upper()} {divisor})"
    together = together if kind == "boolean" else f"try_cast({together} AS {reading.NUMBER})"
    return Typed(together, kind, reads=left.reads | right.reads)


def turned(value: Typed, operator: str) -> Typed:
    """Put ``not`` or a minus before a value."""
    value = read_as(value, "boolean" if operator == "not" else "number")
    return replace(value, sql=f"({operator.upper()} {value.sql})")


def compared(left: Typed, operator: str, right: Typed, *, certain: bool) -> Typed:
    """Compare two values.

    Args:
        left: a value.
        right: another.
        operator: the sign between them.
        certain: whether a blank is simply different from every value, or makes the result blank.
    """
    left, right = alike(left, right)
    if left.kind == "any" and operator not in ("=", "<>"):
        says = "Nothing says whether these columns hold numbers, times or texts, so neither comes first."
        raise MismatchError(says, "Write a + 0 < b + 0 for numbers, or seconds_between(a, b) > 0 for times.")
    exact = {"=": "IS NOT DISTINCT FROM", "<>": "IS DISTINCT FROM"} if certain else {}
    written = f"({left.sql} {exact.get(operator, operator)} {right.sql})"
    return Typed(written, "boolean", reads=left.reads | right.reads)


def called(name: str, given: list[Typed]) -> Typed:
    """Give what a function gives."""
    first, *others = given
    if name == "blank":
        return Typed(f"({first.sql} IS NULL)", "boolean", reads=first.reads)
    if name == "seconds_between":
        start, end = read_as(first, "time"), read_as(others[0], "time")
        passed = f"(epoch_us({end.sql}) - epoch_us({start.sql})) // 1000000"
        return Typed(f"try_cast({passed} AS {reading.NUMBER})", "number", reads=start.reads | end.reads)
    if name == "coalesce":
        return _either(first, others[0], "coalesce({}, {})")
    if name == "if":
        condition = read_as(first, "boolean")
        result = _either(others[0], others[1], f"CASE WHEN {condition.sql} THEN {{}} ELSE {{}} END")
        return replace(result, reads=result.reads | condition.reads)
    text = read_as(first, "text")
    return Typed(f"{name}({text.sql})", "text", reads=text.reads)


def alike(left: Typed, right: Typed) -> tuple[Typed, Typed]:
    """Read two values as the same kind: a column takes the kind of what it stands beside."""
    if left.kind == "any":
        return read_as(left, right.kind), right
    return left, read_as(right, left.kind)


def _either(left: Typed, right: Typed, shape: str) -> Typed:
    left, right = alike(left, right)
    time = shape.format(left.time, right.time) if left.time and right.time else ""
    columns, reads = left.columns | right.columns, left.reads | right.reads
    return Typed(shape.format(left.sql, right.sql), left.kind, time=time, columns=columns, reads=reads)
