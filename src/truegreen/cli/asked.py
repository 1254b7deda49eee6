"""Find what a verb about money is asked for: an agreement, by file, folder or id, with all that is given to it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from truegreen.checks import check_versions
from truegreen.cli import options, output
from truegreen.files.agreements import named, read_agreement, texts_of
from truegreen.files.figures import units_of
from truegreen.files.nearest import did_you_mean
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding
from truegreen.model.given import Givens, Scale
from truegreen.primitives.calendar import settled_period, settled_periods
from truegreen.project.opened import Project, open_project
from truegreen.project.settling import Ready, Settled, given_to, issued_statements, not_given
from truegreen.project.settling import settled as settle_one
from truegreen.readings.specs import scales
from truegreen.units.period import Period

agreement = click.argument("target", default=".", metavar="[AGREEMENT]")
readings = click.option(
    "--readings", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Settle from this table alone."
)
contract = click.option("--contract", default="", help="Which contract, where the figures name several.")


@dataclass(frozen=True, slots=True)
class Text:
    """The agreement that was named.

    Attributes:
        folder: where ``settled`` and the rest of the project stand.
        project: the project; None where only an agreement's file was given.
        versions: the agreement through time.
        scales: unit and direction of its computed measures.
    """

    folder: Path
    project: Project | None
    versions: Versions
    scales: Mapping[str, Scale]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a verb was asked for.

    Attributes:
        folder: where ``settled`` and the rest of the project stand.
        ready: the agreement and what is given.
        findings: what is known to be wrong, without errors.
    """

    folder: Path
    ready: Ready
    findings: tuple[Finding, ...]

    @property
    def versions(self) -> Versions:
        """Give the agreement through time."""
        return self.ready.versions


def opened(target: str, name: str, file: Path | None, *, as_json: bool, project: Project | None = None) -> Asked:
    """Open the agreement that was named and gather what is given to it; ends the verb where something is wrong.

    Args:
        target: an agreement's file, a project's folder, or an agreement's id in the project here.
        name: which agreement of a folder, if it has several.
        file: a table of figures to settle from alone.
        as_json: how to say what is wrong.
        project: the project that is meant, if it is open already.
    """
    text = text_of(target, name, as_json=as_json, project=project)
    if text.project is None and file is None:
        raise click.UsageError(f"{target} stands in no project; give its figures with --readings FILE.csv.")
    return gathered(text, file, as_json=as_json)


def gathered(text: Text, file: Path | None, also: Text | None = None, *, as_json: bool) -> Asked:
    """Gather what is given to an agreement, or to another text of it as well; ends the verb where it is wrong."""
    scaled = {**(also.scales if also else {}), **text.scales}
    units = {**(units_of(also.versions, scaled) if also else {}), **units_of(text.versions, scaled)}
    given, run, findings = given_to(text.project, text.versions.id, units, file)
    output.stop_on_errors(findings, as_json=as_json)
    return Asked(text.folder, Ready(text.versions, scaled, given, run), tuple(findings))


def text_of(target: str, name: str, *, as_json: bool, project: Project | None = None) -> Text:
    """Read the agreement that was named; see ``opened``."""
    folder = project_folder(target)
    if folder is None:
        return _alone(Path(target).absolute(), name, as_json=as_json)
    project = project or opened_project(folder, as_json=as_json)
    versions = chosen(project, target, name)
    return Text(folder, project, versions, project.scales[versions.id])


def opened_project(folder: Path, *, as_json: bool) -> Project:
    """Open a project; ends the verb where its text is wrong."""
    project = open_project(folder)
    output.stop_on_errors(project.findings, as_json=as_json)
    return project


def project_folder(target: str) -> Path | None:
    """Give the folder of the project that is meant; None where a file is meant that stands in no project."""
    path = Path(target).absolute()
    if path.is_dir():
        return Path(target)
    if path.is_file():
        return path.parent.parent if _is_project(path.parent.parent) and path.parent.name == "agreements" else None
    if not _is_project(Path()):
        raise click.UsageError(f"There is no file and no folder “{target}”, and no project here that could know it.")
    return Path()


