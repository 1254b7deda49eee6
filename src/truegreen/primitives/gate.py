"""P9, gate: conditions that must hold before money moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Annotated

from truegreen.model.reading import Contract
from truegreen.primitives.operand import Operand, Written
from truegreen.units.span import NOWHERE, Span

if TYPE_CHECKING:
    from truegreen.model.statement import Step
    from truegreen.primitives.now import Now


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition on a number or a word that is given for the period."""

    of: Annotated[str, "Measure or figure"]
    at_least: Annotated[Operand | None, "It must reach this"] = None
    at_most: Annotated[Operand | None, "It must not exceed this"] = None
    above: Annotated[Operand | None, "It must exceed this"] = None
    below: Annotated[Operand | None, "It must stay below this"] = None
    is_: Annotated[str, "It must be this word"] = ""
    at: Span = NOWHERE


def failed(now: Now, conditions: Sequence[str | Condition]) -> list[Step]:
    """Give a step for each condition that does not hold; a name alone is a measure that must be met.

    Nothing measured is not met: who wants the money shows the evidence.
    """
    return [found for each in conditions if (found := _failing(now, each)) is not None]


def _failing(now: Now, condition: str | Condition) -> Step | None:
    if isinstance(condition, str):
        judged = now.judged_last(condition)
        if judged is None or judged.status is not Contract.MET:
            status = judged.status if judged else "not given"
            given = (judged.step,) if judged else ()
            return now.step(f"{condition} is {status}", *given, value=judged.step.value if judged else None)
        return None
    if condition.is_:
        word = now.word(condition.of)
        return None if word == condition.is_ else now.step(f"{condition.of} is “{word}”", value=None, at=condition.at)
    found = now.value(Written(name=condition.of))
    for operand, words, holds in (
        (condition.at_least, "{0} is not at least {1}", ge),
        (condition.at_most, "{0} is more than {1}", le),
        (condition.above, "{0} is not above {1}", gt),
        (condition.below, "{0} is not below {1}", lt),
    ):
        if operand is None:
            continue
        wanted = now.value(operand, found.value.unit if found.value else "")
        if found.value is None or wanted.value is None or not holds(found.value.number, wanted.value.number):
            return now.step(words, found, wanted, value=found.value, at=condition.at)
    return None
