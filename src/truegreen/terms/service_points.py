"""Service points: failures count points, by measure and severity, and points become money.

Sources: UK Model Services Contract, schedules 2.2 and 7.1 (severities, repeated failures, a share of the charges for
each point); HM Treasury's standard for accommodation projects (points of a month and site, the first twenty without
effect, worth more the more there are); TELUS interactive voice response (a table from points to a share of the next
bill). Points are a ledger of their own: they go on counting when the money is capped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from truegreen.model.step import Step, plain
from truegreen.primitives.arithmetic import times
from truegreen.primitives.base import Base, money_of, part_of, when_measured
from truegreen.primitives.deadband import Deadband
from truegreen.primitives.entry import Entry, Keep, Set
from truegreen.primitives.limit import Cap
from truegreen.primitives.measure import judgements, unknown_measures
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Level, Operand, step_of
from truegreen.primitives.points import PointBands, cost_of_points
from truegreen.primitives.posting import credited, not_known
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.sample_rule import Unmeasured
from truegreen.primitives.severity import worst_passed
from truegreen.primitives.state import MISSED, Repeat, remember, remembered, repeated, state_of
from truegreen.primitives.timing import Paid
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """How bad a miss is, from one level of service on; severities have no gaps, since each holds until the next."""

    name: Annotated[str, "What the parties call it, like minor or severe"] = ""
    worse_than: Annotated[Quantity | None, "Level that must be missed; reaching it exactly is not this severity"] = None
    at_or_worse_than: Annotated[
        Quantity | None, "Or else: level that, when reached exactly, is this severity; with neither, any miss"
    ] = None
    points: Annotated[Operand, "Points it counts"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsFor:
    """The points of one measure."""

    measure: Annotated[str, "Measure that must be missed"]
    severities: Annotated[tuple[Severity, ...], "Points by level"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsEach:
    """The points of failures that are counted."""

    count: Annotated[Operand, "How many there were: a figure"]
    points: Annotated[Operand, "Points for each of them"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePoints:
    """Points for failures, and what they cost."""

    measures: Annotated[tuple[PointsFor, ...], "Points by measure and severity"] = ()
    events: Annotated[tuple[PointsEach, ...], "Points for failures that are counted"] = ()
    adds: Annotated[tuple[str, ...], "Ids of clauses before this one whose points of the period are added"] = ()
    repeat: Annotated[Repeat | None, "What a repeated miss of a measure counts"] = None
    one_per_cause: Annotated[bool, "Whether only the worst counts of measures that one incident failed"]
    unmeasured: Annotated[Unmeasured, "What a period without enough evidence counts as"]
    per_point: Annotated[Operand | None, "Cost of one point: a share of the base, or an amount"] = None
    deadband: Annotated[Deadband | None, "Points without effect; none if left out"] = None
    bands: Annotated[PointBands | None, "What points are worth by how many there are; all alike if left out"] = None
    table: Annotated[tuple[Level, ...], "Or else: cost by how many points there are, fewest first"] = ()
    base: Annotated[Base | None, "Money that a share is taken of"] = None
    of: Annotated[Operand | None, "Or else: the number that a share is taken of"] = None
    cap: Annotated[Cap | None, "The most that the money may come to; points are never capped"] = None
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class _Scored:
    """The points of one measure in one window, and what caused the miss."""

    points: Step
    incident: str


def settle(says: ServicePoints, now: Now) -> Iterator[Entry]:
    """Count the points, always; credit what they cost, within the cap."""
    if missing := unknown_measures(now, (each.measure for each in says.measures)):
        yield from missing
        return
    for measure in dict.fromkeys(each.measure for each in says.measures):
        for judged in judgements(now, measure):
            yield from remember(now, f"miss {measure}", state_of(judged, says.unmeasured), judged)
    points = _points(says, now)
    yield from [not_known(now, each) for each in points.given if each.value is None and now.is_in_term]
    yield Keep("points", points)
    yield Set(f"points {now.term}", points)
    then, paid = when_measured(now, says.base, says.paid)
    base, text = money_of(now, says.base, says.of), then.worded(says)
    if text is None or (base is None and says.base is not None):
        return
    counted = points if then is now else _points(text, then)
    cost = cost_of_points(then, counted, text.per_point, text.table, text.deadband, text.bands)
    if cost is not None:
        yield from credited(now, part_of(now, cost, base), says.cap, base, says.rounding, paid)


def _points(says: ServicePoints, then: Now) -> Step:
    """Add up the points of a period."""
    scored = [each for one in says.measures for each in _scored(says, one, then)]
    if says.one_per_cause:
        scored = list(_worst_of_each_cause(then, scored))
    steps = [each.points for each in scored]
    for event in says.events:
        count, points = step_of(then, event.count), step_of(then, event.points, "points")
        steps.append(times(then, count, points, "failures: {0} × {1}", at=event.at))
    steps += [each for name in says.adds if (each := then.set_so_far.get(f"points {name}")) is not None]
    number = sum((each.number for each in steps), Fraction(0))
    words = " + ".join(f"{{{place}}}" for place in range(len(steps))) or "no points"
    return then.step(words, *steps, value=Value(number, "points"))


def _scored(says: ServicePoints, one: PointsFor, then: Now) -> Iterator[_Scored]:
    """Give the points of a measure for each window in which it is missed, by the severity of that window."""
    history = remembered(then, f"miss {one.measure}")
    for judged in judgements(then, one.measure):
        history.append(state_of(judged, says.unmeasured))
        found = worst_passed(judged, one.severities) if history[-1] == MISSED else None
        if found is None:
            continue
        points = step_of(then, found[0].points, "points")
        called = f", {plain(found[0].name)}" if found[0].name else ""
        step = then.step(
            f"{found[1]}{called}: {{1}}", judged.step, points, value=points.value, at=found[0].at, op="last"
        )
        factor = repeated(then, history, says.repeat)
        yield _Scored(step if factor is None else times(then, factor, step, "{0} × {1}"), judged.incident)


def _worst_of_each_cause(then: Now, scored: Sequence[_Scored]) -> Iterator[_Scored]:
    """Leave of the misses that one incident caused only the worst, the first of equals."""
    worst: dict[str, _Scored] = {}
    for each in scored:
        if each.incident and (each.incident not in worst or each.points.number > worst[each.incident].points.number):
            worst[each.incident] = each
    for each in scored:
        if not each.incident or worst[each.incident] is each:
            yield each
        else:
            words, none = "{0} not counted: {1} are for the same cause", Value(Fraction(0), "points")
            yield _Scored(then.step(words, each.points, worst[each.incident].points, value=none), each.incident)
