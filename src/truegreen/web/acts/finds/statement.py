"""What is found when a statement is approved: how many of its lines are disputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truegreen.governance.workflow import Says
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter
from truegreen.web.acts.finding import Find
from truegreen.web.acts.matters import matters_of


def disputes(matter: Matter, agreement: Agreement) -> Says:
    """Count the disputes of the statement's lines that are not over."""
    month = matter.about.removeprefix("statement:")
    still = matters_of(agreement.agreement, "dispute").filter(about__startswith=f"line:{month}:")
    return {"disputes": str(still.filter(stage__in=("raised", "denied")).count())}


FINDS: Final[Mapping[str, Find]] = {"approve": disputes}
