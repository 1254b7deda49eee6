"""Where contract and customers part ways: every piece of work in a picture, the places that are listed in a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truegreen.model.review import Review
from truegreen.model.truth import Cell as Piece
from truegreen.model.truth import Entry, Level
from truegreen.model.truth import Kind as Standing
from truegreen.reports import figures, truth_words
from truegreen.reports.review.parts import Block, Cell, Chart, Column, Kind, Sentence, Series, Table
from truegreen.reports.truth_pictures import ACROSS, UP, margin

PLACES: Final = (
    Column("Kind", width=1.3), Column("Work", width=2.2), Column("When", width=1.6), Column("Contract", width=2.6),
    Column("Customers", width=2.0), Column("Chance wrong", is_number=True, width=0.9),
    Column("Accounts", is_number=True, width=1.0), Column("They pay a month", is_number=True, width=1.3),
)  # fmt: skip
TOLD: Final = (Standing.WATERMELON, Standing.TRUE_RED, Standing.INVERSE)
_KINDS: Final = (
    (Standing.CANNOT_TELL, "quiet"), (Standing.TRUE_GREEN, "good"), (Standing.INVERSE, "good"),
    (Standing.TRUE_RED, "bad"), (Standing.WATERMELON, "bad"),
)  # fmt: skip
_MOST: Final = 12
"""Places that are listed; the record has all."""


def places(review: Review) -> Block:
    """Tell where contract and customers part ways."""
    truth, levels = review.truth, truth_words.titles(review.truth.levels)
    entries = [each for each in truth.entries if each.kind in TOLD]
    sentences = (
        [Sentence(truth_words.reach(truth), (f"truth test {truth.period}, run {truth.run}",))] if truth.cells else []
    )
    listed = [each for each in truth.listed if each.kind is not Standing.CANNOT_TELL and each.cells]
    sentences += [
        Sentence(
            f"{figures.counted(each.cells, 'piece')} on the list “{truth_words.KIND[each.kind].word}” "
            f"({truth_words.MEANS[each.kind]}); {each.wrong:.1f} of them to be expected wrong."
        )
        for each in listed
    ]
    note = f"{len(entries)} in all; the first {_MOST} are shown." if len(entries) > _MOST else ""
    rows = [_place(each, levels) for each in entries[:_MOST]]
    table = Table("places", "Where contract and customers part ways", PLACES, rows, note)
    again = (f"truegreen truth --period {review.period}",)
    return Block("places", _parting(review), sentences, _quadrant(review), table if entries else None, again=again)


def _parting(review: Review) -> str:
    """Say in how many places contract and customers part ways, beside how many nobody can tell."""
    truth = review.truth
    kinds = [each.kind for each in truth.entries]
    if not truth.cells:
        return truth_words.answer(truth).rstrip(".")
    over, red = (kinds.count(each) for each in (Standing.WATERMELON, Standing.TRUE_RED))
    untold = sum(each.kind is Standing.CANNOT_TELL for each in truth.cells)
    places = f"{truth_words.number(over)} {'place is' if over == 1 else 'places are'} green outside and red inside"
    both = f", {truth_words.number(red)} red on both sides" if red else ""
    said = f"{places[:1].upper()}{places[1:]}{both}"
    of = f"{figures.count(untold)} of {figures.counted(len(truth.cells), 'piece')} of work"
    return f"{said}; of {of} nobody can tell yet" if untold else said


def _place(entry: Entry, levels: Mapping[str, Level]) -> list[Cell]:
    mark, level, behind = truth_words.KIND[entry.kind], levels[entry.level], entry.affected
    kept = "; ".join(truth_words.contracted(each) for each in entry.kept if each.of)
    pay = behind.revenue if behind else None
    return [
        Cell(mark.word, mark=mark, measures=tuple(each.measure for each in (*entry.kept, *entry.proxies))),
        Cell(truth_words.place(entry, level)), Cell(truth_words.when(entry)),
        Cell(kept),
        Cell(truth_words.answered(entry, level)), Cell(truth_words.chance(entry.wrong)),
        Cell(figures.count(behind.accounts) if behind else figures.NOTHING, str(behind.accounts) if behind else ""),
        Cell(figures.NOTHING if pay is None else f"{figures.exactly(pay.rounded().amount)} {pay.currency}",
             "" if pay is None else f"{pay.amount:f}"),
    ]  # fmt: skip


def _quadrant(review: Review) -> Chart | None:
    """Place every piece of work by contract and customers; None where none can be placed."""
    found = []
    for kind, tone in _KINDS:
        places = [place for each in review.truth.cells if each.kind is kind and (place := _stands(each))]
        if places:
            mark = truth_words.KIND[kind]
            across, up = ([round(each[axis] * 100, 4) for each in places] for axis in (0, 1))
            found.append(Series(f"{mark.shape} {mark.word} ({len(places)})", tone, up, across))
    if not found:
        return None
    return Chart("quadrant", Kind.POINTS, "Every piece of work by contract and customers", (), found, UP, ACROSS)


def _stands(piece: Piece) -> tuple[float, float] | None:
    """Give how far a piece is beyond the target nearest to it, and its customers beyond their line; None if untold."""
    margins = [each for each in map(margin, piece.kept) if each is not None]
    if not margins or piece.answers.unit != "share":
        return None
    above = piece.belief.value - float(piece.line)
    return min(margins), above if piece.answers.better == "higher" else -above
