"""How wide and how high text is in the type of slides, so that tables and sentences fit before any program opens them.

The widths are those of Arial, which Liberation Sans and Helvetica share, in thousandths of the size.
"""

from __future__ import annotations

from typing import Final

LINE: Final = 1.17 / 72
"""Height of a line for each point of its size, in inches."""
_WIDTHS: Final = {
    "ijl'’|": 222, " ftI.,:;!/\\[]·\N{NO-BREAK SPACE}": 278, "r()-`“”": 333, '"*': 380, "ckvxyzsJ": 500, "FTZ": 611,
    "ABEKPSVXY&": 667, "CDHNRUw": 722, "GOQ": 778, "mM": 833, "%◉●▼✖": 900, "W@—…": 1000, "+−=<>≥≤–": 584,
}  # fmt: skip
_EACH: Final = {letter: wide / 1000 for letters, wide in _WIDTHS.items() for letter in letters}
_OTHERS: Final = 0.556
_BOLD: Final = 1.08


def width(text: str, points: int, *, is_bold: bool = False) -> float:
    """Give how wide a text is on one line, in inches.

    >>> round(width("Acme owes 12,853.44 EUR", 10), 2)
    1.71
    """
    wide = sum(_EACH.get(letter, _OTHERS) for letter in text)
    return wide * points / 72 * (_BOLD if is_bold else 1.0)


def lines(text: str, wide: float, points: int, *, is_bold: bool = False) -> int:
    """Count the lines that a text takes, broken between words.

    >>> lines("one two three", 0.4, 10), lines("", 0.4, 10)
    (3, 1)
    """
    count, used, space = 1, 0.0, width(" ", points)
    for word in text.split(" "):
        long = width(word, points, is_bold=is_bold)
        if used and used + space + long > wide:
            count, used = count + 1, 0.0
        over = int(long / wide)  # A word that is longer than a line is broken within.
        count += over
        used += long - over * wide + (space if used else 0.0)
    return count
