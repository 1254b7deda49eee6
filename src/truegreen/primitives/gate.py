"""P9, gate: conditions that must hold before money moves, and what is paid where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import Annotated, Final, TypeAlias

from truegreen.model.finding import Finding
from truegreen.model.reading import Contract
from truegreen.model.step import Step, plain
from truegreen.primitives.arithmetic import times
from truegreen.primitives.measure import last_judgement
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, Written, step_of
from truegreen.primitives.posting import not_known
from truegreen.primitives.seen import word_of
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value

EVERY: Final = "every measure"  # Stands for all measures that have a level.


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition on a number or a word that is given for the period; with no more said, that it is given."""

    of: Annotated[str, "Measure or figure"]
    at_least: Annotated[Operand | None, "It must reach this"] = None
    at_most: Annotated[Operand | None, "It must not exceed this"] = None
    above: Annotated[Operand | None, "It must exceed this"] = None
    below: Annotated[Operand | None, "It must stay below this"] = None
    is_: Annotated[str, "It must be this word"] = ""
    at: Span = NOWHERE

    @property
    def compares(self) -> bool:
        """Say whether it compares a number, rather than ask whether one is given."""
        return any((self.at_least, self.at_most, self.above, self.below))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Conditions of which so many must hold, and what is paid where fewer do."""

    of: Annotated[tuple[str | Condition, ...], "Measures that must be met, or conditions"]
    otherwise: Annotated[Operand, "Share that is paid where fewer hold, like 0 %"]
    holding: Annotated[int | None, "How many must hold; all if left out"] = None
    at: Span = NOWHERE


OnlyIf: TypeAlias = tuple[str | Condition, ...] | Gate


def failed(now: Now, conditions: Sequence[str | Condition]) -> list[Step]:
    """Give a step for each condition that does not hold; a name alone is a measure that must be met.

    Nothing measured is not met: who wants the money shows the evidence.
    """
    return [step for holds, step in _tested(now, conditions) if not holds]


def opened(now: Now, only_if: OnlyIf) -> Step:
    """Give the share that is paid under some conditions: all of it, or where too few hold what the gate leaves."""
    conditions = only_if.of if isinstance(only_if, Gate) else only_if
    tested = list(_tested(now, conditions))
    steps, holding = [step for _, step in tested], sum(holds for holds, _ in tested)
    wanted = only_if.holding if isinstance(only_if, Gate) and only_if.holding is not None else len(tested)
    words = f"{holding} of {len(tested)} conditions hold, and {wanted} must"
    if holding >= wanted:
        return now.step(words, *steps, value=Value(Fraction(1), "share"))
    if isinstance(only_if, Gate):
        left = step_of(now, only_if.otherwise)
        return now.step(f"{words}: {{0}} is paid", left, *steps, value=left.value, at=only_if.at, op="first")
    return now.step(f"{words}: nothing is paid", *steps, value=Value(Fraction(0), "share"))


def unshown(now: Now, only_if: OnlyIf) -> Iterator[Finding]:
    """Say which conditions keep money back because their number is not given; to ask whether it is given is silent."""
    if not now.is_in_term or is_open(opened(now, only_if)):
        return
    for each in only_if.of if isinstance(only_if, Gate) else only_if:
        if isinstance(each, Condition) and each.compares and (step := _compared(now, each)[1]).value is None:
            yield not_known(now, step)


def is_open(gate: Step) -> bool:
    """Say whether everything is paid."""
    return gate.value is not None and gate.value.number == 1


def behind(now: Now, gate: Step, amount: Step) -> Step:
    """Give what a gate leaves of an amount."""
    if not is_open(gate):
        return times(now, gate, amount)
    if amount.value is None or not gate.given:
        return amount
    return now.step("{0}, since enough conditions hold", amount, gate, value=amount.value, op="first")


def _tested(now: Now, conditions: Sequence[str | Condition]) -> Iterator[tuple[bool, Step]]:
    """Test conditions: say of each whether it holds, with the step that shows it."""
    for each in conditions:
        if isinstance(each, Condition):
            yield _compared(now, each)
        elif each == EVERY:
            levelled = [name for name, said in now.agreement.measures.items() if said.target or said.minimum]
            yield from (_met(now, name) for name in levelled)
        else:
            yield _met(now, each)


def _met(now: Now, name: str) -> tuple[bool, Step]:
    judged = last_judgement(now, name)
    if judged is None:
        return False, now.step(f"{name} is not given", value=None)
    step = now.step(f"{name} is {judged.status}: {{0}}", judged.step, value=judged.step.value)
    return judged.status is Contract.MET, step


def _compared(now: Now, condition: Condition) -> tuple[bool, Step]:
    word = word_of(now, condition.of) if condition.of in now.agreement.figures else ""
    if word or condition.is_:
        step = now.step(f"{condition.of} is “{plain(word)}”", value=None, at=condition.at)
        return word == condition.is_ if condition.is_ else True, step
    found = step_of(now, Written(name=condition.of))
    if found.value is None:
        return False, found
    bounds = (
        (condition.at_least, "at least", ge), (condition.at_most, "at most", le),
        (condition.above, "above", gt), (condition.below, "below", lt),
    )  # fmt: skip
    step = now.step(f"{condition.of} is given: {{0}}", found, value=found.value, at=condition.at)
    for operand, words, holds in bounds:
        if operand is None:
            continue
        bound = step_of(now, operand, found.value.unit)
        is_so = bound.value is not None and holds(found.value.number, bound.value.number)
        says = f"{{0}} is {words} {{1}}" if is_so else f"{{0}} is not {words} {{1}}"
        step = now.step(says, step, bound, value=found.value, at=condition.at, op="first")
        if not is_so:
            return False, step
    return True, step
