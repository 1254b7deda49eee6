"""Earn-back: a credit that is returned when the service does better afterwards.

Sources: slaw.ca 2013/09/03 (it should take a higher level than the one that was missed), finelineadvisors.com
2014/8/5, sixhills.consulting (peak-period and severe failures never earn back). An earn-back that is easier than the
miss was hard undoes the credit; so what is asked, and what never returns, is said outright. The clause belongs after
the credit and after what caps it.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from truegreen.model.finding import Finding, error
from truegreen.model.reading import Contract
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import minus, plus, times
from truegreen.primitives.base import when_measured
from truegreen.primitives.calendar import settled_period
from truegreen.primitives.earning import Asked, Verdict, Weighing, earned, reached, since
from truegreen.primitives.entry import Entry, Keep, Open, Post
from truegreen.primitives.gate import Condition, failed
from truegreen.primitives.ledger import HELD, held_after, held_before
from truegreen.primitives.measure import judgements, measure_of, unknown_measures
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.rounding import Rounded, in_currency, round_step
from truegreen.primitives.state import MISSED
from truegreen.primitives.timing import Paid
from truegreen.units.period import Period
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Meanwhile(StrEnum):
    """Where the money is until it is decided."""

    HELD = "held"
    PAID = "paid and given back"


class Never(StrEnum):
    """A miss whose credit is never returned."""

    BELOW_MINIMUM = "below minimum"
    REPEATED = "repeated"


class AtEnd(StrEnum):
    """Whose a credit is that is still open when the term ends."""

    CLIENT = "the client's"
    PROVIDER = "the provider's"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnBack:
    """A credit that is returned when the service does better afterwards."""

    credit: Annotated[str, "Id of the service credit that may be returned"]
    measure: Annotated[str, "Measure that must reach it; the credit's own if left out"] = ""
    reaches: Annotated[Quantity, "Level that the measure must reach"]
    months: Annotated[int | None, "Months in which it must be reached, or other windows of the measure"] = None
    in_a_row: Annotated[bool | None, "Whether these months must follow each other"] = None
    gaps_break: Annotated[bool, "Whether a month that is excused or not measured ends a row"] = True
    within: Annotated[int | None, "Months after the miss that are looked at; until the term ends if left out"] = None
    yearly_mean: Annotated[Weighing | None, "Or else: the contract year's mean must reach it; how months weigh"] = None
    share: Annotated[Operand, "Share of the credit that is returned, like 100 %"]
    never: Annotated[tuple[Never, ...], "Misses whose credit is never returned; an empty list if there are none"]
    never_for: Annotated[tuple[str, ...], "Measures whose credits are never returned"] = ()
    returnable_if: Annotated[tuple[str | Condition, ...], "Conditions that must hold in the month of the miss"] = ()
    meanwhile: Annotated[Meanwhile, "Where the money is until then"]
    at_end: Annotated[AtEnd | None, "Whose it is if it is still open when the term ends"] = None
    rounding: Annotated[Rounded | None, "How an amount is rounded; to the currency's digits if left out"] = None
    paid: Annotated[Paid, "On which invoice it stands when it is decided"]
    at: Span = NOWHERE


def settle(says: EarnBack, now: Now) -> Iterator[Entry]:
    """Hold what may be returned, and decide what was held before."""
    then = _when_missed(says, now)
    fresh = {line: amount for line, amount in _fresh(says, now, then) if amount.number}
    measures = {line: says.measure or measure_of(now, says.credit, line) for line in (*_earlier(now), *fresh)}
    if mistakes := [*_unsaid(says, now), *unknown_measures(now, dict.fromkeys(measures.values()))]:
        yield from mistakes
        return
    months = {}
    for measure in dict.fromkeys(measures.values()):
        keeps = [reached(now, _asked(says), each) for each in judgements(now, measure)]
        yield from keeps
        months[measure] = [*now.kept(f"reached {measure}"), *((now.period, each.because) for each in keeps)]
    yield from (Keep(f"returnable {line}", amount) for line, amount in fresh.items())
    decided: list[tuple[bool, Step]] = []
    for line, measure in measures.items():
        lots = [*now.kept(f"returnable {line}"), *([(now.period, fresh[line])] if line in fresh else [])]
        done = now.last_kept(f"decided {line}")
        first = int(done.number) if done else 0
        verdicts = [
            (amount, earned(now, _asked(says), measure, since(months[measure], _missed(now, then, arose))))
            for arose, amount in lots[first:]
        ]
        decided += yield from _decided(says, now, line, first, verdicts)
    yield from _entered(says, now, fresh, decided)


def _earlier(now: Now) -> list[str]:
    """Give the credits' lines of earlier periods that may be returned, or might have been."""
    kept = (name for term, name in now.memory if term == now.term and name.startswith("returnable "))
    return [name.removeprefix("returnable ") for name in kept]


def _asked(says: EarnBack) -> Asked:
    return Asked(
        reaches=says.reaches,
        months=says.months,
        in_a_row=bool(says.in_a_row),
        gaps_break=says.gaps_break,
        within=says.within,
        yearly_mean=says.yearly_mean,
    )


