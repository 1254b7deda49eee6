"""The truth test drawn: all pieces of work by contract and customers, and the members of a slice as a funnel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from truegreen.model.truth import Cell, Count, Kind, League, Level, Standing, Truth
from truegreen.reports import truth_words
from truegreen.reports.funnel_picture import Limits, Member, funnel_picture
from truegreen.reports.quadrant import Corners, Point, quadrant

ACROSS: Final = "Contract: points beyond the target, of the measure that is nearest to it"
UP: Final = "Customers: points beyond the red line"
BEYOND: Final = 2.0
"""Standard errors from its mix beyond which a member is named."""
_TONE: Final = {Kind.WATERMELON: "bad", Kind.TRUE_RED: "bad", Kind.INVERSE: "good", Kind.TRUE_GREEN: "unsure"}


def quadrant_of(truth: Truth) -> str:
    """Draw all pieces of work whose two sides can both be said, with the entries by their numbers."""
    levels = truth_words.titles(truth.levels)
    points = [*_pieces(truth), *_entries(truth, levels)]
    title = f"{truth.title or truth.agreement}: pieces of work by contract and customers. {truth_words.answer(truth)}"
    return quadrant(title, points, ACROSS, UP, _corners(truth))


def _pieces(truth: Truth) -> Iterator[Point]:
    for cell in truth.cells:
        place = _place(cell)
        if place:
            yield Point(*place, _TONE.get(cell.kind, "unsure"), "", "")


def _place(cell: Cell) -> tuple[float, float] | None:
    """Give where a piece stands: the contracted measure nearest to its target, and its customers."""
    margins = [each for each in map(margin, cell.kept) if each is not None]
    if not margins or cell.answers.unit != "share":
        return None
    return min(margins), _above(cell.belief.value, float(cell.line), cell.answers.better)


def margin(count: Count) -> float | None:
    """Say how far a share is beyond its target; None where that cannot be said."""
    if count.target is None or count.value is None or count.unit != "share":
        return None
    return _above(float(count.value), float(count.target), count.better)


def _above(value: float, line: float, better: str) -> float:
    return value - line if better == "higher" else line - value


def _entries(truth: Truth, levels: Mapping[str, Level]) -> Iterator[Point]:
    for entry in truth.entries:
        if entry.kind not in (Kind.WATERMELON, Kind.INVERSE, Kind.TRUE_RED):
            continue
        places = [place for place in (_place(truth.cells[each]) for each in entry.cells) if place]
        if places:
            across, up = (sum(each) / len(places) for each in zip(*places, strict=True))
            said = truth_words.said(entry, levels[entry.level])
            yield Point(across, up, _TONE[entry.kind], str(entry.number), said)


def _corners(truth: Truth) -> Corners:
    counted = {each.kind: each.cells for each in truth.listed}

    def named(kind: Kind) -> str:
        return f"{truth_words.KIND[kind].word}: {counted.get(kind, 0):,} on the list"

    return Corners(
        right_below=named(Kind.WATERMELON), left_above=named(Kind.INVERSE), right_above=named(Kind.TRUE_GREEN),
        left_below=named(Kind.TRUE_RED),
    )  # fmt: skip


def funnel_of(league: League, level: Level) -> str:
    """Draw the members of a slice by how many of their customers answered; empty where nobody did."""
    told = [row for row in league.rows if row.adjusted is not None and row.answers.of]
    if not told or league.centre is None:
        return ""
    limits = [Limits(f"{each.confidence:.1%}", wide=each.wide, line=each.line) for each in league.bands]
    title = f"{level.title} by {league.by.replace('_', ' ')}, with the mix of the work taken out"
    return funnel_picture(title, [_member(row) for row in told], league.centre, limits, "Answers", "Content, adjusted")


def _member(row: Standing) -> Member:
    distance = row.distance or 0.0
    tone = "unsure" if abs(distance) < BEYOND else "bad" if distance > 0 else "good"
    share = row.adjusted or 0.0
    said = f"{row.member}: {share:.1%} of {row.answers.of:,} answers, adjusted; {distance:+.1f} standard errors"
    return Member(row.answers.of, share, tone, row.member, said)
