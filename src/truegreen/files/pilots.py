"""The folder ``pilots``: what is to be tried and how it is to be judged, with everything that is wrong with it.

The text is read by the fields of ``model.pilot.Pilot``. What only records or metrics can tell is found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

from truegreen.files.nodes import Mapping, Node
from truegreen.files.parsing import load, parse
from truegreen.files.reader import read
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, has_errors, warning
from truegreen.model.pilot import RETENTION, Design, Goal, Pilot, Randomised, Rule
from truegreen.primitives.operand import NAME
from truegreen.units.quantity import Quantity
from truegreen.units.span import Span

FOLDER: Final = "pilots"
NAMED: Final = "Use letters, digits, - and _, beginning with a letter, 80 at most."
"""What to do about a name that is none."""
WEEKS: Final = 520
LOOKS: Final = 520


def place_of(name: str, part: str = "") -> Path:
    """Say where a pilot's file stands in a project's folder.

    >>> place_of("call-back").as_posix(), place_of("call-back", "registered").as_posix()
    ('pilots/call-back.yml', 'pilots/registered/call-back.json')
    """
    if not part:
        return Path(FOLDER, f"{name}.yml")
    return Path(FOLDER, part, f"{name}.{'json' if part in ('registered', 'concluded') else 'csv'}")


def is_name(text: str) -> bool:
    """Say whether a text can be a pilot's name: letters, digits, - and _, beginning with a letter."""
    return re.fullmatch(NAME, text) is not None


def names_in(folder: Path) -> list[str]:
    """Name the pilots of a project folder, those of which only the registered text is left included."""
    paths = [*(folder / FOLDER).glob("*.yml"), *(folder / FOLDER / "registered").glob("*.json")]
    return sorted({each.stem for each in paths if is_name(each.stem)})


def how_far(folder: Path, name: str) -> str:
    """Say how far a pilot is: drafted, registered, running or concluded."""
    for part, words in (("concluded", "concluded"), ("assigned", "running"), ("registered", "registered")):
        if (folder / place_of(name, part)).is_file():
            return words
    return "drafted"


def read_pilot(folder: Path, path: Path, findings: list[Finding]) -> tuple[Pilot | None, Node | None]:
    """Give the pilot of a file, and its tree; everything wrong with it is added to the findings."""
    tree = load(folder, path, findings)
    if tree is None:
        return None, None
    return pilot_of(tree, findings, path.stem), tree


def pilot_from(text: str, file: str, findings: list[Finding]) -> Pilot | None:
    """Give the pilot of a text that stands in a file."""
    tree = parse(text, file, findings)
    return None if tree is None else pilot_of(tree, findings)


def pilot_of(tree: Node, findings: list[Finding], name: str = "") -> Pilot | None:
    """Give the pilot that a tree says, or None with findings; ``name`` is that of its file."""
    before = len(findings)
    pilot = read(tree, Pilot, findings)
    if pilot is None or not isinstance(tree, Mapping):
        return None
    at = {key.text: key.at for key in tree.entries}
    findings += [*_named(pilot, at, name), *_arms(pilot, at), *_figures(pilot, at), *_looks(pilot, at)]
    findings += [*_metric(pilot, at), *_margin(pilot, at)]
    return None if has_errors(findings[before:]) else pilot


def _named(pilot: Pilot, at: dict[str, Span], name: str) -> Iterator[Finding]:
    if not is_name(pilot.pilot):
        says = f"{shown(pilot.pilot)} cannot be a pilot's name."
        yield error(at["pilot"], "odd-pilot-name", says, NAMED)
    elif name and name != pilot.pilot:
        says = f"The file is called {shown(name)}, and the pilot {shown(pilot.pilot)}."
        yield error(at["pilot"], "odd-pilot-name", says, f"Write pilot: {name}, or rename the file.")


def _arms(pilot: Pilot, at: dict[str, Span]) -> Iterator[Finding]:
    if len(pilot.arms) != 2:
        says = f"A pilot has two arms, and this one has {len(pilot.arms)}."
        remedy = "Name the one that is left as it is first, then the one that gets the change; try more one by one."
        yield error(at["arms"], "odd-arms", says, remedy)
        return
    shares = [_share(each) for each in pilot.arms.values()]
    if None in shares or any(not 0 < each < 1 for each in shares if each is not None) or sum(_known(shares)) != 1:
        says = f"The shares {' and '.join(map(str, pilot.arms.values()))} do not add up to 100 %."
        yield error(at["arms"], "odd-arms", says, "Write them like 50 %, each above nought.")
    elif any(each.denominator > 100 for each in _known(shares)):
        yield error(at["arms"], "odd-arms", "The shares are finer than 1 %.", "Write whole percent.")
    for each in pilot.arms:
        if not is_name(each):
            says = f"{shown(each)} cannot be an arm's name."
            yield error(at["arms"], "odd-arms", says, NAMED)


