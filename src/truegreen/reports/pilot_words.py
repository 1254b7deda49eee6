"""What is said of a pilot as such: what was registered, who is in which arm, and whether the arms may be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.pilot import RETENTION, Goal, Pilot, Rule
from truegreen.model.pilot_standing import Arm, Beside, Figure, Notice, Ratio, Standing
from truegreen.reports import figures
from truegreen.reports.pilot_amounts import level

RULE: Final = {
    Rule.FIXED: "one look, at the end",
    Rule.OBRIEN_FLEMING: "O'Brien and Fleming's limits, wide at first",
    Rule.POCOCK: "Pocock's limits, the same at each look",
    Rule.SPENDING: "limits that spend as O'Brien and Fleming's do (Lan and DeMets)",
    Rule.ALWAYS_VALID: "limits that hold on every day at once",
}
GOAL: Final = {
    Goal.SUPERIORITY: "better", Goal.NON_INFERIORITY: "not worse by more than the margin",
    Goal.EQUIVALENCE: "the same within the margin",
}  # fmt: skip
_DIFFERENT: Final = 0.1


def title(pilot: Pilot) -> str:
    """Name a pilot."""
    return pilot.title or pilot.pilot


def plan(pilot: Pilot, figure: Figure) -> Iterator[tuple[str, str]]:
    """Say what was registered, line by line."""
    yield "Hypothesis", pilot.hypothesis
    yield "Owner", pilot.owner
    whole = f", in whole {figures.in_words(pilot.clusters)}s" if pilot.clusters else ""
    arms = ", ".join(f"{name} {share}" for name, share in pilot.arms.items())
    alike = f"; alike by {', '.join(map(figures.in_words, pilot.strata))}" if pilot.strata else ""
    yield "Arms", f"{arms}, by {pilot.unit}{whole}{alike}"
    before = f", less the same in the {pilot.weeks_before} weeks before" if pilot.weeks_before else ""
    if pilot.column:
        before = ", less its column before, where there is one"
    elif pilot.metric == RETENTION:
        before = ""
    yield "Judged by", f"{figure.name}: {figure.words.rstrip('.')}{before}"
    margin = f"; margin {pilot.margin}" if pilot.margin else "; no margin"
    yield "Goal", f"{GOAL[pilot.goal]}{margin}; significance {pilot.significance}, power {pilot.power}"
    ends = f" to {pilot.ends}, {figures.counted(pilot.weeks or 0, 'week')}" if pilot.ends else ", with no end"
    yield "Time", f"{pilot.starts}{ends}"
    looks = f"; looks of {', '.join(map(str, pilot.look_days))}" if pilot.look_days else ""
    yield "Rule", f"{RULE[pilot.stops_by]}{looks}"


def arm(each: Arm, units: str) -> str:
    """Say how large an arm is; nothing of how it fared."""
    whole = f" in {figures.count(each.wholes)} {units}" if each.wholes != each.units else ""
    return f"{each.name}: {figures.count(each.units)}{whole}, {figures.count(each.seen)} with a figure"


def compare(ratio: Ratio) -> str:
    """Say whether the arms may be compared."""
    what = "put into the arms" if ratio.what == "assigned" else "with a figure"
    if ratio.holds:
        counted = ", ".join(f"{name} {figures.count(count)}" for name, count in ratio.counts.items())
        return f"Sizes hold, of {ratio.units} {what}: {counted} (chance of as much: {ratio.p:.2g})."
    return f"Sizes do not hold, of {ratio.units} {what}. {ratio.said}"


def as_of(stands: Standing) -> str:
    """Say until when a pilot is looked at."""
    known = "" if stands.known_until == stands.as_of else f"; enough is known up to {stands.known_until}"
    return f"As of {stands.as_of}{known}."


def notice(of: Notice) -> str:
    """Say what blurs the comparison, with its counts."""
    counts = ", ".join(
        f"{name} {figures.count(count)}" + (f" of {figures.count(of.of[name])}" if name in of.of else "")
        for name, count in of.counts.items()
    )
    return f"{of.says} {counts}."


def beside(each: Beside, figure: Figure) -> str:
    """Say how alike the arms were in one thing."""
    values = [f"{100 * of:.0f} %" if each.is_share else level(of, figure) for of in (each.control, each.treated)]
    far = "" if each.difference is None else f", {abs(each.difference):.2f} standard deviations apart"
    return f"{each.name}: {values[0]} and {values[1]}{far}"


def is_apart(each: Beside) -> bool:
    """Say whether the arms differ by more than a tenth of a standard deviation."""
    return each.difference is not None and abs(each.difference) > _DIFFERENT


def unit_of(pilot: Pilot) -> str:
    """Say what chance puts into an arm as a whole."""
    return figures.in_words(pilot.clusters) if pilot.clusters else str(pilot.unit)
