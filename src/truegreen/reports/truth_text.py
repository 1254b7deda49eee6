"""The truth test as text for a terminal: entries with their evidence, how much each list holds, league tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.truth import Entry, Kind, League, Level, Listed, Opened, Standing, Truth
from truegreen.reports import figures, truth_words
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.terminal import FAINT, TONES, WIDTH, Heading, Words, marked, printed, table

TOLD: Final = (Kind.WATERMELON, Kind.INVERSE, Kind.TRUE_RED)
MOST_ACCOUNTS: Final = 20
_LISTS: Final[tuple[Heading, ...]] = (
    ("Could be", 9, "right"), ("On list", 8, "right"), ("Of it wrong", 11, "right"), ("Doubter", 8, "right"),
)  # fmt: skip
LEGEND: Final = (
    "Could be: pieces whose contract is so by more than chance. Of it wrong: how many of the list are expected to be "
    "wrong. Doubter: how many would be left if only the answers of the month itself counted. True green stands up to "
    "content customers answering a quarter more often than others."
)
_TABLE: Final[tuple[Heading, ...]] = (
    ("Contract", 15, "right"), ("Raw", 7, "right"), ("Answers", 7, "right"), ("Its mix", 7, "right"),
    ("Adjusted", 8, "right"), ("95 % interval", 13, "right"),
)  # fmt: skip
_DISTANCE: Final[Heading] = ("z", 5, "right")
WIDE: Final = 96
MIX: Final = (
    "Its mix: what the same work has everywhere, by contact type, segment and month. Adjusted: the share if it had "
    "everybody's mix, with its interval. z: distance from its mix in standard errors, discontent above nought."
)


OWN: Final = ("no-experience-level", "no-outcome-named", "too-few-answers", "slice-not-kept")
"""Findings that say why the test tells less than it could."""


def truth_text(truth: Truth, width: int = WIDTH, *, colour: bool = False, leagues: bool = False) -> str:
    """Write a truth test.

    Args:
        truth: what was found.
        width: characters of a line.
        colour: whether to write terminal colours.
        leagues: whether to write the league tables as well.
    """
    parts: list[RenderableType] = [*_heading(truth)]
    levels = truth_words.titles(truth.levels)
    for kind, entries in groupby((each for each in truth.entries if each.kind in TOLD), key=lambda each: each.kind):
        parts.append(Text(inert(f"{truth_words.KIND[kind].word.upper()}: {truth_words.MEANS[kind]}"), style="bold"))
        for entry in entries:
            parts += [*_entry(entry, levels[entry.level]), Text()]
    if truth.cells:
        parts += [_lists(truth, width), Words(LEGEND, FAINT), Text()]
        parts += [Words(truth_words.untold(each)) for each in truth.listed if each.kind is Kind.CANNOT_TELL]
    parts += [Words(each, FAINT) for each in truth_words.not_inferred(truth.levels)]
    if leagues:
        parts += [*_leagues(truth, width)]
    return printed([*parts, *_footer(truth)], width, colour)


def _heading(truth: Truth) -> Iterator[RenderableType]:
    where = "".join(f", {name} {member}" for name, member in truth.where.items())
    yield Text(inert(f"{truth.title or truth.agreement}{where} · {figures.period(truth.period)}"), style="bold")
    yield Words(f"Is our green true? {truth_words.answer(truth)}", "bold")
    if truth_words.reach(truth):
        yield Words(truth_words.reach(truth))
    yield Text()


def _entry(entry: Entry, level: Level) -> Iterator[RenderableType]:
    mark = truth_words.KIND[entry.kind]
    name = f"{mark.shape} {entry.number}. {truth_words.place(entry, level)}: {truth_words.when(entry)}"
    yield Words(name, TONES[mark.tone])
    yield Words(truth_words.evidence(entry, level))
    for said in (truth_words.belief(entry, level), truth_words.behind(entry.affected), truth_words.outside(entry)):
        if said:
            yield Words(said, FAINT)


def _lists(truth: Truth, width: int) -> RenderableType:
    drawn = table(_LISTS, width, "LISTS")
    for each in truth.listed:
        if each.kind is not Kind.CANNOT_TELL:
            drawn.add_row(marked(truth_words.KIND[each.kind]), *_list_cells(each))
    return drawn


def _list_cells(each: Listed) -> list[str]:
    counts = [figures.count(of) for of in (each.candidates, each.cells, each.doubter)]
    return [*counts[:2], f"{each.wrong:.1f}", counts[2]]


def _leagues(truth: Truth, width: int) -> Iterator[RenderableType]:
    titles = truth_words.titles(truth.levels)
    for league in truth.leagues:
        yield Text()
        yield Text(inert(f"{titles[league.level].title}, by {figures.in_words(league.by)}"), style="bold")
        yield _league(league, width)
        yield Words(_contracted(league), FAINT)
    if truth.leagues:
        yield Words(MIX, FAINT)


def _league(league: League, width: int) -> RenderableType:
    headings = (*_TABLE, _DISTANCE) if width >= WIDE else _TABLE
    drawn = table(headings, width, figures.in_words(league.by).upper())
    for row in league.rows:
        drawn.add_row(Text(inert(row.member)), *_standing(row)[: len(headings)])
    return drawn


def _contracted(league: League) -> str:
    """Say which measures stand under Contract, in their order."""
    return f"Contract: {'; '.join(each.title for each in league.rows[0].kept)}."


def _standing(row: Standing) -> list[str]:
    kept = " / ".join(truth_words.value(each).removesuffix(" %") for each in row.kept) or figures.NOTHING
    shares = [figures.NOTHING if each is None else f"{each * 100:.1f} %" for each in (row.expected, row.adjusted)]
    interval = figures.NOTHING if row.low is None or row.high is None else f"{row.low * 100:.1f}–{row.high * 100:.1f} %"
    distance = figures.NOTHING if row.distance is None else f"{row.distance:+.1f}"
    return [kept, truth_words.value(row.answers), figures.count(row.answers.of), *shares, interval, distance]


def _footer(truth: Truth) -> Iterator[RenderableType]:
    yield Text()
    yield Text(summary(truth.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in truth.findings if each.id in OWN)
    known = [("Run", truth.run), ("Records known until", truth.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))


def opened_text(opened: Opened, level: Level, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write an entry, opened: its accounts, those that pay most first, and the query for its cases."""
    headings: tuple[Heading, ...] = (
        ("A month", 18, "right"), ("Cases", 7, "right"), ("Answers", 8, "right"), ("Unhappy", 8, "right"),
        ("Renewal", 11, "right"),
    )  # fmt: skip
    drawn = table(headings, width, "ACCOUNT")
    for each in opened.accounts[:MOST_ACCOUNTS]:
        paid = figures.NOTHING if each.revenue is None else str(each.revenue)
        renewal = figures.NOTHING if each.renewal is None else each.renewal.isoformat()
        counts = [figures.count(of) for of in (each.cases, each.answers, each.unhappy)]
        drawn.add_row(Text(inert(each.id)), paid, *counts, renewal)
    more = len(opened.accounts) - MOST_ACCOUNTS
    rest: list[RenderableType] = [Text(f"and {figures.counted(more, 'account')} more; --json has all")] * (more > 0)
    if not opened.query:
        rest = [Words("The rows are not those of this run any more; run again to open an entry.", FAINT)]
    query = Text(inert(opened.query), no_wrap=True)
    return printed([*_entry(opened.entry, level), Text(), drawn, *rest, Text(), query], width, colour)
