"""Unit price: what one case, call or resolved case costs, with tiers where large volumes cost less.

Whether a tier's price holds for the units inside it or for all units moves real money: 15,000 units at 0.10, 0.05
and 0.01 cost 600 one way and 150 the other (zuplo.com, monetization). A tier may have a flat amount besides, or its
price may be a percentage of an amount (getlago.com, graduated percentage); volume may be gathered over a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Final

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import minus, plus
from truegreen.primitives.calendar import Per
from truegreen.primitives.deadband import Edge, Fractions
from truegreen.primitives.entry import Entry, Keep, Post
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, Written, step_of, value_of
from truegreen.primitives.posting import unknown
from truegreen.primitives.price import cost_of, counted, price_now, total_of
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.state import total_kept
from truegreen.primitives.tiers import Applies, Shelf, Slab
from truegreen.primitives.timing import Paid
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value

_ONE: Final = Written.parse("1")
_HUNDRED: Final = Written.parse("100")
_IN: Final = {Applies.EACH: "", Applies.ALL: ", in the tier"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A price that holds up to a volume."""

    price: Annotated[Operand, "Price of one unit; or a share, like 2 %, where money is counted"]
    up_to: Annotated[
        Quantity | None, "Last of what is counted that is inside, like 1,000 or 300,000 min; leave out for no upper end"
    ] = None
    flat: Annotated[Operand | None, "Amount for the whole tier, once there is a unit in it"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """Prices by volume."""

    applies: Annotated[Applies, "To which units a tier's price applies"]
    each: Annotated[tuple[Tier, ...], "Tiers, lowest volume first"]
    gathers: Annotated[Per, "Volume that fills the tiers: the month's own, or gathered over a year or the term"] = (
        Per.MONTH
    )
    edge: Annotated[Edge, "Whether the next tier begins when a tier's end is reached, or beyond it"] = Edge.EXCEEDED
    by: Annotated[Operand | None, "What decides the tier of all units; their own volume if left out"] = None
    percent_of: Annotated[Operand | None, "What the ends are percentages of, like a baseline; units if left out"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrice:
    """What one unit of work costs."""

    service: Annotated[str, "Service that is paid"]
    unit: Annotated[str, "What is counted: case, call, resolved case …"]
    counts: Annotated[Operand | None, "Measure or figure that counts the units of a period"] = None
    per: Annotated[Operand | None, "How much of what is counted has the price, like 60 s or 1,000; 1 if left out"] = (
        None
    )
    price: Annotated[Operand | None, "Price of one unit, where no tier says otherwise"] = None
    fractions: Annotated[Fractions, "How a part of a unit counts"]
    tiers: Annotated[Tiers | None, "Prices by volume"] = None
    unit_rounding: Annotated[Rounded | None, "How a price is rounded before it is multiplied; not if left out"] = None
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: UnitPrice, now: Now) -> Iterator[Entry]:
    """Charge the period's units, in the tiers that they fill."""
    units = counted(now, says.counts)
    if units.value is None:
        yield from unknown(now, units, Category.CHARGE)
        return
    yield Keep("units", units)
    before = total_kept(now, "units", says.tiers.gathers) if says.tiers else None
    amount = total_of(now, list(_parts(says, now, units, before)), "nothing to pay for {0}", units)
    if amount.value is None:
        yield from unknown(now, amount, Category.CHARGE)
    else:
        yield Post(amount, Category.CHARGE, says.paid, says.rounding)


def _parts(says: UnitPrice, now: Now, units: Step, before: Step | None) -> Iterator[Step]:
    """Price what the period adds to each tier or takes from it; where a price is for all units, tiers left as well."""
    how = says.tiers or Tiers(applies=Applies.EACH, each=())
    per = step_of(now, says.per or _ONE, units.value.unit if units.value else "")
    percent, by = step_of(now, how.percent_of or _HUNDRED), step_of(now, how.by or _ONE)
    scale, measured = (percent.number / 100, "") if how.percent_of else (Fraction(1), _unit(by if how.by else units))
    wrong = _wrong(now, how, per, percent, by) or _not_in(now, says, units, per, measured)
    if wrong is not None:
        yield wrong
        return
    ladder = _ladder(says)
    slabs = _slabs(ladder, measured, scale)
    shelf = Shelf(slabs, how.applies, how.edge, per.number, says.fractions)
    added, of = _filled(how, now, shelf, units, before, by)
    of = now.step("{0}, by {1} each", of, per, value=of.value) if says.per else of
    for tier, slab, (count, entries) in zip(ladder, slabs, added, strict=True):
        where = f"{how.applies}{_IN[how.applies]} {slab}" if len(slabs) > 1 else ""
        if count:
            yield _cost(says, now, tier, _priced(says, now, where, count, of))
        if entries and tier and tier.flat:
            flat = price_now(now, tier.flat, says.unit_rounding)
            yield flat if entries > 0 else minus(now, flat, "{0} of a tier that was left")


def _filled(
    how: Tiers, now: Now, shelf: Shelf, units: Step, before: Step | None, by: Step
) -> tuple[list[tuple[Fraction, int]], Step]:
    """Give what each tier has, and of which number."""
    if how.by:
        of = now.step("{0}, in the tier that {1} reaches", units, by, value=units.value)
        return shelf.at_one(shelf.reached(by.number), units.number), of
    of = units if before is None else plus(now, [before, units], "{0} before and {1} now")
    return shelf.added(before.number if before is not None else Fraction(0), units.number), of


def _wrong(now: Now, how: Tiers, per: Step, percent: Step, by: Step) -> Step | None:
    """Say why units cannot be put into tiers; None if they can."""
    if how.by and how.applies is not Applies.ALL:
        return now.step("a tier by {0}: its price can only be that of all units", by, value=None)
    wrong = next((each for each in (per, percent) if each.number <= 0), None)
    return now.step("{0} is no number above zero", wrong, value=None) if wrong else by if by.value is None else None


def _not_in(now: Now, says: UnitPrice, units: Step, per: Step, measured: str) -> Step | None:
    """Say which number of the text is not in the unit of what it is held against; None if all are."""
    if says.per and _unit(per) != _unit(units):
        return now.step(f"{{0}} is not in {_unit(units) or 'units'}", per, value=None)
    for end in (each.up_to for each in (says.tiers.each if says.tiers else ()) if each.up_to is not None):
        if value_of(end, measured).unit != measured or (measured in ("seconds", "days") and not end.unit):
            return now.step(f"an end of a tier at {end}: it is not in {measured or 'units'}", value=None)
    return None


def _unit(step: Step) -> str:
    return step.value.unit if step.value else ""


def _ladder(says: UnitPrice) -> list[Tier | None]:
    """Give the tiers up to the open one, which has the clause's own price where they end; None has no price at all."""
    tiers = says.tiers.each if says.tiers else ()
    if tiers and tiers[-1].up_to is None:
        return [*tiers]
    return [*tiers, Tier(price=says.price) if says.price else None]


def _slabs(ladder: Sequence[Tier | None], unit: str, scale: Fraction) -> list[Slab]:
    """Lay the tiers next to each other."""
    ends = [value_of(tier.up_to, unit).number * scale if tier and tier.up_to else None for tier in ladder]
    return [Slab(above, up_to) for above, up_to in zip([None, *ends[:-1]], ends, strict=True)]


def _priced(says: UnitPrice, now: Now, where: str, count: Fraction, of: Step) -> Step:
    """Say how many units have a price; those before the period are taken back where their price holds no longer."""
    if not where and not says.per and count == of.number:
        return of
    words = ("of {0}", where, "taken back" if count < 0 else "", says.fractions)
    unit = "count" if says.per or of.value is None else of.value.unit
    return now.step(", ".join(filter(None, words)), of, value=Value(count, unit))


def _cost(says: UnitPrice, now: Now, tier: Tier | None, units: Step) -> Step:
    """Give what units of a tier cost."""
    if tier is None:
        return now.step("a price of {0}: none is agreed", units, value=None)
    return cost_of(now, units, price_now(now, tier.price, says.unit_rounding))
