"""Dose and response in words: from when on customers care, against where the contract pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from truegreen.model.validity import Bands, Response
from truegreen.reports import figures
from truegreen.reports.validity_words import share

STEADY: Final = "a straight line"


def responses(found: Sequence[Response], titles: Mapping[str, str]) -> Iterator[str]:
    """Say from when on customers care where that can be said, and of the others together that it cannot."""
    for each in found:
        if each.starts is not None or each.shape == STEADY:
            yield response(each, titles)
    rest = [each for each in found if each.starts is None and each.shape != STEADY]
    if rest:
        asked = figures.counted(len(rest), "pair")
        yield f"From when on do customers care? Of {asked} of a duration and an outcome no such point can be claimed."


def response(of: Response, titles: Mapping[str, str]) -> str:
    """Say from when on customers care, against where the contract pays."""
    outcome = titles.get(of.outcome, of.outcome)
    head = f"{of.words}, {figures.count(of.rows)} cases"
    if of.because:
        return f"{head}: nobody can tell how “{outcome}” answers, because {of.because}."
    if of.starts is None or of.low is None or of.high is None:
        return f"{head}: {_without_turn(of, outcome)}."
    way = f"“{outcome}” starts to get worse after about {number(of.starts)} {of.unit}"
    doubt = f"({number(of.low)} to {number(of.high)})"
    pays = f"; the contract pays until {number(of.pays)}" if of.pays is not None else ""
    inside = f"; {banded(of.bands, of)}" if of.bands is not None else ""
    return f"{head}: {way} {doubt}{pays}{inside}."


def _without_turn(of: Response, outcome: str) -> str:
    if of.shape != STEADY:
        return f"“{outcome}” shows no point from which on it falls; no response can be claimed"
    way = "falls" if of.level[-1] < of.level[0] else "rises"
    return f"“{outcome}” {way} the longer it takes, with no point at which that starts"


def banded(bands: Bands, of: Response) -> str:
    """Say what customers say of cases just inside the threshold, against early ones."""
    first, last = bands.within
    return (
        f"cases at {number(first)} to {number(last)} {of.unit} are green at {level(bands.inside, of)}, "
        f"those up to {number(bands.before)} at {level(bands.early, of)}"
    )


def level(value: float, of: Response) -> str:
    """Write an outcome's level in its unit."""
    return share(value, 1) if of.outcome_unit == "share" else f"{value:.3g}".replace("-", "−")


def number(value: float) -> str:
    """Write a duration with three digits.

    >>> number(14.0), number(20.8333)
    ('14', '20.8')
    """
    return f"{value:.3g}"
