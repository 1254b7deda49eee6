"""What an expression asks that engines answer differently, or do not answer: found before anything is run.

It walks the operations of an Ibis expression, types and all. Each rule was seen to give another number somewhere,
mostly without a word of warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias

from truegreen.engine.origins import Operation, counted_once, has_whole_seconds, is_whole


class Rule(StrEnum):
    """What a portable expression keeps to."""

    PRODUCT = "product"
    DIVISION = "division"
    WHOLE = "whole"
    EPOCH = "epoch"
    ORDERED = "ordered"
    AS_OF = "as of"
    DISTINCT = "distinct"


_REMEDY: Final = {
    Rule.PRODUCT: 'Write a.cast("int64") * b.',
    Rule.DIVISION: 'Write a.cast("float64") / b.',
    Rule.WHOLE: 'Write .floor() before .cast("int64"), or .round() of a decimal; of a float, (a + 0.5).floor().',
    Rule.EPOCH: 'Write .truncate("s").epoch_seconds().',
    Rule.ORDERED: "Write .argmin(key) or .argmax(key), or take it .over a window that says the order.",
    Rule.AS_OF: "Join on equal keys and on the time, and take the latest by .argmax.",
    Rule.DISTINCT: "Group by what is to be counted once, and count the rows of that.",
}


@dataclass(frozen=True, slots=True)
class Unportable:
    """Something that engines do differently.

    Attributes:
        rule: what it does not keep to.
        says: what is so, with the columns that it is made of.
        remedy: what to write instead.
    """

    rule: Rule
    says: str
    remedy: str


def unportable(expression: Any) -> tuple[Unportable, ...]:
    """Give all in an Ibis expression that engines do differently, each thing once."""
    import ibis.expr.operations as ops

    whole = expression.op()
    windowed = {each.func for each in whole.find(ops.WindowFunction)}
    found = dict.fromkeys(
        Unportable(rule, f"{says} ({_columns(each)})", _REMEDY[rule])
        for each in whole.find(lambda node: type(node).__name__ in _RULES)
        for rule, says in _RULES[type(each).__name__](each)
        if not (each in windowed and rule is Rule.ORDERED and not each.order_by)
    )
    return tuple(sorted(found, key=lambda each: (each.rule, each.says)))


Said: TypeAlias = Iterator[tuple[Rule, str]]


def _product(of: Operation) -> Said:
    if all(each.dtype.is_integer() and each.dtype.nbytes < 8 for each in (of.left, of.right)):
        yield Rule.PRODUCT, "two whole numbers of less than 64 bits are multiplied, and may not fit"


def _division(of: Operation) -> Said:
    if not any(each.dtype.is_floating() for each in (of.left, of.right)):
        yield Rule.DIVISION, "two numbers are divided of which neither is a float: engines round the share differently"


def _cast(of: Operation) -> Said:
    if of.to.is_integer() and of.arg.dtype.is_numeric() and not is_whole(of.arg):
        yield Rule.WHOLE, "a number with a fraction is cast to a whole one: some engines round it, others cut it off"


def _round(of: Operation) -> Said:
    if of.arg.dtype.is_floating() and of.dtype.is_integer() and not is_whole(of.arg):
        yield Rule.WHOLE, "a float is rounded to a whole number: engines differ on what they do with a half"


def _epoch(of: Operation) -> Said:
    if not has_whole_seconds(of.arg):
        yield Rule.EPOCH, "seconds are taken of a time that may have a part of one: some engines round, others cut off"


def _ordered(of: Operation) -> Said:
    if of.order_by:
        yield Rule.ORDERED, "an aggregate asks for its rows in an order, which not every engine can"
    elif type(of).__name__ != "ArrayCollect":
        yield Rule.ORDERED, "an aggregate depends on the order of rows, and they have none"


def _as_of(of: Operation) -> Said:
    if of.how == "asof":
        yield Rule.AS_OF, "rows are joined as of a time, which not every engine can"


def _sum(of: Operation) -> Said:
    if counted_once(of.arg):
        yield Rule.DISTINCT, "distinct counts are added up: what is in two of them is counted twice"


def _addition(of: Operation) -> Said:
    counted = [{each.arg for each in counted_once(side)} for side in (of.left, of.right)]
    if counted[0] & counted[1]:
        yield Rule.DISTINCT, "distinct counts of one column are added: what is in two of them is counted twice"


_RULES: Final[Mapping[str, Callable[[Operation], Said]]] = {
    "Multiply": _product, "Divide": _division, "Cast": _cast, "TryCast": _cast, "Round": _round,
    "ExtractEpochSeconds": _epoch, "First": _ordered, "Last": _ordered, "ArrayCollect": _ordered,
    "GroupConcat": _ordered, "JoinLink": _as_of, "Sum": _sum, "Add": _addition,
}  # fmt: skip


def _columns(of: Operation) -> str:
    """Name the columns that something is made of."""
    import ibis.expr.operations as ops

    listed = of.predicates if type(of).__name__ == "JoinLink" else [of]
    names = sorted({each.name for one in listed for each in one.find(ops.Field, filter=ops.Value)})
    return ", ".join(names) or "of no column"
