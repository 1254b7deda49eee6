"""First-contact resolution: the share of cases after which the customer did not come back with the matter.

Declare unit, evidence, window and what is the same matter, or five managers give five answers (SQM; NICE: two firms,
“7 days same reason” against “72 hours any reason”, both right). Cases younger than the window are not counted yet:
nobody can know whether their customer stayed away. Staying away is not being helped: who gave up, or went to another
firm, counts as resolved unless only resolved cases count. What the source does not record is left out, not called good.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from truegreen.metrics.define import Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "first_contact_resolution", "share", "higher"
PERSPECTIVE, TIMING = "quality", "leading"


def _stayed_away(case: Rows, known_until: datetime, within_days: int, next_opened: Rows) -> Tally:
    known = case.customer_id.notnull() & (case.opened_at <= known_until - timedelta(days=within_days))
    came_back = next_opened.notnull() & (seconds_between(case.opened_at, next_opened) <= within_days * 86400)
    return Tally(among=known, value=~came_back)


def _same_matter(case: Rows, known_until: datetime, within_days: int) -> Tally:
    following = case.opened_at.lead().over(
        group_by=[case.customer_id, case.contact_type], order_by=[case.opened_at, case.case_id]
    )
    every = _stayed_away(case, known_until, within_days, following)
    return Tally(among=every.among & case.contact_type.notnull(), value=every.value)


@variant(
    counted_on="opened_on", grain="case", population="cases of known customer and contact type, old enough to know",
    stop="next case of the same contact type", denominator="all such cases", looks_ahead="within_days",
)  # fmt: skip
def same_matter(case: Rows, known_until: datetime, *, within_days: int = 7) -> Tally:
    """Cases whose customer did not open another of the same contact type within {within_days} days."""
    return _same_matter(case, known_until, within_days)


@variant(
    counted_on="opened_on", grain="case", population="cases of known customer and contact type, old enough to know",
    stop="next case of the same contact type", denominator="resolved such cases", looks_ahead="within_days",
)  # fmt: skip
def same_matter_of_resolved(case: Rows, known_until: datetime, *, within_days: int = 7) -> Tally:
    """Resolved cases whose customer did not open another of the same contact type within {within_days} days."""
    every = _same_matter(case, known_until, within_days)
    return Tally(among=every.among & case.resolved_at.notnull(), value=every.value)


@variant(
    counted_on="opened_on", grain="case", population="cases of known customer, old enough to know",
    stop="next case of any type", denominator="all such cases", looks_ahead="within_days",
)  # fmt: skip
def any_matter(case: Rows, known_until: datetime, *, within_days: int = 7) -> Tally:
    """Cases whose customer did not open another, of any contact type, within {within_days} days."""
    following = case.opened_at.lead().over(group_by=case.customer_id, order_by=[case.opened_at, case.case_id])
    return _stayed_away(case, known_until, within_days, following)


@variant(
    counted_on="resolved_on", grain="case", population="resolved cases", stop="resolved",
    denominator="all resolved cases",
)  # fmt: skip
def one_touch(case: Rows) -> Tally:
    """Resolved cases that were neither reassigned nor reopened, by the provider's own records."""
    return Tally(
        among=case.resolved_at.notnull() & case.reassigned.notnull() & case.reopened.notnull(),
        value=(case.reassigned == 0) & (case.reopened == 0),
    )
