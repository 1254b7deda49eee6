"""Relief: performance that is excused because someone else, or nobody, caused the failure.

Published relief clauses name the causes, ask for notice within days of awareness and for proof, and differ in what
relief does; one that is uncapped and decided by the party it helps excuses whatever it likes (UK call-off terms,
lawinsider.com/clause/relief-events; general exclusions "in whole or in part"). Whether an excused period ends a row of
misses is said by the credit, not here.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from truegreen.model.finding import note, warning
from truegreen.model.given import Claim
from truegreen.model.step import Step, plain
from truegreen.primitives.calendar import windows_ending
from truegreen.primitives.days import Within, unknown_calendar
from truegreen.primitives.entry import Alter, Entry, Keep, Set
from truegreen.primitives.exclusion import Decision, Effect, counted_as_met, met_row, refusal, taken_out
from truegreen.primitives.level import level_of
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.seen import Seen, scale_of, seen
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """Performance that is excused because the party that owes it did not cause the failure."""

    measures: Annotated[tuple[str, ...], "Measures whose misses may be excused; figures too, where money is"]
    causes: Annotated[tuple[str, ...], "Causes that are accepted, in the words of the claims"]
    effect: Annotated[Effect, "What relief does"]
    decision: Annotated[Decision, "What it needs from the other party; one that is refused never holds"]
    notice: Annotated[
        Within | None, "Days from awareness to notice; late is no relief; no notice asked if left out"
    ] = None
    most: Annotated[Operand | None, "Largest share of a period's rows that may be excused; all if left out"] = None
    lines: Annotated[tuple[str, ...], "Where money is excused: clauses whose amounts it lowers, in this order"] = ()
    at: Span = NOWHERE


def settle(says: Relief, now: Now) -> Iterator[Entry]:
    """Hold each claim against the clause, and take what holds out of the readings, or off the money."""
    yield from unknown_calendar(now.agreement, says.notice.calendar if says.notice else "", says.at)
    money = []
    for name in says.measures:
        measure = now.agreement.measures.get(name)
        windows = windows_ending(now.agreement, measure, now.period) if measure else [now.period]
        for window in windows:
            found = seen(now, name, window)
            held = yield from _held(says, now, name, found)
            if says.effect is Effect.MONEY:
                money += held
            elif held and measure is not None:
                is_own = len(windows) > 1 or f"reading {name} {window}" in now.set_so_far
                yield from _excused(says, now, name, found, held, f" {window}" if is_own else "")
    if money:
        yield from _off(says, now, money)


def _held(says: Relief, now: Now, name: str, found: Seen) -> Generator[Entry, None, list[Claim]]:
    """Give the claims that hold, and say why the others do not."""
    held = []
    for claim in found.given.claims if found.given else ():
        if why := refusal(now.agreement, claim, says.causes, says.notice, says.decision):
            yield from _refused(says, now, claim, name, why)
        else:
            held.append(claim)
    return held


def _refused(says: Relief, now: Now, claim: Claim, name: str, why: str) -> Iterator[Entry]:
    """Say why a claim does not hold, unless another clause accepts its cause."""
    others = (getattr(each.says, "causes", ()) for term, each in now.agreement.terms.items() if term != now.term)
    if claim.cause in says.causes or not any(claim.cause in each for each in others):
        text = f"“{plain(claim.cause)}” excuses nothing of {name} in {now.period}: {why}."
        yield note(claim.at if claim.at.line else says.at, "relief-refused", text, "Nothing, if both parties agree.")


def _excused(says: Relief, now: Now, name: str, found: Seen, held: Sequence[Claim], window: str) -> Iterator[Entry]:
    """Excuse the period, or some of its rows."""
    if says.effect is Effect.PERIOD or any(each.count is None for each in held):
        causes = ", ".join(plain(each.cause) for each in held)
        yield Set(f"excused {name}{window}", now.step(f"{name} is excused: {causes}", value=None, at=held[0].at))
    elif why := _unknown(says, now, found, held):
        text = f"Rows of {name} in {now.period} cannot be excused: {why}."
        yield warning(found.step.at, "relief-without-rows", text, "Complete the claim or the figure.")
    else:
        rows, made_up = _within(says, now, name, found, held)
        yield Keep(f"rows of {name}{window}", rows)
        without = _removed if says.effect is Effect.REMOVE else _as_met
        yield from without(now, name, window, found, rows, made_up)


def _removed(now: Now, name: str, window: str, found: Seen, rows: Step, made_up: Step) -> Iterator[Set]:
    """Set the reading without some of its rows, and how many are left."""
    count = found.count or Fraction(0)
    yield Set(f"reading {name}{window}", taken_out(now, found.step, count, rows, made_up))
    left = Value(count - rows.number, "count")
    yield Set(f"count {name}{window}", now.step(f"{written(count)} rows less {{0}}", rows, value=left))


def _as_met(now: Now, name: str, window: str, found: Seen, rows: Step, made_up: Step) -> Iterator[Set]:
    """Set the reading in which some of its rows count as met."""
    target, scale = level_of(now, name, "target"), scale_of(now, name)
    level = target.value.number if target and target.value else None
    met = met_row(scale.unit, higher_is_better=scale.better == "higher", target=level)
    if met is not None:
        reading = counted_as_met(now, found.step, found.count or Fraction(0), rows, made_up, met)
        yield Set(f"reading {name}{window}", reading)


def _unknown(says: Relief, now: Now, found: Seen, held: Sequence[Claim]) -> str:
    """Say what is not known of the rows that are claimed, or cannot be; nothing if all is sound."""
    if found.step.value is None:
        return "nothing was measured"
    if found.count is None:
        return "nobody says how many rows the measure rests on"
    if any(each.total is None for each in held):
        return "a claim does not say what its rows add to the measure"
    if says.most is not None and step_of(now, says.most).value is None:
        return "the largest share that may be excused is not given"
    rows, total = _sums(held)
    if min(each.count or Fraction(0) for each in held) < 0 or rows > found.count:
        return f"{rows} are claimed, and the measure rests on {found.count}"
    left, is_share = found.step.number * found.count - total, found.step.value.unit == "share"
    return "what they add is more than the measure has" if is_share and not 0 <= left <= found.count - rows else ""


def _sums(held: Sequence[Claim]) -> tuple[Fraction, Fraction]:
    """Add up the rows that are claimed, and what they add to the measure."""
    none = Fraction(0)
    return sum((each.count or none for each in held), none), sum((each.total or none for each in held), none)


def _within(says: Relief, now: Now, name: str, found: Seen, held: Sequence[Claim]) -> tuple[Step, Step]:
    """Give the rows that are excused and what they make up, no more of them than the largest share."""
    count, total = _sums(held)
    causes = ", ".join(plain(each.cause) for each in held)
    rows = now.step(f"rows of {name} excused for {causes}", value=Value(count, "count"), at=held[0].at)
    most = step_of(now, says.most) if says.most else None
    part = Fraction(1)
    if most and most.value and found.count and count > most.value.number * found.count:
        part = most.value.number * found.count / count
        value = Value(count * part, "count")
        rows = now.step(f"{{0}}, but at most {{1}} of {written(found.count)} rows", rows, most, value=value)
    reading = found.step.value
    unit = "count" if reading is None or reading.unit == "share" else reading.unit
    return rows, now.step(f"what these {{0}} rows add to {name}", rows, value=Value(total * part, unit))


def _off(says: Relief, now: Now, held: Sequence[Claim]) -> Iterator[Entry]:
    """Take the excused money off the clauses' amounts, in their order, and never turn one round."""
    if any(each.amount is None for each in held):
        text = f"A claim in {now.period} does not say what money it excuses."
        yield warning(says.at, "relief-without-rows", text, "Write its amount.")
    left = sum((each.amount or Fraction(0) for each in held), Fraction(0))
    excused = now.step("money that is excused", value=Value(left, now.agreement.currency), at=held[0].at)
    for name in says.lines:
        for line in now.lines_of([name]):
            taken = min(left, abs(line.number))
            if taken <= 0 or line.because.value is None:
                continue
            left -= taken
            value = Value(line.number - taken if line.number > 0 else line.number + taken, line.because.value.unit)
            yield Alter(line.id, now.step("{0}, of which up to {1} are excused", line.because, excused, value=value))
