"""A backtest as one HTML file: verdict, champion beside challengers, how chances fared, each real loss, leaks."""

from __future__ import annotations

from truegreen.model.backtest import Backtest
from truegreen.reports import backtest_text, backtest_words, figures
from truegreen.reports import warning_words as words
from truegreen.reports.before_picture import before_of
from truegreen.reports.calibration_picture import calibration_of
from truegreen.reports.rendering import drawing, rendered


def backtest_page(found: Backtest) -> str:
    """Write one self-contained page of what would have been said, and what came of it."""
    return rendered(
        "backtest.html", found=found, own=backtest_words.winner(found), words=words, said=backtest_words,
        figures=figures, FIGURES=backtest_text.FIGURES, AGAINST=backtest_text.AGAINST,
        before=drawing(before_of(found)), LISTED=backtest_text.LISTED,
        calibration=drawing(calibration_of(found)),
    )  # fmt: skip
