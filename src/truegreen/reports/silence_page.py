"""Silence as one HTML file: each account on the list with its days, all accounts, and who is gone."""

from __future__ import annotations

from truegreen.model.silence import Silence
from truegreen.reports import figures, silence_words
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.silence_pictures import all_of, line_of, line_of_slowed


def silence_page(silence: Silence) -> str:
    """Write one self-contained page of who fell silent."""
    entries = [(each, drawing(line_of(each))) for each in silence.entries]
    slowed = [(each, drawing(line_of_slowed(each))) for each in silence.slowed]
    everybody = drawing(all_of(silence)) if silence.points else ""
    return rendered(
        "silence.html", silence=silence, entries=entries, slowed=slowed, everybody=everybody, words=silence_words,
        figures=figures,
    )  # fmt: skip
