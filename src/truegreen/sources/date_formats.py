"""How times are written: which formats read some texts, and whether the day or the month stands first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from truegreen.sources.reading import ISO

_DAYS: Final = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%d-%m-%y",
    "%m-%d-%y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%Y%m%d",
)  # fmt: skip
_TIMES: Final = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %H:%M:%S.%f", "T%H:%M:%S", ", %H:%M")
_ZONES: Final = ("", "%z", " %z")
FORMATS: Final = tuple(day + time + zone for day in _DAYS for time in _TIMES for zone in (_ZONES if time else ("",)))
_ISO: Final = re.compile(
    r"(19|2[01])\d\d[-/]\d{1,2}[-/]\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?([Zz]|UTC|[+-]\d\d:?\d\d)?)?"
)
_PARTS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\b")


@dataclass(frozen=True, slots=True)
class Order:
    """What values show about the order of day and month: an example that only fits each, and whether any fits both."""

    day_first: str = ""
    month_first: str = ""
    both: bool = False


def formats_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the formats that read every text; the word iso alone where ISO does.

    >>> formats_of(["13/02/2024 10:15", "01/02/2024 09:00"])
    ('%d/%m/%Y %H:%M',)
    """
    tried = list(dict.fromkeys(texts))
    if tried and all(map(is_iso, tried)):
        return (ISO,)
    fitting: tuple[str, ...] = FORMATS if tried else ()
    for text in tried:
        fitting = tuple(each for each in fitting if _fits(text, each))
    return fitting


def is_iso(text: str) -> bool:
    """Say whether a text is a time or date in ISO."""
    return bool(_ISO.fullmatch(text))


def order_of(texts: Iterable[str]) -> Order:
    """Say what shows the order of day and month in texts such as 13/02/2024.

    >>> order_of(["13/02/2024", "01/02/2024"]).day_first
    '13/02/2024'
    """
    day_first = month_first = ""
    both = False
    for text in texts:
        if found := _PARTS.match(text):
            first, second = int(found[1]), int(found[2])
            day_first = day_first or (text if first > 12 >= second else "")
            month_first = month_first or (text if second > 12 >= first else "")
            both = both or (first <= 12 and second <= 12 and first != second)
    return Order(day_first, month_first, both)


def _fits(text: str, written: str) -> bool:
    try:
        return 1900 <= datetime.strptime(text, written).year < 2200  # noqa: DTZ007
    except ValueError:
        return False
