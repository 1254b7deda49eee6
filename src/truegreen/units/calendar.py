"""A calendar: when a service is open, where, and on which days it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Shift:
    """Opening hours of some weekdays, in minutes from local midnight; several shifts may share a day."""

    days: tuple[str, ...]
    opens: int
    closes: int

    @classmethod
    def parse(cls, text: str) -> Shift:
        """Read ``mon-fri 08:00-18:00`` or ``sat,sun 10:00-24:00``.

        Raises:
            ValueError: days or hours cannot be read, or the shift closes before it opens.

        >>> Shift.parse("mon-wed 08:00-12:30")
        Shift(days=('mon', 'tue', 'wed'), opens=480, closes=750)
        """
        try:
            days, hours = text.split()
            opens, closes = (_minutes(part) for part in hours.split("-"))
            named = tuple(day for part in days.lower().split(",") for day in _range(part))
        except ValueError:
            raise ValueError(f"“{text}” is no shift; write it like mon-fri 08:00-18:00") from None
        if closes <= opens:
            raise ValueError(f"“{text}” closes before it opens; split a night shift at 24:00")
        return cls(named, opens, closes)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the service is closed, and why."""

    day: date
    name: str = ""


def _minutes(text: str) -> int:
    hours, minutes = (int(part) for part in text.split(":"))
    if not (0 <= hours <= 24 and 0 <= minutes < 60 and hours * 60 + minutes <= 1440):
        raise ValueError(text)
    return hours * 60 + minutes


def _range(text: str) -> tuple[str, ...]:
    first, _, last = text.partition("-")
    start, stop = DAYS.index(first), DAYS.index(last or first)
    return DAYS[start : stop + 1] if start <= stop else DAYS[start:] + DAYS[: stop + 1]


def is_zone(name: str) -> bool:
    """Say whether a time zone exists.

    >>> is_zone("Europe/London"), is_zone("Europe/Londn"), is_zone("../etc")
    (True, False, False)
    """
    try:
        return bool(ZoneInfo(name))
    except (LookupError, ValueError, OSError):
        return False
