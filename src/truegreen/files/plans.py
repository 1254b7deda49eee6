"""The folder ``plans``: where work could live, with everything that is wrong with what is written.

The text is read by the fields of ``model.plan.Plan``. What only records can tell is found in ``project.sourcing``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.nodes import Node
from truegreen.files.parsing import load, parse
from truegreen.files.plan_costs import costs
from truegreen.files.plan_evaluations import evaluation
from truegreen.files.plan_figures import figures
from truegreen.files.plan_prices import prices
from truegreen.files.plan_staffing import staffing_findings
from truegreen.files.reader import read
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, has_errors, warning
from truegreen.model.plan import Kind, Plan
from truegreen.primitives.operand import NAME
from truegreen.units.calendar import is_zone

FOLDER: Final = "plans"
NAMED: Final = "Use letters, digits, - and _, 80 at most."
"""What to do about a name that is none."""


def place_of(name: str) -> Path:
    """Say where a plan's file stands in a project's folder.

    >>> place_of("2026").as_posix()
    'plans/2026.yml'
    """
    return Path(FOLDER, f"{name}.yml")


def is_name(text: str) -> bool:
    """Say whether a text can be a plan's name: letters, digits, - and _; unlike other names it may be a year."""
    return re.fullmatch(NAME, f"p{text}") is not None


def names_in(folder: Path) -> list[str]:
    """Name the plans of a project folder."""
    return sorted(each.stem for each in (folder / FOLDER).glob("*.yml") if is_name(each.stem))


def read_plan(folder: Path, path: Path, findings: list[Finding]) -> tuple[Plan | None, Node | None]:
    """Give the plan of a file, and its tree; everything wrong with it is added to the findings."""
    tree = load(folder, path, findings)
    if tree is None:
        return None, None
    return plan_of(tree, findings, path.stem), tree


def plan_from(text: str, file: str, findings: list[Finding]) -> Plan | None:
    """Give the plan of a text that stands in a file."""
    tree = parse(text, file, findings)
    return None if tree is None else plan_of(tree, findings)


def plan_of(tree: Node, findings: list[Finding], name: str = "") -> Plan | None:
    """Give the plan that a tree says, or None with findings; ``name`` is that of its file."""
    before = len(findings)
    plan = read(tree, Plan, findings)
    if plan is None:
        return None
    findings += [*_named(plan, name), *_zones(plan), *_suppliers(plan), *_futures(plan), *_countries(plan)]
    findings += [*prices(plan), *figures(plan), *evaluation(plan), *costs(plan)]
    if plan.staffing is not None:
        findings += staffing_findings(plan.staffing)
    return None if has_errors(findings[before:]) else plan


def _named(plan: Plan, name: str) -> Iterator[Finding]:
    if not is_name(plan.plan):
        yield error(plan.at, "odd-plan-name", f"{shown(plan.plan)} cannot be a plan's name.", NAMED)
    elif name and name != plan.plan:
        says = f"The file is called {shown(name)}, and the plan {shown(plan.plan)}."
        yield error(plan.at, "odd-plan-name", says, f"Write plan: {name}, or rename the file.")
    if "contact_type" not in plan.cells:
        says = "Work is not split by contact type, which decides where it can live."
        yield error(plan.at, "odd-plan-cells", says, "Add contact_type to cells.")


def _zones(plan: Plan) -> Iterator[Finding]:
    said = [(plan.zone, plan.at), *((each.zone, each.at) for each in plan.sites.values())]
    for zone, at in said:
        if zone and not is_zone(zone):
            yield error(at, "unknown-zone", f"There is no time zone {shown(zone)}.", "Write it like Europe/Lisbon.")


def _suppliers(plan: Plan) -> Iterator[Finding]:
    """Find suppliers who run no site, and sites whose supplier was probably meant to have terms."""
    running = {each.supplier for each in plan.sites.values()}
    for name, terms in plan.suppliers.items():
        if name not in running:
            says = f"No site is run by {shown(name)}, so that its terms say nothing."
            yield warning(terms.at, "supplier-without-site", says, did_you_mean(name, running))
    for name, site in plan.sites.items():
        is_people = site.kind is Kind.TEAM
        if plan.suppliers and is_people and site.supplier not in plan.suppliers:
            says = (
                f"Nothing is said of {shown(site.supplier)}, who runs {shown(name)}: it has no tiers and owes nothing."
            )
            yield warning(site.at, "supplier-without-terms", says, did_you_mean(site.supplier, plan.suppliers))


def _futures(plan: Plan) -> Iterator[Finding]:
    if not plan.futures:
        return
    chances = [each.chance for each in plan.futures.values()]
    if all(each.unit == "%" for each in chances) and sum(each.number for each in chances) != 100:
        says = f"The chances of the futures are {' + '.join(map(str, chances))}, which is not 100 %."
        remedy = "Share out 100 %; what is expected may be a future of its own that changes nothing."
        yield error(chances[0].at, "chances-not-whole", says, remedy)
    for future in plan.futures.values():
        for name in future.solved:
            if name not in plan.sites:
                says = f"There is no site {shown(name)} in the plan."
                yield error(future.at, "unknown-site", says, did_you_mean(name, plan.sites))


def _countries(plan: Plan) -> Iterator[Finding]:
    """Find countries that are spoken of where no site lies."""
    known = {each.country for each in plan.sites.values() if each.country}
    spoken = [(plan.wishes.country_share, plan.wishes.at), *((each.prices, each.at) for each in plan.futures.values())]
    for countries, at in spoken:
        for name in countries:
            if name not in {*known, "all"}:
                says = f"No site lies in {shown(name)}."
                yield warning(at, "unknown-country", says, did_you_mean(name, known))
