"""Dispute hold: the disputed part of an invoice waits until it is decided, and the rest is paid.

MCI and RMH Teleservices: the disputed part is withheld on notice, the undisputed part paid in seven days
(sec.gov, 0001193125-04-007364). A decision may come in a later year; what is held stays in the books until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import less, minus, no_money, plus
from truegreen.primitives.base import part_of
from truegreen.primitives.entry import Entry, Keep, Post
from truegreen.primitives.invoice import on_invoice
from truegreen.primitives.ledger import at_most_held, held_after, held_before
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.rounding import Rounded, round_step
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Disputes(StrEnum):
    """Who disputes what it is to pay."""

    CLIENT = "client"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """Simple interest on what is held, from the period after the invoice to the end of that of the decision."""

    rate: Annotated[Operand, "Rate a year, like 8 %"]
    days: Annotated[int, "Days of a year: 365 or 360"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeHold:
    """The disputed part of an invoice waits until it is decided."""

    lines: Annotated[tuple[str, ...], "Charges and clauses that may be disputed, as they stand on the invoice"]
    by: Annotated[Disputes, "Who disputes: the client what it is charged, or the provider what it is to credit"]
    disputed: Annotated[Operand, "Amount or share of these lines that is disputed in the period"]
    released: Annotated[Operand, "Amount or share of what is held that is found owed, in the period of the decision"]
    dropped: Annotated[Operand, "The same that is found not owed, so that it is never paid"]
    interest: Annotated[Interest | None, "Interest on what is found owed; none if left out"] = None
    rounding: Annotated[Rounded, "How amounts are rounded"]
    at: Span = NOWHERE


def settle(says: DisputeHold, now: Now) -> Iterator[Entry]:
    """Hold what is disputed of this invoice; pay what a decision finds owed, and give up what it does not."""
    held = held_before(now)
    interest = _interest(says, now, held)
    released = at_most_held(now, _asked(says, now, says.released, held), held)
    rest = less(now, held, released, "{0} less {1} found owed")
    dropped = at_most_held(now, _asked(says, now, says.dropped, held), rest)
    disputed = _disputed(says, now)
    if disputed.number:
        hold = _signed(says, now, disputed, f"disputed by the {says.by}: {{0}}", is_held=True)
        yield Post(hold, Category.HOLD, Paid.SAME)
    if released.number:
        yield Post(_signed(says, now, released, "found owed: {0}"), Category.HOLD, Paid.SAME, name="released")
    if says.interest is not None:
        yield from _paid_interest(says, now, held, interest, released, dropped)
    gone = plus(now, [released, dropped], "{0} found owed and {1} found not owed")
    yield held_after(now, held, added=disputed, gone=gone)


def _asked(says: DisputeHold, now: Now, operand: Operand, of: Step) -> Step:
    """Give an amount, or a share of another one; nothing where none is given."""
    asked = step_of(now, operand, "money")
    if asked.value is None:
        return no_money(now, "nothing is given", asked)
    return round_step(part_of(now, asked, of), says.rounding, now.clause)


def _disputed(says: DisputeHold, now: Now) -> Step:
    """Give what is disputed of the lines, never more than they come to."""
    lines = [step for _, step in on_invoice(now, says.lines)]
    total = plus(now, lines) if lines else no_money(now, "nothing to dispute")
    if says.by is Disputes.PROVIDER:
        total = minus(now, total, "to be credited: {0}")
    return at_most_held(now, _asked(says, now, says.disputed, total), total)


def _signed(says: DisputeHold, now: Now, step: Step, words: str, *, is_held: bool = False) -> Step:
    """Give an amount as it moves the invoice: a hold takes off what its payer would pay."""
    return minus(now, step, words) if is_held is (says.by is Disputes.CLIENT) else plus(now, [step], words)


def _interest(says: DisputeHold, now: Now, held: Step) -> Step:
    """Give the interest so far on what is held."""
    before = now.last_kept("interest") or no_money(now, "no interest so far")
    if says.interest is None or not held.number or says.interest.days <= 0:
        return before
    rate = step_of(now, says.interest.rate)
    value = Value(held.number * rate.number * now.period.days / says.interest.days, now.agreement.currency)
    words = f"{{0}} at {{1}} a year for {now.period.days} of {says.interest.days} days"
    return plus(now, [before, now.step(words, held, rate, value=value, at=says.interest.at)])


def _paid_interest(
    says: DisputeHold, now: Now, held: Step, interest: Step, released: Step, dropped: Step
) -> Iterator[Entry]:
    """Pay the interest on what is found owed, and give up that on what is not, in proportion to what is held."""
    if not held.number:
        yield Keep("interest", interest)
        return
    owed, gone = (_part(now, interest, each, held) for each in (released, dropped))
    if owed.number:
        paid = _signed(says, now, owed, "interest: {0}")
        yield Post(paid, Category.ADJUSTMENT, Paid.SAME, says.rounding, name="interest")
    yield Keep("interest", less(now, interest, plus(now, [owed, gone]), "{0} less {1} paid or given up"))


def _part(now: Now, interest: Step, of: Step, held: Step) -> Step:
    """Give the interest on a part of what is held."""
    value = Value(interest.number * of.number / held.number, now.agreement.currency)
    return now.step("of {0}, the part for {1} of {2}", interest, of, held, value=value, op="part")
