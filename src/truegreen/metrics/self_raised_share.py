"""Self-raised share: how much of the work was raised by the provider itself and not by a customer.

Work one raises oneself is closed in the same minute and on time, and lifts every share it is counted in. It may be
honest (a defect found on a round), but it must not dilute what customers asked for.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, variant

NAME, UNIT, BETTER = "self_raised_share", "share", "lower"
PERSPECTIVE, TIMING = "quality", "leading"


@variant(counted_on="opened_on", grain="case", population="cases whose raiser is known", denominator="known raiser")
def of_known(case: Rows) -> Tally:
    """Cases the provider raised itself, of all whose raiser is known."""
    return Tally(among=case.raised_by.notnull(), value=case.raised_by == "provider")


@variant(counted_on="opened_on", grain="case", population="cases whose raiser is known", denominator="known raiser")
def provider_or_system(case: Rows) -> Tally:
    """Cases the provider or a system raised, of all whose raiser is known."""
    return Tally(among=case.raised_by.notnull(), value=(case.raised_by == "provider") | (case.raised_by == "system"))


@variant(
    counted_on="resolved_on", grain="case", population="resolved cases whose raiser is known", stop="resolved",
    denominator="resolved",
)  # fmt: skip
def of_resolved(case: Rows) -> Tally:
    """Resolved cases the provider had raised itself, of all resolved whose raiser is known."""
    return Tally(among=case.raised_by.notnull() & case.resolved_at.notnull(), value=case.raised_by == "provider")
