"""A registered pilot with its records: who is in which arm, how it stands, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from truegreen.facts.store import Store
from truegreen.files.alerts import FOLDER as ALERTS
from truegreen.files.alerts import read_alerts
from truegreen.files.pilot_tables import (
    Assigned,
    Told,
    assigned_text,
    read_assigned,
    read_told,
    read_treated,
    read_units,
)
from truegreen.files.pilots import place_of
from truegreen.files.writing import write
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.pilot import RETENTION, REVENUE, Design, Pilot, Randomised, Registered
from truegreen.model.pilot_found import Analysed, Watched
from truegreen.model.pilot_standing import Assignment, Figure
from truegreen.project.looking import View
from truegreen.project.piloting.pilots import Open
from truegreen.readings.pilot_accounts import decisions, revenue, shared_accounts
from truegreen.readings.pilot_outcomes import Daily, daily, untold
from truegreen.readings.pilot_units import BELONGS, column_of, units
from truegreen.units.span import Span
from truegreen.value.pilots.accounts import staying
from truegreen.value.pilots.analysing import analysed
from truegreen.value.pilots.assigning import Candidate, assigned
from truegreen.value.pilots.balance import balance
from truegreen.value.pilots.looking import looks, next_look
from truegreen.value.pilots.outcomes import Outcomes, enrolled, of_daily, of_told
from truegreen.value.pilots.standing import Met, counted, few, ratios, standing


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known of a registered pilot: its outcomes, what meets, until when; or only what is wrong."""

    outcomes: Outcomes | None
    met: Met
    known_until: date
    findings: tuple[Finding, ...]


def assign(
    view: View | None, opened: Open, registered: Registered, on: date, folder: Path, file: Path | None = None
) -> Assignment | list[Finding]:
    """Put units that are in no arm yet into one, and write them down; gives what stands in the way instead.

    Args:
        view: the run whose units are meant; None only with a file of units.
        opened: the pilot.
        registered: as it was registered.
        on: the day that is written down.
        folder: the project folder.
        file: a table of units, instead of those that the records know.
    """
    findings: list[Finding] = []
    already = read_assigned(folder, opened.name, registered.digest, findings)
    found = _candidates(view, registered, on, folder, file, findings)
    if has_errors(findings):
        return findings
    new = assigned(registered, found, already, on)
    every = (*already, *new)
    if len({each.arm for each in every}) < 2:
        says = f"{len(every)} {registered.pilot.unit}s are known on {on}, too few to make two arms."
        return [error(opened.at, "nobody-to-assign", says, "See --on, or name units in a table with --units.")]
    if new:
        findings += write(folder, place_of(opened.name, "assigned"), assigned_text(every, registered.digest))
    if has_errors(findings):
        return findings
    gathered = gather(view, opened, registered, min(on, registered.pilot.starts), folder)
    outcomes = gathered.outcomes or enrolled(registered, _figure(opened), every)
    arms = counted(outcomes, -1)
    pilot = registered.pilot
    return Assignment(
        registered=registered, new=len(new), all=len(every), arms=arms, ratio=ratios(pilot, arms)[0],
        balance=balance(outcomes), file=place_of(opened.name, "assigned").as_posix(), figure=_figure(opened),
        findings=(*opened.findings, *findings, *few(pilot, arms)),
    )  # fmt: skip


def watch(
    view: View | None, opened: Open, registered: Registered, as_of: date, folder: Path
) -> Watched | list[Finding]:  # fmt: skip
    """Look at a running pilot as the rule allows: sizes first, and where they are off nothing else."""
    gathered = gather(view, opened, registered, as_of, folder)
    if gathered.outcomes is None:
        return list(gathered.findings)
    outcomes, pilot = gathered.outcomes, registered.pilot
    stands = standing(outcomes, as_of, gathered.known_until, gathered.met, gathered.findings, view.run if view else "")
    over = pilot.ends is not None and stands.known_until >= pilot.ends
    if stands.broken is not None:
        return Watched(standing=stands, over=over)
    found = looks(outcomes, stands.known_until, as_of)
    return Watched(standing=stands, looks=found, next_on=next_look(pilot, stands.known_until), over=over)


def analyse(
    view: View | None, opened: Open, registered: Registered, as_of: date, folder: Path
) -> Analysed | list[Finding]:  # fmt: skip
    """Analyse a pilot as registered."""
    gathered = gather(view, opened, registered, as_of, folder)
    if gathered.outcomes is None:
        return list(gathered.findings)
    run = view.run if view else ""
    stands = standing(gathered.outcomes, as_of, gathered.known_until, gathered.met, gathered.findings, run)
    return analysed(gathered.outcomes, stands, gathered.met.treated)


