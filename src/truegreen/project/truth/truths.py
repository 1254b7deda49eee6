"""The truth test of an agreement, from the cells of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, note, warning
from truegreen.model.rehearsal import Rehearsal
from truegreen.model.truth import Entry, Level, Opened, Truth
from truegreen.project.looking import View, last_period
from truegreen.project.truth.behind import opened, told_of
from truegreen.readings.grid import Grid, grid
from truegreen.readings.members import members_of
from truegreen.signals.truth.held import held
from truegreen.signals.truth.leagues import leagues
from truegreen.signals.truth.rehearsal import Told, rehearsed
from truegreen.signals.truth.sides import Sides, sides
from truegreen.units.period import Period
from truegreen.units.span import Span

USUAL: Final = ("provider", "site", "contact_type", "segment")
"""Slices whose members make pieces of work, where the run keeps them."""
PROMISE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Choices:
    """How the truth test is to be made.

    Attributes:
        period: the months to list; None for all. Other months only help to learn.
        by: slices whose members make pieces; those of ``USUAL`` that the run keeps if left out.
        where: members of slices to stay within.
        promise: share of false entries that each list may hold.
        line_is: ``minimum`` or ``target``: what the red line is.
    """

    period: Period | None = None
    by: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    promise: float = PROMISE
    line_is: str = "minimum"


def truths(view: View, versions: Versions, choices: Choices) -> Truth:
    """Test whether green is true, piece of work by piece of work."""
    slices = choices.by or usual(view)
    inferred, others = _levels(view, versions)
    grids = grids_of(view, versions, slices, choices.where)
    both = [_sides_by_month(inferred[each.level], versions, each) for each in grids]
    found = held(grids, both, choices.period, choices.promise, choices.line_is)
    made = Truth(
        agreement=versions.id,
        title=versions.latest.title,
        period=choices.period,
        by=slices,
        where=choices.where,
        promise=choices.promise,
        levels=(*found.levels, *others),
        listed=found.listed,
        entries=found.entries,
        cells=found.cells,
        leagues=leagues(grids, both, choices.period),
        findings=(*view.findings, *_findings(view, versions, slices, [*found.levels, *others])),
        run=view.run,
        known_until=view.known_until,
    )
    return replace(made, entries=told_of(view, grids, made.entries))


def grids_of(view: View, versions: Versions, by: Sequence[str], where: Mapping[str, str]) -> list[Grid]:
    """Give the pieces of work of every level that is inferred."""
    inferred, _ = _levels(view, versions)
    last = _last(view, versions)
    made = [grid(view.source, versions, each, _measures(inferred[each]), by, where, last) for each in inferred]
    return [each for each in made if each.level in each.counted]


def open_entry(view: View, versions: Versions, truth: Truth, entry: Entry) -> Opened:
    """Open an entry of a truth test: its accounts, and the query for its cases."""
    return opened(view, grids_of(view, versions, truth.by, truth.where), entry)


def rehearse(
    view: View,
    versions: Versions,
    choices: Choices,
    worlds: int,
    seed: int,
    progress: Told = lambda what, done, of: None,
) -> Rehearsal:
    """Run the truth test in worlds shaped like the run's own counts, with red months planted and with none."""
    inferred, _ = _levels(view, versions)
    grids = [each for each in grids_of(view, versions, choices.by or usual(view), choices.where) if is_share(each)]
    both = [_sides_by_month(inferred[each.level], versions, each) for each in grids]
    return rehearsed(grids, both, choices.promise, choices.line_is, worlds, seed, progress)


def is_share(each: Grid) -> bool:
    """Say whether a level is a share."""
    return each.counted[each.level].question.formula.unit == "share"


def usual(view: View) -> tuple[str, ...]:
    """Give the slices whose members usually make pieces: those that cases and answers are kept by, and rows tell.

    Where nobody was asked, those of cases alone.
    """
    source, held = view.source, view.source.cells.slices
    tables = [held[each] for each in ("case", "feedback") if each in held]
    kept = [each for each in USUAL if tables and all(each in kept for kept in tables)]
    return tuple(each for each in kept if members_of(source.duck, source.folder, source.cells, each))


def _last(view: View, versions: Versions) -> date:
    period = last_period(view, versions)
    return period.last if period else date.max


def _levels(view: View, versions: Versions) -> tuple[dict[str, dict[date, Sides]], list[Level]]:
    """Give the two sides of each level in each version of the agreement, and the levels that are not inferred."""
    each = {since: sides(agreement, view.source.metrics) for since, agreement in versions.each}
    named = dict.fromkeys(name for found in each.values() for name in found)
    held = {name: {since: found[name] for since, found in each.items() if name in found} for name in named}
    inferred = {name: found for name, found in held.items() if not [*found.values()][-1].not_inferred}
    others = [_not_inferred(versions, name, [*held[name].values()][-1]) for name in named if name not in inferred]
    return inferred, others


def _not_inferred(versions: Versions, name: str, found: Sides) -> Level:
    standing = next(each for _, each in reversed(versions.each) if name in each.measures)
    return Level(
        id=name,
        title=standing.measures[name].title or name,
        contracted=found.contracted,
        not_inferred=found.not_inferred,
    )


def _measures(found: Mapping[date, Sides]) -> list[str]:
    return [*dict.fromkeys(name for each in found.values() for name in (*each.contracted, *each.proxies))]


def _sides_by_month(found: Mapping[date, Sides], versions: Versions, each: Grid) -> list[Sides]:
    """Give the sides that stand in each month; none where the agreement had no such level then."""
    begins = [since for since, _ in versions.each]
    stands = [max((since for since in begins if since <= month.last), default=begins[0]) for month in each.months]
    return [found.get(since, Sides((), ())) for since in stands]


def _findings(view: View, versions: Versions, slices: Sequence[str], levels: Sequence[Level]) -> Iterator[Finding]:
    """Say what the test would need and does not have."""
    at = versions.latest.at
    if not levels:
        says = "The agreement has no experience level, so that nothing says what customers live through."
        yield warning(at, "no-experience-level", says, "Give a measure, like csat.top2, role: experience level.")
    elif not any(each.contracted for each in levels):
        says = "No contracted measure says which experience level it is meant to bring about."
        remedy = "Name it as outcome: of the measure, so that both can be held beside each other."
        yield warning(at, "no-outcome-named", says, remedy)
    for each in levels:
        if each.contracted and each.not_inferred:
            says = f"“{each.title}” cannot be inferred: {each.not_inferred}."
            remedy = "Load surveys that name the case they are about, or make larger pieces with --by."
            yield note(at, "too-few-answers", says, remedy)
    missing = [each for each in USUAL if each not in slices]
    if missing and tuple(slices) == usual(view):
        says = f"Pieces of work are not told apart by {', '.join(missing)}: cases and answers do not tell it."
        yield note(
            Span("truegreen.toml"), "slice-not-kept", says, "If records do, map it, add it to slices and run again."
        )
