"""P10, limit: the most that an amount may come to in a month, a contract year or the whole term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import gt, lt
from typing import Annotated

from truegreen.model.agreement import RoundingMode
from truegreen.model.finding import warning
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import plus, times
from truegreen.primitives.calendar import Per
from truegreen.primitives.entry import Alter, Entry, Keep, Open, Post
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.rounding import Rounded, When, at_once, shares_that_foot
from truegreen.primitives.state import total_kept
from truegreen.primitives.timing import Paid
from truegreen.units.money import DIGITS
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
    """Give an amount (not negative) within its cap, with what is to be remembered of it.

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
    keeps: list[Keep] = []
    wanted = _with_carried(now, cap, wanted)
    most = most_of(now, cap, base, keeps)
    used = total_kept(now, "used", cap.per)
    room = most
    if used is not None:
        room = now.step("{0} less {1} used before", most, used, value=_left(most, used), at=cap.at, op="left")
    if wanted.value is None:
        return wanted, keeps
    if room.value is None:
        return wanted, [*keeps, Keep("used", wanted)]
    if wanted.value.number <= room.value.number:
        paid, over = wanted, Fraction(0)
    else:
        least = now.step("{0}, but at most {1}", wanted, room, value=room.value, at=cap.at, op="least")
        paid = at_once(least, rounding, now.clause)
        over = wanted.value.number - (paid.value or room.value).number
    keeps.append(Keep("used", paid))
    if cap.excess is not Excess.FORFEITED:
        name = "carried" if cap.excess is Excess.CARRIED else "accrued"
        left = now.step("{0} less {1}", wanted, paid, value=Value(over, wanted.value.unit), at=cap.at, op="difference")
        keeps.append(Keep(name, left))
    return paid, keeps


def most_of(now: Now, cap: Cap, base: Step | None, keeps: list[Keep]) -> Step:
    """Give the largest amount that a cap allows in its month, year or term, whatever was used of it before."""
    found: list[Step] = []
    if cap.amount is not None:
        found.append(step_of(now, cap.amount, "money"))
    if cap.share is not None and base is not None:
        keeps.append(Keep("base", base))
        share = step_of(now, cap.share)
        money = base if cap.per is Per.MONTH else _gathered(now, cap, base)
        found.append(times(now, share, money, "at most {0} of {1}", at=cap.at))
    known = [each for each in found if each.value is not None]
    if len(known) < 2:
        return known[0] if known else now.step("no limit is known", value=None, at=cap.at)
    lowest = min(known, key=lambda each: each.number)
    return now.step("the lower of {0} and {1}", *known, value=lowest.value, at=cap.at, op="least")


def _gathered(now: Now, cap: Cap, base: Step) -> Step:
    """Give the base over a contract year or the term."""
    if cap.counted is Counted.AS_IT_STANDS:
        return base
    if cap.counted is Counted.ANNUALISED:
        return now.step("twelve times {0}", base, value=scaled(base.value, 12), at=cap.at)
    before = total_kept(now, "base", cap.per)
    return base if before is None else plus(now, [before, base], "{0} before and {1} now")


def _with_carried(now: Now, cap: Cap, wanted: Step) -> Step:
    carried = now.last_kept("carried") if cap.excess is Excess.CARRIED else None
    if carried is None or carried.value is None or not carried.value.number:
        return wanted
    return plus(now, [wanted, carried], "{0} and {1} carried forward")


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


def scaled(value: Value | None, factor: Fraction | int) -> Value | None:
    """Multiply a value, if there is one."""
    return None if value is None else Value(value.number * factor, value.unit)


def _left(most: Step, used: Step) -> Value | None:
    if most.value is None or used.value is None:
        return most.value
    return Value(max(Fraction(0), most.value.number - used.value.number), most.value.unit)


def limit_lines(
    now: Now, cap: Cap, covered: Sequence[Open], base: Step | None, rounding: Rounded | None, sign: int = 0
) -> Iterator[Entry]:
    """Bring several lines, all of one sign, within a cap; what it takes is split over them in their proportion.

    Where the lines are only rounded after all clauses, so is what the cap leaves of them; otherwise the capped total
    is rounded here, and its parts add up to it. What was carried is posted even where no line is covered now: ``sign``
    says whose money it is (-1 the provider's), unless lines do.
    """
    unit = now.agreement.currency
    sign = sign or (-1 if any(each.number < 0 for each in covered) else 1)
    total = sum((abs(each.number) for each in covered), Fraction(0))
    names = ", ".join(each.id for each in covered) or "nothing"
    before = now.step(
        f"{names} before the cap", *(each.because for each in covered), value=Value(total, unit), at=cap.at, op="sizes"
    )
    is_open = bool(covered) and all(
        each.rounding is not None and each.rounding.when is When.AT_THE_END for each in covered
    )
    digits, mode = (rounding.digits, rounding.mode) if rounding else (DIGITS.get(unit, 2), RoundingMode.DOWN)
    within, keeps = limited(now, cap, before, base, None if is_open else Rounded(digits=digits, mode=mode))
    yield from keeps
    if covered and most_of(now, cap, base, []).value is None:
        says = f"The clause “{now.term}” limits nothing in {now.period}: what its limit is a share of was not given."
        yield warning(now.at, "limit-unknown", says, "Give the number, or agree what holds without it.")
    if within.value is None or within.value.number == total:
        return
    if within.value.number > total:
        more = Value(sign * (within.value.number - total), unit)
        amount = now.step("{0}, of which {1} are this period's: carried from before", within, before, value=more)
        yield Post(amount, Category.CREDIT if sign < 0 else Category.ADJUSTMENT, Paid.SAME, rounding)
        return
    parts, op = [within.value.number * abs(each.number) / total for each in covered], "part"
    if not is_open:
        parts = shares_that_foot([abs(each.number) for each in covered], within.value.number, digits)
        op = f"part:{digits}"
    for line, part in zip(covered, parts, strict=True):
        words = "{0}" if len(covered) == 1 else f"the part of {line.id} in {{0}}, in proportion to {{1}} of {{2}}"
        after = now.step(words, within, line.because, before, value=Value(sign * part, unit), at=cap.at, op=op)
        yield Alter(line.id, after)
