"""The same of SQL that is written by hand for every engine: what can be seen without knowing the types of columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from truegreen.engine.portable import Rule, Unportable

Node: TypeAlias = Any
"""A node of sqlglot's tree."""

_REMEDY: Final = {
    Rule.DIVISION: "Write CAST(a AS DOUBLE PRECISION) / b.",
    Rule.EPOCH: "Cut it off first: epoch(date_trunc('second', at)).",
    Rule.ORDERED: "Number the rows with row_number() OVER (… ORDER BY …), and take the first.",
    Rule.AS_OF: "Join on equal keys, number the rows by the time, and take the first.",
    Rule.DISTINCT: "Group by what is to be counted once, and count the rows of that.",
}


def unportable_sql(query: str, dialect: str) -> tuple[Unportable, ...]:
    """Give all in a query that engines do differently, each thing once.

    Args:
        query: SQL of the dialect.
        dialect: ``duckdb``, ``postgres`` or ``spark``.
    """
    from sqlglot import parse_one

    found = dict.fromkeys(
        Unportable(rule, each.sql(dialect=dialect), _REMEDY[rule])
        for rule, each in _odd(parse_one(query, dialect=dialect))
    )
    return tuple(sorted(found, key=lambda each: (each.rule, each.says)))


def _odd(tree: Node) -> Iterator[tuple[Rule, Node]]:
    from sqlglot import expressions as exp

    yield from ((Rule.AS_OF, each) for each in tree.find_all(exp.Join) if each.args.get("method") == "ASOF")
    yield from ((Rule.DIVISION, each) for each in tree.find_all(exp.Div) if not any(map(_is_float, _sides(each))))
    yield from ((Rule.EPOCH, each) for each in tree.find_all(exp.TimeToUnix, exp.Extract) if _may_have_parts(each))
    ordered = (exp.First, exp.Last, exp.FirstValue, exp.LastValue, exp.GroupConcat)
    for each in tree.find_all(exp.Func):
        in_order = isinstance(each.args.get("this"), exp.Order)
        if in_order or (isinstance(each, ordered) and not isinstance(each.parent, exp.Window | exp.IgnoreNulls)):
            yield Rule.ORDERED, each
    once = {each.alias for each in tree.find_all(exp.Alias) if each.this.find(exp.Distinct)}
    for each in tree.find_all(exp.Sum):
        if once & {column.name for column in each.find_all(exp.Column)}:
            yield Rule.DISTINCT, each


def _sides(division: Node) -> tuple[Node, Node]:
    return division.this.unnest(), division.expression.unnest()


def _is_float(side: Node) -> bool:
    from sqlglot.expressions import Cast, DataType

    return isinstance(side, Cast) and side.to.this in (DataType.Type.DOUBLE, DataType.Type.FLOAT)


def _may_have_parts(epoch: Node) -> bool:
    """Say whether seconds are taken of something that is not cut off to whole ones right there."""
    from sqlglot.expressions import Extract, TimestampTrunc

    if isinstance(epoch, Extract) and epoch.name.upper() != "EPOCH":
        return False
    return not isinstance(epoch.expression if isinstance(epoch, Extract) else epoch.this, TimestampTrunc)
