"""Scores and weights in words: what each is, where it comes from, who gave it, and how it fits together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.evaluated import Evaluated, Measure, Scored, Source, Voiced
from truegreen.reports.sourcing.amounts import percent

SOURCES: Final = {
    Source.MEASURED: "measured", Source.CONTRACT: "at its price", Source.ASSUMED: "assumed", Source.GIVEN: "given",
    Source.OTHERS: "borrowed", Source.MISSING: "missing",
}  # fmt: skip
SCALE: Final = (
    "A score is worth 0 at the worst end of its scale and 1 at the best; weights say what the whole scale of a "
    "criterion counts. Measured scores are for the same mix of work everywhere."
)


def two_sided(of: Evaluated) -> list[str]:
    """Say of each criterion that several sides scored where they are furthest apart."""
    return [said for each in of.measures if (said := _gap(of, each))]


def _gap(of: Evaluated, measure: Measure) -> str:
    gaps = []
    for each, score in zip(of.alternatives, measure.scores, strict=True):
        if len(score.by) > 1:
            ends = sorted(score.by, key=lambda given: given.low + given.high)
            wide = (ends[-1].low + ends[-1].high - ends[0].low - ends[0].high) / 2
            low, high = (f"{each.who} gives {_ends(each.low, each.high)}" for each in (ends[0], ends[-1]))
            gaps.append((wide, f"of {each.name} {low}, {high}"))
    if not gaps:
        return ""
    wide, said = max(gaps)
    if wide < 1e-9:
        return f"{measure.title}: the sides agree."
    return f"{measure.title}: {said}."


def _ends(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def number(value: float, unit: str) -> str:
    """Write a score in its unit.

    >>> number(75.52, "%"), number(4.926, "EUR"), number(7.0, ""), number(6.333, "")
    ('75.5 %', '4.93 EUR', '7', '6.3')
    """
    if unit == "%":
        return f"{value:.1f} %"
    if unit == "min":
        return f"{value:.1f} min"
    return f"{value:,.2f} {unit}" if unit else f"{value:.1f}".removesuffix(".0")


def aligned(of: Evaluated | None, site: str, supplier: str) -> str:
    """Say how both sides score a site, or who runs it, where people gave scores; empty where they gave none."""
    if of is None:
        return ""
    at = next((at for at, each in enumerate(of.alternatives) if each.name in (site, supplier)), None)
    given = [] if at is None else [(each, each.scores[at]) for each in of.measures if each.scores[at].by]
    return "; ".join(f"{measure.title}: {told(score_of, measure).rstrip('.')}" for measure, score_of in given)


def score(of: Scored, measure: Measure) -> str:
    """Write a score; a missing one is no number."""
    return "–" if of.source is Source.MISSING else number(of.value, measure.unit)


def interval(of: Scored, measure: Measure) -> str:
    """Write between what a score lies; empty where it is one number."""
    if of.high - of.low < 1e-9:
        return ""
    low, high = number(of.low, measure.unit), number(of.high, measure.unit)
    return f"{low.removesuffix(' ' + measure.unit)} to {high}"


def told(of: Scored, measure: Measure) -> str:
    """Say how a score came about, in a sentence."""
    if of.by:
        return "; ".join(f"{each.who} gives {_ends(each.low, each.high)}" for each in of.by) + "."
    return f"{of.because[:1].upper()}{of.because[1:]}"


def weight(of: Measure) -> str:
    """Write how much a criterion counts."""
    return percent(of.weight) if of.weight else "knocks out only"


def voices(of: Evaluated) -> Iterator[str]:
    """Say where weights come from, and how well each one's comparisons fit together."""
    if of.weights.who != "panel":
        yield (
            "The plan writes the weights; nobody was asked to compare."
            if not of.voices
            else ("The plan writes the weights; what the panel said stands beside them.")
        )
    for each in of.voices:
        yield f"{voice(each)}: {consistent(each)}"


def voice(of: Voiced) -> str:
    """Name one of the panel with the side."""
    return f"{of.who} ({of.side})" if of.side else of.who


def consistent(of: Voiced) -> str:
    """Say how well one person's comparisons fit together."""
    if of.ratio is None:
        return "nothing was compared."
    fits = "they fit together" if not of.odd else of.odd
    return f"{of.way} compared, inconsistency {of.ratio:.2f} of at most 0.10: {fits}."
