"""How worth is told: what was measured, in whose money, and what the plan says itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from truegreen.model.allocated import Origin
from truegreen.model.plan import Plan, Segment
from truegreen.model.worth import Between, Worth
from truegreen.project.sourcing.lived import Gathered
from truegreen.sourcing.segments.at_stake import EVERY, AtStake
from truegreen.sourcing.segments.impact import Impact
from truegreen.stats.panel.equations import Unfit
from truegreen.units.money import Money
from truegreen.value.lifetime import product

NO_VALUE: Final = "no record says what its customers are worth"


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """How worths are told: from what, and in whose money."""

    of: Gathered
    records: str
    plan: Plan | None

    @property
    def currency(self) -> str:
        """Give the currency of what is told: the plan's, if there is one."""
        return self.plan.currency if self.plan else self.records

    @property
    def because(self) -> str:
        """Say why nothing can be told of all of it; empty where something can."""
        if isinstance(self.of.impact, Unfit):
            return f"nobody can tell what a failed contact does to staying: {self.of.impact.because}"
        if not np.isfinite(self.rate(self.records)):
            return f"the plan does not say what {self.records} is worth, in which the records are"
        return "" if self.of.stakes else "the records hold no contacts of the last months whose customer is known"

    def rate(self, currency: str) -> float:
        """Give what one unit of a currency is worth in that of what is told; NaN where nobody says."""
        if currency == self.currency:
            return 1.0
        rates = self.plan.rates if self.plan else {}
        return float(rates[currency]) if currency in rates else float("nan")

    def in_records(self, amount: Money) -> float:
        """Give an amount that the plan says in the records' currency; NaN where nobody says what that is worth."""
        return float(amount.amount) * self.rate(amount.currency) / self.rate(self.records)

    @staticmethod
    def times(said: Segment) -> float:
        """Give how much more a customer's worth counts, for the customers that it brings; nobody measures that."""
        return 1.0 if said.influence is None else 1.0 + float(said.influence.number)

    def assumed(self, found: Worth, amount: Money | None) -> Worth:
        """Give what the plan says itself instead of what was measured."""
        value = float("nan") if amount is None else float(amount.amount) * self.rate(amount.currency)
        if not np.isfinite(value):
            return found
        because = f"the plan says itself that one more solved issue is worth {amount}"
        return Worth(segment=found.segment, contact_type=found.contact_type, value=value, origin=Origin.ASSUMED,
                     because=because, cases=found.cases)  # fmt: skip

    def measured(self) -> Iterator[Worth]:
        """Give what was measured, by segment and contact type."""
        if isinstance(self.of.impact, Unfit):
            return
        names = self.of.known.segments
        for stake in self.of.stakes:
            segment = "" if stake.segment == EVERY else names[stake.segment]
            yield self._worth(stake, segment, self.of.contacts.types[stake.type], self.of.impact)

    def _worth(self, stake: AtStake, segment: str, contact_type: str, found: Impact) -> Worth:
        customer, is_assumed = self._customer(stake, segment)
        blank = Worth(segment=segment, contact_type=contact_type, value=0.0, loss=stake.loss, customer=customer,
                      cases=round(stake.cases), because=NO_VALUE)  # fmt: skip
        if customer is None:
            return blank
        amount = product(stake.loss, customer)
        counts = amount[0] if found.is_established and amount[0] > 0 else 0.0
        origin = Origin.MEASURED if found.own[stake.type] else Origin.BORROWED
        return Worth(
            segment=segment, contact_type=contact_type, value=counts, told=amount, loss=stake.loss, customer=customer,
            origin=Origin.ASSUMED if is_assumed else origin, cases=round(stake.cases),
            because=_because(found, is_own=bool(found.own[stake.type]), is_assumed=is_assumed),
        )  # fmt: skip

    def _customer(self, stake: AtStake, segment: str) -> tuple[Between | None, bool]:
        """Give what a customer of these contacts is worth, and whether the plan says so itself."""
        said = self.plan.segments.get(segment) if self.plan else None
        times = 1.0 if said is None else self.times(said)
        if said is not None and said.worth is not None:
            value = times * float(said.worth.amount) * self.rate(said.worth.currency)
            if np.isfinite(value):
                return (value, value, value), True
        residual = self.of.valued.residual
        if residual is None:
            return None, False
        weights = stake.weights[self.of.valued.contract]
        weights = np.where(np.isfinite(residual.values), weights, 0.0)
        times *= self.rate(self.records)
        if not weights.sum() > 0 or not np.isfinite(times):
            return None, False
        value, low, high = (times * each / float(weights.sum()) for each in residual.interval(weights))
        return (value, low, high), False


def _because(found: Impact, *, is_own: bool, is_assumed: bool) -> str:
    if not found.is_established:
        return "it is not established that customers leave more often after failed contacts: it counts nothing"
    how = "its failed contacts and what customers then did" if is_own else "failed contacts of all types together"
    whose = "what the plan says that such a customer is worth" if is_assumed else "what such a customer is still worth"
    return f"{how}, times {whose}"
