"""A pilot concluded: written down once, and held against what comes out today ever after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from truegreen.files.pilot_records import read_sealed, write_once
from truegreen.files.pilots import place_of
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.pilot_found import Analysed
from truegreen.project.piloting.pilots import Open
from truegreen.units.span import Span
from truegreen.value.pilots.concluding import conclusion, moved
from truegreen.value.pilots.looking import next_look


@dataclass(frozen=True, slots=True)
class Concluded:
    """What a pilot came to.

    Attributes:
        says: what is written down.
        again: whether it had been written down before, with the same in it.
        file: where it stands.
        findings: what to know, or what stood in the way; then nothing was written.
    """

    says: Mapping[str, Any]
    again: bool
    file: str
    findings: tuple[Finding, ...]


def conclude(opened: Open, found: Analysed, sentence: str, on: date, folder: Path) -> Concluded:
    """Write down what a pilot came to; what was written down before stays, and a difference is an error."""
    place = place_of(opened.name, "concluded")
    if stands := list(_in_the_way(opened, found)):
        return Concluded({}, False, place.as_posix(), (*found.standing.findings, *stands))
    now = {"concluded": opened.name, "on": on.isoformat(), **conclusion(found, sentence)}
    findings: list[Finding] = []
    then = read_sealed(folder, place, findings)
    if has_errors(findings):
        return Concluded({}, False, place.as_posix(), tuple(findings))
    if then is None:
        findings = write_once(folder, place, now)
        return Concluded(now, False, place.as_posix(), (*found.standing.findings, *findings))
    if differs := moved(now, then):
        says = f"Concluded on {then.get('on')}, and today something else comes out: {', '.join(differs)} moved."
        remedy = "What was concluded stays. See why records or the method changed, or start a new pilot."
        findings = [error(Span(place.as_posix()), "conclusion-moved", says, remedy)]
    return Concluded(then, True, place.as_posix(), (*found.standing.findings, *findings))


def _in_the_way(opened: Open, found: Analysed) -> list[Finding]:
    """Say why a pilot cannot be concluded."""
    broken = found.standing.broken
    if broken is not None:
        remedy = "Find where they come in or get lost; then mend it, and begin a new pilot."
        return [error(opened.at, "arms-not-comparable", broken.said, remedy)]
    if found.final and found.look is not None:
        return []
    pilot = found.standing.registered.pilot
    coming = next_look(pilot, found.standing.known_until)
    when = f"The next look is of {coming}." if coming else "Let it run until its records are known."
    says = f"The registered rule does not let the pilot end yet: {found.because}."
    return [error(opened.at, "pilot-goes-on", says, f"{when} Ending it when it looks good finds what is not there.")]
