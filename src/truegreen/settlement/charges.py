"""The fixed charges of a period: whole, or by days where the term cuts the period or a charge changes within it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from truegreen.model.agreement import Agreement, PartMonths, Versions
from truegreen.model.finding import Finding, error
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.calendar import settled_period
from truegreen.primitives.entry import Open
from truegreen.primitives.rounding import in_currency, round_step
from truegreen.primitives.timing import Paid
from truegreen.units.money import Money
from truegreen.units.period import Period
from truegreen.units.value import Value

Part: TypeAlias = tuple[int, Money]  # Days, and the charge that stood on them.


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
    for name, parts in _parts(versions, agreement, period).items():
        service = agreement.services.get(name)
        title, clause, at = (service.title, service.clause, service.at) if service else ("", "", parts[-1][1].at)
        if not _is_whole(period, parts) and agreement.part_months is None:
            findings.append(_unsaid(agreement, period, name))
        if not _is_whole(period, parts) and agreement.part_months is PartMonths.PRO_RATA:
            because = _by_days(agreement, period, name, parts, clause)
        elif name in agreement.charges:
            because = _as_last(period, name, parts, clause)
        else:
            continue
        yield Open(name, name, Category.CHARGE, Paid.SAME, because, clause, at, title=title)


def _parts(versions: Versions, agreement: Agreement, period: Period) -> dict[str, list[Part]]:
    """Give for each charge, in the order of the text, on how many days of a period it stood at which amount."""
    changes = [since for since, _ in versions.each if period.start < since < period.end]
    found: dict[str, list[Part]] = {name: [] for name in agreement.charges}
    for start, end in pairwise((period.start, *changes, period.end)):
        for name, charge in versions.on(start).charges.items():
            found.setdefault(name, []).append(((end - start).days, charge))
    return found


def _is_whole(period: Period, parts: Sequence[Part]) -> bool:
    """Say whether a charge stood on all days of a whole period at one amount."""
    days, (_, last) = sum(each for each, _ in parts), parts[-1]
    return not period.partial and days == period.days and all(charge == last for _, charge in parts)


def _as_last(period: Period, name: str, parts: Sequence[Part], clause: str) -> Step:
    charge = parts[-1][1]
    return Step(f"{name}, charge of {period}", Value.of(charge), (), clause, charge.at)


def _by_days(agreement: Agreement, period: Period, name: str, parts: Sequence[Part], clause: str) -> Step:
    """Give a charge by the days on which it stood, of those of the whole period."""
    of = settled_period(agreement, period.start).days
    steps = [Step(f"{name}, {days} of {of} days", Value.of(charge), (), clause, charge.at) for days, charge in parts]
    number = sum((days * step.number for (days, _), step in zip(parts, steps, strict=True)), Fraction(0)) / of
    words = " and ".join(f"{days}/{of} of {{{place}}}" for place, (days, _) in enumerate(parts))
    last = parts[-1][1]
    by_days = Step(words, Value(number, last.currency), tuple(steps), clause, last.at)
    return round_step(by_days, in_currency(agreement.currency))


def _unsaid(agreement: Agreement, period: Period, name: str) -> Finding:
    says = f"The period {period} is cut by the term, or the charge “{name}” changes within it."
    remedy = "Say how such a period counts: part_months: by days, or part_months: whole."
    return error(agreement.at, "part-month-unsaid", says, remedy)
