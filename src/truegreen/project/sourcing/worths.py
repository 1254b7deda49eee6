"""What one more solved issue is worth, put together: what failing does to staying, times what customers are worth."""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.model.allocated import Origin
from truegreen.model.finding import Finding, note
from truegreen.model.plan import Plan
from truegreen.model.worth import Worth, Worths
from truegreen.project.looking import View
from truegreen.project.sourcing.lived import Gathered, gathered
from truegreen.project.sourcing.worth_way import Way
from truegreen.sourcing.segments.impact import Impact
from truegreen.units.span import Span


def worths(view: View, plan: Plan | None = None) -> Worths:
    """Say what one more solved issue is worth, by segment and contact type.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        plan: whose own figures count instead of what was measured; its currency is taken.
    """
    return told(gathered(view), view.project.settings.currency, plan)


def told(of: Gathered, currency: str, plan: Plan | None = None) -> Worths:
    """Say what one more solved issue is worth, from what was gathered.

    Args:
        of: what it is told from.
        currency: of the records.
        plan: as in ``worths``.
    """
    way = Way(of, currency, plan)
    each = [*way.measured()]
    assumed = {} if plan is None else {name: kind.worth for name, kind in plan.types.items() if kind.worth is not None}
    each = [way.assumed(one, assumed.get(one.contact_type)) for one in each]
    there = {one.contact_type for one in each}
    each += [way.assumed(_nothing(name), amount) for name, amount in assumed.items() if name not in there]
    otherwise = _nothing("", because=way.because or "no contact of this type was recorded in the last months")
    return Worths(currency=way.currency, each=each, otherwise=otherwise, findings=[*_findings(of, each, way)])


def _nothing(contact_type: str, because: str = "") -> Worth:
    return Worth(segment="", contact_type=contact_type, value=0.0, because=because)


def _findings(of: Gathered, each: list[Worth], way: Way) -> Iterator[Finding]:
    at = Span("case")
    if way.because:
        yield note(at, "worth-not-told", f"Nobody can tell what a solved issue is worth: {way.because}.",
                   "Map accounts with started_on and decision_on, and cases with account_id, customer_id and "
                   "contact_type; or let the plan say worth of its types.")  # fmt: skip
    elif isinstance(of.impact, Impact) and not of.impact.is_established:
        yield note(at, "worth-not-established", "It is not established that customers leave more often after "
                   "failed contacts, so that a solved issue counts nothing beside what it costs.",
                   "Wait for more records, or let the plan say worth of its types.")  # fmt: skip
    elif each and all(one.customer is None for one in each if one.origin is not Origin.ASSUMED):
        yield note(at, "worth-not-told", "Nobody can tell what a solved issue is worth: no record says what customers "
                   "pay.", "Map recurring_revenue of accounts, or let the plan say worth of its segments.")  # fmt: skip
