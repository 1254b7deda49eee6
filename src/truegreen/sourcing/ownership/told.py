"""A supplier's total cost: its business case, what runs, and what made the difference between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from truegreen.model.costed import Column, Line, Origin, Owned
from truegreen.model.plan_costs import Kind, SaidCost, SupplierCosts
from truegreen.sourcing.ownership.changed import changes
from truegreen.sourcing.ownership.lines import Terms, said, unknown
from truegreen.sourcing.ownership.present import a_year, present, scaled
from truegreen.sourcing.ownership.resolution import A_YEAR, solved_of
from truegreen.sourcing.ownership.usual import HOUSE, SUPPLIER
from truegreen.units.money import Money
from truegreen.units.range import Range, summed

NOTHING_SAID = SupplierCosts()


@dataclass(frozen=True, slots=True)
class Paid:
    """Money of one category in the months that were looked at, in the plan's currency."""

    category: str
    amount: Money
    origin: Origin
    source: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What records and statements tell of a supplier.

    Attributes:
        months: of how many months it is; 0 where there are none.
        paid: what was invoiced, or recorded: what counts of both.
        cases, judged, solved: issues; those whose outcome can be known, and those that stayed solved.
    """

    months: int = 0
    paid: Sequence[Paid] = ()
    cases: int = 0
    judged: int = 0
    solved: int = 0


def owned(name: str, costs: SupplierCosts, measured: Measured, terms: Terms, *, is_client: bool) -> Owned:
    """Give a supplier's total cost.

    Args:
        name: of the supplier.
        costs: what the plan says of it.
        measured: what records tell.
        terms: how the plan reckons.
        is_client: whether it is the client's own house.
    """
    run = as_run(costs, measured, terms, is_client=is_client)
    sold = as_sold(costs, terms) if costs.sold else None
    is_told = measured.cases and run.line(Kind.FEES) is not None and Kind.FEES not in run.unknown
    yearly = run.yearly if is_told else None
    solved = solved_of(measured.cases, measured.judged, measured.solved, yearly, measured.months)
    return Owned(
        name=name, is_client=is_client, sold=sold, run=run,
        changes=changes(sold, run, terms) if sold is not None and run.is_known else (),
        solved=solved if measured.cases else None,
    )  # fmt: skip


def as_sold(costs: SupplierCosts, terms: Terms) -> Column:
    """Give the business case: what it says, and nothing else."""
    return _column(_written(costs.sold, None, terms), terms)


def as_run(costs: SupplierCosts, measured: Measured, terms: Terms, *, is_client: bool) -> Column:
    """Give what runs: what records tell, what the plan says beside, and what nobody knows."""
    told = {each.kind: each for each in _recorded(costs.records, measured, terms)}
    fees = told[Kind.FEES].amount if Kind.FEES in told else None
    own = {name: each for name, each in costs.run.items() if name not in {kind.value for kind in told}}
    written = {each.kind: each for each in _written(own, fees, terms)}
    if fees is None and Kind.FEES in written:
        fees = written[Kind.FEES].amount
    if Kind.REWORK not in written and fees is not None and Kind.FEES in told:
        told |= _split(told[Kind.FEES], measured, terms)
    lines = told | {kind: each for kind, each in written.items() if kind not in told}
    if Kind.REWORK in written and Kind.FEES in told:
        lines |= _taken_out(told[Kind.FEES], written[Kind.REWORK], terms)
    usual = dict.fromkeys([*(HOUSE if is_client else SUPPLIER), *map(Kind, costs.sold)])
    missing = [unknown(kind, fees, terms) for kind in usual if kind not in lines]
    return _column([*lines.values(), *missing], terms)


def _written(lines: Mapping[str, SaidCost], fees: Range | None, terms: Terms) -> list[Line]:
    """Give the lines that are written, fees first, for others are shares of them; rework is taken out of them."""
    known = {Kind(name): each for name, each in lines.items()}
    made: dict[Kind, Line] = {}
    if Kind.FEES in known:
        made[Kind.FEES] = said(Kind.FEES, known[Kind.FEES], None, terms)
        fees = made[Kind.FEES].amount
    made |= {kind: said(kind, each, fees, terms) for kind, each in known.items() if kind is not Kind.FEES}
    if Kind.FEES in made and Kind.REWORK in made:
        made |= _taken_out(made[Kind.FEES], made[Kind.REWORK], terms)
    return [*made.values()]


def _recorded(belongs: Mapping[str, Kind], measured: Measured, terms: Terms) -> Iterable[Line]:
    """Give the lines that records and statements tell, as of a year."""
    by_kind: dict[Kind, list[Paid]] = {}
    for each in measured.paid:
        by_kind.setdefault(belongs.get(each.category, Kind.FEES), []).append(each)
    for kind, paid in by_kind.items():
        whole = sum((each.amount for each in paid[1:]), paid[0].amount)
        yearly = scaled(Range.exactly(whole), Fraction(A_YEAR, measured.months))
        steps = [f"{each.category}: {each.amount.rounded()}" for each in paid]
        if measured.months != A_YEAR:
            steps.append(f"× 12 / {measured.months} months = {yearly}")
        source = ", ".join(dict.fromkeys(each.source for each in paid))
        yield terms.line(kind, yearly, paid[0].origin, source, steps)


def _split(fees: Line, measured: Measured, terms: Terms) -> dict[Kind, Line]:
    """Take out of the fees what was paid for cases that were not solved; nothing where no outcome is known."""
    if not measured.judged or fees.amount is None or fees.amount.low.amount <= 0:
        return {}
    failed = Fraction(measured.judged - measured.solved, measured.judged)
    again = scaled(fees.amount, failed)
    steps = [
        f"{measured.solved:,} of {measured.judged:,} cases whose outcome is known stayed solved",
        f"the rest of {fees.amount}, that is (1 / share solved − 1) × what solving took, = {again}",
    ]
    line = terms.line(Kind.REWORK, again, Origin.MEASURED, "cases of the records", steps)
    return _taken_out(fees, line, terms)


def _taken_out(fees: Line, rework: Line, terms: Terms) -> dict[Kind, Line]:
    """Give both lines, with rework taken out of the fees that hold it."""
    if fees.amount is None or rework.amount is None:
        return {Kind.FEES: fees, Kind.REWORK: rework}
    rest = Range(fees.amount.low - rework.amount.low, fees.amount.high - rework.amount.high)
    rest = rest if rest.low <= rest.high else Range(rest.high, rest.low)
    worth = present(rest, fees.kind.when, terms.rate, terms.years)
    steps = (*fees.steps, f"less {rework.amount} for doing again what was not solved = {rest}")
    return {Kind.FEES: replace(fees, amount=rest, present=worth, steps=steps), Kind.REWORK: rework}


def _column(lines: Iterable[Line], terms: Terms) -> Column:
    order = {kind: place for place, kind in enumerate(Kind)}
    sorted_ = sorted(lines, key=lambda each: order[each.kind])
    yearly = (a_year(each.amount, each.kind.when, terms.years) for each in sorted_ if each.amount is not None)
    worth = (each.present for each in sorted_ if each.present is not None)
    return Column(lines=sorted_, yearly=summed(yearly, terms.currency), present=summed(worth, terms.currency))
