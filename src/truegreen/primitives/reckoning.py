"""An expression worked out for a period, with units: money and money add up, money times money is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import no_money
from truegreen.primitives.base import amount_of
from truegreen.primitives.expression import Expression, Node
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Written, step_of
from truegreen.units.value import Value, is_currency


def reckoned(now: Now, expression: Expression) -> Step:
    """Work an expression out for a period; nothing given anywhere in it is nothing.

    Raises:
        ValueError: units do not fit; the message says which, and what to do.
    """
    return _worked_out(now, expression.root)


def _worked_out(now: Now, node: Node) -> Step:
    if isinstance(node, Written):
        charge = amount_of(now, [node.name]) if node.name else None
        if charge is not None:
            return charge
        is_number = not node.name or node.name in now.agreement.figures or node.name in now.agreement.measures
        return step_of(now, node) if is_number else no_money(now, f"{node.name}: nothing in {now.period}")
    steps = [_worked_out(now, each) for each in node.to]
    listed = " and ".join(f"{{{place}}}" for place in range(len(steps)))
    says = f"the {_OPS[node.sign]} of {listed}" if node.sign in ("min", "max") else f"{{0}} {node.sign} {{1}}"
    values = [each.value for each in steps]
    known = [each for each in values if each is not None]
    value = _SIGNS[node.sign](known) if len(known) == len(values) else None
    return now.step(says, *steps, value=value, op=_OPS[node.sign])


def _same(values: list[Value]) -> str:
    """Give the unit that values share; a plain number has any but money, and a plain zero has that too."""
    units = {each.unit for each in values if each.unit}
    bare = any(each.number and not each.unit for each in values)
    if len(units) > 1 or (bare and any(map(is_currency, units))):
        raise ValueError(f"{' and '.join(map(str, values))} cannot be added or compared; bring them to one unit")
    return next(iter(units), "")


def _product(values: list[Value]) -> Value:
    left, right = values
    both_count = bool(left.unit and right.unit) and "share" not in (left.unit, right.unit)
    if both_count and is_currency(left.unit) == is_currency(right.unit):
        raise ValueError(f"{left} times {right} is nothing; one of them must be a share or a plain number")
    order = sorted(values, key=lambda each: (is_currency(each.unit), each.unit not in ("", "share"), each.unit))
    return Value(left.number * right.number, order[-1].unit)


def _quotient(values: list[Value]) -> Value:
    left, right = values
    if not right.number:
        raise ValueError(f"{left} is divided by nothing; say what holds then")
    if left.unit == right.unit:
        return Value(left.number / right.number)
    if is_currency(right.unit):
        raise ValueError(f"{left} divided by {right} is nothing; divide money by money, or by a number")
    return Value(left.number / right.number, left.unit)


_SIGNS: Final[dict[str, Callable[[list[Value]], Value]]] = {
    "+": lambda each: Value(each[0].number + each[1].number, _same(each)),
    "-": lambda each: Value(each[0].number - each[1].number, _same(each)),
    "*": _product,
    "/": _quotient,
    "min": lambda each: Value(min(value.number for value in each), _same(each)),
    "max": lambda each: Value(max(value.number for value in each), _same(each)),
}
_OPS: Final = {
    "+": "sum", "-": "difference", "*": "product", "/": "quotient", "min": "least", "max": "greatest",
}  # fmt: skip
