"""Score pay: what is paid for points, which follow from measures and are put together to a score.

Two published forms: the Quality and Outcomes Framework of the UK's National Health Service (points rise in a line
between a lower and an upper threshold, and the value of a point is rounded to the penny before it is multiplied) and
hospital value-based purchasing in the United States (42 CFR 412.165: points for achievement or improvement, whichever
are more, domains with weights, and the weights of a domain without enough cases go to the others).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from truegreen.model.finding import Finding, error
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import clamped, times
from truegreen.primitives.calendar import Per, ends_in
from truegreen.primitives.combine import How, Missing, combined
from truegreen.primitives.entry import Entry, Keep
from truegreen.primitives.gate import OnlyIf, behind, opened, unshown
from truegreen.primitives.level import reaches
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Level, Operand, Point, Written, read_off, step_at, step_of
from truegreen.primitives.posting import posted
from truegreen.primitives.price import price_now
from truegreen.primitives.rounding import Rounded, round_step
from truegreen.primitives.seen import scale_of
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Several scores as one."""

    how: Annotated[How, "sum, weighted mean, greatest, least or product"]
    scores: Annotated[tuple[str, ...] | Mapping[str, Operand], "Scores above this one, or each with its weight"]
    missing: Annotated[Missing, "What becomes of it where a score is not known"]
    known: Annotated[int, "How many must be known"] = 1
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score: read off a measure or figure, or put together from scores above it."""

    of: Annotated[str, "Measure or figure that it is read off"] = ""
    together: Annotated[Together | None, "Or else: the scores that it is put together from"] = None
    points: Annotated[tuple[Point, ...], "Points of the curve by which it is read off, joined by lines"] = ()
    steps: Annotated[tuple[Level, ...], "Or else: what holds from each level on, and nothing before the first"] = ()
    from_: Annotated[Operand | None, "Level from which it counts; what is worse scores nothing"] = None
    rounding: Annotated[Rounded | None, "How it is rounded; not at all if left out"] = None
    least: Annotated[Operand | None, "Lowest score, after rounding"] = None
    most: Annotated[Operand | None, "Highest score, after rounding"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePay:
    """What is paid for a score."""

    scores: Annotated[Mapping[str, Score], "Scores by name, each below those that it is put together from"]
    pays: Annotated[str, "Name of the score that is paid"]
    each: Annotated[Operand, "What one point is worth"]
    per: Annotated[Per, "What the numbers are for; those of a year or the term are given in its last period"] = (
        Per.MONTH
    )
    each_rounding: Annotated[Rounded | None, "How the worth of a point is rounded before it is multiplied"] = None
    only_if: Annotated[OnlyIf, "Conditions that must hold; leave out if there are none"] = ()
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: ScorePay, now: Now) -> Iterator[Entry]:
    """Work out the scores from the first to the last, and pay for the one that is named."""
    if not ends_in(now.agreement, now.period, says.per):
        return
    found: dict[str, Step] = {}
    for name, score in says.scores.items():
        wanted = tuple(score.together.scores) if score.together else ()
        if missing := [each for each in wanted if each not in found]:
            yield _unknown_score(now, missing[0], list(found))
            return
        found[name] = _together(now, score.together, found) if score.together else _read(now, score)
        found[name] = _bounded(now, score, found[name])
        yield Keep(name, found[name])
    if says.pays not in found:
        yield _unknown_score(now, says.pays, list(found))
        return
    worth = price_now(now, says.each, says.each_rounding)
    yield from unshown(now, says.only_if)
    amount = behind(now, opened(now, says.only_if), times(now, found[says.pays], worth, "{0} × {1}"))
    category = Category.CREDIT if amount.number < 0 else Category.CHARGE
    yield from posted(now, amount, category, says.paid, says.rounding)


def _read(now: Now, score: Score) -> Step:
    """Read a score off its curve or steps; without either it is the number itself."""
    level = step_of(now, Written(name=score.of))
    if score.from_ is not None and level.value is not None:
        least = step_of(now, score.from_, level.value.unit)
        higher = score.of not in now.agreement.measures or scale_of(now, score.of).better == "higher"
        if least.value is None or not reaches(level.value.number, least.value.number, higher=higher):
            value = None if least.value is None else Value(Fraction(0))
            return now.step("{0} does not reach {1}: it scores nothing", level, least, value=value)
    if score.points:
        return read_off(now, level, score.points)
    return step_at(now, level, score.steps) if score.steps else level


def _together(now: Now, together: Together, found: Mapping[str, Step]) -> Step:
    """Put a score together from others."""
    parts = [found[each] for each in together.scores]
    by_name = together.scores if isinstance(together.scores, Mapping) else {}
    weights = [step_of(now, each) for each in by_name.values()]
    return combined(now, together.how, parts, weights, together.missing, together.known)


def _bounded(now: Now, score: Score, step: Step) -> Step:
    """Round a score and keep it between its bounds."""
    least, most = (None if each is None else step_of(now, each) for each in (score.least, score.most))
    return clamped(now, round_step(step, score.rounding, now.clause), least, most)


def _unknown_score(now: Now, name: str, known: list[str]) -> Finding:
    says = f"The clause “{now.term}” asks for the score “{name}”, which is not worked out before."
    return error(now.at, "unknown-score", says, f"Write it above, or name one of {', '.join(known) or 'those above'}.")
