"""What customers are worth and what was done for them, put together from the facts of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np

from truegreen.facts.months import Progress
from truegreen.facts.store import Store
from truegreen.model.finding import Finding, note
from truegreen.model.value import Amount
from truegreen.model.valued import Cost, Counted, Offers, Owned, Rate, Saves, Staying, Valued
from truegreen.project.looking import View
from truegreen.project.value import alerts as valued_alerts
from truegreen.project.value import offers as valued_offers
from truegreen.project.value import protected as valued_protected
from truegreen.project.value import saves as valued_saves
from truegreen.project.value.accounts import BESIDE, Known, Worths, known, worths
from truegreen.project.value.alerts import Alerting, alerting
from truegreen.project.value.costs import Invoices, costs, invoices, of_offers, owned, ownership
from truegreen.project.value.groups import accounts, groups, total
from truegreen.project.value.modelled import said
from truegreen.project.value.offers import Made, made
from truegreen.project.value.protected import Offered, taken_by, value_test
from truegreen.project.value.saves import Programme, programme
from truegreen.readings.value_costs import spent
from truegreen.readings.value_tried import tried
from truegreen.units.money import Money
from truegreen.units.period import Period
from truegreen.units.span import Span
from truegreen.value.lifetime import Kept
from truegreen.value.saves import DAYS_A_MONTH

DAYS: Final = 180
MONTHS: Final = 3
WINDOW: Final = 14
A_YEAR: Final = 12
_LEANS: Final = 10
"""Decisions to leave below which a segment is told by the others more than by itself."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How value is to be told.

    Attributes:
        days: within how many days of an attempt a decision to leave counts.
        months: for how many months after an offer revenue is followed.
        held_out: share of accounts that the save programme was to hold out; that of the settings if left out.
        offers_held_out: share of offers that was to be held out; their arms' sizes are not looked at if left out.
        window: within how many days after a solved case an offer must be made to be credited with revenue.
        offer_cost: what an offer costs that is taken; None where nobody says.
        where: segment or tier of the accounts that are looked at; all if left out.
        agreement: whose invoices are counted; those of all if left out.
        with_model: whether early warning is asked what it had said of the treated, which takes longer.
    """

    days: int = DAYS
    months: int = MONTHS
    held_out: float | None = None
    offers_held_out: float | None = None
    window: int = WINDOW
    offer_cost: Decimal | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    agreement: str = ""
    with_model: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """All that value is told from."""

    choices: Choices
    worths: Worths
    saves: Programme | None
    alerts: Alerting
    offers: Made | None
    taken: Offered
    costs: Sequence[Cost]
    owned: Sequence[Owned]
    not_invoiced: str
    costs_query: str
    year: Period | None

    def cost_of_offer(self, currency: str) -> Money | None:
        """Give what an offer costs that is taken; None where nobody says."""
        return None if self.choices.offer_cost is None else Money(self.choices.offer_cost, currency)


def gathered(view: View, choices: Choices, progress: Progress = lambda what, done, of: None) -> Gathered:
    """Gather what value is told from.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        choices: how it is to be told.
        progress: told what is done, how much of it, of how much.

    Raises:
        ValueError: no account is what is asked for.
    """
    duck, store, state, currency = view.source.duck, Store(view.project.store), view.state, _currency(view)
    progress("reading accounts by month", 0, 3)
    of = known(view, choices.where)
    progress("valuing accounts", 1, 3)
    found = worths(view, of)
    progress("comparing arms", 2, 3)
    attempts = tried(duck, store, state, "save")
    followed = round(choices.months * DAYS_A_MONTH)
    offers = tried(duck, store, state, "offer", solved_within=choices.window, ordered_within=followed)
    share = choices.held_out
    held_out = float(view.project.settings.early_warning.held_out) if share is None else share
    saves = None if attempts is None else programme(of, attempts, choices.days, held_out)
    progress("comparing arms", 3, 3)
    if saves is not None and choices.with_model:
        saves = saves.asked(lambda entered: said(view, of, entered, choices.days, progress))
    cost = None if choices.offer_cost is None else Money(choices.offer_cost, currency)
    year = _year(of)
    spent_, query = spent(duck, store, state, year.start, year.last.replace(day=1)) if year else ((), "")
    invoiced = invoices(view, year, choices.agreement) if year else Invoices((), "the records cover no whole month")
    lines = costs(spent_, invoiced, attempts, of_offers(offers, cost, year), year, currency) if year else []
    return Gathered(
        choices=choices, worths=found, saves=saves,
        alerts=alerting(view, of, saves, choices.days, float(view.project.settings.early_warning.held_out)),
        offers=None if offers is None else made(of, offers, choices.months, choices.window, choices.offers_held_out),
        taken=Offered(0, cost) if saves is None else taken_by(saves, offers, cost),
        costs=lines, owned=owned(lines, of, currency), not_invoiced=invoiced.because, costs_query=query, year=year,
    )  # fmt: skip


def valued(view: View, of: Gathered) -> Valued:
    """Say what customers are worth and what was done for them."""
    known_, currency, worth = of.worths.known, _currency(view), view.project.settings.value
    saved = valued_protected.amounts(of.saves, of.taken, currency)
    offered = valued_offers.amounts(of.offers, currency)
    amounts = {"worth": total(of.worths, currency), **saved, "alerts": valued_alerts.amount(of.alerts, currency),
               **offered, "ownership": ownership(of.costs, known_, currency)}  # fmt: skip
    return Valued(
        title=_title(view, of.choices),
        counted=Counted(margin=float(worth.margin), discount=float(worth.discount), years=worth.years),
        why=of.worths.why,
        amounts=amounts,
        accounts=accounts(of.worths, currency),
        given_notice=_given_notice(known_),
        groups=groups(of.worths, of.saves, currency),
        staying=[*_staying(known_)],
        rates=[] if of.choices.where else [*_rates(known_, of.year)],
        year=of.year,
        saves=_saves(of, amounts, currency),
        alerts=valued_alerts.alerts(of.alerts, currency),
        offers=_offers(of, currency),
        costs=[] if of.choices.where else of.costs,
        owned=[] if of.choices.where else of.owned,
        not_invoiced=of.not_invoiced,
        where=of.choices.where,
        findings=(*view.findings, *_findings(of, amounts)),
        run=view.run,
        known_until=view.known_until,
    )


def _saves(of: Gathered, amounts: Mapping[str, Amount], currency: str) -> Saves | None:
    if of.saves is None:
        return None
    return valued_saves.saves(of.saves, value_test(of.saves, amounts, of.taken, currency), currency)


def _offers(of: Gathered, currency: str) -> Offers | None:
    if of.offers is None:
        return None
    test = valued_offers.value_test(of.offers, of.worths, of.cost_of_offer(currency), currency)
    return valued_offers.offers(of.offers, test)


def _title(view: View, choices: Choices) -> str:
    """Name whose customers these are: by the agreement, if it is one."""
    chosen = [versions.latest.title for name, versions in view.project.agreements.items()
              if choices.agreement in ("", name) and versions.latest.title]  # fmt: skip
    title = chosen[0] if len(chosen) == 1 else view.project.folder.resolve().name
    return ", ".join([title, *(f"{name} {member}" for name, member in choices.where.items())])


def _currency(view: View) -> str:
    return view.project.settings.currency


def _year(of: Known) -> Period | None:
    """Give the last twelve months that the records cover, or as many as there are."""
    over = int(of.panel.over.sum())
    if not over:
        return None
    first, last = of.panel.months[max(over - A_YEAR, 0)], of.panel.months[over - 1] + 1
    return Period(date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01"))


def _given_notice(of: Known) -> int:
    """Count the customers who have given notice and have not left by the last day that the records cover."""
    given = (of.since.decided <= of.last_day) & ~of.since.is_late
    return int((of.inside & given & ~(of.since.left <= of.last_day)).sum())


def _staying(of: Known) -> Iterator[Staying]:
    if not isinstance(of.kept, Kept):
        return
    codes = of.panel.standing["segment"].codes
    for place, (name, curve, told) in enumerate(zip(of.kept.segments, of.kept.each, of.kept.renewals, strict=True)):
        accounts = int((of.panel.at_risk & (codes == place)).any(axis=1).sum())
        if accounts:
            first, second, third = (float(each) for each in curve.survival([12, 24, 36]))
            yield Staying(
                segment=name, accounts=accounts, left=round(told.left), first_year=first, third_year=third / second,
                lean=told.left < _LEANS,
            )  # fmt: skip


def _rates(of: Known, year: Period | None) -> Iterator[Rate]:
    """Give what stands beside: rates a month, over the last months together."""
    over = int(of.panel.over.sum())
    months = slice(max(over - A_YEAR, 0), over)
    for name, (_, title) in BESIDE.items():
        counted = of.panel.measures.get(name)
        if counted is None or year is None:
            yield Rate(metric=name, title=title, value=None)
            continue
        by = counted.count if counted.divisor is None else counted.divisor
        total_, among = (float(np.nansum(each[:, months])) for each in (counted.total, by))
        yield Rate(metric=name, title=title, value=total_ / among if among else None)


def _findings(of: Gathered, amounts: Mapping[str, Amount]) -> Iterator[Finding]:
    if amounts["worth"].value is None:
        remedy = "Map started_on and recurring_revenue of accounts, or engagement orders with their amount."
        if len(of.worths.contract) and not isinstance(of.worths.known.kept, Kept):
            remedy = "Map former accounts too, with decision_on and ended_on: those who left say how long others stay."
        elif of.worths.known.all_gave_notice:
            remedy = "Load accounts that are still there."
        yield note(Span("account"), "value-not-told", f"Nobody can tell what accounts are still worth: "
                   f"{amounts['worth'].because}.", remedy)  # fmt: skip
    if of.saves is not None:
        yield from valued_saves.findings(of.worths.known, of.saves)
    yield from valued_alerts.findings(of.alerts)
    if of.offers is not None:
        yield from valued_offers.findings(of.offers)
