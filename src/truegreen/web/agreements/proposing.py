"""An amendment that is not agreed yet, read with the agreement that it would amend: what is wrong and what is new.

Nothing is written. What stands is read from the folder; the proposed text is parsed as any other is, so that size,
aliases, tags and depth have their limits here too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

from django.conf import settings

from truegreen.checks import check_versions
from truegreen.facts.tables import SLICES
from truegreen.files.agreements import named, read_agreement, texts_of
from truegreen.files.amendments import Amendment
from truegreen.files.cases import read_cases
from truegreen.files.nodes import Mapping, Scalar
from truegreen.files.parsing import parse
from truegreen.files.reader import read
from truegreen.files.settings import differing, read_settings
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, error, has_errors
from truegreen.readings.portable import portable_findings
from truegreen.readings.specs import measure_findings, scales
from truegreen.settlement.difference import Difference, differences
from truegreen.settlement.worked import case_findings
from truegreen.units.span import Span
from truegreen.web.agreements.room import Seen, agreements

Texts: TypeAlias = tuple[tuple[bytes, str], ...]
MOST_DAYS: Final = 24
"""Days on which one amendment may change something; each of them is checked."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed amendment, read.

    Attributes:
        text: what it says.
        file: where it would stand.
        standing: the agreement as it stands.
        versions: the agreement with it; None where it cannot be read.
        findings: what is found with it and was not, or was otherwise, without it.
        effective: the first day on which it holds; None where it cannot be read.
        differences: what it says otherwise than what stands, both as last amended.
        known: places and names of what is found without it.
    """

    text: str
    file: str
    standing: Versions
    versions: Versions | None
    findings: tuple[Finding, ...]
    effective: date | None = None
    differences: tuple[Difference, ...] = ()
    known: frozenset[tuple[Span, str]] = frozenset()

    @property
    def new(self) -> list[Finding]:
        """Give what is found with it where nothing of that name was found without it."""
        return [each for each in self.findings if (each.at, each.id) not in self.known]


def proposed(agreement: str, text: str) -> Proposal:
    """Read a proposed amendment.

    Raises:
        KeyError: there is no such agreement.
    """
    known, text = agreements(), plain(text)
    standing, problems = known[agreement], known.problems(agreement)
    if problems:
        return Proposal(text, next_place(agreement, standing_texts(standing), text), standing, None, problems)
    return _proposed(standing.id, text, standing_texts(standing), settings.FOLDER)


def plain(text: str) -> str:
    r"""Give a text as a file holds it: lines end in ``\n``, and so does the last one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"


def standing_texts(versions: Versions) -> Texts:
    """Give the texts of an agreement and its amendments, with their places; the last whole ones, if broken."""
    known = agreements()
    return _texts(known.stands_in(versions.id), versions.each[0][1].at.file, known.files.get(versions.id, ()))


@lru_cache(maxsize=64)
def _texts(folder: Path, file: str, seen: tuple[Seen, ...]) -> Texts:
    """Read the texts, once for each state of their files: to find those that amend, all files have to be opened."""
    return tuple(texts_of(folder, folder / file, []))


def base_of(texts: Texts) -> str:
    """Give the digest of what stands."""
    seen = sha256()
    for text, name in sorted(texts, key=lambda each: each[1]):
        seen.update(f"{name} {sha256(text).hexdigest()}\n".encode())
    return seen.hexdigest()


def next_place(agreement: str, texts: Texts, text: str) -> str:
    """Give the place of an amendment: where the same text stands already, or else the next that is free."""
    for content, name in texts:
        if content == text.encode():
            return name
    found = [re.fullmatch(rf"{re.escape(agreement)}-amendment-(\d+)\.ya?ml", Path(name).name) for _, name in texts]
    return f"agreements/{agreement}-amendment-{max((int(each[1]) for each in found if each), default=0) + 1}.yml"


@lru_cache(maxsize=8)
def findings_of(name: str, texts: Texts, folder: Path) -> tuple[Versions | None, tuple[Finding, ...]]:
    """Read an agreement from texts, and give everything that ``truegreen check`` finds in it and in its examples."""
    versions, found = read_agreement(*texts[0], texts[1:])
    if versions is None or has_errors(found):
        return None, tuple(found)
    metrics, (set_so, _), (cases, _) = catalogue(), read_settings(folder, SLICES), read_cases(folder)
    scaled = scales(versions, metrics)
    found += [*check_versions(versions, scaled), *measure_findings([versions], metrics)]
    found += portable_findings([versions], metrics)
    found += differing(set_so, versions) if set_so else []
    if not has_errors(found):
        own = [each for each in cases if each.agreement == name]
        found += [one for each in own for one in case_findings(each, {name: versions}, {name: scaled})]
    return versions, tuple(sorted(dict.fromkeys(found), key=lambda each: (each.at, each.id)))


@lru_cache(maxsize=16)
def _proposed(name: str, text: str, texts: Texts, folder: Path) -> Proposal:
    standing, before = findings_of(name, texts, folder)
    file = next_place(name, texts, text)
    others = tuple(each for each in texts if each[1] != file)
    change, findings = _amendment(name, text, file)
    if standing is None or change is None or has_errors(findings):
        return Proposal(text, file, standing or agreements()[name], None, tuple(findings))
    versions, after = findings_of(name, (*others, (text.encode(), file)), folder)
    new = tuple(each for each in after if each not in before)
    known = frozenset((each.at, each.id) for each in before)
    changed = tuple(differences(standing.latest, versions.latest)) if versions else ()
    return Proposal(text, file, standing, versions, new, change.effective, changed, known)


def _amendment(name: str, text: str, file: str) -> tuple[Amendment | None, list[Finding]]:
    """Read the proposed text by itself."""
    findings: list[Finding] = []
    tree = parse(text, file, findings)
    if tree is None or findings:
        return None, findings
    begins = named(text.encode()) == ("amends", name)  # by which its file is found again
    if not begins or not isinstance(tree, Mapping) or tree.get("amends") != Scalar(name) or tree.get("agreement"):
        remedy = f"Begin it with amends: {name}, and name no other."
        return None, [error(Span(file, 1, 1), "unknown-agreement", "This does not amend this agreement.", remedy)]
    change = read(tree, Amendment, findings)
    return change, [*findings, *_too_many(change)]


def _too_many(change: Amendment | None) -> Sequence[Finding]:
    if change is None or len(change.days) <= MOST_DAYS:
        return ()
    says = f"Something changes on {len(change.days)} days, more than the {MOST_DAYS} of one change request."
    return (error(change.at, "too-many-days", says, "Ask for several changes, one after the other."),)
