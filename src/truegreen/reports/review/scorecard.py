"""The scorecard's part of a review: worst first, what changed, and how the worst measures went on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from truegreen.model.reading import Contract, Outcome
from truegreen.model.review import Review
from truegreen.model.scorecard import Row
from truegreen.reports import figures, written
from truegreen.reports.records import digits
from truegreen.reports.review.lines import lines_of
from truegreen.reports.review.measures import MISSED, source, told, worst_first
from truegreen.reports.review.parts import Block, Cell, Column, Section, Sentence, Table
from truegreen.reports.statuses import CHANGE, CONTRACT, OUTCOME, is_watermelon

COLUMNS: Final = (
    Column("Measure", width=3.1), Column("Target", is_number=True, width=1.1),
    Column("Value", is_number=True, width=1.2), Column("Of", is_number=True, width=0.9),
    Column("95 % interval", is_number=True, width=1.5), Column("Before", is_number=True, width=1.2),
    Column("Change", width=1.1), Column("Contract", width=1.5), Column("Customers", width=1.5),
)  # fmt: skip
_FEW: Final = 3
_TREND: Final = 3
"""Lines in a picture, at most."""


def section(review: Review) -> Section:
    """Tell how each measure did."""
    rows = worst_first(review.card)
    again = (f"truegreen scorecard --period {review.card.period}", "truegreen explain MEASURE")
    said = [*_over(review), *_moved(review)]
    blocks = [Block("scorecard", _title(rows), said, table=_table(rows, review), again=again)]
    missed = [each for each in rows if each.contract in MISSED]
    chart = lines_of("missed", "What was missed, and how it went", missed[:_TREND])
    if chart:
        said = [Sentence(told(each), (source(each, review),), measures=(each.id,)) for each in missed]
        blocks.append(Block("missed", _standing(missed), said, chart, measures=(missed[0].id,), again=again))
    return Section("scorecard", "Scorecard", blocks)


def _title(rows: Sequence[Row]) -> str:
    if not rows:
        return "Nothing was measured"
    met = sum(each.contract is Contract.MET for each in rows)
    parts = [f"{met} of {figures.counted(len(rows), 'measure')} met"]
    over = sum(map(is_watermelon, rows))
    missed = sum(each.contract in MISSED for each in rows)
    below = sum(each.contract is Contract.BELOW_MINIMUM for each in rows)
    parts += [f"{over} of them over unhappy customers"] if over else []
    parts += [f"{missed} missed"] if missed else []
    parts += [f"{below} of these below the agreed minimum"] if below else []
    return ", ".join(parts)


def _over(review: Review) -> Iterator[Sentence]:
    """Say of several months which one is shown, and in how many of all that was judged the contract was met."""
    if len(review.cards) < 2:
        return
    judged = [row for card in review.cards for row in card.rows if row.contract is not Contract.NOT_JUDGED]
    met = sum(row.contract is Contract.MET for row in judged)
    yield Sentence(
        f"Measures as they stood in {figures.period(review.card.period)}, the last month. Over all "
        f"{len(review.cards)} months, {figures.count(met)} of {figures.counted(len(judged), 'judgement')} were “met”.",
        (f"scorecards {review.cards[0].period} to {review.card.period}",),
    )


def _moved(review: Review) -> list[Sentence]:
    """Say which measures changed their contract status since the period before."""
    if review.card_before is None:
        return [Sentence("There is no period before to compare with.")]
    was = {each.id: each.contract for each in review.card_before.rows}
    fell = [each for each in review.card.rows if was.get(each.id) is Contract.MET and each.contract in MISSED]
    rose = [each for each in review.card.rows if was.get(each.id) in MISSED and each.contract is Contract.MET]
    then, now = review.card_before.period, review.card.period
    before, evidence = figures.period(then), (f"scorecards {then} and {now}",)
    if not fell and not rose:
        return [Sentence(f"No measure went from met to missed, or back, since {before}.", evidence)]
    return [
        *_turned(fell, f"met in {before} and missed now", evidence),
        *_turned(rose, f"missed in {before} and met now", evidence),
    ]


def _turned(rows: Sequence[Row], how: str, evidence: tuple[str, ...]) -> list[Sentence]:
    """Say which measures turned, each for itself where they are few."""
    if len(rows) > _FEW:
        named = "; ".join(map(written.title, rows))
        said = f"{figures.counted(len(rows), 'measure')} {how}: {named}."
        return [Sentence(said, evidence, measures=tuple(each.id for each in rows))]
    return [Sentence(f"“{written.title(each)}” was {how}.", evidence, measures=(each.id,)) for each in rows]


def _standing(missed: Sequence[Row]) -> str:
    """Say since when the first missed measure with a target has stood on the wrong side of it."""
    row = missed[0]
    level = figures.level(row.measure.target, row.reading.unit) if row.reading else None
    trend = [each.value for each in row.trend if each.value is not None]
    if level is None or len(trend) < 2:
        return f"{figures.counted(len(missed), 'measure')} missed; worst is “{written.title(row)}”"
    wrong = sum(each < level if row.better == "higher" else each > level for each in trend)
    return (
        f"“{written.title(row)}” stood on the wrong side of today’s target in {wrong} of its last {len(trend)} readings"
    )


def _table(rows: Sequence[Row], review: Review) -> Table:
    note = (
        "Contract status is arithmetic on every row. Customers: good or bad only where the whole 95 % interval lies on "
        "one side of their target. Change: beyond what chance does, since the reading before."
    )
    title = f"Scorecard of {figures.period(review.card.period)}, worst first"
    if len(review.cards) < 2:
        return Table("scorecard", title, COLUMNS, [_cells(each, review) for each in rows], note)
    met = Column("Months met", is_number=True, width=1.2)
    cells = [[*_cells(each, review), Cell(_months_met(each, review))] for each in rows]
    return Table("scorecard", title, (*COLUMNS, met), cells, note)


def _months_met(row: Row, review: Review) -> str:
    """Say in how many of the months in which it was judged a measure was met."""
    held = [each.contract for card in review.cards for each in card.rows if each.id == row.id]
    judged = [each for each in held if each is not Contract.NOT_JUDGED]
    return f"{sum(each is Contract.MET for each in judged)} of {len(judged)}" if judged else figures.NOTHING


def _cells(row: Row, review: Review) -> list[Cell]:
    reading = row.reading
    before = row.trend[-2] if len(row.trend) > 1 else None
    period = written.other_period(row, review.card.period)
    value = "" if reading is None or reading.value is None else digits(reading.value)
    prior = "" if before is None or before.value is None else digits(before.value)
    change = CHANGE.get(row.change)
    return [
        Cell(written.title(row) + (f" ({period})" if period else ""), measures=(row.id,)),
        Cell(written.target(row) or figures.NOTHING),
        Cell(written.value(row, reading, review.currency), value),
        Cell(written.count(reading), "" if reading is None else str(reading.count)),
        Cell(written.interval(row, reading, review.currency) or figures.NOTHING),
        Cell(written.value(row, before, review.currency), prior),
        Cell(change.word if change else figures.NOTHING, mark=change),
        Cell(CONTRACT[row.contract].word, mark=CONTRACT[row.contract]),
        Cell(_outcome(row), mark=OUTCOME[row.outcome]),
    ]  # fmt: skip


def _outcome(row: Row) -> str:
    return OUTCOME[row.outcome if row.outcome in Outcome else None].word if row.outcome else OUTCOME[None].word
