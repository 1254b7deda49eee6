"""What early warning of a project is made from: histories, labels and settings, with what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from truegreen.facts.store import Store
from truegreen.model.agreement import Versions
from truegreen.model.backtest import Order
from truegreen.model.finding import Finding, error, note, warning
from truegreen.model.leak import Leak
from truegreen.project.looking import View
from truegreen.project.piloting.pilots import alert_hold_out
from truegreen.readings.risk_histories import history
from truegreen.readings.risk_history import History
from truegreen.readings.risk_leaks import recorded
from truegreen.signals.warning.labels import Labels, labels
from truegreen.signals.warning.leaks import leaks
from truegreen.signals.warning.origins import Setting
from truegreen.signals.warning.sayings import Progress
from truegreen.units.span import Span

SEED: Final = 1
FACTS: Final = Span("facts/account")
SETTINGS: Final = Span("truegreen.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How early warning is to be made; what is left out is as in ``truegreen.toml``.

    Attributes:
        months: the horizon.
        alerts: a month, for each owner.
        order: by what alerts are given out; by expected loss where revenue is known, if left out.
    """

    months: int | None = None
    alerts: int | None = None
    order: Order | None = None


USUAL: Final = Choices()


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """What early warning is made from.

    Attributes:
        history: what was known of accounts, month by month.
        labels: who decided when.
        setting: horizon, budget, order and seed.
        leaks: figures that may know too much.
        findings: what is missing, or known to be wrong.
        held_out: share of alerts to be held out.
        salt: what tells who is held out; that of the registered pilot of alerts, where there is one.
    """

    history: History
    labels: Labels
    setting: Setting
    leaks: Sequence[Leak]
    findings: tuple[Finding, ...]
    held_out: float
    salt: str


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What early warning is asked, to rank accounts or to be tried on its own past.

    Attributes:
        view: the run, whose rows must still be there (``view.has_rows``).
        versions: the agreement under which it is shown.
        choices: how it is to be made.
        progress: told what is done, how much of it, of how much.
    """

    view: View
    versions: Versions
    choices: Choices = USUAL
    progress: Progress = lambda what, done, of: None

    def gathered(self) -> Gathered:
        """Gather what it is answered from."""
        self.progress("reading what was known of accounts", 0, 1)
        return gathered(self.view, self.choices)


def gathered(view: View, choices: Choices) -> Gathered:
    """Gather what early warning is made from.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        choices: how it is to be made.
    """
    duck, store, warned = view.source.duck, Store(view.project.store), view.project.settings.early_warning
    of = history(duck, store, view.state)
    told = labels(of, blackout=warned.blackout_days)
    horizon = choices.months or warned.months
    usual = Order.LOSS if np.isfinite(of.revenue).any() else Order.CHANCE
    setting = Setting(horizon=horizon, budget=choices.alerts or warned.alerts, order=choices.order or usual, seed=SEED)
    seen = leaks(of, told, horizon, recorded(duck, store, view.state))
    salt, held_out = alert_hold_out(view.project)
    return Gathered(of, told, setting, seen, tuple(_findings(of, told, seen)), held_out, salt)


def _findings(of: History, told: Labels, seen: Sequence[Leak]) -> Iterator[Finding]:
    """Say what is missing, and what may know too much."""
    for each in seen:
        says = f"{each.column[0].upper()}{each.column[1:]} may know too much, {each.kind}: {each.evidence}"
        if each.refused:
            yield error(FACTS, "label-by-leaving", each.evidence, each.remedy)
        else:
            yield warning(FACTS, "knows-too-much", says, each.remedy)
    late, lost = int((told.is_late & ~told.unknown).sum()), int((~np.isnat(told.day)).sum())
    if late:
        says = f"{late:,} of {lost:,} accounts that left count as decided {told.blackout} days before they left."
        yield note(SETTINGS, "blackout-used", says, "Map the day of notice as decision_on, and it is exact.")
    elif told.unknown.any() and not any(each.refused for each in seen):
        says = f"{int(told.unknown.sum()):,} accounts left without a recorded notice and are left out."
        yield note(FACTS, "notice-unknown", says, "Map the day of notice as decision_on of accounts.")
    if missing := _missing(of):
        yield missing
    elif np.isnat(of.decided_on).all() and np.isnat(of.ended_on).all():
        says = "No account of these records ever gave notice or left, so nothing can be learnt of who does."
        yield warning(FACTS, "nobody-left", says, "Map decision_on and ended_on of accounts, also of former ones.")


def _missing(of: History) -> Finding | None:
    """Say what is missing without which no account can be looked at."""
    if not len(of.accounts):
        remedy = "Map a list of accounts, former ones too, with started_on, decision_on and ended_on."
        return warning(FACTS, "no-accounts", "The records name no accounts.", remedy)
    if not len(of.months):
        says = "No whole month is covered: the records do not say on which days accounts started or left."
        remedy = "Map started_on and decision_on of accounts; a list of who left, without days, cannot tell when."
        return warning(FACTS, "no-account-days", says, remedy)
    if not of.here.any():
        says = "No record says since when anybody is a customer."
        return warning(FACTS, "nobody-there", says, "Map started_on of accounts.")
    return None
