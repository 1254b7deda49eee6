"""Who could do the work, why not the others, and how those come out who are left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truegreen.facts.store import Store
from truegreen.files.plan_evaluations import alternatives as named
from truegreen.model.evaluated import Evaluated, Supplied
from truegreen.model.finding import Finding, Level, note
from truegreen.model.plan import Plan
from truegreen.model.profile import Candidate, Card
from truegreen.model.segmented import Kind as ContactKind
from truegreen.project.looking import View
from truegreen.project.sourcing.allocating import work_of
from truegreen.project.sourcing.alternatives import alternative
from truegreen.project.sourcing.doubts import cells_findings, currency_findings, doubts
from truegreen.project.sourcing.gathered import Gathered, gathered
from truegreen.project.sourcing.priced import priced
from truegreen.project.sourcing.scored import Room, known
from truegreen.project.sourcing.segmenting import segmented
from truegreen.readings.rows import shown
from truegreen.sourcing.evaluation.evaluated import evaluated
from truegreen.sourcing.evaluation.evaluated import findings as odd
from truegreen.sourcing.profiles.needs import needs_of

LIKELY: Final = 0.1
"""Chance from which a quadrant is named where a contact type may lie in several."""
Quadrants = Mapping[str, str]
"""What is to be done with a contact type, by its name: cost-first, protect, simplify or eliminate, invest."""


def wrong(view: View, plan: Plan) -> list[Finding]:
    """Find what keeps a plan and the records from being held together."""
    return [*cells_findings(plan), *currency_findings(plan, view.project.settings.currency)]


def supplied(view: View, plan: Plan, where: Mapping[str, str]) -> Supplied | None:
    """Give who could do a plan's work, and how suppliers or sites come out; None where no record tells of work.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        plan: the plan, with which nothing is ``wrong``.
        where: members of slices; only their cells are looked at.

    Raises:
        ValueError: no cell is what is asked for.
    """
    done = work_of(view, plan)
    if done is None:
        return None
    held = gathered(plan, done, {}, view.project.settings.time_zone)
    room = room_of(held, where)
    found, findings = _evaluated(room)
    odd_in_records = [each for each in doubts(held) if each.level is not Level.ERROR]
    return Supplied(
        plan=plan.plan, title=plan.title, currency=plan.currency,
        zone=plan.zone or view.project.settings.time_zone, first=done.first.isoformat(), last=done.last.isoformat(),
        slices=plan.cells, sites=tuple(plan.sites),
        cards=cards(room, _quadrants(view, plan)), evaluated=found,
        findings=(*view.findings, *findings, *_unsaid(plan), *odd_in_records), run=view.run,
        query=shown(done.query, Store(view.project.store), view.state, view.project.folder),
    )  # fmt: skip


def _quadrants(view: View, plan: Plan) -> Quadrants:
    """Give where each contact type lies, or between which quadrants nobody can tell; nothing where no record tells."""
    return {each.name: said for each in segmented(view, plan).kinds if (said := _place(each))}


def _place(of: ContactKind) -> str:
    if of.quadrant is not None:
        return str(of.quadrant)
    likely = sorted(((chance, name) for name, chance in of.chances.items() if chance >= LIKELY), reverse=True)
    return " or ".join(f"{name} ({chance * 100:.0f} %)" for chance, name in likely)


def room_of(held: Gathered, where: Mapping[str, str]) -> Room:
    """Give what is known of the cells that are asked for.

    Raises:
        ValueError: there is none.
    """
    plan = held.plan
    for name in where:
        if name not in plan.cells:
            raise ValueError(f"the plan's cells are split by {', '.join(plan.cells)}, and not by {name}")
    places = {name: plan.cells.index(name) for name in where}
    kept = tuple(at for at, cell in enumerate(held.cells)
                 if all(cell[places[name]] == member for name, member in where.items()))  # fmt: skip
    if not kept:
        raise ValueError(f"no case of those months is {' and '.join(f'{name} {each}' for name, each in where.items())}")
    return Room(plan, held.worked, held.learned, priced(plan, held.worked, held.learned), held.barred, kept)


def cards(room: Room, quadrants: Quadrants) -> tuple[Card, ...]:
    """Give the profile of each cell with everybody beside it, the largest cell first."""
    found = [_card(room, cell, quadrants) for cell in room.cells if room.learned.types[cell]]
    return tuple(sorted(found, key=lambda each: (-each.issues, each.cell)))


def _card(room: Room, cell: int, quadrants: Quadrants) -> Card:
    told = room.learned
    kind, segment = told.types[cell], told.segments[cell]
    issues, total = told.issues[cell], float(room.issues[cell])
    beside = [
        Candidate(name, site.supplier, room.barred.get((cell, at), ()), told.solving[cell][at],
                  float(issues[at]) / total if total else 0.0)
        for at, (name, site) in enumerate(room.plan.sites.items())
    ]  # fmt: skip
    beside.sort(key=lambda each: not each.is_eligible)
    needs = needs_of(room.plan, kind, segment)
    return Card(room.worked.cells[cell], segment, kind, needs, round(total), quadrants.get(kind, ""), tuple(beside))


def _evaluated(room: Room) -> tuple[Evaluated | None, tuple[Finding, ...]]:
    of = room.plan.evaluation
    if of is None:
        return None, ()
    names = named(room.plan, of)
    issues = float(room.issues[list(room.cells)].sum())
    found = evaluated(of, [alternative(room, of, each) for each in names], known(room, of, names), issues)
    return found, tuple(odd(of, found))


def _unsaid(plan: Plan) -> tuple[Finding, ...]:
    if plan.evaluation is not None:
        return ()
    says, remedy = (
        "The plan has no evaluation, so that nobody is ranked.",
        f"`truegreen suppliers --plan {plan.plan} --draft` adds one.",
    )
    return (note(plan.at, "plan-without-evaluation", says, remedy),)
