"""What a column was made of, followed through the relations that hand it on, and what is known of it by that.

A time that was cut to whole seconds where it was read needs no second cut where it is counted; a distinct count is one
still where another relation reads it. What comes from a table is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

Operation: TypeAlias = Any
"""An operation of Ibis; Ibis loads only when an expression is made."""

_HANDS_ON: Final = {
    **dict.fromkeys(("Alias", "Min", "Max", "First", "Last", "NthValue", "ArgMin", "ArgMax", "Arbitrary"), ("arg",)),
    **dict.fromkeys(("Coalesce", "Greatest", "Least", "NullIf", "Abs", "Negate"), ("arg",)),
    **dict.fromkeys(("Lag", "Lead"), ("arg", "default")),
    "WindowFunction": ("func",),
    "IfElse": ("true_expr", "false_null_expr"),
    **dict.fromkeys(("SearchedCase", "SimpleCase"), ("results", "default")),
}
"""Operations whose value is one of some others', and the names of those."""
_OF_A_SECOND: Final = ("ms", "us", "ns")


def _values(of: Operation) -> list[Operation]:
    """Give the operations one of which an operation hands on; none where that cannot be seen."""
    if type(of).__name__ == "Field":
        return _behind(of.rel, of.name)
    found = (getattr(of, name) for name in _HANDS_ON.get(type(of).__name__, ()))
    return [one for each in found for one in (each if isinstance(each, tuple) else (each,)) if one is not None]


def _behind(relation: Operation, name: str) -> list[Operation]:
    """Give what a column of a relation was made of; nothing where it comes from a table."""
    import ibis.expr.operations as ops

    if isinstance(relation, ops.Set):
        return [ops.Field(relation.left, name), ops.Field(relation.right, name)]
    if name in relation.values and not isinstance(relation, ops.Reference):
        return [relation.values[name]]
    parent = getattr(relation, "parent", None)
    return [ops.Field(parent, name)] if parent is not None else []


def _is_nothing(of: Operation) -> bool:
    return type(of).__name__ == "Literal" and of.value is None


def _hands_on(of: Operation, is_so: Callable[[Operation], bool]) -> bool:
    """Say whether all that an operation may hand on is so; not if that cannot be seen."""
    values = [each for each in _values(of) if not _is_nothing(each)]
    return bool(values) and all(is_so(each) for each in values)


def is_whole(of: Operation) -> bool:
    """Say whether a number has no fraction, whatever its type."""
    name, kind = type(of).__name__, of.dtype
    if kind.is_integer() or kind.is_boolean() or (kind.is_decimal() and kind.scale == 0) or _is_nothing(of):
        return True
    if name == "Literal":
        return float(of.value).is_integer()
    return name in ("Floor", "Ceil") or (is_whole(of.arg) if name == "Cast" else _hands_on(of, is_whole))


def has_whole_seconds(of: Operation) -> bool:
    """Say whether a time has no part of a second."""
    name = type(of).__name__
    if of.dtype.is_date():
        return True
    if name == "TimestampTruncate":
        return of.unit.short not in _OF_A_SECOND
    if name == "Literal":
        return not (getattr(of.value, "microsecond", 0) or "." in str(of.value))
    if name in ("TimestampAdd", "TimestampSub"):
        added = of.right.dtype
        return added.is_interval() and added.unit.short not in _OF_A_SECOND and has_whole_seconds(of.left)
    return has_whole_seconds(of.arg) if name == "Cast" else _hands_on(of, has_whole_seconds)


def counted_once(of: Operation) -> set[Operation]:
    """Give the distinct counts that a number is made of, if it is one, or a sum or a multiple of some."""
    name = type(of).__name__
    if name in ("CountDistinct", "CountDistinctStar", "ApproxCountDistinct"):
        return {of}
    if name in ("Add", "Subtract", "Multiply"):
        return counted_once(of.left) | counted_once(of.right)
    within = [of.arg] if name in ("Cast", "Sum") else _values(of)
    return set[Operation]().union(*(counted_once(each) for each in within))
