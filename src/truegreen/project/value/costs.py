"""Total cost of ownership of a project: invoices, recorded costs, attempts and offers, by provider and customer.

A provider's recorded costs may be what it invoiced, or what was spent beside: no record says which. The larger of both
counts, so that nothing counts twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

import numpy as np

from truegreen.files.figures import units_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import has_errors
from truegreen.model.statement import Category, Statement
from truegreen.model.value import Amount
from truegreen.model.valued import Cost, Owned
from truegreen.project.looking import View
from truegreen.project.settling import given_to, issued_statements
from truegreen.project.value.accounts import Known
from truegreen.project.value.money import exact, summed, untold
from truegreen.readings.value_costs import Spent
from truegreen.readings.value_tried import Tried
from truegreen.settlement.restate import standing
from truegreen.settlement.settle import settle
from truegreen.units.money import Money
from truegreen.units.period import Period

WHAT: Final = "Total cost of ownership"
ATTEMPTS: Final = "attempts to keep customers"
OFFERS: Final = "offers that were taken"
INVOICED, CREDITED = "invoices, before credits", "credits on invoices"
RECORDED: Final = "cost"
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Invoices:
    """What statements of these months come to, as lines; or why there are none."""

    lines: Sequence[Cost]
    because: str = ""


def invoices(view: View, year: Period, agreement: str) -> Invoices:
    """Settle these months of an agreement, or of all, as far as figures are given.

    Args:
        view: the run.
        year: which months.
        agreement: its id; empty for all.
    """
    lines: list[Cost] = []
    because = "the project has no agreement"
    for versions in view.project.agreements.values():
        if agreement in ("", versions.id):
            found = _settled(view, versions, year)
            lines += found.lines
            because = found.because
    return Invoices(lines, "" if lines else because)


def _settled(view: View, versions: Versions, year: Period) -> Invoices:
    if versions.latest.currency != view.project.settings.currency:
        return Invoices((), f"{versions.id} is settled in {versions.latest.currency}")
    scales = view.project.scales[versions.id]
    given, _, findings = given_to(view.project, versions.id, units_of(versions, scales), None)
    issued, wrong = issued_statements(view.project.folder, versions.id)
    if has_errors([*findings, *wrong]):
        return Invoices((), f"the figures or statements of {versions.id} cannot be read")
    within: list[Statement] = []
    for contract, each in given.items():
        if any(year.start < period.end and period.start < year.end for _, period in each.by):
            own = [one for one in issued if one.statement.contract == contract]
            frozen = {one.statement.period: one.statement for one in own} | standing(own, each)
            until = Period(year.start, year.end)
            within += [one for one in settle(versions, each, until, scales, contract, frozen)
                       if year.start <= one.period.start and one.period.end <= year.end]  # fmt: skip
    if not within:
        return Invoices((), f"nothing is given to settle {versions.id} in these months")
    lines = [*_lines(versions.id, within, versions.latest.currency)]
    return Invoices(lines, "" if lines else f"{versions.id} charges nothing")


def _lines(agreement: str, statements: Sequence[Statement], currency: str) -> Iterator[Cost]:
    """Give what was invoiced and what came back, of the same provider."""
    for provider in dict.fromkeys(each.provider for each in statements):
        lines = [line for each in statements if each.provider == provider for line in each.lines]
        credit = [line.amount.amount for line in lines if line.category is Category.CREDIT]
        rest = [line.amount.amount for line in lines if line.category is not Category.CREDIT]
        for category, amounts in ((INVOICED, rest), (CREDITED, credit)):
            if amounts:
                amount = Money(sum(amounts, Decimal(0)), currency).rounded()
                yield Cost(category=category, provider=provider, amount=amount, source=agreement)


def costs(
    spent: Sequence[Spent], invoiced: Invoices, attempts: Tried | None, taken: Cost | None, year: Period, currency: str
) -> list[Cost]:
    """Give every cost of these months, the most first, each with whether it counts.

    Args:
        spent: what the records say was spent.
        invoiced: what statements come to.
        attempts: attempts to keep accounts; None where there are none.
        taken: what offers that were taken cost; None where nobody says.
        year: which months.
        currency: of all amounts.
    """
    lines = [
        *(Cost(category=each.category, provider=each.provider, amount=Money(each.amount, currency).rounded(),
               source=RECORDED) for each in spent),
        *invoiced.lines, *_of_attempts(attempts, year, currency), *([taken] if taken else []),
    ]  # fmt: skip
    smaller = {each.provider: _smaller(each) for each in _by_provider(lines, currency)}
    lines = [replace(each, is_counted=smaller[each.provider] != _kind(each)) for each in lines]
    return sorted(lines, key=lambda each: (-each.amount.amount, each.category, each.provider))


def _is_invoice(of: Cost) -> bool:
    return of.category in (INVOICED, CREDITED)


def _kind(of: Cost) -> str:
    return "invoices" if _is_invoice(of) else "records"


def _smaller(of: Owned) -> str:
    """Say which of a provider's figures is the smaller; empty where there is but one."""
    if of.invoiced is None or of.recorded is None:
        return ""
    billed = of.invoiced.amount + (of.credits.amount if of.credits else 0)
    return "invoices" if billed < of.recorded.amount else "records"


