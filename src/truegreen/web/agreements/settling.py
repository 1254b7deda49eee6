"""Settle as the command line does: from the latest run, the figures given and what was issued before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from truegreen.files.figures import units_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import has_errors
from truegreen.model.issued import Issued
from truegreen.primitives.calendar import settled_period, settled_periods
from truegreen.project.opened import Project
from truegreen.project.settling import Ready, Settled, given_to, issued_statements, settled
from truegreen.reports.statement_records import statement_record
from truegreen.units.period import Period


def ready_of(project: Project, versions: Versions) -> tuple[Ready, list[Issued]] | None:
    """Give what an agreement is settled from, and what was issued of it; None where one of these cannot be read."""
    scaled = project.scales[versions.id]
    given, run, findings = given_to(project, versions.id, units_of(versions, scaled), None)
    issued, wrong = issued_statements(project.folder, versions.id)
    return None if has_errors([*findings, *wrong]) else (Ready(versions, scaled, given, run), issued)


def periods_of(ready: Ready) -> Iterator[Period]:
    """Give the periods for which something is given, the first one first."""
    starts = ready.versions.each[0][1].starts
    days = [each.last for givens in ready.given.values() for _, each in givens.by if each.end > starts]
    if days:
        yield from settled_periods(ready.versions, settled_period(ready.versions.on(max(days)), max(days)))


def each_settled(ready: Ready, issued: list[Issued], period: Period) -> Iterator[tuple[str, Settled]]:
    """Give the statement of each contract, with the name under which it stands on the shelf.

    What comes out otherwise now in issued periods stands as corrections on the first statement that is still open.
    """
    for contract in ready.given:
        name = f"statement/{period}" + (f"/{contract}" if contract else "")
        yield name, settled(ready, contract, period, issued, true_up=_is_next(ready, issued, contract, period))


def statement_now(ready: Ready, issued: list[Issued], month: str) -> Settled | None:
    """Give a statement as it comes out now, by its name without ``statement/``; None if nothing is given for it."""
    wanted = [each for each in periods_of(ready) if str(each) == month.partition("/")[0]]
    found = (one for period in wanted for one in each_settled(ready, issued, period))
    return next((one for name, one in found if name == f"statement/{month}"), None)


def digest_of(record: Mapping[str, Any]) -> str:
    """Give the digest of what a statement says; whether it was issued is no part of that."""
    said = {name: each for name, each in record.items() if name != "issued"}
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digest_now(one: Settled) -> str:
    """Give the digest of a statement as it comes out now."""
    return digest_of(json.loads(json.dumps(statement_record(one.statement))))


def _is_next(ready: Ready, issued: list[Issued], contract: str, period: Period) -> bool:
    """Say whether a period is the first that was not issued."""
    done = {str(each.statement.period) for each in issued if each.statement.contract == contract}
    return period == next((each for each in periods_of(ready) if str(each) not in done), None)
