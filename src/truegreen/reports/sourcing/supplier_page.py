"""Who should do the work, as one HTML file: the answer, how far it holds, scores, weights, both sides, profiles."""

from __future__ import annotations

from typing import Final

from truegreen.model.evaluated import Evaluated, Method, Supplied
from truegreen.reports import figures
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.sourcing import profile_words
from truegreen.reports.sourcing import score_words as scored
from truegreen.reports.sourcing import supplier_words as words
from truegreen.reports.sourcing.amounts import percent
from truegreen.reports.sourcing.supplier_pictures import ranks_of, scores_of, weights_of

MOST: Final = 12
"""Profiles that are told at once; the others open."""


def supplier_page(of: Supplied) -> str:
    """Write one self-contained page of who could do the work, why not the others, and who should."""
    it = of.evaluated
    return rendered(
        "suppliers.html", of=of, it=it, words=words, scored=scored, profile=profile_words, figures=figures,
        percent=percent, MOST=MOST, methods=list(Method), **_seats(of),
        **(_evaluation(it) if it else {"ranks": "", "sides": []}),
    )  # fmt: skip


def _seats(of: Supplied) -> dict[str, object]:
    """Give the plan's sites, and for each the place it has beside every cell."""
    seats = [
        {card.cell: each for card in of.cards for each in card.candidates if each.site == site} for site in of.sites
    ]
    return {"sites": of.sites, "seats": seats}


def _evaluation(of: Evaluated) -> dict[str, object]:
    ranked = [(each, words.stand(each)) for each in of.ranked]
    return {
        "ranks": drawing(ranks_of(of)), "scores": drawing(scores_of(of)), "weights": drawing(weights_of(of)),
        "ranked": ranked, "counted": [each for each in of.measures if each.weight > 0],
        "central": [(each, stand.central) for each, stand in ranked if stand.central] if len(ranked) > 1 else [],
        "deciding": words.deciding(of), "out": words.out(of), "close": words.close(of), "sides": scored.two_sided(of),
    }  # fmt: skip
