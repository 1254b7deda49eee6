"""What may be said of a pilot while it runs, and when it is over: sentences with counts, days and doubt."""

from __future__ import annotations

from math import isfinite
from typing import Final

from truegreen.model.pilot import RETENTION, Pilot, Rule
from truegreen.model.pilot_found import Analysed, Effect, Look, Watched
from truegreen.model.pilot_standing import Figure
from truegreen.reports import figures
from truegreen.reports.pilot_amounts import apart, ends, level
from truegreen.reports.pilot_words import compare, unit_of
from truegreen.reports.statuses import Mark
from truegreen.stats.estimate import Verdict

VERDICT: Final = {
    Verdict.ESTABLISHED: Mark("established", "✔", "good"),
    Verdict.REFUTED: Mark("refuted", "–", "quiet"),
    Verdict.PERVERSE: Mark("perverse", "✖", "bad"),
    Verdict.NOT_ENOUGH: Mark("not enough data", "?", "quiet"),
}
OVER: Final = "Its time is over, and nobody can tell."
GRADE: Final = "Evidence A: chance alone decided who got the change."
MAY_SAY: Final = {
    Verdict.ESTABLISHED: "The pilot may end: the goal is reached.",
    Verdict.REFUTED: "The pilot may end: what would matter is ruled out.",
    Verdict.PERVERSE: "The pilot may end: it makes things worse.",
    Verdict.NOT_ENOUGH: "Nothing may be said yet but that it goes on.",
}
LOOK_AT: Final = (
    "Look at who is counted: units that records lose in one arm, that came into an arm by hand, that a filter of one "
    "arm only takes out, or that change their id. No difference is shown until it is found."
)


def at_look(look: Look, figure: Figure, pilot: Pilot) -> str:
    """Say what may be said at a look."""
    count = f"Look {look.number} of {pilot.planned_looks}, of" if look.number else "As of"
    far = f"{abs(look.z):.2f} standard errors from nothing, and {_bound(look.bound)} would count"
    over = look.number == pilot.planned_looks and look.verdict is Verdict.NOT_ENOUGH and look.number
    return f"{count} {look.day}: {far}{_share(look)}. {OVER if over else MAY_SAY[look.verdict]}"


def _share(look: Look) -> str:
    """Say how much of the information there is that the margin needs."""
    if look.information is None:
        return ""
    much = f"{100 * look.information:.0f} % of" if look.information < 1 else "all"
    return f"; {much} the information that the margin needs"


def _bound(bound: float) -> str:
    return f"{bound:.2f}" if isfinite(bound) else "nothing yet"


def watched(found: Watched) -> str:
    """Say in a sentence how a running pilot stands."""
    stands, pilot = found.standing, found.standing.registered.pilot
    if stands.broken is not None:
        return f"{compare(stands.broken)} {LOOK_AT}"
    coming = f" The next look is of {found.next_on}; nothing is shown in between." if found.next_on else ""
    if not found.looks:
        if found.over or not found.next_on:
            return f"There is nothing to compare yet.{coming}"
        return f"No planned look is over yet.{coming}"
    return f"{at_look(found.looks[-1], stands.figure, pilot)}{coming}"


def verdict(found: Analysed) -> str:
    """Say what a pilot comes to, in a sentence or two."""
    stands, pilot = found.standing, found.standing.registered.pilot
    if stands.broken is not None:
        return f"{compare(stands.broken)} {LOOK_AT}"
    if found.main is None or found.look is None:
        return f"There is nothing to analyse: {found.because}."
    figure = stands.figure
    said = f"{_moved(found.main, figure, pilot)} {_decided(found, figure, pilot)}"
    return f"{said} {GRADE}" if found.final else f"{said} The rule lets it go on."


def _moved(main: Effect, figure: Figure, pilot: Pilot) -> str:
    """Say how far the arms are apart, as registered and as counted, with what it rests on."""
    of = main.estimate
    wholes = figures.counted(sum(main.wholes), unit_of(pilot))
    counted = f"as counted {level(main.treated, figure)} against {level(main.control, figure)}"
    share = f"{surely(pilot)} {ends(of, figure)}"
    rows = "" if pilot.metric == RETENTION else f" and {figures.counted(main.rows, 'row')}"
    return f"{figure.name}: {apart(of.value, figure)} with {pilot.treated} ({share}; {counted}), over {wholes}{rows}."


def surely(pilot: Pilot) -> str:
    """Say how sure an interval is, as the registered rule makes it."""
    share = f"{100 * (1 - pilot.two_sided):.3g} % interval"
    if pilot.stops_by is Rule.ALWAYS_VALID:
        return f"{share} that holds on all days at once:"
    return f"{share} over all looks:" if pilot.planned_looks > 1 else f"{share}:"


def _decided(found: Analysed, figure: Figure, pilot: Pilot) -> str:
    margin = "" if pilot.margin is None else f" of {pilot.margin}"
    because = found.because.replace("the margin", f"the margin{margin}")
    head = found.verdict.capitalize()
    if found.verdict is not Verdict.NOT_ENOUGH:
        return f"{head}: {because}."
    return f"Nobody can tell: {because}{more(found.factor, unit_of(pilot))}."


def more(factor: float | None, unit: str) -> str:
    """Say how much more would tell."""
    if factor is None:
        return ""
    return f"; about {max(factor, 1.1):.2g} times as many {unit}s would tell four times in five"


def cut(of: Effect) -> str:
    """Name a comparison."""
    return of.name or str(of.cut)


def method(of: Effect) -> str:
    """Say how a difference was found, and what must hold."""
    return f"Method: {of.estimate.method}. Holds if {'; '.join(of.estimate.assumes)}."
