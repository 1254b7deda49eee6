"""The truth test as one HTML file: the quadrant, every entry with its evidence, what the lists promise, leagues."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from truegreen.model.truth import Kind, League, Level, Truth
from truegreen.reports import figures, truth_words
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.statuses import LEVEL
from truegreen.reports.truth_pictures import BEYOND, funnel_of, quadrant_of
from truegreen.reports.truth_text import LEGEND, MIX, TOLD


def truth_page(truth: Truth) -> str:
    """Write one self-contained page of whether green is true."""
    levels = truth_words.titles(truth.levels)
    leagues = [_league(each, levels) for each in truth.leagues]
    told = {kind: [each for each in truth.entries if each.kind is kind] for kind in TOLD}
    return rendered(
        "truth.html", truth=truth, told=told, levels=levels, words=truth_words, figures=figures, Kind=Kind,
        quadrant=drawing(quadrant_of(truth)) if truth.cells else "", leagues=leagues,
        LEGEND=LEGEND, MIX=MIX, BEYOND=BEYOND, LEVEL=LEVEL, percent=percent,
    )  # fmt: skip


def _league(league: League, levels: Mapping[str, Level]) -> tuple[League, Level, Markup]:
    level = levels[league.level]
    return league, level, drawing(funnel_of(league, level))


def percent(share: float | None) -> str:
    """Write a share with one digit; a dash of nothing."""
    return figures.NOTHING if share is None else f"{share * 100:.1f} %"
