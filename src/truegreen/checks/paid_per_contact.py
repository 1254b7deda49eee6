"""A price for each contact pays for every contact that better work would have avoided.

“Activity trap” in Vested outsourcing: the provider has every reason to do more of what it is paid for. Poor service
also makes its own demand, for customers try again: who mended the queue saw 100,000 offered calls become 90,000, and
its revenue fall with them (jonesthenet.com). A share of what is saved by fewer contacts turns that round.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import word_of
from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.terms.gain_share import GainShare
from truegreen.terms.outcome_price import OutcomePrice
from truegreen.terms.target_cost import TargetCost
from truegreen.terms.unit_price import UnitPrice

SMELL: Final = "S12"
LEVEL: Final = Level.WARNING
CONTACTS: Final = ("call", "contact", "case", "ticket", "chat", "mail", "email", "e-mail", "message", "interaction",
                   "minute", "incident", "request")  # fmt: skip
_SOLVED: Final = ("resolved", "solved", "successful", "sustained")
_AVOIDED: Final = (
    "repeat_contact",
    "first_contact_resolution",
    "cases_per_account",
    "reopen_rate",
    "self_raised_share",
)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find prices by contact where nothing pays for contacts that do not happen."""
    month = imagined(agreement)
    shares = any(isinstance(each.says, GainShare | OutcomePrice | TargetCost) for each in agreement.terms.values())
    avoided = [each for each in month.paying if agreement.measures[each].metric.partition(".")[0] in _AVOIDED]
    for name, term in agreement.terms.items():
        if not isinstance(term.says, UnitPrice) or shares or avoided:
            continue
        if word_of(term.says.unit, CONTACTS) and not word_of(term.says.unit, _SOLVED):
            paid = month.by_clause({}).get(name)
            stake = f"; a tenth fewer costs the provider {month.stake(paid / 10)}" if paid else ""
            says = f"{month.clause(name)} pays for each {term.says.unit}, whether it had to happen or not{stake}."
            remedy = "Share what fewer contacts save (kind: gain-share), or pay for matters solved for good."
            yield warning(term.at, "paid-per-contact", says, remedy)
