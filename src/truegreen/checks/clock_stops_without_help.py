"""A clock that stops before anybody has helped can be stopped by a machine, and the customer waits on.

A health plan's guarantee of 20,000 US dollars for speed of answer stops the clock at a person “or an interactive voice
response unit” (City of Nashua). The same happens where the first automatic reply counts as a response, where calls that
were given up count as served, and where the minutes of “pending customer” are taken off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S09"
LEVEL: Final = Level.WARNING
# What stops the clock of a metric and variant, besides help; the longest name that begins a measure's metric counts.
STOPS: Final = {
    "speed_of_answer": "whatever counts as an answer, an interactive voice response among it",
    "response_time": "any first reply, an automatic one among it",
    "response_on_time": "any first reply, an automatic one among it",
    "service_level.abandoned_within_as_met": "a customer who gives up in time",
    "on_time.by_target_less_waits": "setting the case to “waiting for the customer”",
    "resolution_time.mean_less_waits": "setting the case to “waiting for the customer”",
    "waiting_share.excused_by_waits": "setting the case to “waiting for the customer”",
}  # fmt: skip


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures that move money and whose clock something else than help stops."""
    month = imagined(agreement)
    for name, clauses in month.paying.items():
        measure = agreement.measures[name]
        known = [each for each in STOPS if f"{measure.metric}.".startswith(f"{each}.")]
        if known:
            loss = max((month.loss(name, each.level) for each in month.sweep(name)), default=None)
            stake = f"; {month.stake(loss)} hang on it" if loss else ""
            says = f"Not only help stops the clock of “{name}”, but also {STOPS[known[0]]}{stake}."
            remedy = ("Stop it at a person or at the solution, count what the machine solves for good, or guard it "
                      f"with a share that waited in vain ({', '.join(clauses)}).")  # fmt: skip
            yield warning(measure.at, "clock-stops-without-help", says, remedy)
