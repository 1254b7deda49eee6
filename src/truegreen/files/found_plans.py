"""Plans as they were found, kept in ``plans/found`` as JSON, one file each: written once, and sealed.

A file holds the digest of all the rest of it, by which a result is cited; one that was edited is refused. Beside the
plan stand the digests of what it was made from, so that anybody can tell whether that has changed since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any, Final

from truegreen import __version__
from truegreen.files import nouns
from truegreen.files.pilot_records import read_sealed, sealed
from truegreen.files.plans import NAMED, is_name
from truegreen.files.writing import write_once
from truegreen.model.allocated import Allocated
from truegreen.model.finding import Finding, error, note
from truegreen.model.plan import Future, Plan
from truegreen.model.plans_compared import FoundPlan
from truegreen.units.span import Span

FOLDER: Final = "plans/found"


def place_of(name: str) -> Path:
    """Say where a saved plan stands in a project's folder.

    >>> place_of("spring").as_posix()
    'plans/found/spring.json'
    """
    return Path(FOLDER, f"{name}.json")


def names_in(folder: Path) -> list[str]:
    """Name the saved plans of a project folder."""
    return sorted(each.stem for each in (folder / FOLDER).glob("*.json") if is_name(each.stem))


def inputs_of(plan: Plan, run: str) -> dict[str, str]:
    """Give what a plan is made from, each with its digest or name: what its file means, the run, and this program."""
    said = json.dumps(_said(nouns.plain(plan)), sort_keys=True, ensure_ascii=False)
    return {"plan": sha256(said.encode()).hexdigest(), "records": run, "program": __version__}


def _said(held: object) -> object:
    """Give what a plan's file means, without where it is written."""
    if isinstance(held, dict):
        return {name: _said(each) for name, each in held.items() if name != "at"}
    return [_said(each) for each in held] if isinstance(held, list) else held


def save(folder: Path, of: FoundPlan, on: date) -> list[Finding]:
    """Keep a plan under its name; what stands in its way is found and stays."""
    place = place_of(of.name)
    if not of.name or not is_name(of.name):
        return [error(Span(place.as_posix()), "odd-plan-name", f"“{of.name}” cannot be a plan's name.", NAMED)]
    says = {"name": of.name, "on": on.isoformat(), "inputs": dict(of.inputs), "futures": nouns.plain(of.futures),
            "found": _with_ends(nouns.plain(of.found))}  # fmt: skip
    return write_once(folder, place, sealed(says), _already)


def _with_ends(held: Any) -> Any:
    """Give what JSON can hold: a number without end is a text, which reads back as the same number."""
    if isinstance(held, dict):
        return {name: _with_ends(each) for name, each in held.items()}
    if isinstance(held, list):
        return [_with_ends(each) for each in held]
    return str(held) if isinstance(held, float) and not isfinite(held) else held


def _already(at: Span) -> Finding:
    remedy = "Leave it, others may cite it; save this one under a name of its own."
    return error(at, "already-frozen", "A plan has been saved here already, and stays as it is.", remedy)


def read_saved(folder: Path, name: str, findings: list[Finding]) -> FoundPlan | None:
    """Give a saved plan; None where there is none, or it has been edited, which is a finding."""
    place = place_of(name)
    says = read_sealed(folder, place, findings, "Restore the file as it was saved, or solve the plan again.")
    if says is None:
        return None
    try:
        return FoundPlan(
            name=str(says["name"]), inputs=dict(says["inputs"]), on=date.fromisoformat(says["on"]),
            futures={each: nouns.read(Future, held) for each, held in says["futures"].items()},
            found=nouns.read(Allocated, says["found"]), digest=sha256((folder / place).read_bytes()).hexdigest(),
        )  # fmt: skip
    except (LookupError, TypeError, ValueError):
        says_so = "It was saved by another version of this program, and cannot be read by this one."
        findings.append(error(Span(place.as_posix()), "frozen-unread", says_so, "Read it with that version."))
        return None


def changed_since(saved: FoundPlan, now: Mapping[str, str]) -> Iterator[Finding]:
    """Say what a saved plan was made from that is different now; what is not known now is passed over."""
    words = {"plan": "its file in plans", "records": "the records", "program": "this program"}
    changed = [words.get(name, name) for name, digest in saved.inputs.items() if now.get(name, digest) != digest]
    if changed:
        says = (
            f"{saved.name} was saved on {saved.on}; {' and '.join(changed)} changed since. It is shown as it was saved."
        )
        remedy = "Solve the plan again to see what comes out now."
        yield note(Span(place_of(saved.name).as_posix()), "plan-saved-earlier", says, remedy)
