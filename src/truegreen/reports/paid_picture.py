"""What is paid for against what customers value: two bars for each figure, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.reports.rendering import rendered
from truegreen.reports.validity_words import share

WIDTH: Final = 820
NAME, PAID, VALUED, SAID = 8, 330, 500, 670
"""Where names begin, either kind of bar, and what to do."""
WIDE: Final = 110
"""A bar of everything."""
STEP, TOP = 26, 48


@dataclass(frozen=True, slots=True)
class Weighed:
    """One figure: what hangs on it, what it tells of customers, and what to do with it.

    Attributes:
        name: on the left.
        paid: its share of the whole; None where the agreement gives none.
        by_clause: whether a clause moves money by it all the same.
        valued: its share of what can be explained; None where nobody can say.
        tone: ``good``, ``bad`` or ``unsure``.
        said: what to do with it.
        words: all of it in a sentence.
    """

    name: str
    paid: float | None
    by_clause: bool
    valued: float | None
    tone: str
    said: str
    words: str


def paid_picture(title: str, figures: Sequence[Weighed]) -> str:
    """Draw what is paid for against what customers value, as an SVG element.

    Args:
        title: what is shown, for those who cannot see it.
        figures: from top to bottom.
    """
    bottom = TOP + STEP * max(len(figures), 1)
    most = max((each.paid or 0.0 for each in figures), default=0.0) or 1.0
    return rendered(
        "paid.svg", title=title, figures=figures, most=most, top=TOP, step=STEP, bottom=bottom, wide=WIDE,
        at=(NAME, PAID, VALUED, SAID), size=(WIDTH, bottom + 12), share=share,
    )  # fmt: skip
