"""Who was treated and who was held out: the words that records use for it, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.finding import Finding, warning
from truegreen.units.span import Span

_NAMED: Final = 5
"""Words for arms that are named, at most."""
Flags = NDArray[np.bool_]
Words = NDArray[np.str_]


class Arm(StrEnum):
    """An arm of a trial, or that nobody knows."""

    TREATED = "treated"
    HELD_OUT = "held out"
    UNKNOWN = "unknown"


_HELD_OUT: Final = frozenset(
    ("held out", "holdout", "hold out", "control", "controls", "control group", "untreated", "none", "no offer",
     "no treatment", "placebo", "off", "not shown", "not called", "not treated", "withheld", "global control")
)  # fmt: skip
_TREATED: Final = frozenset(
    ("treated", "treatment", "treat", "treatment group", "test", "test group", "variant", "intervention", "active",
     "offer", "offered", "on", "shown", "called", "contacted", "saved", "exposed")
)  # fmt: skip


def arm_of(word: str) -> Arm:
    """Read the word that records use for an arm.

    >>> arm_of("Hold-out"), arm_of("TREATMENT"), arm_of("B")
    (<Arm.HELD_OUT: 'held out'>, <Arm.TREATED: 'treated'>, <Arm.UNKNOWN: 'unknown'>)
    """
    plain = re.sub("[-_ ]+", " ", word.strip().lower())
    if plain in _HELD_OUT:
        return Arm.HELD_OUT
    return Arm.TREATED if plain in _TREATED else Arm.UNKNOWN


def not_understood(words: Iterable[str]) -> list[str]:
    """Give the words, in order, that name an arm nobody here knows; an empty one names none."""
    return sorted({word for word in words if word.strip() and arm_of(word) is Arm.UNKNOWN})


def compared(words: Words) -> Flags:
    """Say which rows are compared, (R,).

    Where the records name arms, rows without one were made before anybody was held out: they are not compared.
    """
    named = np.array([bool(each.strip()) for each in words], dtype=np.bool_)
    known = np.array([arm_of(each) is not Arm.UNKNOWN for each in words], dtype=np.bool_)
    return known if named.any() else ~named


def held_out(words: Words) -> Flags:
    """Say which rows were held out, (R,)."""
    return np.array([arm_of(each) is Arm.HELD_OUT for each in words], dtype=np.bool_)


def because(found: str, held: Flags, words: Words) -> str:
    """Say why nothing can be told: where only one arm is known, because nobody understands a word for the other."""
    alone = found and held.all() | ~held.any()
    return (_not_told_apart(words) if alone else "") or found


def findings(words: Words, table: str) -> list[Finding]:
    """Name the words for arms that nobody understands."""
    odd = _not_told_apart(words)
    if not odd:
        return []
    remedy = f"Translate arm of {table} in its mapping, with values: {{…: treated, …: held out}}."
    return [warning(Span(table), "arm-not-understood", f"N{odd[1:]}.", remedy)]


def _not_told_apart(words: Words) -> str:
    """Say which words for arms nobody understands, so that an arm may be behind them; empty where all are."""
    odd = not_understood(str(each) for each in words)
    if not odd:
        return ""
    named, more = [f"“{each}”" for each in odd[:_NAMED]], len(odd) - _NAMED
    named += [f"{more} more"] * (more > 0)
    return f"nobody knows whether {' and '.join(named)} {'were' if odd[1:] else 'was'} treated or held out"
