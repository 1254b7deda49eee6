"""Days, moments, numbers and amounts as people of a language write them, in the zone that they chose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, get_date_format
from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext

from truegreen.model.agreement import Agreement
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity

_ZONE: Final = ContextVar("zone", default="")
DAYS: Final = {"en": "d MMM y"}
"""How a day is written where it is not the language's medium form: English is read on both sides of an ocean."""


@contextmanager
def in_zone(zone: str) -> Iterator[None]:
    """Have moments written in a zone that somebody chose; none where they chose none."""
    before = _ZONE.set(zone)
    try:
        yield
    finally:
        _ZONE.reset(before)


def zone_for(agreement: Agreement | None) -> str:
    """Give the zone in which moments are written: the reader's own, else the agreement's, else UTC."""
    return _ZONE.get() or (agreement.zone if agreement else "") or "UTC"


def locale() -> Locale:
    """Give the locale of the language that is spoken now."""
    return _locale(get_language() or "en")


def moment(at: datetime, agreement: Agreement | None = None) -> str:
    """Write a moment with the zone that it is written in."""
    zone, here = zone_for(agreement), locale()
    return f"{_moment(at, f'{_pattern(here)} HH:mm', zone, here)} {_zone(at, zone, here)}"


def day(at: datetime, agreement: Agreement | None = None) -> str:
    """Write the day of a moment."""
    return _moment(at, _pattern(locale()), zone_for(agreement), locale())


def date_of(of: date, *, weekday: bool = False) -> str:
    """Write a day, with its weekday if that is wanted."""
    pattern = _pattern(locale())
    return _date(of, f"EEE {pattern}" if weekday else pattern, locale())


def number(of: Decimal | float, digits: int = 0, *, signed: bool = False) -> str:
    """Write a number with so many digits after the point, with its sign if it is a difference."""
    form = f"#,##0{'.' if digits else ''}{'0' * digits}"
    return _number(of, f"+{form};−{form}" if signed else form, locale())


def plain_number(of: Decimal) -> str:
    """Write a number with all of its digits."""
    exponent = of.as_tuple().exponent
    return number(of, max(-exponent if isinstance(exponent, int) else 0, 0))


def figures(text: str) -> str:
    """Write the numbers within a figure, such as ``12.5 % (8.0–20.1 %)``, as the language does."""
    found = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+"
    return re.sub(found, lambda one: plain_number(Decimal(one[0].replace(",", ""))), text)


def amount(of: Money, *, unit: bool = True) -> str:
    """Write an amount, unrounded, with its currency unless that stands elsewhere."""
    exponent = of.amount.as_tuple().exponent
    text = number(of.amount, max(of.digits, -exponent if isinstance(exponent, int) else 0)).replace("-", "−")
    return f"{text} {of.currency}" if unit else text


def duration(of: Quantity) -> str:
    """Write so many minutes, hours, days or weeks; any other quantity as it is."""
    if of.number != int(of.number):
        return str(of)
    many = int(of.number)
    forms = {
        "min": ngettext("%d minute", "%d minutes", many), "h": ngettext("%d hour", "%d hours", many),
        "d": ngettext("%d day", "%d days", many), "w": ngettext("%d week", "%d weeks", many),
    }  # fmt: skip
    return forms[of.unit] % many if of.unit in forms else str(of)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@cache
def _pattern(locale: Locale) -> str:
    return DAYS.get(locale.language) or str(get_date_format("medium", locale).pattern)


@lru_cache(maxsize=10_000)
def _date(of: date, pattern: str, locale: Locale) -> str:
    return format_date(of, pattern, locale=locale)


@lru_cache(maxsize=10_000)
def _number(of: Decimal | float, form: str, locale: Locale) -> str:
    return format_decimal(of, format=form, locale=locale)


@lru_cache(maxsize=10_000)
def _zone(at: datetime, zone: str, locale: Locale) -> str:
    """Name a zone at a moment: as the language does, else as its own people do, else by how far it is from UTC."""
    local = at.astimezone(ZoneInfo(zone))
    names = (format_datetime(at, "z", ZoneInfo(zone), locale=locale), local.strftime("%Z"))
    return next((each for each in names if each.isalpha()), f"UTC{local:%z}")


@lru_cache(maxsize=10_000)
def _moment(at: datetime, pattern: str, zone: str, locale: Locale) -> str:
    """Write a moment; it takes long enough that a page of fifty rows is glad not to do it twice."""
    return format_datetime(at, pattern, ZoneInfo(zone), locale=locale)
