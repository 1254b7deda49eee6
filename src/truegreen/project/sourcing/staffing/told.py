"""What is told of queues besides their numbers: contacts that nobody knows, forecasts that cannot be what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from truegreen.model.finding import Finding, error, note, warning
from truegreen.model.staffed import Line, Off
from truegreen.project.sourcing.staffing.asked import Asked
from truegreen.project.sourcing.staffing.foretold import OURS, RECORDED
from truegreen.units.span import Span

TOO_GOOD: Final = 0.75
"""A forecast that misses by less than this share of what chance alone does was hardly made before."""
CLOSED: Final = 0.05
"""Share of contacts that may come while it is closed before somebody should look at its hours."""
WORSE: Final = 1.25
"""A forecast that misses by so many times as much as a plain method is worth looking at."""


def no_contacts() -> Finding:
    """Say that nothing can be said."""
    says = "Neither contacts nor cases are recorded, so that nobody knows how many come."
    return error(Span("facts/interaction"), "no-contacts", says, "Map calls or chats to interaction, and run again.")


def too_few(first: date) -> Finding:
    """Say that nothing is known before the first day that is planned."""
    says = f"No whole day of contacts is recorded before {first}, on which the plan starts."
    return error(Span("facts/interaction"), "no-contacts", says, "Load earlier records, or plan later days.")


def untold(queue: Asked) -> Finding:
    """Say that a queue is left out."""
    says = f"Of “{queue.title}” no contact is recorded, or nobody knows how much work one is; it is left out."
    return warning(Span("facts/interaction"), "queue-without-contacts", says, "Say takes in the plan, or map it.")


def few_days(title: str) -> Finding:
    """Say that a queue's records are too few for a forecast."""
    says = f"Fewer than eight weeks of contacts of “{title}” are recorded; each weekday is planned as its mean."
    return note(Span("facts/interaction"), "few-days-of-contacts", says, "Load older records, or plan with a margin.")


def while_closed(line: Line) -> Finding:
    """Say that many contacts came while a queue is said to be closed."""
    says = f"{_percent(line.outside)} of contacts of “{line.title}” came while it is said to be closed."
    remedy = "Look at its hours, or leave them out; what comes on a closed day is not planned for."
    return warning(Span("facts/interaction"), "contacts-while-closed", says, remedy)


def of_forecasts(title: str, offs: Sequence[Off]) -> Iterator[Finding]:
    """Find a forecast that is better than one can be, and one that is off by more than it needs to be."""
    recorded = next((each for each in offs if each.whose == RECORDED), None)
    ours = next((each for each in offs if each.whose == OURS), None)
    if recorded is None:
        return
    missed, chance = _percent(recorded.wape), _percent(recorded.chance)
    if recorded.wape < TOO_GOOD * recorded.chance:
        says = f"The recorded forecast of “{title}” misses by {missed}; by chance alone it would miss by {chance}."
        remedy = "Ask when it was written: it knows of single contacts, which nobody can before they come."
        yield note(Span("facts/volume"), "forecast-too-good", says, remedy)
    elif ours and recorded.wape > WORSE * ours.wape:
        says = f"The recorded forecast of “{title}” misses by {missed}; a miss of {_percent(ours.wape)} was to be had."
        remedy = "Look at how it is made: a plain method said it better from no more than was known then."
        yield note(Span("facts/volume"), "forecast-to-be-had", says, remedy)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
