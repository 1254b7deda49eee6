"""Gain-share: the provider's share of what was saved against a benchmark, and of a loss where it bears one.

The richest published form is the Medicare Shared Savings Program (42 CFR 425.604 to 425.610): a minimum rate that must
be reached before anything counts, then everything from the first dollar; a quality standard; a share that is a largest
rate times a quality score; a share of losses that is what the final share leaves of the whole, between bounds; money
that a disaster excuses; a limit on losses. What is withheld and capped afterwards are clauses of their own
(``withholding``, ``payment_cap``), in the order of the pipeline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import clamped, less, minus, no_money, rest_of, times
from truegreen.primitives.calendar import Per, ends_in
from truegreen.primitives.entry import Entry, Keep
from truegreen.primitives.gate import OnlyIf, behind, is_open, opened, unshown
from truegreen.primitives.minimum import Minimum, counting, is_reached, not_reached
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, in_money, step_of
from truegreen.primitives.posting import posted
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span


class Bears(StrEnum):
    """How the provider's share of a loss follows."""

    RATE = "the rate"
    REST_OF_RATE = "what the rate leaves"
    REST_OF_FINAL = "what the final share leaves"


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What the provider bears where more was spent than the benchmark."""

    minimum: Annotated[Minimum, "Loss that is shared at all"]
    bears: Annotated[Bears, "How its share follows: a rate, or what a rate or the final share of a saving leaves"]
    rate: Annotated[Operand | None, "The rate, where one is meant"] = None
    at_least: Annotated[Operand | None, "Smallest share"] = None
    at_most: Annotated[Operand | None, "Largest share"] = None
    if_not: Annotated[Operand | None, "Share where the conditions do not hold; the same if left out"] = None
    excused: Annotated[Operand | None, "Money that is excused, taken off its share of the loss"] = None
    limits: Annotated[tuple[Operand, ...], "The most it bears; the lowest that is given counts"] = ()
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class GainShare:
    """The provider's share of what was saved against a benchmark."""

    benchmark: Annotated[Operand, "What it would have cost"]
    actual: Annotated[Operand, "What it cost"]
    minimum: Annotated[Minimum, "Saving that is shared at all"]
    rate: Annotated[Operand, "The provider's share of a saving, like [50 %, quality]"]
    only_if: Annotated[OnlyIf, "Conditions that must hold; an empty list if there are none"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    per: Annotated[Per, "What the numbers are for; those of a year or the term are given in its last period"] = (
        Per.MONTH
    )
    final_rate: Annotated[Operand | None, "Share as published, which holds where it is given"] = None
    saved: Annotated[Operand | None, "Saving as published, a loss below zero; it is shared where it is given"] = None
    losses: Annotated[Losses | None, "What the provider bears of a loss; leave out if nothing"] = None
    at: Span = NOWHERE


def settle(says: GainShare, now: Now) -> Iterator[Entry]:
    """Share what was saved, or lost, if it is enough to count."""
    if not ends_in(now.agreement, now.period, says.per):
        return
    benchmark, actual = in_money(now, says.benchmark), in_money(now, says.actual)
    saved = less(now, benchmark, actual)
    losses = says.losses if saved.number < 0 else None
    earned = _borne(losses, says, now, less(now, actual, benchmark)) if losses else _earned(says, now, saved)
    if saved.number:
        yield from unshown(now, says.only_if)
    if earned.value is not None:
        yield Keep("earned", earned)
    yield from posted(now, earned, Category.CREDIT if losses else Category.ADJUSTMENT, says.paid, says.rounding)


def _earned(says: GainShare, now: Now, saved: Step) -> Step:
    """Give the provider's share of what was saved."""
    level = in_money(now, says.minimum.level)
    if not is_reached(saved, level, says.minimum):
        return not_reached(now, saved, level, says.minimum)
    gate = opened(now, says.only_if)
    if gate.value is not None and not gate.value.number:
        return times(now, gate, saved)
    published = _published(says, now)
    counts = counting(now, saved if published is None else published, level, says.minimum)
    return behind(now, gate, times(now, _rate(says, now), counts))


def _borne(losses: Losses, says: GainShare, now: Now, loss: Step) -> Step:
    """Give what the provider bears of a loss, below zero: less what is excused, within the limits."""
    level = in_money(now, losses.minimum.level)
    if not is_reached(loss, level, losses.minimum):
        return not_reached(now, loss, level, losses.minimum)
    published = _published(says, now)
    lost = loss if published is None else minus(now, published, "the loss in {0}")
    borne = times(now, _share(losses, says, now), counting(now, lost, level, losses.minimum))
    excused = in_money(now, losses.excused) if losses.excused is not None else None
    if excused is not None and excused.value is not None:
        borne = less(now, borne, excused)
    nothing = no_money(now, "nothing")
    limits = [limit for each in losses.limits if (limit := in_money(now, each)).value is not None]
    return minus(now, clamped(now, borne, nothing, *limits), "borne by the provider: {0}")


def _share(losses: Losses, says: GainShare, now: Now) -> Step:
    """Give the provider's share of a loss."""
    gate = opened(now, says.only_if)
    if losses.if_not is not None and not is_open(gate):
        share = step_of(now, losses.if_not)
        return now.step("{0} where the conditions do not hold", share, gate, value=share.value, op="first")
    own = losses.rate if losses.bears is not Bears.REST_OF_FINAL else None
    share = step_of(now, own) if own is not None else _rate(says, now)
    if share.value is not None and losses.bears is not Bears.RATE:
        share = rest_of(now, share)
    least, most = (None if each is None else step_of(now, each) for each in (losses.at_least, losses.at_most))
    return clamped(now, share, least, most)


def _rate(says: GainShare, now: Now) -> Step:
    """Give the share of a saving: as published where that is given, or else as agreed."""
    published = step_of(now, says.final_rate) if says.final_rate is not None else None
    return published if published is not None and published.value is not None else step_of(now, says.rate)


def _published(says: GainShare, now: Now) -> Step | None:
    """Give the saving as published, where that is given."""
    published = step_of(now, says.saved, "money") if says.saved is not None else None
    return published if published is not None and published.value is not None else None