def _missed(now: Now, then: Now, arose: Period) -> Period:
    """Give the period of the miss that a credit is for, by the period in which it arose."""
    return arose if then is now else settled_period(now.agreement, arose.start - timedelta(days=1))


def _decided(
    says: EarnBack, now: Now, line: str, first: int, verdicts: Sequence[tuple[Step, Verdict | None]]
) -> Generator[Entry, None, list[tuple[bool, Step]]]:
    """Decide the credits of a line in their order, from the first that is open to one that stays so."""
    found = []
    for amount, verdict in verdicts:
        if (known := verdict or _at_end(says, now)) is None:
            break
        words = f"{{0}} {'returns' if known.is_earned else 'stays credited'}: {known.says}"
        found.append((known.is_earned, now.step(words, amount, *known.given, value=amount.value)))
    count, all_of_them = first + len(found), first + len(verdicts)
    yield Keep(f"decided {line}", now.step(f"{count} of {all_of_them}", value=Value(Fraction(count), "count")))
    yield from _still_open(now, all_of_them - count)
    return found


def _unsaid(says: EarnBack, now: Now) -> Iterator[Finding]:
    if (says.months is None) == (says.yearly_mean is None) or (says.months is None) != (says.in_a_row is None):
        mistake = f"“{now.term}” does not say in one way what must be reached."
        yield error(now.at, "earn-back-unclear", mistake, "Say months and in_a_row, or else yearly_mean.")


def _when_missed(says: EarnBack, now: Now) -> Now:
    """Give how things stood when the misses happened that this period's credits are for."""
    clause = getattr(now.agreement.terms.get(says.credit), "says", None)
    return when_measured(now, getattr(clause, "base", None), getattr(clause, "paid", Paid.SAME))[0]


def _fresh(says: EarnBack, now: Now, then: Now) -> Iterator[tuple[str, Step]]:
    """Give what may be returned of this period's credits, by line."""
    lines = [each for each in now.lines_of([says.credit]) if each.number < 0]
    if not lines or failed(then, says.returnable_if):
        return
    for line in lines:
        measure = measure_of(now, says.credit, line.id)
        if measure not in says.never_for and not _is_never(says, then, line, measure):
            amount = times(now, step_of(now, says.share, "share"), minus(now, line.because, "the credit {0}"))
            yield line.id, round_step(amount, says.rounding or in_currency(now.agreement.currency), now.clause)


def _is_never(says: EarnBack, then: Now, line: Open, measure: str) -> bool:
    """Say whether the miss is one whose credit never returns."""
    is_severe = any(each.status is Contract.BELOW_MINIMUM for each in judgements(then, measure)) if measure else False
    if Never.BELOW_MINIMUM in says.never and is_severe:
        return True
    last = then.last_kept(f"miss {line.id.partition('.')[2]}".strip(), says.credit)
    return Never.REPEATED in says.never and last is not None and last.value == Value(Fraction(MISSED))


def _is_over(now: Now) -> bool:
    return now.agreement.ends is not None and now.period.last >= now.agreement.ends


def _at_end(says: EarnBack, now: Now) -> Verdict | None:
    """Say whose a credit is that is open when the term ends; None before, or if nothing says it."""
    if says.at_end is None or not _is_over(now):
        return None
    return Verdict(says.at_end is AtEnd.PROVIDER, f"open when the term ends, and {says.at_end}")


def _still_open(now: Now, count: int) -> Iterator[Finding]:
    if count and _is_over(now):
        mistake = f"“{now.term}” does not say whose a credit is that is still open when the term ends."
        yield error(now.at, "open-at-end", mistake, "Add at_end: the client's, or at_end: the provider's.")


def _entered(
    says: EarnBack, now: Now, fresh: Mapping[str, Step], decided: Sequence[tuple[bool, Step]]
) -> Iterator[Entry]:
    """Post what is held, released or given back, and keep the balance."""
    is_held = says.meanwhile is Meanwhile.HELD
    returned, lost = ([step for is_returned, step in decided if is_returned is which] for which in (True, False))
    if is_held and fresh:
        paid = next(each.paid for each in now.lines.values() if each.id in fresh)
        held = plus(now, list(fresh.values()), _words("held until it is decided", fresh))
        yield Post(held, Category.HOLD, paid, name="held")
    if is_held and lost:
        released = minus(now, plus(now, lost), "released to the client: {0}")
        yield Post(released, Category.HOLD, says.paid, name="released")
    if not is_held and returned:
        yield Post(plus(now, returned, _words("given back", returned)), Category.ADJUSTMENT, says.paid, name="returned")
    added, gone = (plus(now, list(each)) if each else None for each in (fresh.values(), [*returned, *lost]))
    name = HELD if is_held else "open"
    yield held_after(now, held_before(now, name), added=added, gone=gone, name=name)
    for steps, known_as in ((returned, "returned"), (lost, "released" if is_held else "forfeited")):
        if steps:
            yield Keep(known_as, plus(now, steps))


def _words(says: str, steps: Collection[object]) -> str:
    return f"{says}: " + " + ".join(f"{{{place}}}" for place in range(len(steps)))
