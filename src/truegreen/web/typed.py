"""What people type into forms in their language, as it is kept: what they see, they can write; nothing is guessed.

A number that could be read in two ways is refused with both of them; so is one that only another language would read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from babel import Locale
from babel.dates import get_month_names
from django.utils.translation import gettext

from truegreen.governance.workflow import Ask, Shape
from truegreen.units.money import DIGITS, Money
from truegreen.web.written import amount, date_of, locale, number

LIKE: Final = date(2026, 12, 31)
_GROUPED: Final = {",": re.compile(r"[0-9]{1,3}(,[0-9]{3})+"), ".": re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")}


class UnclearError(Exception):
    """What was typed cannot be read, or in more than one way; the text says what to write."""


def kept(asks: Iterable[Ask], said: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Give answers as they are kept, and what is wrong with those that cannot be read, by what was asked."""
    told, wrong = dict(said), dict[str, str]()
    for ask in asks:
        read, text = READ.get(ask.shape), said.get(ask.name, "").strip()
        if read and text:
            try:
                told[ask.name] = read(text)
            except UnclearError as why:
                wrong[ask.name] = f"{gettext(ask.title)}: {why}"
    return told, wrong


def shown(ask: Ask, text: str) -> str:
    """Give what stands in a field: an amount as people of the language write it; days as browsers want them."""
    try:
        return amount(Money.parse(text)) if ask.shape is Shape.AMOUNT else text
    except ValueError:
        return text


def day(text: str) -> date:
    """Read a day: as the language writes it, or year first.

    Raises:
        UnclearError: it is neither, has no whole year, or is no day of the calendar.
    """
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
        found = re.fullmatch(r"([0-9]{1,2})\.?\s+([^\W\d]+)\.?\s+([0-9]{4})", text)
        if found and (month := _months(locale()).get(found[2].casefold())):
            return date(int(found[3]), month, int(found[1]))
        found = re.fullmatch(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", text)
        if found and "." in date_of(LIKE):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise UnclearError(gettext("“%s” is no day of the calendar.") % text) from None
    raise UnclearError(
        gettext("“%(text)s” is not clear; write a day like %(day)s or %(iso)s.")
        % {"text": text, "day": date_of(LIKE), "iso": LIKE.isoformat()}
    )


def iso_of(text: str) -> str:
    """Give a day as it is kept; what is none, as it stands, for those who refuse it with their own words."""
    try:
        return day(text.strip()).isoformat()
    except UnclearError:
        return text


def decimal(text: str, digits: int | None = None) -> Decimal:
    """Read a number as the language writes it.

    Args:
        text: what was typed.
        digits: how many digits it may have after the point, where that is known; it settles what would be unclear.

    Raises:
        UnclearError: it is no number, or one that can be read in two ways.
    """
    bare = re.sub(r"(?<=[0-9])[\u00a0\u202f ](?=[0-9]{3})", "", text).replace("−", "-")
    if not re.fullmatch(r"[+-]?[0-9][0-9.,]*", bare):
        raise UnclearError(_not_clear(text))
    sign, figures = ("-" if bare[0] == "-" else ""), bare.lstrip("+-")
    return Decimal(sign + _plain(figures, text, digits))


def _plain(figures: str, text: str, digits: int | None) -> str:
    """Give the same number with a point and no groups."""
    marks = [each for each in figures if each in ".,"]
    if not marks:
        return figures
    last = marks[-1]
    whole, _, rest = figures.rpartition(last)
    if len({*marks}) == 2:
        return f"{_ungrouped(whole, text)}.{_digits(rest, text, last in whole)}"
    if len(marks) > 1:
        return _ungrouped(figures, text)
    point = _point()
    is_either = bool(_GROUPED[last].fullmatch(figures)) and not whole.startswith("0")
    if is_either and (digits is None or digits >= len(rest) or last == point):
        raise UnclearError(_both(text, whole, rest))
    if is_either:
        return whole + rest
    if last != point:
        raise UnclearError(_not_clear(text))
    return f"{whole}.{_digits(rest, text, not whole)}"


def _ungrouped(figures: str, text: str) -> str:
    """Take the marks between thousands out."""
    if figures.isdigit():
        return figures
    if not any(each.fullmatch(figures) for each in _GROUPED.values()):
        raise UnclearError(_not_clear(text))
    return re.sub("[.,]", "", figures)


def _digits(rest: str, text: str, is_wrong: bool) -> str:
    if is_wrong or not rest:
        raise UnclearError(_not_clear(text))
    return rest


def _point() -> str:
    return str(locale().number_symbols["latn"]["decimal"])


def _not_clear(text: str) -> str:
    told = {"text": text, "like": number(Decimal("1234.50"), 2)}
    return gettext("“%(text)s” is not clear; write numbers like %(like)s.") % told


def _both(text: str, whole: str, rest: str) -> str:
    told = {"text": text, "whole": whole + rest, "part": f"{whole}{_point()}{rest}0"}
    return gettext("“%(text)s” can be read in two ways; write %(whole)s or %(part)s.") % told


def _amount(text: str) -> str:
    found = re.fullmatch(r"(.*\d)\s*([A-Za-z]{3}|€)", text.strip())
    if not found:
        raise UnclearError(
            gettext("“%(text)s” has no currency; write it like %(like)s.")
            % {"text": text, "like": amount(Money(Decimal("1250.00"), "EUR"))}
        )
    currency = "EUR" if found[2] == "€" else found[2].upper()
    return str(Money(decimal(found[1].strip(), DIGITS.get(currency, 2)), currency)).replace(",", "")


def _share(text: str) -> str:
    found = re.fullmatch(r"(.*\d)\s*%", text)
    if not found:
        raise UnclearError(gettext("“%s” has no percent sign; write it like 80 %%.") % text)
    return f"{decimal(found[1].strip())} %"


READ: Final[Mapping[Shape, Callable[[str], str]]] = {
    Shape.DAY: lambda text: day(text).isoformat(),
    Shape.AMOUNT: _amount,
    Shape.NUMBER: lambda text: str(decimal(text)),
    Shape.SHARE: _share,
}
"""How an answer of each shape is read, where it is more than words."""


@cache
def _months(of: Locale) -> Mapping[str, int]:
    """Give the months' names, whole and short, in small letters."""
    return {
        str(name).rstrip(".").casefold(): month for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone") for month, name in get_month_names(width, context, of).items()
    }  # fmt: skip
