"""Total cost of a plan's suppliers: what the plan says, beside what statements and records tell of its months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from truegreen.model.costed import AtSite, Column, Costed, Owned
from truegreen.model.finding import Finding, has_errors, note
from truegreen.model.plan import Kind as SiteKind
from truegreen.model.plan import Plan
from truegreen.model.plan_costs import Costs
from truegreen.project.looking import View
from truegreen.project.sourcing.cost_records import YEAR, Known, known
from truegreen.sourcing.ownership.lines import Terms, as_share
from truegreen.sourcing.ownership.odd import published
from truegreen.sourcing.ownership.resolution import solved_of
from truegreen.sourcing.ownership.told import NOTHING_SAID, owned
from truegreen.sourcing.reference.table import references
from truegreen.units.money import Money
from truegreen.units.range import Range
from truegreen.units.span import NOWHERE


def costed(view: View, plan: Plan, on: date) -> Costed:
    """Give the total cost of a plan's suppliers.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        plan: the plan.
        on: the day on which published figures are looked at.
    """
    said = plan.costs or Costs()
    terms = Terms(plan.currency, plan.rates, as_share(said.rate), said.years)
    findings = [*published(said, terms, on.year)]
    records = known(view, plan, findings)
    if has_errors(findings):
        return _told(plan, said, records, (), findings, on, view)
    running = [each.supplier for each in plan.sites.values() if each.kind is SiteKind.TEAM]
    suppliers = [
        owned(name, said.suppliers.get(name, NOTHING_SAID), records.of(name), terms, is_client=_is_client(plan, name))
        for name in dict.fromkeys([*running, *said.suppliers])
    ]
    findings += [*_outside(records, suppliers, plan), *_said_too(said, records)]
    return _told(plan, said, records, suppliers, findings, on, view)


def _told(
    plan: Plan,
    said: Costs,
    records: Known,
    suppliers: Sequence[Owned],
    findings: Sequence[Finding],
    on: date,
    view: View,
) -> Costed:
    keys = dict.fromkeys(key for each in suppliers for key in _keys(each))
    return Costed(
        plan=plan.plan, title=plan.title or f"Plan {plan.plan}", currency=plan.currency,
        rate=Decimal(said.rate.number) / 100, years=said.years, records=records.period, suppliers=suppliers,
        sites=[*_sites(plan, records)] if suppliers else [],
        references={key: references()[key] for key in keys}, findings=(*view.findings, *findings), on=on,
        run=view.run, known_until=view.known_until,
    )  # fmt: skip


def _is_client(plan: Plan, name: str) -> bool:
    return name in plan.suppliers and plan.suppliers[name].is_client


def _sites(plan: Plan, records: Known) -> Iterator[AtSite]:
    for name, site in plan.sites.items():
        cases, judged, solved = records.at(name)
        if cases:
            amount = records.sites.get(name)
            yearly = None if amount is None else Range.exactly(amount)
            told = solved_of(cases, judged, solved, yearly, YEAR)
            yield AtSite(site=name, supplier=site.supplier, recorded=amount, solved=told)


def _keys(of: Owned) -> Iterator[str]:
    for column in (of.sold, of.run):
        for line in column.lines if isinstance(column, Column) else ():
            yield from (each.key for each in line.beside)


def _outside(records: Known, suppliers: Sequence[Owned], plan: Plan) -> Iterator[Finding]:
    """Find money of suppliers that the plan does not name."""
    named = {each.name for each in suppliers}
    for provider in dict.fromkeys(each.provider for each in records.lines if each.is_counted):
        if provider not in named:
            whole = sum((each.amount.amount for each in records.lines if each.provider == provider and each.is_counted),
                        Decimal(0))  # fmt: skip
            amount = Money(whole, plan.currency).rounded()
            says = f"{amount} of these months belong to {provider or 'nobody'}, who runs no site of the plan."
            yield note(plan.at, "cost-outside-plan", says, "Name the supplier as the records do, or add its site.")


def _said_too(said: Costs, records: Known) -> Iterator[Finding]:
    """Find lines that the plan says and the records tell as well."""
    for name, each in said.suppliers.items():
        measured = records.of(name)
        told = {str(each.records.get(paid.category, "fees")) for paid in measured.paid}
        for line in each.run:
            if line in told:
                says = f"What {name} costs for {line} is said and measured as well; what is measured counts."
                yield note(each.run[line].at or NOWHERE, "cost-also-measured", says, f"Leave {line} out of run.")
