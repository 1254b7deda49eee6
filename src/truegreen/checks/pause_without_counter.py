"""A pause that the provider sets, and only the provider ends, makes any case on time.

Users ask for pauses that say whom they wait for (osTicket 3034) and find clocks that go on waiting after the customer
has answered (frappe/helpdesk 1554, Zammad 3140). What waits for others is the provider's own chain; what waits for the
customer is over once the customer has replied. A counter is a target for the waits, or for the time with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import hanging, read_clocks, watched
from truegreen.checks.stands import Stand, ends, holds
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Clock
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S50"
LEVEL: Final = Level.WARNING
_OTHER: Final = Stand("waiting_on_other", "waiting_on_other")
_CUSTOMER: Final = Stand("waiting_on_customer", "waiting_on_customer")
_ANSWERED: Final = Stand("customer_replied", "waiting_on_customer")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that the provider pauses with nothing to end or count the pause."""
    for name, clock in read_clocks(agreement):
        if watched(agreement, "waiting_share", "on_time.by_clock_gross", clock=name):
            continue
        if _pauses(clock, _OTHER) and not watched(agreement, "on_time.by_clock_less_customer_waits", clock=name):
            says = f"“{name}” stands still while the provider says that it waits for others{hanging(agreement, name)}."
            remedy = "Let only waits for the customer pause it, or add a target for waits (waiting_share.by_clock)."
            yield warning(clock.at, "pause-without-counter", says, remedy)
        if _pauses(clock, _CUSTOMER) and not _over(clock, _ANSWERED):
            says = f"“{name}” stands still until the provider goes on, answered or not{hanging(agreement, name)}."
            remedy = "Write customer_replied under resumes:, or add a target for waits (waiting_share.by_clock)."
            yield warning(clock.at, "pause-without-counter", says, remedy)


def _pauses(clock: Clock, stand: Stand) -> bool:
    return holds(clock.pauses, stand) and not ends(clock, stand)


def _over(clock: Clock, stand: Stand) -> bool:
    return holds(clock.resumes, stand) or ends(clock, stand)
