"""A credit that must be asked for is paid to clients who keep a calendar, and not to those who were failed.

Cloud providers credit a missed availability only if the client claims it by the end of the second billing cycle (AWS),
and hosting contracts let a claim lapse after 21 business days (Node4). Truegreen settles every credit it finds; where
the contract asks for claims, that is an obligation of the client.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Side
from truegreen.model.finding import Finding, Level, note

SMELL: Final = "S42"
LEVEL: Final = Level.NOTE
_CLAIM: Final = re.compile(r"\bclaim\w*\b.*\bcredit|\bcredit\w*\b.*\bclaim", re.IGNORECASE)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find obligations of the client to claim credits."""
    month = imagined(agreement)
    most = sum(month.crediting.values())
    for name, each in agreement.obligations.items():
        if each.owed_by is not Side.PROVIDER and _CLAIM.search(f"{each.what} {each.due}"):
            stake = f": at most {month.stake(most)} lapses" if most else ""
            when = f" {each.due}" if each.due else ""
            says = f"By “{name}” a credit is owed only if the client claims it{when}{stake} where nobody does."
            remedy = "Let credits stand on the next invoice without a claim; both sides see the same readings."
            yield note(each.at, "claimed-credits", says, remedy)
