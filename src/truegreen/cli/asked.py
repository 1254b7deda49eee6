"""Find what a verb about money is asked for: an agreement, by file, folder or id, with all that is given to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from truegreen.checks import check_versions
from truegreen.cli import options, output
from truegreen.files.agreements import read_agreement
from truegreen.files.figures import read_figures, units_of
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding
from truegreen.model.given import Givens
from truegreen.primitives.calendar import settled_period
from truegreen.project.opened import Project, open_project
from truegreen.project.settling import Ready, Settled, by_contract, issued_statements, ready
from truegreen.project.settling import settled as settle_one
from truegreen.readings.specs import scales
from truegreen.units.period import Period

agreement = click.argument("target", default=".", metavar="[AGREEMENT]")
readings = click.option(
    "--readings", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Settle from this table alone."
)
contract = click.option("--contract", default="", help="Which contract, where the figures name several.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a verb was asked for.

    Attributes:
        folder: where ``settled`` and the rest of the project stand.
        project: the project; None where only an agreement's file was given.
        ready: the agreement and what is given.
        findings: what is known to be wrong, without errors.
    """

    folder: Path
    project: Project | None
    ready: Ready
    findings: tuple[Finding, ...]

    @property
    def versions(self) -> Versions:
        """Give the agreement through time."""
        return self.ready.versions


def opened(target: str, named: str, file: Path | None, *, as_json: bool, needs_figures: bool = True) -> Asked:
    """Open the agreement that was named and gather what is given to it; ends the verb where something is wrong.

    Args:
        target: an agreement's file, a project's folder, or an agreement's id in the project here.
        named: which agreement of a folder, if it has several.
        file: a table of figures to settle from alone.
        as_json: how to say what is wrong.
        needs_figures: whether a file of no project must come with figures.
    """
    path = Path(target)
    if path.is_file() and not (path.parent.name == "agreements" and (path.parent.parent / "truegreen.toml").exists()):
        return _alone(path, file, as_json=as_json, needs_figures=needs_figures)
    folder = path if path.is_dir() else path.parent.parent if path.is_file() else Path()
    project = open_project(folder)
    output.stop_on_errors(project.findings, as_json=as_json)
    versions = _chosen(project, path, named or target)
    found, findings = ready(project, versions, file)
    output.stop_on_errors(findings, as_json=as_json)
    if found is None:
        sys.exit(1)
    return Asked(folder, project, found, tuple(findings))


def _chosen(project: Project, path: Path, name: str) -> Versions:
    """Give the agreement that a file holds or amends, or that has an id; of a folder the only one."""
    if path.is_dir():
        return options.agreement_of(project, "" if name == str(path) else name)
    if path.is_file():
        place = path.relative_to(project.folder).as_posix()
        own = [each for each in project.agreements.values() if each.each[0][1].at.file == place]
        if not own:
            raise click.UsageError(f"{path} is an amendment; name the agreement's file, or its id.")
        return own[0]
    return options.agreement_of(project, name)


def _alone(path: Path, file: Path | None, *, as_json: bool, needs_figures: bool) -> Asked:
    """Open one agreement's file, and the amendments beside it, without a project."""
    if file is None and needs_figures:
        raise click.UsageError(f"{path} stands in no project; give its figures with --readings FILE.csv.")
    own = re.search(r"^agreement:\s*(\S+)", path.read_text("utf-8", "replace"), re.MULTILINE)
    amends = re.compile(rf"^amends:\s*{re.escape(own[1])}\s*$" if own else "(?!)", re.MULTILINE)
    beside = [each for each in sorted(path.parent.glob("*.y*ml")) if each != path]
    texts = [(each.read_text("utf-8", "replace"), each.name) for each in beside]
    amendments = [(text, name) for text, name in texts if amends.search(text)]
    versions, findings = read_agreement(path.read_bytes(), path.name, amendments)
    output.stop_on_errors(findings, as_json=as_json)
    if versions is None:
        sys.exit(1)
    scaled = scales(versions, catalogue())
    output.stop_on_errors(check_versions(versions, scaled, smells=False), as_json=as_json)
    given, findings = read_figures(file.parent, file, units_of(versions, scaled)) if file else ({}, [])
    output.stop_on_errors(findings, as_json=as_json)
    return Asked(path.parent, None, Ready(versions, scaled, by_contract(given)), ())


def contracts(asked: Asked, name: str) -> Mapping[str, Givens]:
    """Give the figures of the contract named, or of all."""
    given = asked.ready.given
    if name and name not in given:
        raise click.UsageError(f"Nothing is given for a contract “{name}”; there is {', '.join(given) or 'none'}.")
    return {name: given[name]} if name else given


def period_asked(versions: Versions, given: Mapping[str, Givens], period: Period | str) -> Period:
    """Give the settled period asked for; ``last`` is the last one for which something is given."""
    if isinstance(period, Period):
        chosen = settled_period(versions.on(period.last), period.last)
        if period.end <= versions.each[0][1].starts:
            raise click.UsageError(f"The agreement starts on {versions.each[0][1].starts}, after {period}.")
        return chosen
    if period != "last":
        raise click.UsageError("A settlement is of one period; write it like 2025-03.")
    last = max((each.last for givens in given.values() for _, each in givens.by), default=None)
    if last is None:
        raise click.UsageError("Nothing is given, so there is no last period; say which with --period.")
    return settled_period(versions.on(last), last)


def settled(
    asked: Asked, contract: str, period: Period | str, *, true_up: bool = False, as_json: bool
) -> list[Settled]:
    """Settle the period asked for, of the contract named or of all; ends the verb where ``settled`` cannot be read."""
    given = contracts(asked, contract)
    chosen = period_asked(asked.versions, given, period)
    issued, findings = issued_statements(asked.folder, asked.versions.id)
    output.stop_on_errors(findings, as_json=as_json)
    return [settle_one(asked.ready, name, chosen, issued, true_up=true_up) for name in given]
