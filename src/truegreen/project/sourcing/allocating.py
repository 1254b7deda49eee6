"""From a project's plan to what was found for it: records, worths and terms gathered, doubts told, then solved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from truegreen.facts.store import Store
from truegreen.model.allocated import Allocated, Conflict, Impossible
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.plan import Plan
from truegreen.project.looking import View
from truegreen.project.sourcing.allocated import allocated
from truegreen.project.sourcing.asked import Effort, asked
from truegreen.project.sourcing.doubts import cells_findings, currency_findings, doubts
from truegreen.project.sourcing.gathered import Gathered, Worth, gathered
from truegreen.project.sourcing.months import months_of
from truegreen.project.sourcing.wished import enough_in_words, words_of
from truegreen.project.sourcing.worths import worths
from truegreen.readings.work import Worked, worked
from truegreen.sourcing.allocation.conflicts import conflicting
from truegreen.sourcing.allocation.path import ImpossibleError
from truegreen.sourcing.allocation.why import without

ABOUT: Final = 11
"""Things that are told beside one for each wish: relaxing, choosing, proving, why, the frontier's plans, futures."""


@dataclass(slots=True)
class Ready:
    """A plan ready to be solved, or what stands in its way.

    Attributes:
        gathered: the problem with its names; None where an error stands in its way.
        findings: what is odd, errors among them.
    """

    gathered: Gathered | None = None
    findings: list[Finding] = field(default_factory=list)


def ready(view: View, plan: Plan) -> Ready:
    """Gather everything that a plan's problem is made of.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        plan: the plan.
    """
    made = Ready(findings=[*cells_findings(plan), *currency_findings(plan, view.project.settings.currency)])
    if has_errors(made.findings):
        return made
    done = work_of(view, plan)
    if done is None:
        remedy = "Load records with contact_type and site, or learn from other months: starts, records."
        says = f"No record tells of work in the {plan.records} months before {plan.starts}."
        made.findings.append(error(plan.at, "no-work-recorded", says, remedy))
        return made
    told = worths(view, plan)
    each: dict[tuple[str, ...], Worth] = {}
    for members, segment, kind in zip(done.cells, done.of("segment"), done.of("contact_type"), strict=True):
        worth = told.of(segment, kind)
        each[members] = (worth.value, worth.because)
    held = gathered(plan, done, each, view.project.settings.time_zone)
    made.findings += [*told.findings, *doubts(held)]
    made.gathered = None if has_errors(made.findings) else held
    return made


def work_of(view: View, plan: Plan) -> Worked | None:
    """Give the work of the months that a plan learns from; None where no record tells of any."""
    period = months_of(view, plan)
    if period is None:
        return None
    store = Store(view.project.store)
    return worked(view.source.duck, store, view.state, plan.cells, period.start, period.last)


def questions(of: Ready) -> int:
    """Give how many things are told while everything is asked of a plan, about."""
    wishes = 0 if of.gathered is None else sum(1 for _ in without(of.gathered.problem))
    return wishes + ABOUT


def allocate(view: View, of: Ready, effort: Effort) -> Allocated | Impossible:
    """Find the plan with everything that can be asked of it, or say which wishes cannot hold together.

    Args:
        view: the run.
        of: a plan without errors.
        effort: how long is looked.

    Raises:
        ValueError: if an error stands in the plan's way.
        UnfinishedError: if none was found in the time.
    """
    return found_for(Ready(of.gathered, [*view.findings, *of.findings]), effort, run=view.run)


def found_for(of: Ready, effort: Effort, *, run: str) -> Allocated | Impossible:
    """Find the plan of a problem that is gathered; ``run`` is the one whose records it is made from.

    Raises:
        ValueError: if an error stands in the plan's way.
        UnfinishedError: if none was found in the time.
    """
    held = of.gathered
    if held is None:
        raise ValueError("an error stands in the plan's way")
    try:
        return allocated(held, asked(held, effort), run, of.findings)
    except ImpossibleError:
        effort.told("looking for wishes that cannot hold together")
        return Impossible(
            plan=held.plan.plan, title=held.plan.title, findings=tuple(of.findings),
            conflicts=tuple(
                Conflict(wish=each.wish, words=words_of(held, each.wish), is_enough=each.is_enough,
                         enough=enough_in_words(held, each))
                for each in conflicting(held.problem, seconds=effort.short)
            ),
        )  # fmt: skip
