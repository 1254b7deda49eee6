"""Settle an agreement of a project: figures from the latest run and from the folder ``figures``, or from one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from truegreen.files.figures import merged, read_figures
from truegreen.files.nearest import did_you_mean
from truegreen.files.settled import read_settled, write_settled
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, warning
from truegreen.model.given import Givens, Scale
from truegreen.model.issued import Issued, Moved
from truegreen.model.statement import Statement
from truegreen.project.marks import is_older
from truegreen.project.opened import Project
from truegreen.readings.latest import given_file, identities_of, latest
from truegreen.settlement.issue import document, issue, issued_of
from truegreen.settlement.restate import corrections, restate, standing, with_corrections
from truegreen.settlement.settle import settle
from truegreen.units.period import Period
from truegreen.units.span import Span


@dataclass(frozen=True, slots=True)
class Ready:
    """An agreement with what is given to settle it.

    Attributes:
        versions: the agreement through time.
        scales: unit and direction of its computed measures.
        given: readings and figures by contract; the contract is empty where there is one.
        run: the run that the readings come from; empty where a file gave them.
    """

    versions: Versions
    scales: Mapping[str, Scale]
    given: Mapping[str, Givens]
    run: str = ""


def given_to(
    project: Project | None, agreement: str, units: Mapping[str, str], file: Path | None
) -> tuple[dict[str, Givens], str, list[Finding]]:
    """Gather what is given, by contract: from one file alone, or from the latest run and ``figures/AGREEMENT.csv``.

    Files in a folder ``figures/AGREEMENT/`` are read too.

    Args:
        project: the project; None where there is only a file, or nothing.
        agreement: id of the agreement.
        units: unit of every measure and figure that may be named.
        file: the one file.

    Returns:
        What is given, the run that it comes from (empty if none), and what is wrong with it.
    """
    if file is not None:
        given, findings = read_figures(file.parent, file, units)
        return by_contract(given), "", findings
    if project is None:
        return by_contract({}), "", []
    findings = []
    run = latest(project.store) or ""
    given = {"": Givens()}
    if run:
        given, findings = read_figures(project.folder, given_file(project.store, run, agreement), units)
        findings += identities_of(project.store, run)
        if is_older(project, run):
            says = "Records, agreements or formulas have changed since the run that this is settled from."
            findings.append(warning(Span("run"), "run-is-older", says, "Run again before anything is issued."))
    elif project.mappings and _is_measured(project.agreements[agreement]):
        remedy = "Run first to settle from the records, or give the figures with --readings."
        findings.append(warning(Span("run"), "no-run", "There is no run, so nothing comes from the records.", remedy))
    folder = project.folder / "figures"
    for path in sorted(each for each in folder.glob("*.csv") if each.stem not in project.agreements):
        at, remedy = Span(path.relative_to(project.folder).as_posix()), did_you_mean(path.stem, project.agreements)
        findings.append(warning(at, "figures-stranger", "The file is named like no agreement: it is not read.", remedy))
    for path in sorted([*folder.glob(f"{agreement}.csv"), *folder.glob(f"{agreement}/*.csv")]):
        more, found = read_figures(project.folder, path, units)
        findings += found
        given = {
            contract: merged(given.get(contract, Givens()), more.get(contract, Givens()), findings)
            for contract in {**given, **more}
        }
    return by_contract(given), run, findings


def _is_measured(versions: Versions) -> bool:
    """Say whether records give any of an agreement's measures, rather than a party."""
    return any(not each.is_reported for _, version in versions.each for each in version.measures.values())


def not_given(issued: Iterable[Issued], given: Mapping[str, Givens]) -> Iterator[Finding]:
    """Find contracts of which statements were issued, and for which nothing is given any more."""
    last = {each.statement.contract: each for each in issued if each.statement.contract not in given}
    for contract, each in last.items():
        name = f"the contract “{contract}”" if contract else "the agreement without a contract"
        says = f"Statements were issued of {name}, and the figures name it no more: it is not settled."
        yield warning(each.at, "contract-not-given", says, "Give its figures, or leave it if it has ended.")


def by_contract(given: Mapping[str, Givens]) -> dict[str, Givens]:
    """Give the figures of each contract; those that name none hold for all."""
    shared = given.get("", Givens())
    named = {name: Givens({**shared.by, **each.by}) for name, each in given.items() if name}
    return named or {"": shared}


@dataclass(frozen=True, slots=True)
class Settled:
    """A contract's statement of one period.

    Attributes:
        contract: which contract.
        given: what it was settled from.
        statement: as it was issued, if it was; else as it comes out, with the corrections that were accepted.
        issued: what was issued of the contract.
        moved: what comes out otherwise now in issued periods.
        findings: what is to be said of these.
    """

    contract: str
    given: Givens
    statement: Statement
    issued: Sequence[Issued]
    moved: Sequence[Moved]
    findings: Sequence[Finding]

    @property
    def as_issued(self) -> Issued | None:
        """Give the period's issued statement, if there is one."""
        return next((each for each in self.issued if each.statement.period == self.statement.period), None)


def issued_statements(folder: Path, agreement: str) -> tuple[list[Issued], list[Finding]]:
    """Read what was issued of an agreement."""
    files, findings = read_settled(folder, [agreement])
    issued, wrong = issued_of(files)
    return issued, [*findings, *wrong]


def settled(ready: Ready, contract: str, period: Period, everything: Sequence[Issued], *, true_up: bool) -> Settled:
    """Settle a contract up to a period, and hold what was issued against what comes out now.

    Args:
        ready: the agreement and what is given.
        contract: which contract.
        period: the last period.
        everything: the issued statements of the agreement; see ``issued_statements``.
        true_up: whether what moved in issued periods is posted as corrections on this statement.
    """
    issued = [each for each in everything if each.statement.contract == contract]
    versions, given = ready.versions, ready.given[contract]
    statements = settle(versions, given, period, ready.scales, contract, standing(issued, given))
    moved, findings = restate(versions, given, statements, issued)
    findings += _new_findings(statements, issued)
    own = next((each.statement for each in issued if each.statement.period == statements[-1].period), None)
    statement = own or statements[-1]
    if true_up and own is None:
        statement = with_corrections(statement, corrections(moved, statement.period))
        findings = [each for each in findings if each.id != "settled-differs"]
    return Settled(contract, given, statement, issued, moved, findings)


def _new_findings(statements: Sequence[Statement], issued: Sequence[Issued]) -> Iterator[Finding]:
    """Give what is found of issued periods now and was not when they were issued, like a claim that came too late."""
    was = {each.statement.period: {(one.id, one.says) for one in each.statement.findings} for each in issued}
    for each in statements:
        yield from (one for one in each.findings if each.period in was and (one.id, one.says) not in was[each.period])


def freeze(folder: Path, ready: Ready, one: Settled) -> tuple[Settled, str]:
    """Issue a statement and write its file: as it stands then, with what stands in the way, and what was done."""
    if one.as_issued is not None and not one.moved:
        return one, f"{one.statement.period} was issued before, and comes out the same."
    frozen, findings = issue(ready.versions, one.given, one.statement, one.issued, one.moved)
    if frozen is not None:
        findings = write_settled(folder, document(frozen))
    if frozen is None or findings:
        return replace(one, findings=tuple(dict.fromkeys((*one.findings, *findings)))), ""
    return replace(one, issued=(*one.issued, frozen)), f"Issued {frozen.at}."
