"""A pilot as one HTML file: what was registered, how it stands, what it comes to, or how large it has to be."""

from __future__ import annotations

from collections.abc import Sequence

from truegreen.model.finding import Finding
from truegreen.model.pilot import Pilot
from truegreen.model.pilot_found import Analysed, Effect, Look, Watched
from truegreen.model.pilot_size import Sized
from truegreen.model.pilot_standing import Assignment, Figure, Standing
from truegreen.reports import figures
from truegreen.reports import pilot_told as told
from truegreen.reports import pilot_words as words
from truegreen.reports.pilot_amounts import apart, ends, level
from truegreen.reports.pilot_pictures import balance_picture, effects_picture, lengths_picture, looks_picture
from truegreen.reports.pilot_size_words import scatter, size, trial
from truegreen.reports.pilot_text import ONLY
from truegreen.reports.rendering import drawing, rendered

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]
"""A heading, the columns, and the rows, the first cell of each being its name."""


def assignment_page(found: Assignment) -> str:
    """Write one page of who is in which arm, and how alike the arms are."""
    said = words.compare(found.ratio)
    lines = [f"{each.name}: {figures.count(each.units)}" for each in found.arms]
    drawn = balance_picture(found) if found.balance else ""
    pilot = found.registered.pilot
    return _page(pilot, found.figure, said, drawn, lines, [], found.findings)


def watched_page(found: Watched) -> str:
    """Write one page of how a running pilot stands: sizes first, and nothing else where they are off."""
    stands = found.standing
    shown = stands.broken is None and bool(found.looks)
    drawn = looks_picture(found.looks, stands.registered.pilot) if shown else ""
    tables = [_looks(found.looks, stands.figure)] if shown else []
    pilot = stands.registered.pilot
    return _page(pilot, stands.figure, told.watched(found), drawn, _standing(stands), tables, stands.findings)


def analysed_page(found: Analysed) -> str:
    """Write one page of what a pilot comes to."""
    stands = found.standing
    pilot, drawn, tables = stands.registered.pilot, "", []
    if found.main is not None and stands.broken is None:
        drawn = effects_picture(found)
        tables = [_effects([found.main, *found.beside], stands.figure)]
    notes = [ONLY, told.method(found.main)] if found.main is not None else []
    return _page(pilot, stands.figure, told.verdict(found), drawn, _standing(stands), tables, stands.findings, notes)


def sized_page(found: Sized) -> str:
    """Write one page of how large a pilot has to be."""
    rows = [
        [str(each.weeks), f"{each.rows:,.0f}" if each.rows else figures.NOTHING,
         apart(each.effect, found.figure, signed=False)]
        for each in found.lengths
    ]  # fmt: skip
    table = ("What each length finds", ("Weeks", "Rows", "Finds at the least"), rows)
    lines = [scatter(found), *([trial(found.trial)] if found.trial else [])]
    return _page(found.pilot, found.figure, size(found), lengths_picture(found), lines, [table], found.findings)


def _page(
    pilot: Pilot, figure: Figure, sentence: str, drawn: str, lines: Sequence[str], tables: Sequence[Table],
    findings: Sequence[Finding], notes: Sequence[str] = (),
) -> str:  # fmt: skip
    return rendered(
        "pilot.html", called=words.title(pilot), sentence=sentence, plan=list(words.plan(pilot, figure)), lines=lines,
        drawn=drawing(drawn), tables=tables, findings=findings, notes=notes,
    )  # fmt: skip


def _standing(stands: Standing) -> list[str]:
    units = f"{words.unit_of(stands.registered.pilot)}s"
    return [
        words.as_of(stands),
        *(words.arm(each, units) for each in stands.arms),
        *(words.compare(each) for each in stands.ratios if each is not stands.broken),
        *(words.notice(each) for each in stands.notices),
    ]


def _looks(looks: Sequence[Look], figure: Figure) -> Table:
    rows = [
        [each.day.isoformat(), f"{each.z:+.2f}".replace("-", "−"),
         f"{each.bound:.2f}" if each.bound < 1e9 else figures.NOTHING, ends(each.estimate, figure), str(each.verdict)]
        for each in (looks if looks[-1].number else looks[-1:])
    ]  # fmt: skip
    return "Looks", ("Up to", "Errors from nothing", "Would count", "Interval", "Said"), rows


def _effects(effects: Sequence[Effect], figure: Figure) -> Table:
    rows = [
        [told.cut(each), apart(each.estimate.value, figure), ends(each.estimate, figure), level(each.control, figure),
         level(each.treated, figure), figures.count(sum(each.wholes))]
        for each in effects
    ]  # fmt: skip
    return "Compared", ("Of", "Difference", "Interval", "Left as it is", "Changed", "Units"), rows
