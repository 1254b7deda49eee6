"""What alerting owners did, told from the months of ``alerts/`` by the accounts that were held out at random.

An account counts once, from its first alert on. Nothing is counted twice: whom the save programme had tried to keep
before is left out, and from the day on which a pilot of alerts was registered, alerts and what comes are the pilot's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from truegreen.files.alerts import FOLDER, read_alerts
from truegreen.files.alerts import Told as Alerted
from truegreen.model.finding import Finding, note, warning
from truegreen.model.value import Amount, Grade
from truegreen.model.valued import Alerts
from truegreen.project.looking import View
from truegreen.project.opened import Project
from truegreen.project.piloting.pilots import alert_pilots
from truegreen.project.value.accounts import Known
from truegreen.project.value.money import told, untold
from truegreen.project.value.saves import Programme, programme, saves
from truegreen.readings.value_tried import Tried
from truegreen.units.span import Span
from truegreen.value.protected import ASSUMES, METHOD

PROTECTED: Final = "Lifetime value protected by alerts"
_NEVER: Final = "no month's alerts were written: `truegreen accounts --alert` writes them, some held out at random"
_NOBODY: Final = "no alert that was written is of an account that is looked at"
_AT: Final = Span(FOLDER)


@dataclass(frozen=True, slots=True, eq=False)
class Alerting:
    """What is known of alerts.

    Attributes:
        programme: the alerts, as a save programme; None where there are none to compare.
        because: why there are none.
        tried_before, tried_later, pilot: as of ``model.valued.Alerts``.
        findings: what is wrong with the files.
    """

    programme: Programme | None
    because: str = ""
    tried_before: int = 0
    tried_later: int = 0
    pilot: str = ""
    findings: tuple[Finding, ...] = ()


def alerting(view: View, of: Known, tried: Programme | None, days: int, held_out: float) -> Alerting:
    """Read who was alerted and who was held out, and hold both against what came.

    Args:
        view: the run.
        of: what is known of accounts.
        tried: the save programme; None where there is none.
        days: within how many days a decision to leave counts.
        held_out: share of alerts that was to be held out.
    """
    findings: list[Finding] = []
    every, (pilot, until) = read_alerts(view.project.folder, findings), _pilot(view.project)
    own = [each for each in every if until is None or np.datetime64(each.as_of) <= until]
    if not own:
        because = f"alerts are those of the pilot {pilot}: `truegreen pilot analyse {pilot}`" if every else _NEVER
        return Alerting(None, because, pilot=pilot, findings=tuple(findings))
    listed = _listed(of, own)
    first = _first(listed, len(of.panel.accounts))
    called = np.full(len(first), np.datetime64("NaT"), dtype="datetime64[D]") if tried is None else _first(
        tried.tried, len(first))  # fmt: skip
    before = called <= first
    rows = listed.place >= 0
    rows[rows] = ~before[listed.place[rows]]
    made = programme(of, _some(listed, rows), days, held_out, until) if rows.any() else None
    entered = np.zeros(len(first), dtype=np.bool_)
    if made is not None:
        entered[made.entered.place] = True
    return Alerting(
        made, "" if made else _NOBODY, int((before & of.inside).sum()), int((entered & (called > first)).sum()), pilot,
        tuple(findings),
    )  # fmt: skip


def _pilot(project: Project) -> tuple[str, np.datetime64 | None]:
    """Give the pilot of alerts that was registered first, and the day before; no name where there is none."""
    found = min(alert_pilots(project), key=lambda each: each.on, default=None)
    return ("", None) if found is None else (found.pilot.pilot, np.datetime64(found.on) - 1)


def _listed(of: Known, alerts: list[Alerted]) -> Tried:
    """Give alerts as attempts, oldest first; none of them has an outcome or a cost of its own."""
    places = {str(each): at for at, each in enumerate(of.panel.accounts)}
    in_order = sorted(alerts, key=lambda each: (each.as_of, each.account))
    many = len(in_order)
    return Tried(
        place=np.array([places.get(each.account, -1) for each in in_order], dtype=np.intp),
        day=np.array([each.as_of for each in in_order], dtype="datetime64[D]"),
        accepted=np.full(many, np.nan), amount=np.full(many, np.nan),
        arm=np.array([each.arm for each in in_order], dtype=np.str_),
        account=np.array([each.account for each in in_order], dtype=np.str_),
        solved=np.zeros(many, dtype=np.bool_), ordered=np.zeros(many), has_cases=False, has_orders=False, query="",
    )  # fmt: skip


def _some(of: Tried, here: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Tried:
    return Tried(
        of.place[here], of.day[here], of.accepted[here], of.amount[here], of.arm[here], of.account[here],
        of.solved[here], of.ordered[here], of.has_cases, of.has_orders, of.query,
    )  # fmt: skip


def _first(of: Tried, accounts: int) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """Give the first day of each account, (A,); not a time for those without any."""
    first = np.full(accounts, np.datetime64("NaT"), dtype="datetime64[D]")
    known = of.place >= 0
    np.fmin.at(first, of.place[known], of.day[known])
    return first


def alerts(of: Alerting, currency: str) -> Alerts | None:
    """Tell of alerts; None where there are none to compare."""
    if of.programme is None:
        return None
    return Alerts(
        told=saves(of.programme, None, currency), tried_before=of.tried_before, tried_later=of.tried_later,
        pilot=of.pilot,
    )  # fmt: skip


def amount(of: Alerting, currency: str) -> Amount:
    """Give the lifetime value protected by alerts, or why nobody can tell."""
    made = of.programme
    if made is None:
        return untold(PROTECTED, of.because, METHOD)
    if made.protected is None:
        return untold(PROTECTED, made.lift.because or "nobody can tell what accounts are still worth", METHOD)
    counts = {"alerted": made.lift.treated, "held out": made.lift.held_out}
    return told(PROTECTED, made.protected.value, currency, Grade.RANDOMISED, METHOD, counts=counts, assumes=ASSUMES)


def findings(of: Alerting) -> list[Finding]:
    """Say what stands in the way of telling what alerts did."""
    made = list(of.findings)
    if of.programme is None:
        return made
    ratio, held = of.programme.lift.ratio, ~of.programme.entered.treated
    if ratio is not None and not ratio.holds:
        remedy = "Find out who was moved, or whether another share was held out in some months."
        made.append(warning(_AT, "arms-out-of-proportion", f"Alerts: {ratio.said}", remedy))
    elif not held.any():
        says = "No alert was held out, so that nobody can tell what alerts did."
        made.append(note(_AT, "nobody-held-out", says, "Set held_out of [early_warning], like 0.15."))
    return made
