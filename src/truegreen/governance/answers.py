"""Whether an answer is one: what is wrong with what somebody wrote into a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from truegreen.governance.saying import joined, sentence
from truegreen.governance.workflow import Ask, Shape
from truegreen.model.agreement import Agreement
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity

LONGEST: Final = {Shape.LINE: 200, Shape.TEXT: 10_000}


def problem(ask: Ask, text: str, agreement: Agreement) -> str:
    """Say what is wrong with an answer and what to do, in a sentence; empty if nothing is."""
    said, what, most = text.strip(), sentence(ask.title), LONGEST.get(ask.shape, LONGEST[Shape.LINE])
    if not said:
        return sentence("%(what)s is missing.", what=what) if ask.is_required else ""
    if len(said) > most:
        return sentence("%(what)s is longer than %(most)s characters; shorten it.", what=what, most=most)
    if any(ord(each) < 32 and each not in "\n\r\t" for each in said):
        return sentence("%(what)s has characters that cannot be shown; type it anew.", what=what)
    if ask.shape is Shape.CHOICE:
        choices = joined(*map(sentence, ask.choices), by=", ")
        return "" if said in ask.choices else sentence("%(what)s is one of %(choices)s.", what=what, choices=choices)
    return _shaped(ask, said, agreement)


def _shaped(ask: Ask, said: str, agreement: Agreement) -> str:
    what = sentence(ask.title)
    try:
        if ask.shape is Shape.DAY:
            date.fromisoformat(said)
        elif ask.shape is Shape.AMOUNT:
            if Money.parse(said).currency != agreement.currency:
                own = agreement.currency
                return sentence("%(what)s is in %(currency)s, the agreement's currency.", what=what, currency=own)
        elif ask.shape is Shape.SHARE:
            if not 0 <= Quantity.parse(said).in_unit("share") <= 1:
                return sentence("%(what)s is from 0 %% to 100 %%.", what=what)
        elif ask.shape is Shape.NUMBER:
            Decimal(said)
    except (ValueError, ArithmeticError):
        return sentence("%(what)s is written like %(like)s.", what=what, like=EXAMPLES[ask.shape])
    return ""


EXAMPLES: Final[Mapping[Shape, object]] = {
    Shape.DAY: date(2026, 3, 31), Shape.AMOUNT: Money(Decimal("1250.00"), "EUR"), Shape.SHARE: "80 %",
    Shape.NUMBER: Decimal("4.2"),
}  # fmt: skip
"""What an answer of each shape looks like."""
