"""What statements and records tell of a plan's money and work, in the plan's months and currency.

Money that counts is reckoned where ``truegreen value`` reckons it, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from truegreen.facts.store import Store
from truegreen.files.plan_prices import rate_of
from truegreen.model.costed import Origin
from truegreen.model.finding import Finding, error
from truegreen.model.plan import Plan
from truegreen.model.valued import Cost
from truegreen.project.looking import View
from truegreen.project.sourcing.months import months_of
from truegreen.project.value.costs import RECORDED, costs, invoices
from truegreen.readings.site_costs import spent_at
from truegreen.readings.value_costs import spent
from truegreen.readings.work import Worked, worked
from truegreen.sourcing.ownership.told import Measured, Paid
from truegreen.units.money import Money
from truegreen.units.period import Period

YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Known:
    """What statements and records tell of a plan's months, in the plan's currency.

    Attributes:
        period: which months; None where records cover none.
        lines: money that counts, and money that does not count beside it.
        sites: what was spent at each site.
        worked: the work that was done; None where there is none.
    """

    period: Period | None = None
    lines: Sequence[Cost] = ()
    sites: Mapping[str, Money] = field(default_factory=dict)
    worked: Worked | None = None

    @property
    def months(self) -> int:
        """Count the months."""
        if self.period is None:
            return 0
        start, end = self.period.start, self.period.end
        return YEAR * (end.year - start.year) + end.month - start.month

    def of(self, supplier: str) -> Measured:
        """Give what is known of a supplier."""
        paid = [
            Paid(each.category, each.amount, Origin.MEASURED if each.source == RECORDED else Origin.CONTRACT,
                 "recorded costs" if each.source == RECORDED else f"statements of {each.source}")
            for each in self.lines if each.provider == supplier and each.is_counted
        ]  # fmt: skip
        counts = self._counted("provider", supplier)
        return Measured(self.months, paid, *counts) if paid or counts[0] else Measured()

    def at(self, site: str) -> tuple[int, int, int]:
        """Give a site's cases, those whose outcome can be known, and those that stayed solved."""
        return self._counted("site", site)

    def _counted(self, what: str, name: str) -> tuple[int, int, int]:
        of = self.worked
        names = () if of is None else of.sites if what == "site" else of.providers
        if of is None or name not in names:
            return 0, 0, 0
        rows = (of.site if what == "site" else of.provider) == names.index(name)
        return int(of.cases[rows].sum()), int(of.judged[rows].sum()), int(of.solved[rows].sum())


def known(view: View, plan: Plan, findings: list[Finding]) -> Known:
    """Gather what statements and records tell; a currency that cannot be changed is found."""
    own = view.project.settings.currency
    rate = rate_of(plan, own)
    period = months_of(view, plan)
    if rate is None:
        says = f"Records are in {own}, and the plan does not say what one is worth in {plan.currency}."
        findings.append(error(plan.at, "currency-without-rate", says, f"Write rates: {{{own}: …}}."))
    if rate is None or period is None:
        return Known()
    duck, store, state = view.source.duck, Store(view.project.store), view.state
    first, last = period.start, period.last.replace(day=1)
    rows, _ = spent(duck, store, state, first, last)
    lines = [
        replace(each, amount=Money(each.amount.amount * rate, plan.currency))
        for each in costs(rows, invoices(view, period, ""), None, None, period, own)
    ]
    sites = {name: Money(amount * rate, plan.currency) for name, amount in
             spent_at(duck, store, state, first, last).items()}  # fmt: skip
    return Known(period, lines, sites, worked(duck, store, state, ("contact_type",), period.start, period.last))
