"""One case's clocks, from the facts of a project: what happened, and what each clock made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from truegreen.clocks.defined import agreed_hours
from truegreen.clocks.hours import Hours, in_zone
from truegreen.clocks.kept import kept_hours
from truegreen.clocks.life import Event, Life, life_of
from truegreen.clocks.ready import AHEAD
from truegreen.clocks.told import Told, Watch
from truegreen.clocks.usual import PLAIN, usual
from truegreen.clocks.walk import walk
from truegreen.clocks.working import Calendars, working
from truegreen.engine import sql
from truegreen.facts.store import Store
from truegreen.model.agreement import Agreement, Versions
from truegreen.model.clock import Clock, ZoneOf
from truegreen.project.looking import View
from truegreen.units.calendar import is_zone

_EVENT: Final = ("at", "kind", "number", "team", "priority", "calendar", "state")


@dataclass(frozen=True, slots=True)
class NoCase:
    """There is no such case; ``near`` are ids like it."""

    near: Sequence[str]


def show_clocks(view: View, versions: Versions, case_id: str, only: str = "") -> Watch | NoCase:
    """Give what the agreement's clocks, and their usual alternatives, make of one case.

    Args:
        view: the run.
        versions: the agreement; as it stood when the case was opened.
        case_id: the case.
        only: the one clock to look at; all if left out.
    """
    cases = _read(view, "case", case_id)
    if not cases:
        return NoCase(_near(view, case_id))
    events = [Event(**{name: each[name] for name in _EVENT}) for each in _read(view, "case_event", case_id)]
    until = view.state.latest("happened", "case_event", "case") or datetime.max  # noqa: DTZ901 (facts are naive UTC)
    life = life_of(cases[0], events, until)
    agreement = versions.on(_opened_on(cases[0]))
    chosen = {name: each for name, each in agreement.clocks.items() if only in ("", name)}
    calendars = _calendars(view, versions, life, [*chosen.values(), PLAIN])
    return Watch(
        case=case_id,
        life=life,
        clocks=tuple(_told(name, each, life, calendars) for name, each in (chosen or _plain(agreement, life)).items()),
        calendars=calendars,
        agreed=bool(chosen),
        zone=view.project.settings.time_zone,
    )


def _told(name: str, clock: Clock, life: Life, calendars: Calendars) -> Told:
    others = tuple((words, tuple(walk(other, life, calendars))) for words, other in usual(clock))
    return Told(name, clock, tuple(walk(clock, life, calendars)), others)


def _plain(agreement: Agreement, life: Life) -> Mapping[str, Clock]:
    """Give a clock for a case of which the agreement says none: by the hours of its service."""
    service = agreement.services.get(str(life.case.get("service")))
    hours = service.hours if service and service.hours in agreement.calendars else ""
    return {"resolution": replace(PLAIN, calendar=hours)}


def _opened_on(case: Mapping[str, object]) -> date:
    days = (case.get(name) for name in ("opened_on", "due_on", "resolved_on"))
    return next((day for day in days if isinstance(day, date)), date.max)


def _calendars(view: View, versions: Versions, life: Life, clocks: Sequence[Clock]) -> Calendars:
    recorded, _ = kept_hours(view.source.duck, Store(view.project.store), view.state)
    hours: dict[str, Hours] = {**recorded, **agreed_hours(versions)}
    zone = str(life.case.get("zone") or "")
    if is_zone(zone) and any(each.zone_of is ZoneOf.CUSTOMER for each in clocks):
        hours |= {each.name: each for each in [in_zone(one, zone) for one in hours.values()]}
    first = min((each.at for each in life.moments), default=life.known_until).date() - timedelta(days=1)
    last = max((each.at for each in life.moments), default=life.known_until).date() + AHEAD
    last = max(last, min(life.known_until.date() + timedelta(days=1), first + timedelta(days=3660)))
    return Calendars({name: working(each, first, last) for name, each in hours.items()}, frozenset(recorded))


def _read(view: View, table: str, case_id: str) -> list[dict[str, Any]]:
    files = Store(view.project.store).files(view.state.of(table).values())
    query = f"SELECT * FROM {sql.parquet(files)} WHERE case_id = {sql.text(case_id)}"
    return view.source.duck.records(query) if files else []


def _near(view: View, case_id: str) -> list[str]:
    """Give a few ids of cases that are like one, or simply some."""
    files = Store(view.project.store).files(view.state.of("case").values())
    if not files:
        return []
    closeness = f"levenshtein(CAST(case_id AS VARCHAR), {sql.text(case_id[:64])})"
    query = f"SELECT case_id FROM {sql.parquet(files)} ORDER BY {closeness}, case_id LIMIT 3"
    return [str(name) for (name,) in view.source.duck.rows(query)]
