"""How chances fared: foretold across, happened upwards; on the slanting line they would be exactly right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from truegreen.model.backtest import Backtest, Bin
from truegreen.reports import figures
from truegreen.reports.axis import axis
from truegreen.reports.rendering import rendered

WIDTH, HEIGHT = 860, 500
LEFT, RIGHT, TOP, BOTTOM = 70, 840, 24, 380
_BARS: Final = (404, 448)
"""Between these heights stands how many account-months there are."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One point with its interval and its bar."""

    across: float
    up: float
    low: float
    high: float
    bar: float
    words: str


def calibration_of(found: Backtest) -> str:
    """Draw how chances fared, as an SVG element; empty where none was foretold."""
    if not found.bins:
        return ""
    ends = [end for each in found.bins for end in (each.foretold, each.happened, each.happened_high)]
    over, upwards = axis([0.0, *ends], LEFT, RIGHT), axis([0.0, *ends], BOTTOM, TOP)
    most = max(each.count for each in found.bins)
    points = [
        Shown(over.at(each.foretold), upwards.at(each.happened), upwards.at(each.happened_low),
              upwards.at(each.happened_high), round((_BARS[1] - _BARS[0]) * each.count / most, 2), _words(each))
        for each in found.bins
    ]  # fmt: skip
    return rendered("calibration.svg", title="Chances foretold, and how often it happened", points=points, over=over,
                    upwards=upwards, box=(LEFT, RIGHT, TOP, BOTTOM), bars=_BARS, size=(WIDTH, HEIGHT))  # fmt: skip


def _words(of: Bin) -> str:
    low, high = of.happened_low * 100, of.happened_high * 100
    months = figures.counted(of.count, "account-month")
    return f"{months}: foretold {of.foretold * 100:.1f} %, happened {of.happened * 100:.1f} % ({low:.1f}–{high:.1f} %)."
