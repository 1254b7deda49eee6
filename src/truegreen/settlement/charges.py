"""The fixed charges of a period: whole, or by days where the term cuts the period or a charge changes within it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import pairwise

from truegreen.model.agreement import Agreement, PartMonths, Versions
from truegreen.model.finding import Finding, error
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.calendar import settled_period
from truegreen.primitives.entry import Open
from truegreen.primitives.rounding import in_currency, round_step
from truegreen.primitives.timing import Paid
from truegreen.units.period import Period
from truegreen.units.value import Value


def charges(versions: Versions, agreement: Agreement, period: Period, findings: list[Finding]) -> Iterator[Open]:
    """Give the line of each charge of a period; after the term's end there are none.

    A charge named like a service has that service's title, clause and place.

    Args:
        versions: the agreement through time.
        agreement: as it stands on the period's last day.
        period: what is settled.
        findings: where is said that the agreement does not say how such a period counts.
    """
    if agreement.ends is not None and period.start > agreement.ends:
        return
    changes = [since for since, _ in versions.each if period.start < since < period.end]
    names = {name for day in (period.start, *changes) for name in versions.on(day).charges}
    for name in sorted(names, key=[*agreement.charges, *sorted(names)].index):
        service = agreement.services.get(name)
        title, clause = (service.title, service.clause) if service else ("", "")
        parts = [
            (end - start, charge)
            for start, end in pairwise((period.start, *changes, period.end))
            if (charge := versions.on(start).charges.get(name)) is not None
        ]
        at = service.at if service else parts[-1][1].at
        line = partial(Open, name, name, Category.CHARGE, Paid.SAME, clause=clause, at=at, title=title)
        days = sum(length.days for length, _ in parts)
        is_whole = not period.partial and days == period.days and len({charge for _, charge in parts}) == 1
        if not is_whole and agreement.part_months is None:
            says = f"The period {period} is cut by the term, or the charge “{name}” changes within it."
            remedy = "Say how such a period counts: part_months: by days, or part_months: whole."
            findings.append(error(agreement.at, "part-month-unsaid", says, remedy))
        last = Step(f"{name}, charge of {period}", Value.of(parts[-1][1]), (), clause, parts[-1][1].at)
        if is_whole or agreement.part_months is not PartMonths.PRO_RATA:
            if name in agreement.charges:
                yield line(because=last)
            continue
        of = settled_period(agreement, period.start).days
        steps = [
            Step(f"{name}, {length.days} of {of} days", Value.of(charge), (), clause, charge.at)
            for length, charge in parts
        ]
        number = sum((Fraction(charge.amount) * length.days for length, charge in parts), Fraction(0)) / of
        words = " and ".join(f"{length.days}/{of} of {{{place}}}" for place, (length, _) in enumerate(parts))
        by_days = Step(words, Value(number, parts[-1][1].currency), tuple(steps), clause, at)
        yield line(because=round_step(by_days, in_currency(agreement.currency)))
