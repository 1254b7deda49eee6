"""The review pack in words: every section in its order, from what was gathered and from what both sides did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from truegreen.model.finding import Finding, Level
from truegreen.model.review import Governed, Preset, Review
from truegreen.reports import figures
from truegreen.reports.findings import summary
from truegreen.reports.review import accounts, customers, decisions, front, heard, money, questions, scorecard
from truegreen.reports.review.parts import Block, Cell, Column, Pack, Section, Sentence, Table
from truegreen.reports.statuses import LEVEL
from truegreen.reports.value_words import GRADES

NAMES: Final = {
    Preset.MONTHLY: "Monthly business review", Preset.QUARTERLY: "Quarterly business review",
    Preset.ANNUAL: "Annual business review",
}  # fmt: skip
KNOWN: Final = (Column("Level", width=0.8), Column("What is so", width=5.0), Column("What to do", width=3.6))
COUNTED: Final = (
    "Contract status is counted: arithmetic on every row. What customers live through is inferred from those who "
    "answered, with its 95 % interval and its chance of being wrong."
)
UNTOLD: Final = "“Nobody can tell yet” is a result: it says that the records do not decide it, not that all is well."
_MOST: Final = 12


def pack(review: Review, governed: Governed | None = None) -> Pack:
    """Say what a review holds, the hard thing first."""
    found = questions.asked(review)
    made = Pack(
        agreement=review.agreement,
        title=review.title or review.agreement,
        client=review.client,
        provider=review.provider,
        name=NAMES[review.preset],
        period=figures.period(review.period),
        slug=str(review.period),
        sections=[
            front.section(review, found),
            scorecard.section(review),
            customers.section(review),
            accounts.section(review),
            money.section(review),
            questions.section(found),
            _known(review),
        ],
        made_of=f"Run {review.card.run}, records known until {review.card.known_until}",
    )
    return governing(made, governed)


def governing(made: Pack, governed: Governed | None) -> Pack:
    """Give a pack with what both sides did, as it stands now: decisions, actions, what waits, what was heard."""
    told = decisions.section(governed, made.client, made.provider)
    about = next((block.about for block in made.sections[0].blocks if block.about), ())
    doing = decisions.under_way(governed, about, made.client, made.provider)
    kept = [_joined(each, governed, doing) for each in made.sections if each.id != told.id]
    place = next((at for at, each in enumerate(kept) if each.id == "questions"), len(kept))
    return replace(made, sections=[*kept[:place], told, *kept[place:]])


def _joined(section: Section, governed: Governed | None, doing: str) -> Section:
    """Add what both sides put up themselves, what they do about the hard thing, and what was heard."""
    if section.id == "accounts":
        return replace(section, blocks=[*section.blocks, *heard.heard(governed)])
    if section.id == "front":
        return replace(section, blocks=[*_first_page(section.blocks, governed, doing)])
    put = questions.put_up(governed) if section.id == "questions" else []
    return replace(section, blocks=[*put, *section.blocks])


def _first_page(blocks: Sequence[Block], governed: Governed | None, doing: str) -> Iterator[Block]:
    """Put open questions to those that are to be decided, and say what is under way, or waits too long."""
    asked = " ".join(each.title for each in decisions.open_questions(governed))
    for block in blocks:
        if block.id == "decide" and asked:
            said = Sentence(f"Put up by the two sides and still open: {asked}")
            yield replace(block, sentences=[said, *block.sentences])
        elif block.about and doing:
            yield replace(block, sentences=[*block.sentences, Sentence(doing, ("matters of the workspace",))])
        elif block.id == "quiet" and (waits := decisions.pressing(governed)):
            verb = "is" if waits == 1 else "are"
            matters = f"{figures.counted(waits, 'matter')} between the two sides {verb} late, disputed or escalated"
            yield replace(block, id="answer", title=f"{block.title}; but {matters}")
        else:
            yield block


def _known(review: Review) -> Section:
    """Say what is known to be wrong with records and measures, and how to read the pack."""
    found = _findings(review)
    rows = [
        [Cell(LEVEL[each.level].word, mark=LEVEL[each.level]), Cell(each.says), Cell(each.remedy)]
        for each in found[:_MOST]
    ]
    note = f"{len(found)} in all; the first {_MOST} are shown." if len(found) > _MOST else ""
    table = Table("findings", "What is known to be wrong with the records", KNOWN, rows, note) if rows else None
    title = (
        f"What is known to be wrong: {summary(found).rstrip('.').lower()}"
        if found
        else "Nothing is known to be wrong with the records"
    )
    return Section(
        "sure",
        "How sure this is",
        [Block("sure", title, [Sentence(each) for each in (COUNTED, UNTOLD, GRADES)], table=table)],
    )


def _findings(review: Review) -> list[Finding]:
    each = dict.fromkeys([*review.card.findings, *review.truth.findings])
    return sorted(each, key=lambda one: [*Level].index(one.level))
