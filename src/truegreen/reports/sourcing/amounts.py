"""How amounts of a plan are written: whole money in sentences, short amounts where a picture has little room."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from truegreen.model.reading import decimal
from truegreen.reports.figures import exactly

_SIZES: Final = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))


def whole(number: float) -> str:
    """Write a number without its fraction; what rounds to nothing has no sign.

    >>> whole(-1234.4), whole(-0.2)
    ('−1,234', '0')
    """
    return exactly(decimal(Fraction(number), 0) + 0)


def money(number: float, currency: str) -> str:
    """Write an amount in a sentence.

    >>> money(1234567.8, "EUR")
    '1,234,568 EUR'
    """
    return f"{whole(number)} {currency}".rstrip()


def short(number: float) -> str:
    """Write an amount in three digits.

    >>> [short(each) for each in (0.2, 94.6, 1_250, 83_400, 999_600, -1_204_000, 2.5e12)]
    ['0', '95', '1.25k', '83.4k', '1m', '−1.2m', '2,500bn']
    """
    size = abs(float(f"{number:.3g}"))
    scale, name = next(((each, name) for each, name in _SIZES if size >= each), (1.0, ""))
    digits = f"{number / scale:.3g}" if name and size < 1000 * scale else f"{number / scale:,.0f}"
    return f"{digits.replace('-', '−')}{name}" if digits != "-0" else "0"


def change(number: float) -> str:
    """Write a short amount with its sign.

    >>> change(1_250), change(-83_400), change(0.1)
    ('+1.25k', '−83.4k', '±0')
    """
    written = short(number)
    if written == "0":
        return "±0"
    return written if number < 0 else f"+{written}"


def percent(share: float) -> str:
    """Write a share in whole percent, and never as nothing or all of it where it is neither.

    >>> [percent(each) for each in (0.0, 0.002, 0.4249, 0.997, 1.0)]
    ['0 %', 'under 1 %', '42 %', 'over 99 %', '100 %']
    """
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share * 100:.0f} %"


def listed(names: list[str], most: int = 4) -> str:
    """Write names one after the other, and how many more there are.

    >>> listed(["Lisbon", "Manila"]), listed(["a", "b", "c", "d", "e"], most=3)
    ('Lisbon and Manila', 'a, b and 3 more')
    """
    if len(names) > most:
        kept = names[: most - 1]
        return f"{', '.join(kept)} and {len(names) - len(kept)} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