def chosen(project: Project, target: str, name: str) -> Versions:
    """Give the agreement that is meant: by its file, by its id, or the only one of a folder."""
    path = Path(target).absolute()
    if not path.exists():
        _refuse_another(target, name)
        return options.agreement_of(project, target)
    if path.is_dir():
        return options.agreement_of(project, name)
    place = path.relative_to(project.folder).as_posix()
    own = next((each for each in project.agreements.values() if each.each[0][1].at.file == place), None)
    if own is None:
        raise click.UsageError(f"{target} is no agreement; name the file of the one that it amends, or its id.")
    _refuse_another(own.id, name)
    return own


def _is_project(folder: Path) -> bool:
    return (folder / "truegreen.toml").is_file()


def _refuse_another(own: str, name: str) -> None:
    if name and name != own:
        raise click.UsageError(f"The agreement is “{own}”, and --agreement names another, “{name}”; leave one out.")


def _alone(path: Path, name: str, *, as_json: bool) -> Text:
    """Read one agreement's file, and the amendments beside it, without a project."""
    findings: list[Finding] = []
    texts = texts_of(path.parent, path, findings)
    output.stop_on_errors(findings, as_json=as_json)
    if named(texts[0][0])[0] == "amends":
        raise click.UsageError(f"{path.name} is an amendment; name the file of the agreement that it amends.")
    text = read_whole(path.parent, texts, as_json=as_json)
    _refuse_another(text.versions.id, name)
    return text


def read_whole(folder: Path, texts: Sequence[tuple[bytes, str]], *, as_json: bool) -> Text:
    """Read an agreement from its text and those of its amendments; ends the verb where one of them is wrong."""
    versions, findings = read_agreement(*texts[0], texts[1:])
    output.stop_on_errors(findings, as_json=as_json)
    if versions is None:
        sys.exit(1)
    scaled = scales(versions, catalogue())
    output.stop_on_errors(check_versions(versions, scaled, smells=False), as_json=as_json)
    return Text(folder, None, versions, scaled)


def contracts(asked: Asked, name: str) -> Mapping[str, Givens]:
    """Give the figures of the contract named, or of all."""
    given = asked.ready.given
    if name and list(given) == [""]:
        raise click.UsageError(f"The figures name no contracts, so there is no “{name}”; leave --contract out.")
    if name and name not in given:
        raise click.UsageError(f"Nothing is given for a contract “{name}”. {did_you_mean(name, given)}")
    return {name: given[name]} if name else given


def one_contract(asked: Asked, name: str) -> str:
    """Give the contract named, or the only one."""
    given = contracts(asked, name)
    if len(given) > 1:
        raise click.UsageError(f"Several contracts are settled here; say which with --contract: {', '.join(given)}.")
    return next(iter(given))


def period_asked(versions: Versions, given: Mapping[str, Givens], period: Period | str) -> Period:
    """Give the settled period asked for; ``last`` is the last one of the term for which something is given."""
    starts = versions.each[0][1].starts
    if isinstance(period, Period):
        whole = settled_period(versions.on(period.last), period.last)
        if whole.end <= starts:
            raise click.UsageError(f"The agreement starts on {starts}, after {period}.")
        own = list(settled_periods(versions, whole))[-1]
        if (period.start, period.end) not in ((whole.start, whole.end), (own.start, own.end)):
            every = versions.on(period.last).settled_every
            raise click.UsageError(f"{period} is not settled at once; this is settled by the {every}, like {own}.")
        return whole
    if period != "last":
        raise click.UsageError("A settlement is of one period; write it like 2025-03.")
    days = [each.last for givens in given.values() for _, each in givens.by if each.end > starts]
    if not days:
        raise click.UsageError("Nothing is given for the term, so there is no last period; say which with --period.")
    return settled_period(versions.on(max(days)), max(days))


def settled(
    asked: Asked, contract: str, period: Period | str, *, true_up: bool = False, as_json: bool
) -> list[Settled]:
    """Settle the period asked for, of the contract named or of all; ends the verb where ``settled`` cannot be read."""
    given = contracts(asked, contract)
    chosen = period_asked(asked.versions, given, period)
    issued, findings = issued_statements(asked.folder, asked.versions.id)
    output.stop_on_errors(findings, as_json=as_json)
    first, *others = (settle_one(asked.ready, name, chosen, issued, true_up=true_up) for name in given)
    about = (*findings, *not_given(issued, asked.ready.given))
    return [replace(first, findings=(*about, *first.findings)), *others]
