"""What customers felt: what they said beside what the contract says of the same work, and where both part ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from truegreen.model.reading import Outcome
from truegreen.model.review import Review
from truegreen.model.scorecard import Row
from truegreen.reports import figures, written
from truegreen.reports.review.lines import lines_of
from truegreen.reports.review.measures import source
from truegreen.reports.review.parts import Block, Cell, Column, Section, Sentence, Table
from truegreen.reports.review.places import places
from truegreen.reports.statuses import CONTRACT, OUTCOME, is_watermelon

BESIDE: Final = (
    Column("What customers say", width=2.4), Column("Target", is_number=True, width=0.9),
    Column("Value", is_number=True, width=0.9), Column("Of", is_number=True, width=0.8),
    Column("95 % interval", is_number=True, width=1.4), Column("Customers", width=1.3),
    Column("Contract measures meant for it", width=3.2),
)  # fmt: skip


def section(review: Review) -> Section:
    """Tell what customers felt."""
    outcomes = sorted((each for each in review.whole.rows if each.outcome_of == each.id), key=_worst)
    again = (f"truegreen scorecard --period {review.period}",)
    blocks = [Block("felt", _title(outcomes), [*_said(outcomes, review)], table=_beside(outcomes, review), again=again)]
    blocks += _parted(review)
    blocks.append(places(review))
    return Section("customers", "What customers felt", blocks)


def _worst(row: Row) -> int:
    return [*OUTCOME].index(row.outcome)


def _title(outcomes: Sequence[Row]) -> str:
    if not outcomes:
        return "Nobody can tell: the agreement has no measure of what customers feel"
    many = figures.counted(len(outcomes), "measure")
    if all(each.outcome is Outcome.CANNOT_TELL for each in outcomes):
        of = f"any of {many}" if len(outcomes) > 1 else "the only measure"
        return f"Nobody can tell yet of {of} of what customers live through"
    bad = sum(each.outcome is Outcome.BAD for each in outcomes)
    untold = sum(each.outcome is Outcome.CANNOT_TELL for each in outcomes)
    good = len(outcomes) - bad - untold
    parts = [f"{bad} {'is' if bad == 1 else 'are'} bad"] if bad else []
    parts += [f"{good} {'is' if good == 1 else 'are'} good"] if good else []
    parts += [f"of {untold} nobody can tell yet"] if untold else []
    return f"Of {many} of what customers live through, {', '.join(parts)}"


def _said(outcomes: Sequence[Row], review: Review) -> Iterator[Sentence]:
    """Say each outcome that is not known to be good, with who answered."""
    for row in outcomes:
        if row.outcome is Outcome.BAD and row.reading:
            spread, answered = written.interval(row, row.reading), written.coverage(row.reading)
            told = f"{written.value(row, row.reading)} (95 % interval {spread}), target {written.target(row)}"
            asked = f"; {answered}" if answered else ""
            yield Sentence(
                f"{written.title(row)}: {told}{asked}. All of the interval lies on the wrong side.",
                (source(row, review),),
            )
    untold = [written.title(each) for each in outcomes if each.outcome is Outcome.CANNOT_TELL]
    if untold:
        words = "Too few answered, or the target lies within the interval, to tell of"
        yield Sentence(
            f"{words}: {'; '.join(untold)}.",
            tuple(source(each, review) for each in outcomes if each.outcome is Outcome.CANNOT_TELL),
        )


def _beside(outcomes: Sequence[Row], review: Review) -> Table | None:
    if not outcomes:
        return None
    rows = [
        _outcome(row, [each for each in review.card.rows if each.outcome_of == row.id != each.id]) for row in outcomes
    ]
    return Table("customers", "What customers say beside what the contract counts", BESIDE, rows)


def _outcome(row: Row, meant: Sequence[Row]) -> list[Cell]:
    return [
        Cell(written.title(row)), Cell(written.target(row) or figures.NOTHING), Cell(written.value(row, row.reading)),
        Cell(written.count(row.reading), str(row.reading.count) if row.reading else ""),
        Cell(written.interval(row, row.reading) or figures.NOTHING),
        Cell(OUTCOME[row.outcome].word, mark=OUTCOME[row.outcome]), Cell(_meant(meant)),
    ]  # fmt: skip


def _meant(rows: Sequence[Row]) -> str:
    """Count the contract measures that are meant to bring an outcome about, by their status."""
    if not rows:
        return "no contract measure names it"
    counted = {status: sum(each.contract is status for each in rows) for status in CONTRACT}
    told = ", ".join(f"{many} {CONTRACT[status]}" for status, many in counted.items() if many)
    return f"{figures.counted(len(rows), 'measure')}: {told}"


def _parted(review: Review) -> Iterator[Block]:
    """Draw the first outcome that is bad while measures meant for it are met, month by month."""
    standing = sorted((each for each in review.card.rows if each.outcome_of == each.id), key=_worst)
    for outcome in standing:
        over = [each for each in review.card.rows if is_watermelon(each) and each.outcome_of == outcome.id != each.id]
        if over:
            tones = ["bad", *["good"] * len(over)]
            chart = lines_of("parted", "Contract measures beside what customers say", [outcome, *over[:2]], tones)
            more = f" and {len(over) - 1} more are" if len(over) > 1 else " is"
            title = f"“{written.title(over[0])}”{more} met while “{written.title(outcome)}” is bad"
            said = [Sentence(_kept(each), (source(each, review),), measures=(each.id,)) for each in (*over, outcome)]
            again = (f"truegreen scorecard --period {review.card.period}",)
            yield Block("parted", title, said, chart, measures=(over[0].id,), again=again)
            return


def _kept(row: Row) -> str:
    spread = written.interval(row, row.reading)
    status = CONTRACT[row.contract].word
    against = f", target {written.target(row)}" if written.target(row) else ""
    return f"{written.title(row)}: {written.value(row, row.reading)} ({spread}){against}: {status}."
