"""One outage that fails several measures is one failure, and is punished as many times as there are clauses.

A US state's shared-services contract lets the State “select any one” of the credits for an incident, and the UK Model
Services Contract does not measure how fast a service responds while it is not available. Without such a rule the
provider pays several times for one cause, and buys insurance against it in its price.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.terms.one_per_cause import OnePerCause
from truegreen.terms.service_points import ServicePoints

SMELL: Final = "S26"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures of one service that cost more where they are missed together than the dearest of them does."""
    month = imagined(agreement)
    costly = {name: levels for name in month.paying if (levels := _costly(month, name))}
    told = set[str]()
    for service in {agreement.measures[name].service: None for name in costly}:
        names = [name for name in costly if agreement.measures[name].service in (service, "")]
        worst, mild = ({name: costly[name][place] for name in names} for place in (0, -1))
        clauses = _crediting(month, worst)
        more = max(_lost(month, each) - max(month.loss(*one) for one in each.items()) for each in (worst, mild))
        if clauses and more > 0 and not told.issuperset(clauses) and not _is_guarded(agreement, clauses):
            told.update(clauses)
            under = ", ".join(map(month.clause, clauses))
            says = (f"One cause that fails {_listed(names)} is credited for each of them, under {under}: "
                    f"up to {month.stake(more)} more than the dearest.")  # fmt: skip
            remedy = "Add a clause one-per-cause that covers them, after them and before what caps them."
            yield warning(agreement.terms[clauses[0]].at, "one-cause-many-credits", says, remedy)


def _costly(month: Imagined, name: str) -> list[Fraction]:
    """Give the levels of a measure at which the provider loses something, the worst first."""
    target = month.target(name)
    met = month.pays({name: target}) if target is not None else Fraction(0)
    return [each.level for each in month.sweep(name) if target is not None and each.pays < met]


def _lost(month: Imagined, levels: Mapping[str, Fraction]) -> Fraction:
    """Give what the provider loses where several measures are missed in one month."""
    met = {name: target for name in levels if (target := month.target(name)) is not None}
    return month.pays(met) - month.pays(levels)


def _crediting(month: Imagined, levels: Mapping[str, Fraction]) -> list[str]:
    """Give the clauses that credit something at these levels, in the order of the text."""
    owed = month.by_clause(levels)
    return [name for name in month.said.terms if owed.get(name, 0) < 0]


def _is_guarded(agreement: Agreement, clauses: list[str]) -> bool:
    """Say whether a clause lets only one of these credits stand for one cause."""
    covered = [set(each.says.covers) for each in agreement.terms.values() if isinstance(each.says, OnePerCause)]
    points = [agreement.terms[each].says for each in clauses]
    is_one = len(points) == 1 and isinstance(points[0], ServicePoints) and points[0].one_per_cause
    return is_one or any(each.issuperset(clauses) for each in covered)


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{each}”" for each in names)
