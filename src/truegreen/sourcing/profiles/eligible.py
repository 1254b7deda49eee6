"""Where work may live, and why not elsewhere: every hard condition, with what is asked and what a site has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from truegreen.model.plan import Kind, Level, Needs, Plan, Site
from truegreen.model.profile import Condition, Reason, Solving, Told
from truegreen.sourcing.profiles.hours import gap
from truegreen.sourcing.profiles.needs import LEVELS, needs_of
from truegreen.units.quantity import Quantity


def eligible(
    plan: Plan, site: str, contact_type: str, segment: str = "", *, zone: str, solving: Solving | None = None
) -> tuple[Reason, ...]:
    """Give every reason why a kind of work may not live at a site; none means that it may.

    Args:
        plan: what sites have and work needs.
        site: one of the plan's.
        contact_type: of the work.
        segment: of the work; empty where it is not split by segments.
        zone: in which the hours asked for are read, where the plan names none.
        solving: how many issues the site solves; without it the share asked for is not looked at.
    """
    place, needs = plan.sites[site], needs_of(plan, contact_type, segment)
    return tuple(
        [
            *_possible(plan, place, contact_type),
            *_skill(plan, place, contact_type),
            *_language(place, needs),
            *_hours(plan, place, needs, plan.zone or zone),
            *_papers(place, needs),
            *_solved(needs, solving),
        ]
        if place.kind is not Kind.ELIMINATED
        else _possible(plan, place, contact_type)
    )


def share_of(quantity: Quantity | None) -> float | None:
    """Give a share like 80 % as a number; None for none."""
    return None if quantity is None else float(quantity.in_unit("share"))


def last_day(plan: Plan) -> date:
    """Give the last day of a plan.

    >>> from truegreen.model.plan import Plan
    >>> last_day(Plan(plan="a", currency="EUR", starts=date(2026, 1, 1), sites={})).isoformat()
    '2026-12-31'
    """
    months = plan.starts.year * 12 + plan.starts.month - 1 + plan.months
    return date.fromordinal(date(months // 12, months % 12 + 1, 1).toordinal() - 1)


def _possible(plan: Plan, site: Site, contact_type: str) -> Iterator[Reason]:
    of = plan.types.get(contact_type)
    most = {
        Kind.SELF_SERVICE: (of.self_service if of else None, "customers can solve themselves"),
        Kind.ELIMINATED: (of.eliminated if of else None, "need not come up"),
    }
    if site.kind in most:
        share, what = most[site.kind]
        if not share_of(share):
            yield Reason(Condition.POSSIBLE, f"The plan names no share of its issues that {what}.")


def _skill(plan: Plan, site: Site, contact_type: str) -> Iterator[Reason]:
    of = plan.types.get(contact_type)
    if site.skills and contact_type not in site.skills and not (of and of.group and of.group in site.skills):
        yield Reason(Condition.SKILL, f"It takes {', '.join(site.skills)}.")


def _language(site: Site, needs: Needs) -> Iterator[Reason]:
    for language, level in needs.languages.items():
        spoken = site.languages.get(language)
        if spoken is None:
            yield Reason(Condition.LANGUAGE, f"{language} is asked for at {_level(level)}, and is not spoken there.")
        elif LEVELS.index(spoken) < LEVELS.index(level):
            says = f"{language} is asked for at {_level(level)}, and is spoken there at {_level(spoken)}."
            yield Reason(Condition.LANGUAGE, says)


def _level(level: Level) -> str:
    return "the level of native speakers" if level is Level.NATIVE else str(level)


def _hours(plan: Plan, site: Site, needs: Needs, zone: str) -> Iterator[Reason]:
    if not needs.open or (site.kind is Kind.SELF_SERVICE and not site.open):
        return
    if not site.open:
        yield Reason(Condition.HOURS, "Hours are asked for, and the plan does not say when it works.")
        return
    left = gap(needs.open, zone, site.open, site.zone or zone, plan.starts, last_day(plan))
    if left is not None:
        weeks = "in every week" if left.weeks == left.of_weeks else f"in {left.weeks} of {left.of_weeks} weeks"
        when = f"{left.first:%A} {left.first.day} {left.first:%B %Y, %H:%M}"
        says = f"{max(left.share, 0.001):.1%} of the hours asked for are not covered, {weeks}; first {when} {zone}."
        yield Reason(Condition.HOURS, says.replace("%", " %", 1))


def _papers(site: Site, needs: Needs) -> Iterator[Reason]:
    for each in needs.certificates:
        if each not in site.certificates:
            yield Reason(Condition.CERTIFICATE, f"{each} is asked for, and it does not hold it.")
    if needs.residency and site.residency not in needs.residency:
        has = f"it keeps them in {site.residency}" if site.residency else "the plan does not say where it keeps them"
        says = f"Customers' data have to be kept in {' or '.join(needs.residency)}, and {has}."
        yield Reason(Condition.RESIDENCY, says)


def _solved(needs: Needs, solving: Solving | None) -> Iterator[Reason]:
    least, sure = share_of(needs.solved), share_of(needs.chance)
    if solving is None or least is None or sure is None:
        return
    asked = f"{needs.solved} solved are asked for with a chance of {needs.chance}"
    if solving.chance is None or solving.share is None:
        yield Reason(Condition.SOLVED, f"{asked}, and nobody knows what it solves.")
    elif solving.chance < sure:
        said = {
            Told.MEASURED: f"{solving.judged:,} cases tell {solving.share:.0%}, a chance of {_chance(solving.chance)}",
            Told.ASSUMED: f"the plan assumes {solving.share:.0%}",
            Told.OTHERS: f"it has no case; what other sites solve gives a chance of {_chance(solving.chance)}",
        }
        yield Reason(Condition.SOLVED, f"{asked}; {said[solving.told]}.".replace("%", " %").replace("  %", " %"))


def _chance(chance: float) -> str:
    return "below 1%" if chance < 0.01 else f"{chance:.0%}"
