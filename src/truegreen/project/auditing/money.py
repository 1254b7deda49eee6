"""What a line of an audit is worth: the agreement settled again with other figures, and the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from truegreen.files.figures import units_of
from truegreen.model.agreement import Versions
from truegreen.model.audit import Worth
from truegreen.model.given import Givens, Scale, whole
from truegreen.model.statement import Statement
from truegreen.project.looking import View
from truegreen.project.settling import given_to
from truegreen.settlement.settle import settle
from truegreen.units.money import Money
from truegreen.units.period import Period


@dataclass(frozen=True, slots=True)
class Other:
    """A measure's value in a period as stated, another in its place, and the rows that one rests on."""

    stated: Fraction | None
    value: Fraction | None
    rows: int


Corrected = Mapping[str, Mapping[Period, Other]]
"""For measures, by period: another value."""


@dataclass(frozen=True, slots=True)
class Purse:
    """An agreement ready to be settled with other figures.

    Attributes:
        versions: the agreement through time.
        scales: unit and direction of its measures.
        given: what is given, by contract.
        until: the last period settled.
        stated: what the client owes by contract, as things stand.
    """

    versions: Versions
    scales: Mapping[str, Scale]
    given: Mapping[str, Givens]
    until: Period
    stated: Mapping[str, Money]

    def worth(self, corrected: Corrected) -> Worth:
        """Say how much less the client owes with other figures; None where no clause is paid on any of them."""
        if not corrected:
            return Worth(None, "no measure of the agreement counts by it")
        if not self._is_paid(corrected):
            return Worth(None, "no clause is paid on it")
        changed = False
        amount = None
        for contract, given in self.given.items():
            other = _with(given, corrected)
            changed |= other.by != given.by
            owes = _owed(self.versions, other, self.until, self.scales, contract)
            less = self.stated[contract] - owes
            amount = less if amount is None else amount + less
        if not changed or amount is None:
            return Worth(None, "no period that is settled has another figure")
        return Worth(amount)

    def _is_paid(self, corrected: Corrected) -> bool:
        """Say whether any clause names one of the measures."""
        says = [str(term.says) for _, version in self.versions.each for term in version.terms.values()]
        return any(f"'{name}'" in each for name in corrected for each in says)


def purse(view: View, versions: Versions, period: Period | None, until: Period | None) -> Purse | Worth:
    """Make an agreement ready to be settled up to the end of a period, or say why it cannot be.

    Args:
        view: the run.
        versions: the agreement.
        period: the period of the audit; None for all.
        until: the last month that the records cover.
    """
    if not any(version.terms for _, version in versions.each):
        return Worth(None, "the agreement has no clause that moves money")
    last = until if period is None or until is None or until.end < period.end else Period(period.start, period.end)
    if last is None:
        return Worth(None, "the records cover no whole month")
    scales = view.project.scales[versions.id]
    given, _, findings = given_to(view.project, versions.id, units_of(versions, scales), None)
    if any(each.level == "error" for each in findings):
        return Worth(None, "the figures that are given cannot be read")
    stated = {name: _owed(versions, each, last, scales, name) for name, each in given.items()}
    return Purse(versions, scales, given, last, stated)


def _with(given: Givens, corrected: Corrected) -> Givens:
    """Put other values in the place of given ones; what a party reported otherwise stays."""
    by = dict(given.by)
    for name, values in corrected.items():
        for period, other in values.items():
            old = by.get((name, whole(period)))
            if old is not None and old.value == other.stated:
                by[name, whole(period)] = replace(old, value=other.value, count=Fraction(other.rows))
    return Givens(by)


def _owed(versions: Versions, given: Givens, until: Period, scales: Mapping[str, Scale], contract: str) -> Money:
    """Add up all that arises up to a period, whenever it is due."""
    statements = settle(versions, given, until, scales, contract)
    total = Money.parse(f"0 {versions.latest.currency}")
    for each in statements:
        total = _added(total, each)
    return total


def _added(total: Money, statement: Statement) -> Money:
    for line in (*statement.lines, *statement.later):
        if line.arose.start >= statement.period.start:
            total = total + line.amount
    return total
