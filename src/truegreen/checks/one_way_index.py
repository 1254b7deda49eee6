"""A price that follows all of an index, without an end or upwards only, leaves one side nothing to improve.

Fees of New Zealand's Electricity Authority never fall; TPI found that 65 % of the change instead of all of it was 12.5
million on 50 million a year from 1998 to 2005; and a price of labour that follows what households buy drifts from what
labour costs (Robinson: by 63 %).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import Imagined, imagined
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning
from truegreen.primitives.limit import Excess
from truegreen.primitives.operand import Written, value_of
from truegreen.terms.indexation import Indexation

SMELL: Final = "S32"
LEVEL: Final = Level.WARNING
_CONSUMER: Final = re.compile(r"\b(cpi\w*|rpi\w*|hicp|consumer|retail)\b", re.IGNORECASE)


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find indexed prices that never fall, follow the whole index without an end, or follow what households buy."""
    month = imagined(agreement)
    for name, term in agreement.terms.items():
        if isinstance(term.says, Indexation) and (flags := list(_flags(term.says))):
            says = f"Prices under {month.clause(name)} {_joined(flags)}{_stake(month, term.says)}."
            remedy = "Let them follow part of an index of what the work is made of, both ways, within a collar."
            yield warning(term.at, "one-way-index", says, remedy)


def _flags(says: Indexation) -> Iterator[str]:
    """Say in which ways the provider or the client is carried along."""
    if not says.may_fall and says.falls is not Excess.CARRIED:
        yield "never fall"
    if _sensitivity(says) >= 1 and says.fixed is None and says.at_most is None and says.in_all_at_most is None:
        yield "follow the whole index without an end"
    if _CONSUMER.search(says.series):
        yield "follow what households buy, not what labour costs"


def _stake(month: Imagined, says: Indexation) -> str:
    """Say what a rise of the index by a point adds."""
    charged = month.by_clause({})
    money = sum((charged.get(each, Fraction(0)) for each in says.charges), Fraction(0)) * _sensitivity(says) / 100
    return f"; each percent of the index is {month.stake(money)}" if money else ""


def _sensitivity(says: Indexation) -> Fraction:
    written = says.sensitivity.quantity if isinstance(says.sensitivity, Written) else None
    return value_of(written, "share").number if written else Fraction(0)


def _joined(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
