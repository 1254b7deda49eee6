"""One case's clocks as one HTML file: works offline, prints, and runs no script.

First the verdict, then each clock as a bar of real time above its usual alternatives, then what happened.
"""

from __future__ import annotations

from truegreen.clocks.told import Watch
from truegreen.reports import clock_bars as bars
from truegreen.reports import clock_words as words
from truegreen.reports import figures
from truegreen.reports.rendering import rendered


def clock_page(watch: Watch) -> str:
    """Write one self-contained page of a case's clocks."""
    over = bars.scale(watch)
    shown = [(told, words.verdict(told.runs), *words.alike(told)) for told in watch.clocks]
    moments = list(zip(watch.life.moments, (None, *watch.life.moments), strict=False))
    return rendered(
        "clock.html",
        watch=watch,
        over=over,
        clocks=shown,
        moments=moments,
        steps=[(each, over.share(each.at)) for each in watch.life.moments],
        words=words,
        bars=bars,
        figures=figures,
        hangs=sum(verdict != words.verdict(runs) for _, verdict, others, _ in shown for _, runs in others),
    )