def _of_attempts(attempts: Tried | None, year: Period, currency: str) -> Iterator[Cost]:
    """Give what the attempts to keep accounts cost in these months, where records say so."""
    if attempts is None:
        return
    held = (attempts.day >= np.datetime64(year.start)) & (attempts.day <= np.datetime64(year.last))
    amount = summed(attempts.amount[held], currency)
    if amount.amount:
        yield Cost(category=ATTEMPTS, provider="", amount=amount, source="save")


def of_offers(offers: Tried | None, cost: Money | None, year: Period | None) -> Cost | None:
    """Give what the offers cost that were taken in these months; None where nobody says what one costs."""
    if offers is None or cost is None or year is None:
        return None
    held = (offers.day >= np.datetime64(year.start)) & (offers.day <= np.datetime64(year.last))
    many = int((held & (offers.accepted == 1)).sum())
    return Cost(category=OFFERS, provider="", amount=(cost * many).rounded(), source="offer") if many else None


def owned(lines: Sequence[Cost], of: Known, currency: str) -> list[Owned]:
    """Give what each provider costs, with the customers and cases of these months, the dearest first."""
    made = [_served(each, of) for each in _by_provider(lines, currency)]
    return sorted(made, key=lambda each: (not each.provider, -each.counts.amount, each.provider))


def _by_provider(lines: Sequence[Cost], currency: str) -> Iterator[Owned]:
    for provider in dict.fromkeys(each.provider for each in lines):
        own = [each for each in lines if each.provider == provider]
        billed = _sum([each for each in own if each.category == INVOICED], currency)
        back = _sum([each for each in own if each.category == CREDITED], currency)
        recorded = _sum([each for each in own if not _is_invoice(each)], currency)
        net = None if billed is None else billed + (back or billed * 0)
        counts = max((each for each in (net, recorded) if each is not None), key=lambda each: each.amount)
        yield Owned(provider=provider, invoiced=billed, credits=back, recorded=recorded, counts=counts, customers=None,
                    cases=None, each_customer=None, each_case=None)  # fmt: skip


def _sum(lines: Sequence[Cost], currency: str) -> Money | None:
    return Money(sum((each.amount.amount for each in lines), Decimal(0)), currency).rounded() if lines else None


def _served(of: Owned, known: Known) -> Owned:
    """Add the customers that a provider served in the last months, and its cases, where records say it."""
    over = int(known.panel.over.sum())
    months = slice(max(over - _MONTHS, 0), over)
    part = known.panel.parts["provider"].get(of.provider)
    if part is None:
        return of
    cases = np.nan_to_num(part[:, months]) * np.nan_to_num(known.panel.volume[:, months])
    customers, many = int((cases.sum(axis=1) > 0).sum()), round(float(cases.sum()))
    if not customers or not many:
        return of
    return replace(
        of, customers=customers, cases=many, each_customer=(of.counts * (Decimal(1) / customers)).rounded(),
        each_case=(of.counts * (Decimal(1) / many)).rounded(),
    )  # fmt: skip


def ownership(lines: Sequence[Cost], of: Known, currency: str) -> Amount:
    """Give what counts of all costs together, with the customers and cases of these months."""
    counted = _sum([each for each in lines if each.is_counted], currency)
    if of.where:
        return untold(WHAT, "no record says which customers costs are for")
    if counted is None:
        return untold(WHAT, "the records hold no costs, and nothing can be settled")
    over = int(of.panel.over.sum())
    volume = np.nan_to_num(of.panel.volume[:, max(over - _MONTHS, 0) : over])
    counts = {"customers with cases": int((volume.sum(axis=1) > 0).sum()), "their cases": round(float(volume.sum()))}
    return exact(WHAT, counted, "value.costs.ownership", counts={"lines": len(lines), **counts},
                 because="the larger of a provider's invoices and recorded costs counts")  # fmt: skip
