"""Back-test: the same months under two agreements, with the same figures: who would have gained, and by which clause.

It says what a changed text would have paid for what happened; not how people would have worked under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from truegreen.model.agreement import Agreement, Side, Versions
from truegreen.model.finding import Finding, error, warning
from truegreen.model.given import Givens, Scale
from truegreen.model.statement import Statement
from truegreen.settlement.digests import given_in
from truegreen.settlement.settle import settle
from truegreen.units.money import Money
from truegreen.units.period import Period


@dataclass(frozen=True, slots=True)
class Compared:
    """What a clause or charge pays under two agreements; positive amounts are paid by the client."""

    term: str
    old: Money
    new: Money

    @property
    def difference(self) -> Money:
        """Give what the client pays more under the new one."""
        return self.new - self.old

    @property
    def gains(self) -> Side | None:
        """Say which side the new one is better for; None where it makes no difference."""
        amount = self.difference.amount
        return None if not amount else Side.PROVIDER if amount > 0 else Side.CLIENT


@dataclass(frozen=True, slots=True)
class Tried:
    """One period, or all of them together, under two agreements: by clause, and in all."""

    period: Period
    terms: tuple[Compared, ...]
    total: Compared


@dataclass(frozen=True, slots=True)
class BackTest:
    """The last settled periods under two agreements: each, and all of them together."""

    periods: tuple[Tried, ...]
    total: Tried


def throughout(agreement: Agreement, as_of: Versions) -> Versions:
    """Give a new text as if it had stood from the first day of an agreement."""
    first = as_of.each[0][1]
    return Versions(as_of.id, ((first.starts, replace(agreement, starts=first.starts)),))


def back_test(
    old: Versions, new: Versions, given: Givens, scales: Mapping[str, Scale], until: Period, count: int
) -> tuple[BackTest | None, list[Finding]]:
    """Settle the same figures under two agreements and compare the last periods; None with findings if it cannot be.

    Args:
        old: the agreement as it stood.
        new: what it is compared with; see ``throughout``.
        given: readings and figures of all periods.
        scales: unit and direction of the computed measures of both.
        until: the last period compared.
        count: how many periods.
    """
    if findings := list(_without_unit(new, scales)):
        return None, findings
    before, after = (settle(each, given, until, scales)[-count:] for each in (old, new))
    keys = [[(each.period, each.currency) for each in statements] for statements in (before, after)]
    if keys[0] != keys[1] or not before:
        says = "The two agreements are settled by different periods, or in different currencies."
        remedy = "Compare texts that begin on the same day and are settled alike."
        return None, [error(new.latest.at, "not-comparable", says, remedy)]
    periods = tuple(_tried(*pair) for pair in zip(before, after, strict=True))
    return BackTest(periods, _together(periods)), list(_not_given(new, given, [each.period for each in after]))


def _tried(old: Statement, new: Statement) -> Tried:
    """Compare what arose in a period, on whichever invoice it stands."""
    before, after = _by_term(old), _by_term(new)
    nothing = Money(Decimal(0), old.currency)
    terms = [Compared(each, before.get(each, nothing), after.get(each, nothing)) for each in {**before, **after}]
    return Tried(old.period, tuple(terms), _sum("total", terms, nothing))


def _together(periods: Sequence[Tried]) -> Tried:
    nothing = Money(Decimal(0), periods[0].total.old.currency)
    each = [one for period in periods for one in period.terms]
    names = dict.fromkeys(one.term for one in each)
    terms = [_sum(name, [one for one in each if one.term == name], nothing) for name in names]
    span = Period(periods[0].period.start, periods[-1].period.end)
    return Tried(span, tuple(terms), _sum("total", terms, nothing))


def _sum(name: str, each: Iterable[Compared], nothing: Money) -> Compared:
    found = list(each)
    return Compared(name, sum((one.old for one in found), nothing), sum((one.new for one in found), nothing))


def _by_term(statement: Statement) -> dict[str, Money]:
    amounts: dict[str, Money] = {}
    for line in (*statement.lines, *statement.later):
        if line.arose == statement.period:
            amounts[line.term] = amounts[line.term] + line.amount if line.term in amounts else line.amount
    return amounts


def _without_unit(new: Versions, scales: Mapping[str, Scale]) -> Iterator[Finding]:
    """Find measures whose unit nobody says, so that not even a missing value could be judged."""
    for name, measure in _all(new, "measures").items():
        if measure.unit is None and name not in scales:
            says = f"Nothing says in what unit {name} is measured by {measure.metric}."
            yield error(measure.at, "unit-unknown", says, "Name a metric with its variant, or give its unit.")


def _not_given(new: Versions, given: Givens, periods: Sequence[Period]) -> Iterator[Finding]:
    """Find measures of the new text without a number in some of the periods, and figures without one in any.

    A figure may be meant for few periods only, like an index that moves prices once a year.
    """
    known = {each: {one.name for one in given_in(given, each)} for each in periods}
    measures, figures = _all(new, "measures"), _all(new, "figures")
    for name, noun in {**measures, **figures}.items():
        missing = [each for each in periods if name not in known[each]]
        if missing and (name in measures or len(missing) == len(periods)):
            when = "any of the periods" if len(missing) == len(periods) else _listed(missing)
            says = f"Nothing is given for {name} in {when}; what the new text rests on it moves no money there."
            remedy = "Give its numbers for these periods, or read the comparison without it."
            yield warning(noun.at, "back-test-without-figure", says, remedy)


def _listed(periods: Sequence[Period]) -> str:
    """Write periods, those in a row as the first and the last."""
    rows: list[list[Period]] = []
    for each in periods:
        if rows and rows[-1][-1].end == each.start:
            rows[-1].append(each)
        else:
            rows.append([each])
    return ", ".join(f"{row[0]} to {row[-1]}" if len(row) > 1 else str(row[0]) for row in rows)


def _all(versions: Versions, group: str) -> dict[str, Any]:
    return {name: each for _, version in versions.each for name, each in getattr(version, group).items()}
