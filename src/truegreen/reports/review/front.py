"""The first page of a review: the hard thing and its money, what shows it, what it may cost, what is to be decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from truegreen.model.review import Review
from truegreen.model.truth import Entry, Kind, Level, Listed
from truegreen.reports import answer, figures, truth_words
from truegreen.reports.review.bills import rests_on, taken, written
from truegreen.reports.review.cost import cost
from truegreen.reports.review.hard import hard
from truegreen.reports.review.parts import Block, Need, Section, Sentence
from truegreen.reports.review.question import Question
from truegreen.reports.review.questions import NOTHING

NAME: Final = "Is green true?"
PLAIN: Final = "What is hardest rests on measures that are drafts, and is left out here"
_FEW: Final = 3


def section(review: Review, questions: Sequence[Question]) -> Section:
    """Say the hard thing first."""
    worst = next((each for each in review.truth.entries if each.kind is Kind.WATERMELON), None)
    levels = truth_words.titles(review.truth.levels)
    shown = _worst(worst, levels[worst.level], review) if worst else _none(review)
    return Section("front", NAME, [_answer(review), shown, cost(worst, review), _decide(questions)])


def _answer(review: Review) -> Block:
    truth, found = review.truth, hard(review)
    said = [
        *_credited(review),
        Sentence(
            f"Scorecard of {figures.period(review.card.period)}: {answer.sentence(review.card.rows)}",
            (f"scorecard {review.card.period}, run {review.card.run}",),
        ),
        *(_untold(each, review) for each in truth.listed if each.kind is Kind.CANNOT_TELL and each.cells),
        *_since_before(review),
    ]
    name = "quiet" if found.is_quiet else "answer"
    again = (f"truegreen truth --period {review.period}", f"truegreen scorecard --period {review.card.period}",
             f"truegreen settle --period {review.period}")  # fmt: skip
    return Block(name, found.words, said, measures=found.measures, again=again, plain=PLAIN)


def _untold(listed: Listed, review: Review) -> Sentence:
    """Say of how much work nobody can tell, and what would help."""
    truth = review.truth
    by = " and ".join(", ".join(map(figures.in_words, truth.by)).rsplit(", ", 1))
    of = f"{figures.count(listed.cells)} of {figures.counted(len(truth.cells), 'piece')} of work"
    more = "" if listed.wanted is None else f"; a typical one needs {figures.counted(listed.wanted, 'more answer')}"
    words = f"Of {of} (each one {by} in one month) nobody can tell yet{more}."
    return Sentence(words, (f"truth test {truth.period}, run {truth.run}",))


def _since_before(review: Review) -> Iterator[Sentence]:
    """Say how many pieces were on the list before, by one test over all months."""
    if review.before is None or not review.through.cells:
        return
    found = [each for each in review.through.cells if each.kind is Kind.WATERMELON]
    now, then = (
        len([each for each in found if period.start <= each.period.start and each.period.last <= period.last])
        for period in (review.period, review.before)
    )
    yield Sentence(
        f"By one test of all months, {figures.counted(now, 'piece')} of work {'is' if now == 1 else 'are'} green "
        f"outside and red inside in {figures.period(review.period)}, after {then} in {figures.period(review.before)}.",
        (f"truth test of all months, run {review.through.run}",),
    )


def _worst(worst: Entry, level: Level, review: Review) -> Block:
    kept = "; ".join(truth_words.contracted(each) for each in worst.kept if each.of)
    lived = "; ".join(truth_words.beside(each) for each in truth_words.proxies(worst))
    answered = f"{truth_words.answered(worst, level)}."
    said = [
        f"The contract is met. {kept}.",
        f"Customers most likely are not content: {answered} {truth_words.belief(worst, level)}",
        f"What they go through: {lived}." if lived else "",
        " ".join(filter(None, (_since(worst, review), truth_words.doubt(worst)))),
    ]  # fmt: skip
    dear = worst.affected is not None and worst.affected.revenue is not None
    rank = ", the first by what its accounts pay" if dear else ""
    evidence = (f"truth test, entry {worst.number}{rank}: {truth_words.when(worst)}",)
    told = tuple(each.measure for each in (*worst.kept, *worst.proxies))
    again = (f"truegreen truth --period {review.period} --open {worst.number}",)
    return Block(
        "worst",
        f"What shows it in {truth_words.place(worst, level)}",
        [Sentence(each, evidence, measures=told) for each in said if each],
        measures=told,
        again=again,
        about=tuple(name for names in worst.members.values() for name in names if re.search(r"[^\W\d_]{3}", name)),
    )


def _since(worst: Entry, review: Review) -> str:
    """Say since when it is so, where a test over all months lists the same work too."""
    held = {(review.truth.cells[each].level, tuple(review.truth.cells[each].members.items())) for each in worst.cells}
    for each in review.through.entries:
        cells = (review.through.cells[one] for one in each.cells)
        if each.kind is Kind.WATERMELON and any((one.level, tuple(one.members.items())) in held for one in cells):
            listed, _ = each.months
            return f"Listed {_from(truth_words.when(each))}." if listed > 1 else ""
    return ""


def _from(when: str) -> str:
    """Write since when, as in “from March to December 2025, ten months, still so”."""
    return f"from {when}" if " to " in when else f"in {when}"


def _none(review: Review) -> Block:
    if not review.truth.cells:
        return Block(
            "worst",
            "No piece of work could be looked at",
            [Sentence(each.says) for each in review.truth.findings][:_FEW],
        )
    words = "That no list names one does not show that all is well: where too few customers answered, nobody can tell."
    return Block("worst", "No watermelon is shown", [Sentence(words)])


def _credited(review: Review) -> Iterator[Sentence]:
    """Say what the contract's credits come to, beside what is at stake."""
    bills = review.statements
    if bills:
        credited, invoices = taken(bills), "the invoice" if len(bills) == 1 else "the invoices"
        what = f"{invoices} of {figures.period(review.period)}"
        off = f"All credits on {what}, whatever they are for, take off {written(-credited)}."
        said = off if credited.amount else f"No credit stands on {what}."
        yield Sentence(said, rests_on(bills), Need.MONEY)


def _decide(questions: Sequence[Question]) -> Block:
    if not questions:
        return Block("decide", NOTHING)
    said = [Sentence(each.words, (each.rests_on,), each.needs, each.measures) for each in questions[:_FEW]]
    more = len(questions) - _FEW
    rest = [Sentence(f"{figures.counted(more, 'more question')}, with what can be decided, under “To decide”.")]
    return Block("decide", "To decide", [*said, *(rest if more > 0 else [])])
