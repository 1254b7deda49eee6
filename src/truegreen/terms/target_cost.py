"""Target cost: a fee or profit that grows where the work costs less than agreed, and shrinks where it costs more.

Four published forms are one rule. Fixed-price incentive (FAR 16.403-1): target profit, shares under and over the
target, a ceiling on the price; the point of total assumption is the cost from which the ceiling binds,
(ceiling - target price) / client's share + target cost. Cost-plus incentive (FAR 16.405-1): a fee between a least and a
most; the range of incentive effectiveness is the costs between which neither binds. NEC4 options C and D: the
difference is cut into share ranges by its ratio to the target, which moves with compensation events, and the share is
assessed at Completion and again at the end. Risk corridors (42 U.S.C. 1395w-115(e), 18062): the target is paid in
advance, and the client bears or gets back what the provider's shares of the ranges leave of the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Final

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import clamped, less, no_money, plus
from truegreen.primitives.entry import Entry, Keep
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, in_money
from truegreen.primitives.posting import posted, unknown
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.share_range import Range, Ranges, ranges_of, shared
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Pays(StrEnum):
    """What the clause itself pays; the cost may be charged by others."""

    PRICE = "cost and fee"
    FEE = "fee"
    SHARE = "share of the difference"
    CHANGE = "change of the price"


class Counted(StrEnum):
    """Whether cost and target are a period's own or grow from assessment to assessment."""

    OWN = "of the period"
    TO_DATE = "to date, less what was paid before"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCost:
    """Cost with a fee that shares the difference from a target."""

    actual: Annotated[Operand, "What the work cost"]
    target: Annotated[Operand, "What it should cost"]
    shares: Annotated[tuple[Range, ...], "Ranges of cost, lowest first; up to 100 % for savings, and beyond it"]
    pays: Annotated[Pays, "What is paid: cost and fee, fee, share of the difference, or what the price is changed by"]
    counted: Annotated[Counted, "Whether the numbers are the period's own, or grow from assessment to assessment"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    changes: Annotated[tuple[Operand, ...], "What moves the target, like compensation events; none given is none"] = ()
    fee: Annotated[Operand | None, "Fee or profit at the target"] = None
    price: Annotated[Operand | None, "Or else: price at the target before changes, the fee included"] = None
    least_fee: Annotated[Operand | None, "Lowest fee"] = None
    most_fee: Annotated[Operand | None, "Highest fee"] = None
    ceiling: Annotated[Operand | None, "The most that cost and fee come to"] = None
    at: Span = NOWHERE


def settle(says: TargetCost, now: Now) -> Iterator[Entry]:
    """Pay the fee that follows from the cost, with the cost or without; remember where its limits begin to bind."""
    cost, agreed = in_money(now, says.actual), in_money(now, says.target)
    if cost.value is None and says.counted is Counted.TO_DATE:
        return  # Nothing is assessed in this period.
    target, fee = _moved(now, says, agreed), _fee(now, says, agreed)
    said = {"least_fee": says.least_fee, "most_fee": says.most_fee, "ceiling": says.ceiling}
    limits = {name: in_money(now, each) for name, each in said.items() if each is not None}
    ranges = ranges_of(now, says.shares, target)
    if ranges is None or any(each.value is None for each in (cost, fee, *limits.values())):
        needed = now.step("what cost, target, fee and limits need", cost, target, fee, *limits.values(), value=None)
        yield from unknown(now, needed, Category.CHARGE)
    elif not ranges.covers(cost.number):
        words = "no share is agreed for all of the difference between {0} and {1}"
        yield from unknown(now, now.step(words, cost, target, value=None), Category.CHARGE)
    else:
        price = _price(now, ranges, cost, target, fee, limits)
        yield Keep("fee", less(now, price, cost))
        yield from _binding(now, ranges, fee, limits)
        yield from _assessed(says, now, _own(says, now, cost, target, fee, price))


def _price(now: Now, ranges: Ranges, cost: Step, target: Step, fee: Step, limits: Mapping[str, Step]) -> Step:
    """Give cost and fee together, each within its limits."""
    open_fee = plus(now, [fee, shared(now, ranges, cost, target)], "{0} at the target and {1} of the difference")
    earned = clamped(now, open_fee, limits.get("least_fee"), limits.get("most_fee"))
    return clamped(now, plus(now, [cost, earned], "cost {0} and fee {1}"), None, limits.get("ceiling"))


def _own(says: TargetCost, now: Now, cost: Step, target: Step, fee: Step, price: Step) -> Step:
    """Give what of the price the clause itself pays."""
    if says.pays is Pays.PRICE:
        return price
    if says.pays is Pays.CHANGE:
        return less(now, price, plus(now, [target, fee], "target {0} and fee {1}"))
    earned = less(now, price, cost)
    return earned if says.pays is Pays.FEE else less(now, earned, fee)


def _assessed(says: TargetCost, now: Now, pays: Step) -> Iterator[Entry]:
    """Pay an assessment, less what was paid for those before where it grows from one to the next."""
    yield Keep("assessed", pays)
    before = now.last_kept("assessed") if says.counted is Counted.TO_DATE else None
    due = pays if before is None else less(now, pays, before)
    category = Category.ADJUSTMENT if says.pays in (Pays.SHARE, Pays.CHANGE) else Category.CHARGE
    yield from posted(now, due, category if due.number > 0 else Category.CREDIT, says.paid, says.rounding)


def _moved(now: Now, says: TargetCost, agreed: Step) -> Step:
    """Give the target with what moved it; a change that is not given is none."""
    changes = [in_money(now, each) for each in says.changes]
    known = [each for each in changes if each.value is not None]
    return plus(now, [agreed, *known]) if agreed.value is not None and known else agreed


def _fee(now: Now, says: TargetCost, agreed: Step) -> Step:
    """Give the fee at the target: as said, or what the price there leaves; none where neither is said."""
    if says.fee is not None:
        return in_money(now, says.fee)
    if says.price is not None:
        return less(now, in_money(now, says.price), agreed)
    return no_money(now, "no fee is agreed")


def _binding(now: Now, ranges: Ranges, fee: Step, limits: Mapping[str, Step]) -> Iterator[Keep]:
    """Remember the costs from which the limits of fee and price bind: there the provider stops to share alike."""

    def open_fee(cost: Fraction) -> Fraction:
        return fee.number + ranges.share(cost)

    def price(cost: Fraction) -> Fraction:
        most, least = (limits[name].number if name in limits else open_fee(cost) for name in ("most_fee", "least_fee"))
        return cost + max(min(open_fee(cost), most), least)

    bends: list[Fraction] = []
    for name, (which, words) in _BINDS.items():
        if (limit := limits.get(which)) is None:
            continue
        if which == "ceiling":
            cost = ranges.lowest_cost(price, limit.number, bends)
        else:
            cost = ranges.lowest_cost(lambda each: -open_fee(each), -limit.number)
        if cost is not None:
            bends.append(cost)
            value = Value(cost, now.agreement.currency)
            yield Keep(name, now.step(f"{words} {{0}}; {{1}} at the target", limit, fee, value=value))


_BINDS: Final = {
    "range-from": ("most_fee", "up to this cost the fee stays at"),
    "range-to": ("least_fee", "from this cost on the fee stays at"),
    "point-of-total-assumption": ("ceiling", "from this cost on the price stays at"),
}
