"""What would have been said before each real loss: a row for each, a square for 180, 90, 60 and 30 days before.

The fuller a square, the higher the account stood among all; an alert has a frame. Found early stands at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.model.backtest import Backtest, Before, Look
from truegreen.reports import backtest_words
from truegreen.reports import warning_words as words
from truegreen.reports.rendering import rendered

WIDTH: Final = 860
LEFT, TOP, STEP, BOX = 280, 34, 24, 112
MOST: Final = 60
"""Losses that are drawn, those found earliest first."""
_LOWEST: Final = 0.06


@dataclass(frozen=True, slots=True)
class Square:
    """One look: how full it is drawn, whether there was an alert, the chance, and what is said of it."""

    full: float
    alerted: bool
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One loss with its squares."""

    name: str
    lead: str
    squares: Sequence[Square]


def before_of(found: Backtest) -> str:
    """Draw what would have been said before each real loss, as an SVG element; empty where nobody was lost."""
    if not found.before:
        return ""
    shown = sorted(found.before, key=_found)[:MOST]
    rows = [_row(each) for each in shown]
    bottom = TOP + STEP * len(rows)
    title = "What would have been said before each real loss, found early first"
    return rendered("before.svg", title=title, rows=rows, days=backtest_words.LOOKS, left=LEFT, top=TOP, step=STEP,
                    box=BOX, size=(WIDTH, bottom + 12))  # fmt: skip


def _found(of: Before) -> tuple[int, float]:
    """Sort those with the longest lead first, and those never found by how high they stood."""
    highest = max((_place(each) for each in of.looks), default=0.0)
    return (-(of.lead_days or 0), -highest)


def _row(of: Before) -> Row:
    lead = "no alert" if of.lead_days is None else f"{of.lead_days} days before"
    looks = [backtest_words.look(of, days) for days in backtest_words.LOOKS]
    return Row(f"{of.account}, {of.decided.isoformat()}", lead, [_square(of, each) for each in looks])


def _square(of: Before, at: Look | None) -> Square:
    if at is None or at.chance is None:
        why = "nothing could be said yet" if at is None or not at.why else at.why
        return Square(0.0, False, "–", f"{of.account}: {why}.")
    said = f"{of.account}, {at.days} days before: {backtest_words.looked(at)}"
    return Square(round(max(_place(at), _LOWEST), 3), at.alerted, words.chance(at.chance), said)


def _place(at: Look) -> float:
    """Say how high it stood among all: 1 for the first, 0 for the last."""
    return 0.0 if at.rank is None or not at.of else 1 - (at.rank - 1) / at.of
