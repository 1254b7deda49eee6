"""What a change would have made of the past, in a sentence or two that both sides read before they approve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from truegreen.model.finding import Finding, Level
from truegreen.reports import statement_words as words
from truegreen.units.money import Money

Record: TypeAlias = Mapping[str, Any]


def sentence(tests: Sequence[Record], differing: int, findings: Sequence[Finding]) -> str:
    """Say what came out when a text was tried on the past.

    Args:
        tests: what each contract pays under both texts, as kept.
        differing: how many things the text says otherwise.
        findings: what is found with it where nothing of that name was found without it.
    """
    said = [f"It says {_many(differing, 'thing')} otherwise.", *map(_test, tests)]
    if not tests:
        said.append("No period could be settled under both texts.")
    risks = sum(each.level is not Level.NOTE for each in findings)
    if risks:
        said.append(f"The checks find {_many(risks, 'risk')} that {'was' if risks == 1 else 'were'} not there before.")
    return " ".join(said)


def moves(period: Record) -> bool:
    """Say whether a period, or any of its clauses, pays otherwise."""
    return any(each["better_for"] for each in (period["total"], *period["terms"]))


def _test(test: Record) -> str:
    of = f" of {test['contract']}" if test["contract"] else ""
    many = sum(map(moves, test["periods"]))
    come = "comes" if many == 1 else "come"
    return (
        f"Of {_many(len(test['periods']), 'period')}{of}, {many} {come} out otherwise; {_gain(test['total']['total'])}."
    )


def _gain(total: Record) -> str:
    if total["better_for"] is None:
        return "in all, neither side gains"
    amount = f"{written(total['difference']).lstrip('−')} {total['difference']['unit']}"
    return f"in all, the client pays {amount} {'less' if total['better_for'] == 'client' else 'more'}"


def written(amount: Record) -> str:
    """Write an amount that was kept, without its currency.

    >>> written({"number": "-1250.5", "unit": "EUR"})
    '−1,250.50'
    """
    return words.amount(Money(Decimal(amount["number"]), amount["unit"]))


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