def gather(view: View | None, opened: Open, registered: Registered, as_of: date, folder: Path) -> Gathered:
    """Gather what is known of a pilot up to a day."""
    findings = list(opened.findings)
    pilot, figure = registered.pilot, _figure(opened)
    there = read_assigned(folder, opened.name, registered.digest, findings)
    treated = read_treated(folder, opened.name, findings)
    if pilot.column:
        told = read_told(folder, opened.name, pilot.column, pilot.strata, list(pilot.arms), findings)
        if not told and not has_errors(findings):
            says, remedy = "There are no figures yet.", f"Write them into {place_of(opened.name, 'data').as_posix()}."
            findings.append(error(opened.at, "pilot-not-told", says, remedy))
        made = None if has_errors(findings) else of_told(registered, figure, there, told)
        return Gathered(made, Met(moved=_moved(pilot, there, told), treated=treated), as_of, tuple(findings))
    if view is None or view.came is None:
        says, remedy = "There are no records to tell its outcomes.", "Load them and run `truegreen run`."
        findings.append(error(opened.at, "pilot-not-told", says, remedy))
    elif not there:
        says, remedy = "Nobody is in an arm yet.", f"Run `truegreen pilot assign {opened.name}`."
        findings.append(error(opened.at, "not-assigned", says, remedy))
    elif opened.question and (why := untold(view.state, opened.question, pilot.unit)):
        says = f"{figure.name} cannot be told by {pilot.unit}: {why}."
        findings.append(error(opened.at, "pilot-not-told", says, "Take another unit, another metric, or a column."))
    if has_errors(findings) or view is None or view.came is None:
        return Gathered(None, Met(treated=treated), as_of, tuple(findings))
    outcomes = _of_records(view, opened, registered, there, as_of)
    known = view.came.date()
    met = Met(shared=_shared(view, pilot, there, min(as_of, known)), treated=treated)
    return Gathered(outcomes, met, known, (*findings, *view.findings))


def _of_records(
    view: View, opened: Open, registered: Registered, there: Sequence[Assigned], as_of: date
) -> Outcomes:  # fmt: skip
    pilot, figure = registered.pilot, _figure(opened)
    if pilot.metric == RETENTION:
        duck, store = view.source.duck, Store(view.project.store)
        return staying(enrolled(registered, figure, there), decisions(duck, store, view.state, pilot.starts))
    days = (-7 * pilot.weeks_before, (as_of - pilot.starts).days)
    return of_daily(registered, figure, there, history(view, opened, pilot, days), pilot.weeks_before)


def history(view: View, opened: Open, pilot: Pilot, days: tuple[int, int]) -> Daily:
    """Give a figure's sums by unit and day, numbered from the pilot's start."""
    duck, store = view.source.duck, Store(view.project.store)
    if pilot.metric == REVENUE or opened.question is None:
        return revenue(duck, store, view.state, pilot.starts, days)
    return daily(duck, store, view.state, opened.question, pilot.unit, pilot.starts, days)


def _candidates(
    view: View | None, registered: Registered, on: date, folder: Path, file: Path | None, findings: list[Finding]
) -> list[Candidate]:
    pilot = registered.pilot
    if file is not None:
        rows = read_units(folder, file, pilot.clusters, pilot.strata, findings)
        return [Candidate(each.unit, each.cluster, each.stratum) for each in rows]
    if pilot.design is Design.ALERTS and (folder / ALERTS).is_dir():
        return _alerted(view, registered, on, folder, findings)
    belong = [column_of(each) for each in (pilot.clusters, *pilot.strata) if each]
    if view is None or not set(belong) <= set(BELONGS[pilot.unit]):
        says, remedy = "No records say which units there are.", "Run `truegreen run`, or name them with --units."
        findings.append(error(Span(place_of(pilot.pilot).as_posix()), "nobody-to-assign", says, remedy))
        return []
    return candidates(view, pilot, on)


def _alerted(
    view: View | None, registered: Registered, on: date, folder: Path, findings: list[Finding]
) -> list[Candidate]:
    """Give the accounts that came up in ``alerts/`` since the pilot was registered, each from the first time on."""
    first: dict[str, date] = {}
    for each in read_alerts(folder, findings):
        if registered.on <= each.as_of <= on:
            first[each.account] = min(each.as_of, first.get(each.account, each.as_of))
    belong = {} if view is None else {each.unit: each for each in candidates(view, registered.pilot, on)}
    return [replace(belong.get(name, Candidate(name)), on=day) for name, day in sorted(first.items())]


def candidates(view: View, pilot: Pilot, on: date) -> list[Candidate]:
    """Give the units that the records know on a day, with their clusters and strata."""
    cluster, strata = column_of(pilot.clusters), [column_of(each) for each in pilot.strata]
    wanted = list(dict.fromkeys(each for each in (cluster, *strata) if each))
    day = min(on, view.came.date()) if view.came else on
    found = units(
        view.source.duck, Store(view.project.store), view.state, pilot.unit, wanted, pilot.starts, day
    )  # fmt: skip
    return [
        Candidate(str(unit), str(found[cluster][at]) if cluster else "",
                  " · ".join(str(found[each][at]) or "unknown" for each in strata))
        for at, unit in enumerate(found["unit"].tolist())
    ]  # fmt: skip


def _moved(pilot: Pilot, there: Sequence[Assigned], told: Sequence[Told]) -> dict[str, int]:
    """Count units that figures show in another arm than their own, by their own arm."""
    arms = {each.unit: each.arm for each in there}
    odd: set[tuple[str, str]] = set()
    for each in told:
        own = arms.setdefault(each.unit, each.arm)
        if each.arm and own and each.arm != own:
            odd.add((each.unit, own))
    return {arm: sum(own == arm for _, own in odd) for arm in pilot.arms}


def _shared(view: View, pilot: Pilot, there: Sequence[Assigned], last: date) -> tuple[int, int] | None:
    """Count the accounts that both arms served, where units are those who serve."""
    if pilot.unit not in (Randomised.AGENT, Randomised.TEAM) or last < pilot.starts:
        return None
    arms = {each.unit: each.arm == pilot.treated for each in there}
    duck, store = view.source.duck, Store(view.project.store)
    return shared_accounts(duck, store, view.state, column_of(pilot.unit), arms, pilot.starts, last)


def _figure(opened: Open) -> Figure:
    """Give by what a pilot is judged.

    Raises:
        ValueError: that cannot be known; whoever opened it has said why.
    """
    if opened.figure is None:
        raise ValueError(f"{opened.name} has no figure")
    return opened.figure
