"""What is said of a pilot's size: whether the time planned can tell anything, and what would."""

from __future__ import annotations

from truegreen.model.pilot import RETENTION
from truegreen.model.pilot_size import Sized, Trial
from truegreen.reports import figures
from truegreen.reports.pilot_amounts import apart, level
from truegreen.reports.pilot_words import unit_of


def size(found: Sized) -> str:
    """Say whether the time planned can tell anything."""
    pilot, figure = found.pilot, found.figure
    last = next((each for each in found.lengths if each.weeks == pilot.weeks), None)
    if found.margin is None:
        return "Without a margin nobody can say whether it is large enough; the table says what each length finds."
    if last is None:
        return f"To find {apart(found.margin, figure, signed=False)}: {_instead(found)}"
    weeks = figures.counted(last.weeks, "week")
    finds, wanted = apart(last.effect, figure, signed=False), apart(found.margin, figure, signed=False)
    if last.effect <= found.margin:
        return f"The {weeks} planned can tell: they find {finds}, and {wanted} would matter."
    return f"The {weeks} planned cannot pass or fail: they find {finds} at the least, and {wanted} would matter. " + (
        _instead(found)
    )


def _instead(found: Sized) -> str:
    """Say what would do."""
    pilot = found.pilot
    ways = []
    if found.weeks_needed:
        ways.append(figures.counted(found.weeks_needed, "week"))
    if found.wholes_needed and found.wholes:
        ways.append(f"{figures.counted(found.wholes_needed, unit_of(pilot))} instead of {figures.count(found.wholes)}")
    if not ways:
        return "No number of weeks would do; take a larger margin, or another unit."
    longer = "" if found.weeks_needed or pilot.metric == RETENTION else " No number of weeks would."
    return f"{' or '.join(ways)} would do.{longer}"


def scatter(found: Sized) -> str:
    """Say what the records before the start tell."""
    first, last = found.measured
    rows = f"{found.rows_a_week:,.3g} rows a week, " if found.rows_a_week else ""
    wholes = "" if found.wholes is None else f"{figures.count(found.wholes)} {unit_of(found.pilot)}s, "
    alike = f"; rows of one go together by {found.alike:.3f}, which takes {found.design:.2f} times as many" * (
        found.design > 1
    )
    left = f"; the figure before the start takes {100 * (1 - found.left):.0f} % of the variance out" * (found.left < 1)
    mean = level(found.mean, found.figure)
    return f"Measured from {first} to {last}: {wholes}{rows}{found.figure.name} {mean}{alike}{left}."


def trial(of: Trial) -> str:
    """Say how the pilot's own path fares in worlds made of the records."""
    said = (
        f"In {figures.count(of.worlds)} worlds made of these records, with nothing in them, the rule found something "
    )
    said += f"in {100 * of.false:.1f} %"
    if of.found is not None:
        said += f"; with the margin in them, it found it in {100 * of.found:.0f} %"
    if of.early is not None:
        said += f", {100 * of.early:.0f} % of these before the end"
    return f"{said}. Seed {of.seed}."
