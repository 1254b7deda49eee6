"""Whose turn it is and by when, what rules say, and what was said in forms: in the language of who reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext

from truegreen.governance.asking import Denied
from truegreen.governance.saying import Sentence
from truegreen.governance.workflow import Ask, Shape, Stage
from truegreen.model.agreement import Agreement, Side
from truegreen.model.matter import Matter
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.web.written import amount, date_of, day, duration, moment, number, plain_number, zone_for

__all__ = ["day", "deadline", "moment", "said", "said_to", "side_name", "turn"]


def said(of: object) -> str:
    """Say in the language of who reads what rules say in English: a sentence, a no, or what stands in one."""
    write = next((write for kind, write in WRITERS if isinstance(of, kind)), str)
    return write(of)


def _sentence(of: Sentence) -> str:
    if of.parts:
        return (gettext(of.by) if of.by.strip() else of.by).join(map(said, of.parts))
    form = ngettext(of.form, of.several, of.number) if of.several else gettext(of.form)
    return form % {name: said(each) for name, each in of.values.items()}


def _whole(of: int | Decimal) -> str:
    return plain_number(Decimal(of))


WRITERS: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (Sentence, _sentence), (Denied, lambda of: said(str(of))), (date, date_of), (Money, amount),
    (Quantity, duration), (float, partial(number, digits=1, signed=True)), (int, _whole), (Decimal, _whole),
)  # fmt: skip
"""How each kind of value is written."""


def said_to(ask: Ask | None, text: str, people: Mapping[str, str]) -> str:
    """Write an answer as people of a language read it; as it was kept where it is words of somebody."""
    write = SHAPED.get(ask.shape) if ask and text else None
    try:
        return write(text) if write else people.get(text, text)
    except (ValueError, InvalidOperation):
        return text


SHAPED: Final[Mapping[Shape, Callable[[str], str]]] = {
    Shape.DAY: lambda text: date_of(date.fromisoformat(text)),
    Shape.AMOUNT: lambda text: amount(Money.parse(text)),
    Shape.NUMBER: lambda text: plain_number(Decimal(text)),
    Shape.SHARE: lambda text: f"{plain_number(Quantity.parse(text).number)} %",
    Shape.CHOICE: gettext,
}
"""How an answer of each shape is written, where it is not words of somebody."""


def day_of(text: object) -> str:
    """Write a day that is kept as text; any other text as it is."""
    try:
        return date_of(date.fromisoformat(str(text)))
    except ValueError:
        return str(text)


def amount_of(text: str) -> str:
    """Write an amount that is kept as text; any other text as it is."""
    try:
        return amount(Money.parse(text))
    except ValueError:
        return text


def amount_in(record: Mapping[str, str]) -> str:
    """Write an amount of a record, without its currency."""
    return amount(Money(Decimal(record["number"]), record["unit"]), unit=False)


def deadline(at: datetime, agreement: Agreement) -> str:
    """Write by when: the end of a day as that day, any other moment as it is."""
    local = at.astimezone(ZoneInfo(zone_for(agreement)))
    if (local.hour, local.minute) == (0, 0):
        return gettext("the end of %s") % day(at - timedelta(minutes=1), agreement)
    return moment(at, agreement)


def side_name(side: Side | None, agreement: Agreement) -> str:
    """Call a side by its party's name."""
    if side is Side.CLIENT:
        return agreement.parties.client.name
    return agreement.parties.provider.name if side is Side.PROVIDER else gettext("either side")


def turn(matter: Matter, stage: Stage, agreement: Agreement) -> str:
    """Say whose turn it is; empty where it is nobody's."""
    return side_name(stage.turn.side(matter.side), agreement) if stage.turn else ""
