"""Suppliers drawn: how much of weight space puts each at which rank, who finds what how important, scores in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.model.evaluated import Alternative, Evaluated, Measure, Source, Voiced
from truegreen.reports.axis import Axis, axis
from truegreen.reports.rendering import rendered
from truegreen.reports.sourcing import score_words as scored
from truegreen.reports.sourcing import supplier_words as words
from truegreen.reports.sourcing.amounts import percent
from truegreen.reports.sourcing.grouping import cut

WIDTH: Final = 820
LEFT, RIGHT = 216, 660
STEP, ROW = 30, 19
_LETTERS: Final = 25


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: where it is, how dark, what it says."""

    x: float
    wide: float
    full: float
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The ranks of one alternative."""

    name: str
    parts: Sequence[Part]


def ranks_of(of: Evaluated) -> str:
    """Draw how much of weight space puts each alternative at each rank; empty where fewer than two are left."""
    ranked = of.ranked
    if len(ranked) < 2:
        return ""
    order = sorted(ranked, key=lambda each: -words.stand(each).shares[0])
    bars = [Bar(cut(each.name, _LETTERS), _parts(each, len(ranked))) for each in order]
    return rendered(
        "supplier_ranks.svg", title=f"Who comes first, second and so on. {words.space(of)}", bars=bars, left=LEFT,
        top=8, step=STEP, size=(WIDTH, 8 + STEP * len(bars) + 30),
    )  # fmt: skip


def _parts(of: Alternative, ranks: int) -> list[Part]:
    wide, x, parts = WIDTH - LEFT - 12, float(LEFT), []
    for rank, share in enumerate(words.stand(of).shares):
        if share > 0:
            full = round(0.85 * (1 - rank / ranks), 2)
            said = f"{of.name} comes {_place(rank + 1)} in {percent(share)} of weight space"
            parts.append(Part(round(x, 2), round(share * wide, 2), full, f"{_place(rank + 1)} {percent(share)}", said))
        x += share * wide
    return parts


def _place(rank: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{rank}{'th' if 10 < rank % 100 < 14 else ends.get(rank % 10, 'th')}"


@dataclass(frozen=True, slots=True)
class Weight:
    """One row of weights: of a criterion, or of one person's opinion of it."""

    name: str
    y: float
    value: float
    low: float
    high: float
    label: str
    words: str
    head: bool


def weights_of(of: Evaluated) -> str:
    """Draw what counts how much, and what each of the panel said."""
    rows, y = [], 34.0
    most = max(end for each in (of.weights, *of.voices) for end in each.most)
    for at, measure in enumerate(of.measures):
        whole = of.weights.weights[at]
        rows.append(Weight(cut(measure.title, _LETTERS), y, whole, whole, whole, percent(whole),
                           f"{measure.title} counts {percent(whole)}", head=True))  # fmt: skip
        for each in of.voices:
            y += ROW
            rows.append(_opinion(each, at, y, measure))
        y += 28
    over = axis([0.0, most], LEFT, RIGHT)
    return rendered(
        "supplier_weights.svg", title="What counts how much, and who said so.", rows=rows, over=over, left=LEFT,
        bottom=y - 14, size=(WIDTH, int(y)),
    )  # fmt: skip


def _opinion(of: Voiced, at: int, y: float, measure: Measure) -> Weight:
    value, low, high = of.weights[at], of.least[at], of.most[at]
    room = f" ({percent(low)} to {percent(high)})" if high - low > 0.005 else ""
    said = f"{scored.voice(of)}: {measure.title} counts {percent(value)}{room}"
    return Weight(cut(of.who, _LETTERS), y, value, low, high, f"{percent(value)}{room}", said, head=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One score on its strip."""

    name: str
    y: float
    value: float
    low: float
    high: float
    tone: str
    label: str
    words: str
    is_out: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """All scores of one criterion on its own scale."""

    title: str
    y: float
    bottom: float
    over: Axis
    limit: float | None
    rows: Sequence[Row]


def scores_of(of: Evaluated) -> str:
    """Draw all scores with their doubt, criterion by criterion; what is hollow was not measured."""
    strips, y = [], 20.0
    for each in of.measures:
        strips.append(_strip(of, each, y))
        y = strips[-1].bottom + 46
    return rendered(
        "supplier_scores.svg", title="Scores with their doubt; hollow ones are given or assumed, dashed ones missing.",
        strips=strips, left=LEFT, right=RIGHT, size=(WIDTH, int(y) - 20),
    )  # fmt: skip


def _strip(of: Evaluated, measure: Measure, y: float) -> Strip:
    ends = [end for each in measure.scores for end in (each.low, each.high)]
    limit = [] if measure.limit is None else [measure.limit]
    over = axis([*ends, *limit, *((measure.low, measure.high) if measure.is_bounded else ())], LEFT, RIGHT, ticks=7)
    rows = []
    for place, (each, score) in enumerate(zip(of.alternatives, measure.scores, strict=True)):
        tone = {Source.MEASURED: "good", Source.CONTRACT: "good", Source.MISSING: "missing"}.get(score.source, "unsure")
        said = f"{scored.score(score, measure)} {scored.SOURCES[score.source]}"
        label = scored.SOURCES[score.source] if score.source is Source.MISSING else said
        full = f"{each.name}: {measure.title} {said}. {scored.told(score, measure)}"
        rows.append(Row(cut(each.name, _LETTERS), y + 22 + ROW * place, over.at(score.value), over.at(score.low),
                        over.at(score.high), tone, label, full, bool(each.out)))  # fmt: skip
    way = "higher is better" if measure.is_higher_better else "lower is better"
    title = f"{measure.title}{f', {measure.unit}' if measure.unit else ''} ({way}, counts {scored.weight(measure)})"
    drawn = None if measure.limit is None else over.at(measure.limit)
    return Strip(title, y, y + 14 + ROW * len(rows), over, drawn, rows)
