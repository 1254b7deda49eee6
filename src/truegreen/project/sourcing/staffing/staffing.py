"""How many people a project's queues take: its records, its agreements and a plan put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from truegreen.facts.store import Store
from truegreen.facts.tables import SLICES
from truegreen.files.arrivals import read_arrivals
from truegreen.model.finding import Finding, has_errors
from truegreen.model.plan import Plan
from truegreen.model.staffed import CASES, CONTACTS, VOLUMES, Staffed
from truegreen.project.looking import View
from truegreen.project.sourcing.staffing.asked import Asked, asked, staffing_of
from truegreen.project.sourcing.staffing.beside import clauses, pools, volumes
from truegreen.project.sourcing.staffing.foretold import WEEKDAYS_MEAN
from truegreen.project.sourcing.staffing.given import contacts_of, volumes_of
from truegreen.project.sourcing.staffing.learned import Records, months_before
from truegreen.project.sourcing.staffing.lined import lined
from truegreen.project.sourcing.staffing.planned import Setting, planned
from truegreen.project.sourcing.staffing.told import (
    CLOSED,
    few_days,
    no_contacts,
    of_forecasts,
    too_few,
    untold,
    while_closed,
)
from truegreen.readings import queued, staffed
from truegreen.units.period import add_months
from truegreen.units.quantity import SECONDS

MONTHS: Final = 12
FEWEST: Final = 28
"""Days of whole months below which all days are learned from."""


def staffing(
    view: View, plan: Plan | None, odd: Sequence[Finding] = (), arrivals: Path | None = None
) -> Staffed:  # fmt: skip
    """Say how many people queues take.

    Args:
        view: the run.
        plan: the plan; without one, each service of the records is a queue, for the year after them.
        odd: what is odd about the plan.
        arrivals: a table of contacts by interval, to be taken instead of the records'.
    """
    findings: list[Finding] = [*odd]
    zone = (plan.zone if plan else "") or view.project.settings.time_zone
    queues = asked(view.project, plan, _services(view), zone, findings)
    if has_errors(findings):
        return _nothing(plan, findings)
    contacts, source = _contacts(view, queues, zone, arrivals, findings)
    if not len(contacts["at"]) and not has_errors(findings):
        findings.append(no_contacts())
    if has_errors(findings):
        return _nothing(plan, findings)
    setting = _setting(plan, zone, contacts)
    if setting.known[1] < setting.known[0]:
        return _nothing(plan, [*findings, too_few(setting.first)])
    records = _records(view, plan, setting, contacts, source)
    return _staffed(view, plan, queues, records, setting, findings)


def _contacts(
    view: View, queues: Sequence[Asked], zone: str, arrivals: Path | None, findings: list[Finding]
) -> tuple[queued.Columns, str]:
    """Give contacts, and where they come from: a table, the records of contacts or cases, or those of volumes."""
    slices = sorted({each for queue in queues for each in queue.where})
    if arrivals is not None:
        arrived = read_arrivals(arrivals, zone, [each.name for each in queues], findings)
        return contacts_of(arrived, queues, slices), arrivals.name
    duck, store, state = view.source.duck, Store(view.project.store), view.state
    if not state.of("interaction") and not state.of("case"):
        return volumes_of(staffed.forecasts(duck, store, state), slices, zone), VOLUMES
    within = sorted({round(each.goal.within) for each in queues})
    return queued.queued(duck, store, state, slices, within), CONTACTS if state.of("interaction") else CASES


def _records(view: View, plan: Plan | None, setting: Setting, contacts: queued.Columns, source: str) -> Records:
    """Read what else is known of queues, in the whole months that are learned from; all days where there are few."""
    duck, store, state = view.source.duck, Store(view.project.store), view.state
    since, until = months_before(setting.known[1] + timedelta(days=1), plan.records if plan else MONTHS)
    if since < setting.known[0]:
        since = add_months(setting.known[0].replace(day=1), int(setting.known[0].day > 1))
    if (until - since).days < FEWEST:
        since, until = setting.known[0], setting.known[1] + timedelta(days=1)
    last = until - timedelta(days=1)
    slices = [each for each in SLICES if each in contacts]
    restricted = [*slices, *(each for each in setting.restrictions if each not in slices)]
    is_told = source in (CONTACTS, CASES)
    return Records(
        contacts=contacts, members=queued.members(duck, store, state, restricted) if is_told else {},
        waits=queued.waits(duck, store, state, slices),
        hours=staffed.hours(duck, store, state, since.replace(day=1), last),
        others=staffed.other_work(duck, store, state, since, last), forecasts=staffed.forecasts(duck, store, state),
        since=since, until=until, source=source,
    )  # fmt: skip


def _staffed(
    view: View, plan: Plan | None, queues: Sequence[Asked], records: Records, setting: Setting, findings: list[Finding]
) -> Staffed:  # fmt: skip
    """Say it for each queue, and for those that could be one."""
    made = [(each, planned(each, records, setting)) for each in queues]
    known = [each for _, each in made if each is not None]
    lines = [lined(each) for each in known]
    findings += [untold(each) for each, one in made if one is None]
    findings += [few_days(each.title) for each in lines if each.method == WEEKDAYS_MEAN]
    if records.source != VOLUMES:  # of which nobody knows at what hour they came
        findings += [while_closed(each) for each in lines if each.outside > CLOSED]
    findings += [each for line in lines for each in of_forecasts(line.title, line.offs)]
    blank = np.zeros(len(records.contacts["at"]), bool)
    for name in sorted({each for queue in queues for each in queue.where}):
        blank |= records.contacts[name] == ""
    offered = records.contacts["offered"]
    return Staffed(
        plan=plan.plan if plan else "", title=plan.title if plan else "", first=setting.first, last=setting.last,
        lines=lines, pools=list(pools(plan, known, setting)),
        clauses=list(clauses(view.project.agreements)), volumes=list(volumes(view.project.agreements)),
        band=setting.band, confidence=setting.confidence, week=setting.week,
        untold=float(offered[blank].sum()) / max(float(offered.sum()), 1e-9),
        source=records.source, findings=(*view.findings, *findings), run=view.run, known_until=view.known_until,
    )  # fmt: skip


def _nothing(plan: Plan | None, findings: Sequence[Finding]) -> Staffed:
    day = plan.starts if plan else date.min
    return Staffed(plan=plan.plan if plan else "", title=plan.title if plan else "", first=day, last=day, lines=(),
                   pools=(), clauses=(), band=0.0, confidence=0.0, week=0.0, untold=0.0, source="",
                   findings=tuple(findings))  # fmt: skip


def _services(view: View) -> list[str]:
    """Name the services of the records."""
    store, state = Store(view.project.store), view.state
    if not state.of("interaction") and not state.of("case"):
        return sorted(set(map(str, staffed.forecasts(view.source.duck, store, state)["service"])))
    contacts = queued.contacts_query(store, state, ["service"])
    found = view.source.duck.rows(f"SELECT DISTINCT service FROM ({contacts}) WHERE service <> '' ORDER BY 1")
    return [str(name) for (name,) in found]


def _setting(plan: Plan | None, zone: str, contacts: queued.Columns) -> Setting:
    """Give what holds for all queues; the last day of the records is left out where it is not whole."""
    said = staffing_of(plan)
    place = ZoneInfo(zone)
    first = datetime.fromtimestamp(int(contacts["at"].min()), place).date()
    last = datetime.fromtimestamp(int(contacts["at"].max()), place).date() - timedelta(days=1)
    if plan is not None:
        last = min(last, plan.starts - timedelta(days=1))
    starts = plan.starts if plan else (last + timedelta(days=1)).replace(day=1)
    starts = starts if starts > last else add_months(starts, 1)
    ends = add_months(starts, plan.months if plan else MONTHS) - timedelta(days=1)
    length = int(said.interval.number * SECONDS[said.interval.unit])
    return Setting(
        zone, length, starts, ends, (first, last), float(said.confidence.in_unit("share")),
        float(said.week.in_unit("seconds")) / 3600, float(said.band.in_unit("share")), said.restrictions,
    )  # fmt: skip
