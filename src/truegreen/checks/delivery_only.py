"""An agreement that measures only delivery can be green everywhere while customers leave: the watermelon itself.

Every service level of a contact centre can be met while the customer's matter is not solved; only a measure of how
customers fare, with a level that can be missed, turns red with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import paying
from truegreen.model.agreement import Agreement, Role
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S40"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find an agreement without an experience level, or with none that could be missed."""
    levels = {name: each for name, each in agreement.measures.items() if each.role is Role.EXPERIENCE}
    if agreement.measures and not levels:
        says = "No measure is an experience level: nothing says how customers fared."
        remedy = "Add one with the role experience level, and name it as the outcome of the others."
        yield warning(agreement.at, "delivery-only", says, remedy)
    elif levels and not any(each.target or each.minimum or name in paying(agreement) for name, each in levels.items()):
        says = f"No experience level has a target, and none moves money, so none can be missed: {', '.join(levels)}."
        remedy = "Give at least one a target; until a fair one is known, the level of the first measured months."
        yield warning(next(iter(levels.values())).at, "delivery-only", says, remedy)
