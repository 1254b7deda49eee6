"""At-risk pool: a share of the charges is at risk, and each level that fails takes its part of it.

Sources: the shared-services contracts of Texas and Virginia and their family. A credit is the share of the pool that
its category has × the level's allocation × the amount at risk: 50 % × 40 % × (10 % × $100,000) = $2,000. Missing the
minimum is a default at once, missing what is expected only when it happens often enough. Allocations together may come
to more than the whole, so that each miss is felt and the cap binds. Where one cause may fail several levels, leave the
cap to a liability-cap that comes after a one-per-cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated

from truegreen.model.finding import Finding, error
from truegreen.model.reading import Contract
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import minus, plus, times
from truegreen.primitives.base import Base, money_of, part_of, when_measured
from truegreen.primitives.entry import Entry, Post
from truegreen.primitives.limit import Cap
from truegreen.primitives.limit_lines import limit_lines
from truegreen.primitives.measure import Judged, judgements, unknown_measures
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.primitives.posting import not_known
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.sample_rule import Unmeasured
from truegreen.primitives.state import MISSED, Often, misses_within, remember, remembered, state_of
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolLevel:
    """A service level that takes part of the amount at risk when it fails."""

    measure: Annotated[str, "Measure whose minimum or target must be missed"]
    category: Annotated[str, "Category it belongs to, where there are categories"] = ""
    allocation: Annotated[Operand, "Its share of the amount at risk, or of its category's share"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class AtRiskPool:
    """A share of the charges that is at risk, and what each level takes of it when it fails."""

    base: Annotated[Base | None, "Money that the at-risk share is taken of"] = None
    of: Annotated[Operand | None, "Or else: the number that it is taken of"] = None
    at_risk: Annotated[Operand, "Share of it that is at risk, like 10 %"]
    categories: Annotated[Mapping[str, Operand], "Share of the amount at risk that each category has"] = field(
        default_factory=dict
    )
    levels: Annotated[tuple[PoolLevel, ...], "Levels with their allocations"]
    expected: Annotated[Often, "How often a target must be missed until it is a default; a minimum fails at once"]
    pool: Annotated[Operand | None, "The most that all allocations may come to, like 200 %"] = None
    most_levels: Annotated[int | None, "The most levels that may have an allocation"] = None
    most_each: Annotated[Operand | None, "The largest allocation of one level, like 25 %"] = None
    unmeasured: Annotated[Unmeasured, "What a period without enough evidence counts as"]
    cap: Annotated[Cap | None, "The most that all together may come to; leave out if another clause caps them"] = None
    rounding: Annotated[Rounded, "How each amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: AtRiskPool, now: Now) -> Iterator[Entry]:
    """Credit each level that fails with its part of the amount at risk; bring them together within the cap."""
    if missing := [*unknown_measures(now, (each.measure for each in says.levels)), *_unknown_categories(says, now)]:
        yield from missing
        return
    yield from _exceeded(says, now)
    for measure in dict.fromkeys(each.measure for each in says.levels):
        for judged in judgements(now, measure):
            yield from remember(now, f"miss {measure}", state_of(judged, says.unmeasured), judged)
    then, paid = when_measured(now, says.base, says.paid)
    base, text, posted = money_of(now, says.base, says.of), then.worded(says), []
    if base is None or text is None:
        return
    for measure, parts in _credits(text, then, base).items():
        credit = plus(now, parts)
        if credit.value is None:
            yield not_known(now, credit)
        elif credit.value.number:
            yield Post(minus(now, credit), Category.CREDIT, paid, says.rounding, measure)
            posted.append(f"{now.term}.{measure}")
    if says.cap is not None:
        lines = [now.lines[each] for each in posted if each in now.lines]  # One in another currency is on no invoice.
        yield from limit_lines(now, says.cap, lines, base, says.rounding, -1)


def _credits(says: AtRiskPool, then: Now, base: Step) -> Mapping[str, list[Step]]:
    """Give the credits of the levels that fail, once for each window in which they do, by measure."""
    at_risk = part_of(then, step_of(then, says.at_risk, "share"), base, "at risk: {0} of {1}")
    found: dict[str, list[Step]] = {}
    for level in says.levels:
        history, defaults = remembered(then, f"miss {level.measure}"), []
        for judged in judgements(then, level.measure):
            history.append(state_of(judged, says.unmeasured))
            if words := _default(says, judged, history):
                defaults.append((judged, words))
        if defaults:
            part = times(then, _allocation(says, then, level), at_risk, at=level.at)
            steps = [
                then.step(f"{words}: {{1}}", judged.step, part, value=part.value, op="last")
                for judged, words in defaults
            ]
            found.setdefault(level.measure, []).extend(steps)
    return found


def _default(says: AtRiskPool, judged: Judged, history: Sequence[int]) -> str:
    """Say why a level has failed; nothing if it has not. The measure's step is the first that the words are given."""
    at = f"{judged.measure} at {{0}}" if judged.step.value else f"{judged.measure} has no value and"
    if judged.status is Contract.BELOW_MINIMUM:
        return f"{at} is below the minimum" if judged.step.value else f"{at} counts as below the minimum"
    misses = misses_within(history, says.expected)
    if history[-1] != MISSED or misses < says.expected.times:
        return ""
    often = f", {misses} times within {says.expected.of} periods" if says.expected.times > 1 else ""
    return f"{at} {'misses' if judged.step.value else 'counts as missing'} the target{often}"


def _allocation(says: AtRiskPool, then: Now, level: PoolLevel) -> Step:
    own = step_of(then, level.allocation, "share")
    if not level.category:
        return own
    return times(
        then, step_of(then, says.categories[level.category], "share"), own, "{0} of the pool × {1}", at=level.at
    )


def _unknown_categories(says: AtRiskPool, now: Now) -> Iterator[Finding]:
    for each in says.levels:
        if each.category and each.category not in says.categories:
            mistake = (
                f"The clause “{now.term}” puts “{each.measure}” into “{each.category}”, which is no category of it."
            )
            yield error(each.at, "unknown-category", mistake, f"Add it under categories: {each.category}.")


def _exceeded(says: AtRiskPool, now: Now) -> Iterator[Finding]:
    """Find allocations that are more, or more in number, than the clause itself allows."""
    shares = {each.measure: _allocation(says, now, each).value for each in says.levels}
    numbers = {name: value.number for name, value in shares.items() if value is not None}
    together = Value(sum(numbers.values(), Fraction(0)), "share")
    mistakes = []
    if says.most_levels is not None and len(says.levels) > says.most_levels:
        mistakes.append(f"{len(says.levels)} levels have an allocation, and {says.most_levels} may")
    if says.pool is not None and (pool := step_of(now, says.pool, "share").value) and together.number > pool.number:
        mistakes.append(f"the allocations come to {together}, and may come to {pool}")
    if says.most_each is not None and (most := step_of(now, says.most_each, "share").value):
        mistakes += [f"“{name}” has {shares[name]}, and one level may have {most}"
                     for name, number in numbers.items() if number > most.number]  # fmt: skip
    for each in mistakes:
        yield error(says.at, "pool-exceeded", f"In “{now.term}” {each}.", "Lower the allocations, or allow more.")
