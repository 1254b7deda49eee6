"""Fill the shelf: ask each file of ``shelves`` for what it has to show, and name the whole when all is there.

Part by part: one that is decided by the same as before is kept, and one that fails says so and hides no other. An
agreement whose text is broken keeps what was shown of it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from truegreen.facts.months import Progress
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding
from truegreen.project.looking import View, look
from truegreen.web.agreements.opening import errors_elsewhere, errors_of, open_now
from truegreen.web.agreements.room import agreements
from truegreen.web.shown.deciding import around, in_files, summed
from truegreen.web.shown.listing import Listed, listed
from truegreen.web.shown.manifest import Manifest, Part, linked, manifest_of, write_manifest
from truegreen.web.shown.marking import mark_now
from truegreen.web.shown.shelf import STORE, latest_mark, name_latest, put, taken_from
from truegreen.web.shown.showing import Showing
from truegreen.web.shown.telling import EndedError, Telling

LOG: Final = logging.getLogger("truegreen.worker")
OLDER: Final = "run-is-older"
"""What is found where a run is older than its inputs; pages say it of the whole, so no part is made anew for it."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A shelf that is being filled.

    Attributes:
        folder: the project's.
        mark: of the shelf.
        before: shelves whose parts may be kept: this one, where a filling of it was ended, and the one that is shown.
        view: the run; that it is older than its inputs is not among its findings.
        inputs: what decides in files, by agreement, as it was before anything was read.
        telling: says how far it is.
        manifest: what is on it by now.
        doubted: parts that were made while a file that decides them was being changed.
    """

    folder: Path
    mark: str
    before: Mapping[str, Manifest]
    view: View
    inputs: Mapping[str, Mapping[str, str]]
    telling: Telling
    manifest: Manifest
    doubted: list[str] = field(default_factory=list)

    def has(self, agreement: str, name: str, part: Part) -> None:
        """Say that a part is on it."""
        self.manifest.parts.setdefault(agreement, {})[name] = part
        write_manifest(self.folder, self.mark, self.manifest)


def fill(folder: Path, progress: Progress = lambda what, done, of: None) -> str:
    """Make everything ready that the latest run has to show, and give its mark; empty where there is no run.

    Raises:
        ValueError: the project's settings or sources have errors; what was shown before stays.
    """
    mark, shown = mark_now(folder), latest_mark(folder)
    if not mark or (mark == shown and not manifest_of(folder, mark).failed):
        return mark
    known = agreements()
    inputs = {name: in_files(folder, name) for name in known}
    project = open_now(folder)
    for each in errors_elsewhere(project):
        raise ValueError(_said(each))
    with look(project) as view:
        if view is None:
            return ""
        before = {each: manifest_of(folder, each) for each in (mark, shown) if each}
        plain = replace(view, findings=tuple(each for each in view.findings if each.id != OLDER))
        made = Manifest(is_older=plain.findings != view.findings)
        of = Filling(folder, mark, before, plain, inputs, Telling(progress), made)
        for name in known.files:
            wrong, whole = errors_of(project, name), known.whole(name)
            _filled(of, whole) if whole and not wrong else _carried(of, name, wrong)
    write_manifest(folder, mark, of.manifest)
    if not of.doubted:
        name_latest(folder, mark)
    return fill(folder, progress) if of.doubted and mark == mark_now(folder) else mark


def _carried(of: Filling, agreement: str, wrong: Sequence[Finding]) -> None:
    """Let what was shown of an agreement stand, whatever decides it now, and remember why."""
    of.manifest.wrong[agreement] = _said(wrong[0]) if wrong else ""
    for mark, manifest in reversed([*of.before.items()]):
        top = of.folder / STORE / "shown" / mark / agreement
        files = [each.relative_to(top).as_posix() for each in top.rglob("*") if each.is_file()]
        if files and linked(of.folder, mark, of.mark, agreement, files):
            of.manifest.parts[agreement] = dict(manifest.parts.get(agreement, {}))
            of.manifest.texts[agreement] = manifest.texts.get(agreement, "")
            return


def _said(wrong: Finding) -> str:
    return f"{wrong.at}: {wrong.says} {wrong.remedy}"


def _filled(of: Filling, versions: Versions) -> None:
    """Keep the parts of an agreement that are decided by the same as before, and make the others."""
    name = versions.id
    showing = Showing(of.view, versions, of.telling.within, lambda record: _kept(of, name, record))
    of.telling.begins(name, "what decides", 0, 1)
    inputs = _inputs(of, showing)
    of.manifest.texts[name] = inputs["text"]
    missing = [each for each in listed() if not _is_kept(of, name, each, inputs)]
    for place, each in enumerate(missing, 1):
        of.telling.begins(name, each.title, place, len(missing))
        of.has(name, each.name, _made(of, showing, each, inputs))
    _doubted(of, name, inputs, missing)


def _inputs(of: Filling, showing: Showing) -> dict[str, str]:
    """Give what decides; where some of it cannot be told, all is made anew, now and the next time."""
    found = of.inputs[showing.versions.id]
    try:
        return {**found, **around(showing)}
    except EndedError:
        raise
    except Exception:
        LOG.exception("what decides %s cannot be told", showing.versions.id)
        return dict(found)


def _is_kept(of: Filling, agreement: str, part: Listed, inputs: Mapping[str, str]) -> bool:
    """Keep a part that is there, and say whether it is; one with rows stays where rows are not the run's any more."""
    rows = (True,) if of.view.has_rows else (True, False)
    wanted = {summed(part.name, part.decided_by, inputs, has_rows=each) for each in rows} - {""}
    for mark, manifest in of.before.items():
        found = manifest.parts.get(agreement, {}).get(part.name)
        if found and found.digest in wanted and linked(of.folder, mark, of.mark, agreement, found.files):
            of.manifest.parts.setdefault(agreement, {})[part.name] = found
            return True
    return False


def _made(of: Filling, showing: Showing, part: Listed, inputs: Mapping[str, str]) -> Part:
    """Make a part, whole or not at all; where it fails, people are told so, and the log says where."""
    agreement, now = showing.versions.id, datetime.now(UTC).isoformat(timespec="seconds")
    try:
        made = list(part.fill(showing))
    except EndedError:
        raise
    except Exception as wrong:
        LOG.exception("%s of %s could not be made ready", part.name, agreement)
        return Part("", now, (), type(wrong).__name__, part.title, part.shows, of.view.run, part.decided_by)
    files = [file for each in made for file in put(of.folder, of.mark, agreement, each)]
    digest = summed(part.name, part.decided_by, inputs, has_rows=of.view.has_rows)
    return Part(digest, now, tuple(files), "", part.title, part.shows, of.view.run, part.decided_by)


def _doubted(of: Filling, agreement: str, inputs: Mapping[str, str], made: list[Listed]) -> None:
    """Let nothing be shown or kept of what was made while a file that decides it was being changed."""
    after, parts = in_files(of.folder, agreement), of.manifest.parts[agreement]
    changed = {each for each in after if after[each] != inputs[each]}
    for each in made:
        if changed.intersection(each.decided_by):
            of.has(agreement, each.name, replace(parts[each.name], digest=""))
            of.doubted.append(each.name)


def _kept(of: Filling, agreement: str, record: str) -> Mapping[str, Any] | None:
    """Give a record of a part that is on the shelf already."""
    parts = of.manifest.parts.get(agreement, {}).values()
    is_there = any(f"{record}.json" in each.files for each in parts)
    return taken_from(of.folder, of.mark, agreement, record) if is_there else None
