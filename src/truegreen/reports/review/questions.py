"""The questions a review must face: each from something that was found, with what can be decided; none is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from truegreen.model.agreement import Side
from truegreen.model.matter import Matter
from truegreen.model.review import Governed, Review
from truegreen.reports import figures
from truegreen.reports.review.bills import total, written
from truegreen.reports.review.decisions import open_questions
from truegreen.reports.review.losses import accounts, saves
from truegreen.reports.review.misses import missed, others
from truegreen.reports.review.parts import Block, Need, Section
from truegreen.reports.review.question import Choice, Question, table
from truegreen.reports.review.watermelons import green, untold

NOTHING: Final = "Nothing that this period shows asks for a decision"
PLAIN: Final = "What this review has to decide"


def asked(review: Review) -> list[Question]:
    """Give the questions that what was found asks for, the hardest first."""
    found = [green(review), missed(review), others(review), accounts(review), _approval(review), untold(review)]
    return [each for one in (*found, saves(review)) for each in one]


def section(found: Sequence[Question]) -> Section:
    """Put all questions that what was found asks for on one page."""
    if not found:
        return Section("questions", "To decide", [Block("questions", NOTHING)])
    first, held = found[0], table("questions", "Questions, hardest first", found)
    block = Block("questions", PLAIN, table=held)
    if first.needs is Need.NOTHING:
        title = f"To decide first: {first.words[:1].lower()}{first.words[1:]}"
        block = Block("questions", title, table=held, measures=first.measures, plain=PLAIN)
    return Section("questions", "To decide", [block])


def put_up(governed: Governed | None) -> list[Block]:
    """Put the questions on one page that both sides put up themselves; none where there are none."""
    own = [_own(each) for each in open_questions(governed)]
    if not own:
        return []
    what = own[0].words.rstrip(".") if len(own) == 1 else figures.counted(len(own), "question")
    title = f"Put up by the two sides and open: {what}"
    return [Block("put-up", title, table=table("put-up", "Put up by the two sides", own))]


def _own(matter: Matter) -> Question:
    """Give a question that somebody put up, with the choices they wrote, one to a line."""
    lines = (each.strip(" -–•\t") for each in re.split(r"[\n;]", matter.says.get("choices", "")))
    choices = [
        Choice(f"{each[:1].upper()}{each[1:].rstrip('.')}", "No cost is written down.") for each in lines if each
    ]
    whose = f"put up by the {'client' if matter.side is Side.CLIENT else 'provider'} as {matter.id}; both decide"
    return Question(matter.title, matter.says.get("because", "") or "No reason was written.", whose, choices)


def _approval(review: Review) -> Iterator[Question]:
    """Ask whether statements that are not issued are approved."""
    missing = [each for each in review.statements if not each.is_issued]
    if not missing:
        return
    period, due = figures.period(missing[0].statement.period), written(total(missing))
    words = f"Is the statement of {period} approved as it comes out now?"
    if len(missing) > 1:
        words = f"Are the {len(missing)} statements that are not issued approved as they come out now?"
    choices = [
        Choice("Approve and issue", f"{due} in all; what is issued is final."),
        Choice(
            "Dispute a line first, with reason and evidence",
            "The other side has its time to answer; nothing of it is final until then.",
        ),
    ]
    yield Question(words, f"Not issued: {due} in all.", "finance of both sides", choices, Need.MONEY)
