"""Who waits past the threshold already counts as missed, so nothing is lost by letting him wait an hour more.

Under a share that is answered in time, giving the contract's customers priority only when it is quiet is the rational
answer; a term for how long the others wait removes it (Milner and Olsen 2008).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Measure
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S11"
LEVEL: Final = Level.WARNING
_THRESHOLD: Final = ("service_level", "on_time", "response_on_time", "speed_of_answer.p90", "speed_of_answer.median",
                     "response_time.p90", "response_time.median", "resolution_time.p90",
                     "resolution_time.median")  # fmt: skip
_TAIL: Final = ("abandonment", "backlog_age", "backlog_overdue", "speed_of_answer.mean", "response_time.mean",
                "resolution_time.mean")  # fmt: skip


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find money on a share or percentile of waits in a service where nothing measures the longest ones."""
    month = imagined(agreement)
    for name in month.paying:
        measure = agreement.measures[name]
        beside = [each for each in agreement.measures.values() if each.service in (measure.service, "")]
        if _is(measure, _THRESHOLD) and not any(_is(each, _TAIL) and each.target for each in beside):
            loss = max((month.loss(name, each.level) for each in month.sweep(name)), default=None)
            stake = f", with {month.stake(loss)} on it" if loss else ""
            says = f"“{name}” counts who waited too long, and nothing counts how long they wait then{stake}."
            remedy = "Add a measure with a target for the others: a mean wait, contacts given up, the backlog's age."
            yield warning(measure.at, "wait-without-tail", says, remedy)


def _is(measure: Measure, metrics: tuple[str, ...]) -> bool:
    return any(f"{measure.metric}.".startswith((f"{each}.", f"{each}_")) for each in metrics)
