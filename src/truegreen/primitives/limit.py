"""P10, limit: the most that an amount may come to in a month, a contract year or the whole term."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import gt, lt
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import left, less, no_money, plus, times
from truegreen.primitives.calendar import Per
from truegreen.primitives.entry import Keep
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.rounding import Rounded, at_once
from truegreen.primitives.state import total_kept
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Excess(StrEnum):
    """What becomes of an amount above a limit."""

    FORFEITED = "forfeited"
    CARRIED = "carried forward"
    ACCRUES = "accrues unpaid"


class Counted(StrEnum):
    """Of which money a limit longer than a month is a share; a number like a year's estimate counts as it stands."""

    TO_DATE = "charges to date"
    ANNUALISED = "twelve times the month"
    AS_IT_STANDS = "the number as it stands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that a clause may move: a share of its base, an amount, or the lower of both."""

    share: Annotated[Operand | None, "Largest share of the base, like 12 %"] = None
    amount: Annotated[Operand | None, "Largest amount"] = None
    per: Annotated[Per, "How long it gathers"]
    excess: Annotated[Excess, "What becomes of the rest"]
    counted: Annotated[Counted, "Of which money the share is taken, where it gathers longer"] = Counted.TO_DATE
    at: Span = NOWHERE


def limited(
    now: Now, cap: Cap | None, wanted: Step, base: Step | None, rounding: Rounded | None = None
) -> tuple[Step, list[Keep]]:
    """Give an amount (not negative) within its cap, if it has one, with what is to be remembered of it.

    Args:
        now: the clause being settled; what it used before is in its records.
        cap: the cap; None for none.
        wanted: the amount before the cap.
        base: this period's money that the cap's share is of.
        rounding: how what the cap leaves is rounded, before it counts as used.

    Returns:
        the amount that counts, whose last step names the cap if it bound; and the records ``used``, and ``base``,
        ``carried`` and ``accrued`` where there are any.
    """
    if cap is None or wanted.value is None:
        return wanted, []
    return within(now, cap, wanted, most_of(now, cap, base), base, rounding)


def within(
    now: Now, cap: Cap, wanted: Step, most: Step, base: Step | None, rounding: Rounded | None
) -> tuple[Step, list[Keep]]:
    """Give what ``limited`` does, of the largest amount that the cap allows; see ``most_of``."""
    keeps = [Keep("base", base)] if cap.share is not None and base is not None else []
    wanted, room = _with_carried(now, cap, wanted), _room(now, cap, most)
    if room.value is None:
        return wanted, [*keeps, Keep("used", wanted)]
    paid = wanted
    if wanted.number > room.number:
        least = now.step("{0}, but at most {1}", wanted, room, value=room.value, at=cap.at, op="least")
        paid = at_once(least, rounding, now.clause)
    keeps.append(Keep("used", paid))
    if cap.excess is not Excess.FORFEITED:
        name = "carried" if cap.excess is Excess.CARRIED else "accrued"
        keeps.append(Keep(name, less(now, wanted, paid, at=cap.at)))
    return paid, keeps


def most_of(now: Now, cap: Cap, base: Step | None) -> Step:
    """Give the largest amount that a cap allows in its month, year or term, whatever was used of it before."""
    found: list[Step] = []
    if cap.amount is not None:
        found.append(step_of(now, cap.amount, "money"))
    if cap.share is not None and base is not None:
        found.append(times(now, step_of(now, cap.share), _gathered(now, cap, base), "at most {0} of {1}", at=cap.at))
    known = [each for each in found if each.value is not None]
    if len(known) < 2:
        return known[0] if known else now.step("no limit is known", value=None, at=cap.at)
    lowest = min(known, key=lambda each: each.number)
    return now.step("the lower of {0} and {1}", *known, value=lowest.value, at=cap.at, op="least")


def _gathered(now: Now, cap: Cap, base: Step) -> Step:
    """Give the base over the time in which a cap gathers."""
    if cap.per is Per.MONTH or cap.counted is Counted.AS_IT_STANDS:
        return base
    if cap.counted is Counted.ANNUALISED:
        return times(now, now.step("months", value=Value(Fraction(12))), base, "{0} times {1}", at=cap.at)
    before = total_kept(now, "base", cap.per)
    return base if before is None else plus(now, [before, base], "{0} before and {1} now")


def _with_carried(now: Now, cap: Cap, wanted: Step) -> Step:
    carried = now.last_kept("carried") if cap.excess is Excess.CARRIED else None
    if carried is None or not carried.number:
        return wanted
    return plus(now, [wanted, carried], "{0} and {1} carried forward")


def _room(now: Now, cap: Cap, most: Step) -> Step:
    """Give what is left of the largest amount by what was used of it before."""
    used = total_kept(now, "used", cap.per)
    room = most if used is None else left(now, most, used, "{0} less {1} used before", at=cap.at)
    return room if room.number >= 0 else no_money(now, "{0}, so that nothing is left", room)


def between(now: Now, step: Step, least: Operand | None, most: Operand | None, more_than: int = 0) -> Step:
    """Give a number within a collar, whose ends may be meant as more than another number; the same step if inside."""
    for operand, words, is_beyond in ((most, "at most", gt), (least, "at least", lt)):
        end = step_of(now, operand) if operand is not None else None
        if end is None or end.value is None or step.value is None:
            continue
        edge = more_than + end.value.number
        if is_beyond(step.value.number, edge):
            than = f"{more_than} and " if more_than else ""
            step = now.step(f"{{0}}, but {words} {than}{{1}}", step, end, value=Value(edge, step.value.unit))
    return step
