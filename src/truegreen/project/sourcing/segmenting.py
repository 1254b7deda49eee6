"""Customers and contact types by what matters, put together from a run, and from a plan where one says more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.facts.months import Progress
from truegreen.facts.store import Store
from truegreen.model.finding import Finding, note
from truegreen.model.plan import Plan
from truegreen.model.segmented import Segmented
from truegreen.project.looking import View
from truegreen.project.sourcing.kinds import impact_of, kinds
from truegreen.project.sourcing.lived import MONTHS, Gathered, gathered
from truegreen.project.sourcing.peanut import not_held, peanut
from truegreen.project.sourcing.people import Cut, People, people
from truegreen.project.sourcing.people_told import customers, squares, tiers
from truegreen.project.sourcing.worth_way import Way
from truegreen.project.sourcing.worths import told
from truegreen.readings.account_work import Work, work
from truegreen.readings.contact_use import Uses, uses
from truegreen.stats.panel.equations import Unfit
from truegreen.units.span import Span

COST, HOURS, CASES = "cost", "hours", "cases"
_ENOUGH: Final = 0.9
"""Share of cases that has to say what it took."""


def segmented(
    view: View, plan: Plan | None = None, cut: Cut = Cut.SHARES, progress: Progress = lambda what, done, of: None
) -> Segmented:
    """Give customers by value and expectation, contact types by impact and complexity, and where spend goes.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        plan: whose own figures count instead of what was measured.
        cut: how customers are put into tiers.
        progress: told what is done, how much of it, of how much.
    """
    progress("holding failed contacts against who left", 0, 2)
    of, currency = gathered(view), view.project.settings.currency
    months, done, used = _work(view, of)
    progress("sharing out what was spent", 1, 2)
    column = _column(done)
    way = Way(of, currency, plan)
    who = people(of, done, column, plan, way, cut)
    found, worth = peanut(who), told(of, currency, plan)
    progress("sharing out what was spent", 2, 2)
    return Segmented(
        title=_title(view), plan=plan.plan if plan else "", currency=currency,
        first=str(months[0]) if len(months) else "", last=str(months[-1]) if len(months) else "",
        unit=currency if column == COST else column, cut=cut.words, tiers=tiers(of, who), squares=squares(who),
        customers=customers(who), kinds=kinds(of, done, column, used, plan, is_money=column == COST),
        impact=impact_of(of), because=of.impact.because if isinstance(of.impact, Unfit) else "",
        peanut=found, not_held="" if found else not_held(who), worths=worth, queries=done.queries,
        findings=(*view.findings, *_findings(who), *worth.findings), run=view.run, known_until=view.known_until,
    )  # fmt: skip


def _work(view: View, of: Gathered) -> tuple[NDArray[np.datetime64], Work, Uses]:
    """Give the last months that are over, what their work took, and of what use it was."""
    months = of.known.panel.months[: of.lives.at_risk.shape[1]][-MONTHS:]
    duck, store, accounts = view.source.duck, Store(view.project.store), len(of.known.panel.accounts)
    first, last = (np.datetime64("2000-01", "M"),) * 2 if not len(months) else (months[0], months[-1])
    days = first.astype("datetime64[D]"), (last + 1).astype("datetime64[D]") - 1
    done = work(duck, store, view.state, accounts, *days)
    return months, done, uses(duck, store, view.state, done.types, *days)


def _column(done: Work) -> str:
    """Say what tells what was spent: money, else hours, where nearly all cases say it; else how many there were."""
    cases = done.of["cases"].sum()
    for known, column in (("priced", COST), ("timed", HOURS)):
        if cases and done.of[known].sum() >= _ENOUGH * cases and done.of[column].sum() > 0:
            return column
    return CASES


def _title(view: View) -> str:
    """Name whose customers these are: by the agreement, if it is one."""
    titles = [versions.latest.title for versions in view.project.agreements.values() if versions.latest.title]
    return titles[0] if len(titles) == 1 else view.project.folder.resolve().name


def _findings(who: People) -> Iterator[Finding]:
    if not (who.tier >= 0).any():
        yield note(Span("account"), "value-not-told", "Nobody can tell what customers are worth, so that they are "
                   "in no tier.", "Map recurring_revenue and started_on of accounts, or let the plan say worth of its "
                   "segments.")  # fmt: skip
    if not who.signs:
        yield note(Span("case"), "expectation-not-told", "No record says what customers expect: no time promised, no "
                   "channel, no wait.", "Map due_at and channel of cases, and interactions; or let the plan say "
                   "expectation of its segments.")  # fmt: skip