def _known(shares: list[Fraction | None]) -> list[Fraction]:
    return [each for each in shares if each is not None]


def _share(quantity: Quantity) -> Fraction | None:
    try:
        return quantity.in_unit("share")
    except ValueError:
        return None


def _figures(pilot: Pilot, at: dict[str, Span]) -> Iterator[Finding]:
    """Find numbers that cannot be meant."""
    bounds = (
        ("weeks", pilot.weeks is None or 1 <= pilot.weeks <= WEEKS, f"a whole number from 1 to {WEEKS}"),
        ("looks", pilot.looks is None or 1 <= pilot.looks <= LOOKS, f"a whole number from 1 to {LOOKS}"),
        ("before_weeks", pilot.before_weeks is None or 0 <= pilot.before_weeks <= WEEKS, f"0 to {WEEKS}"),
        ("significance", 0 < (_share(pilot.significance) or 0) <= Fraction(1, 5), "a share up to 20 %, like 5 %"),
        ("power", Fraction(1, 2) <= (_share(pilot.power) or 0) < 1, "a share from 50 % to below 100 %, like 80 %"),
    )
    for name, holds, wanted in bounds:
        if not holds:
            yield error(at[name], "odd-pilot-figure", f"{getattr(pilot, name)} cannot be meant.", f"Write {wanted}.")


def _looks(pilot: Pilot, at: dict[str, Span]) -> Iterator[Finding]:
    """Find a stopping rule that does not fit the time, and looks that no rule plans."""
    if pilot.weeks is None and pilot.rule not in (None, Rule.ALWAYS_VALID):
        remedy = "Say for how many weeks it runs, or take the rule always-valid, which needs no end."
        yield error(at["rule"], "pilot-without-end", f"The rule {pilot.rule} plans its looks to an end.", remedy)
    if pilot.weeks is None and pilot.metric == RETENTION:
        remedy = "Say after how many weeks it counts."
        yield error(at["metric"], "pilot-without-end", "Everybody stays at first: retention is by an end.", remedy)
    if pilot.looks and pilot.looks > 1 and not pilot.stops_by.is_sequential:
        plans = "plans one look, at the end" if pilot.stops_by is Rule.FIXED else "allows any number of looks"
        says = f"{pilot.looks} looks are planned, and the rule {pilot.stops_by} {plans}."
        remedy = "Take obrien-fleming or another rule that plans looks, or leave looks out."
        yield warning(at["looks"], "looks-not-planned", says, remedy)
    if pilot.weeks and pilot.looks and pilot.looks > pilot.weeks:
        says = f"{pilot.looks} looks in {pilot.weeks} weeks are more than one a week."
        yield warning(at["looks"], "looks-not-planned", says, "Plan fewer looks; a day adds next to nothing.")


def _metric(pilot: Pilot, at: dict[str, Span]) -> Iterator[Finding]:
    if bool(pilot.metric) == bool(pilot.column):
        said = "both a metric and a column" if pilot.metric else "neither a metric nor a column"
        says = f"The pilot names {said}, by which it would be judged."
        yield error(pilot.at, "pilot-without-metric", says, "Write metric: csat.top2 and the like, or column: NAME.")
    if pilot.column and pilot.better is None:
        says = f"Nobody says whether a higher {shown(pilot.column)} is better."
        yield error(at["column"], "pilot-without-metric", says, "Write better: higher, or lower.")
    if pilot.design is Design.ALERTS and pilot.unit is not Randomised.ACCOUNT:
        says = "Alerts are of accounts, and the pilot's unit is another one."
        yield error(at["unit"], "odd-arms", says, "Write unit: account.")


def _margin(pilot: Pilot, at: dict[str, Span]) -> Iterator[Finding]:
    if pilot.margin is None:
        says = "The pilot does not say which difference would matter."
        remedy = "Add margin: the smallest one that is worth having; without it nothing can be shown to be nothing."
        if pilot.stops_by is Rule.ALWAYS_VALID:
            so = f"{says[:-1]}, and the rule always-valid is drawn for it."
            yield error(pilot.at, "pilot-needs-margin", so, remedy)
        elif pilot.goal is Goal.SUPERIORITY:
            yield warning(pilot.at, "pilot-without-margin", says, remedy)
        else:
            so = f"{says[:-1]}, and {pilot.goal} means nothing without."
            yield error(pilot.at, "pilot-needs-margin", so, remedy)
    elif pilot.margin.number <= 0:
        says = f"A margin of {pilot.margin} is none."
        yield error(at["margin"], "odd-pilot-figure", says, "Write it above nought; which way is better is known.")
