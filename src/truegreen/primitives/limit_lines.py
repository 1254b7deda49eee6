"""P10, limit over lines: several lines brought within one cap, and what it takes split over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from truegreen.model.agreement import RoundingMode
from truegreen.model.finding import Finding, warning
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.entry import Alter, Entry, Open, Post
from truegreen.primitives.limit import Cap, most_of, within
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import Rounded, When, shares_that_foot
from truegreen.primitives.timing import Paid
from truegreen.units.money import DIGITS
from truegreen.units.value import Value


def limit_lines(
    now: Now, cap: Cap, covered: Sequence[Open], base: Step | None, rounding: Rounded | None, sign: int = 0
) -> Iterator[Entry]:
    """Bring several lines, all of one sign, within a cap; what it takes is split over them in their proportion.

    Where the lines are only rounded after all clauses, so is what the cap leaves of them; otherwise the capped total
    is rounded here, and its parts add up to it.

    Args:
        now: the clause being settled.
        cap: the cap.
        covered: the lines.
        base: this period's money that the cap's share is of.
        rounding: how what is left is rounded; down to the currency's digits if left out.
        sign: whose money it is, -1 the provider's, where no line is covered now but something was carried.
    """
    sign = sign or (-1 if any(each.number < 0 for each in covered) else 1)
    before, most = _before(now, cap, covered), most_of(now, cap, base)
    left, keeps = within(now, cap, before, most, base, _kept_digits(now, covered, rounding))
    yield from keeps
    if covered and most.value is None:
        yield _unknown(now)
    if left.number > before.number:
        more = Value(sign * (left.number - before.number), now.agreement.currency)
        amount = now.step("{0}, of which {1} are this period's: carried from before", left, before, value=more)
        yield Post(amount, Category.CREDIT if sign < 0 else Category.ADJUSTMENT, Paid.SAME, rounding)
    elif left.number < before.number:
        yield from _split(now, cap, covered, before, left, _kept_digits(now, covered, rounding))


def _before(now: Now, cap: Cap, covered: Sequence[Open]) -> Step:
    total = sum((abs(each.number) for each in covered), Fraction(0))
    names = ", ".join(each.id for each in covered) or "nothing"
    steps, value = (each.because for each in covered), Value(total, now.agreement.currency)
    return now.step(f"{names} before the cap", *steps, value=value, at=cap.at, op="sizes")


def _kept_digits(now: Now, covered: Sequence[Open], rounding: Rounded | None) -> Rounded | None:
    """Give how the capped total is rounded now; None where its lines are only rounded after all clauses."""
    if covered and all(each.rounding and each.rounding.when is When.AT_THE_END for each in covered):
        return None
    if rounding is not None:
        return Rounded(digits=rounding.digits, mode=rounding.mode)
    return Rounded(digits=DIGITS.get(now.agreement.currency, 2), mode=RoundingMode.DOWN)


def _split(
    now: Now, cap: Cap, covered: Sequence[Open], before: Step, left: Step, rounding: Rounded | None
) -> Iterator[Alter]:
    """Give each line its part of what the cap leaves."""
    sizes, op = [abs(each.number) for each in covered], "part"
    parts = [left.number * each / before.number for each in sizes]
    if rounding is not None:
        parts, op = shares_that_foot(sizes, left.number, rounding.digits), f"part:{rounding.digits}"
    for line, part in zip(covered, parts, strict=True):
        words = (
            "what the cap leaves: {0}"
            if len(covered) == 1
            else f"the part of {line.id} in {{0}}, in proportion to {{1}} of {{2}}"
        )
        value = Value(-part if line.number < 0 else part, now.agreement.currency)
        yield Alter(line.id, now.step(words, left, line.because, before, value=value, at=cap.at, op=op))


def _unknown(now: Now) -> Finding:
    says = f"The clause “{now.term}” limits nothing in {now.period}: what its limit is a share of was not given."
    return warning(now.at, "limit-unknown", says, "Give the number, or agree what holds without it.")
