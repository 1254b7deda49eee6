"""Open a project folder: its settings, agreements, mappings and cases, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from truegreen.checks import check_versions
from truegreen.facts.tables import SLICES
from truegreen.files.agreements import read_agreements
from truegreen.files.cases import Case, read_cases
from truegreen.files.heard import read_heard
from truegreen.files.identities import read_identities
from truegreen.files.people import read_forgotten, read_key
from truegreen.files.settings import Settings, differing, read_settings
from truegreen.metrics.catalogue import Metric, are_all_ours, catalogue
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, has_errors
from truegreen.model.given import Scale
from truegreen.model.identity import Who
from truegreen.readings.questions import scope_slices
from truegreen.readings.specs import measure_findings, scales
from truegreen.settlement.worked import case_findings
from truegreen.sources.heard import with_heard
from truegreen.sources.mapping import Mapping as SourceMapping
from truegreen.sources.mappings import read_mappings
from truegreen.systems.fitting import unfit_system


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder, opened.

    Attributes:
        folder: where it is.
        settings: what ``truegreen.toml`` says.
        agreements: each agreement through time, by id.
        mappings: how outside files become facts.
        who: how people, accounts and providers are called.
        cases: worked examples.
        scales: unit and direction of each agreement's computed measures.
        findings: everything that is wrong with the above.
    """

    folder: Path
    settings: Settings
    agreements: Mapping[str, Versions]
    mappings: Sequence[SourceMapping]
    who: Who
    cases: Sequence[Case]
    scales: Mapping[str, Mapping[str, Scale]]
    findings: Sequence[Finding]

    @property
    def store(self) -> Path:
        """Give the folder of what is built; it may be deleted at any time."""
        return self.folder / ".truegreen"


def open_project(
    folder: Path, *, smells: bool = False, known: Mapping[str, Versions] | None = None
) -> Project:  # fmt: skip
    """Open a project folder; no engine is loaded.

    Args:
        folder: where it is.
        smells: whether to look for risks in its agreements too, for which months are imagined and settled.
        known: its agreements, where somebody has read them; they are read from the folder if left out.
    """
    metrics = catalogue()
    settings, findings = read_settings(folder, SLICES)
    agreements, unread = read_agreements(folder) if known is None else (known, [])
    findings += unread
    mappings, found = read_mappings(folder)
    findings += found
    read_heard(folder, findings)
    mappings = with_heard(mappings, folder, settings.time_zone if settings else "UTC")
    findings += [finding for each in mappings if each.system for finding in unfit_system(each)]
    who = who_is_who(folder, settings, [each.source for each in mappings], findings)
    cases, found = read_cases(folder)
    findings += found
    scaled = {name: scales(versions, metrics) for name, versions in agreements.items()}
    said = {
        name: _said(versions, scaled[name], metrics, settings, smells=smells) for name, versions in agreements.items()
    }
    findings += [finding for each in said.values() for finding in each]
    if not has_errors(unread):  # What is wrong with an agreement is said there, and not again at its examples.
        held = [each for each in cases if not has_errors(said.get(each.agreement, ()))]
        findings += [finding for each in held for finding in case_findings(each, agreements, scaled)]
    ordered = tuple(sorted(dict.fromkeys(findings), key=lambda each: (each.at, each.id)))
    settings = settings or Settings(currency="", time_zone="UTC")
    kept = dict.fromkeys((*(settings.slices or SLICES), *scope_slices(agreements.values())))
    settings = replace(settings, slices=tuple(kept))
    return Project(folder, settings, agreements, mappings, who, cases, scaled, ordered)


def who_is_who(
    folder: Path, settings: Settings | None, mappings: Sequence[str], findings: list[Finding]
) -> Who:  # fmt: skip
    """Give how people, accounts and providers are called, and add what is wrong with what a project says of it."""
    key = read_key(folder, findings)
    forgotten = frozenset(each.pseudonym for each in read_forgotten(folder, findings))
    identities = read_identities(folder, mappings, findings)
    who = Who(key, forgotten, identities)
    return replace(who, least=settings.identity_confidence) if settings else who


def _said(
    versions: Versions,
    scaled: Mapping[str, Scale],
    metrics: Mapping[str, Metric],
    settings: Settings | None,
    *,
    smells: bool,
) -> list[Finding]:
    """Give everything that is to be said of an agreement's text."""
    differs = differing(settings, versions) if settings else []
    asked = [*measure_findings([versions], metrics), *_unportable(versions, metrics)]
    return [*check_versions(versions, scaled, smells=smells), *asked, *differs]


def _unportable(versions: Versions, metrics: Mapping[str, Metric]) -> list[Finding]:
    """Say what engines do differently in metrics of other packages, if there are any."""
    if are_all_ours(metrics):
        return []
    from truegreen.readings.portable import portable_findings  # noqa: PLC0415 (loads what builds, and is seldom needed)

    return portable_findings([versions], metrics)
