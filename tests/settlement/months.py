"""A small agreement with a credit, a capped year and money that stands on the next invoice; issued month by month."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from tests.settlement.settling import agreement, figures
from truegreen.files.settled import Settled, written
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding
from truegreen.model.given import Givens
from truegreen.model.issued import Issued, Moved
from truegreen.model.statement import Statement
from truegreen.settlement.issue import document, issue, issued_of
from truegreen.settlement.restate import corrections, restate, standing, with_corrections
from truegreen.settlement.settle import settle
from truegreen.units.period import parse_period

TEXT: Final = """\
currency: EUR
measures:
  on-time: {metric: reported, unit: share, better: higher, target: 90 %, clause: Schedule 2}
charges:
  desk: 10000.00
terms:
  late:
    kind: service-credit
    measure: on-time
    level: target
    base: {charges: [desk], credits: before credits, month: month measured}
    deadband: {width: 0 %, beyond: only the excess}
    per_point: {share: 1 %, fractions: pro rata}
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
    clause: Schedule 3
  cap:
    kind: liability-cap
    per: contract year
    covers: [late]
    amount: 2000.00
    excess: forfeited
"""
NEXT: Final = TEXT.replace("paid: same invoice", "paid: next invoice")
TABLE: Final = """period,name,value
2025-01,on-time,80 %
2025-02,on-time,85 %
2025-03,on-time,95 %
2025-04,on-time,83 %
"""


def care(text: str = TEXT) -> Versions:
    """Give the agreement."""
    return agreement(text)


def told(versions: Versions, table: str = TABLE, **instead: str) -> Givens:
    """Give the figures, with other values for some months, like ``m02="88 %"``."""
    rows = [each.split(",") for each in table.splitlines()]
    changed = [[*row[:2], instead.get(f"m{row[0][5:]}", row[2])] for row in rows]
    return figures(versions, "".join(",".join(row) + "\n" for row in changed))


def run(
    versions: Versions, given: Givens, until: str, issued: Sequence[Issued] = ()
) -> tuple[Statement, list[Moved], list[Finding]]:
    """Settle up to a month and hold it against what was issued."""
    statements = settle(versions, given, parse_period(until), {}, "", standing(issued, given))
    return statements[-1], *restate(versions, given, statements, issued)


def issue_month(
    versions: Versions, given: Givens, month: str, issued: Sequence[Issued] = (), *, accept: bool = False
) -> tuple[Issued | None, list[Finding]]:
    """Settle and issue a month, with what moved before as corrections where they are accepted."""
    statement, moved, _ = run(versions, given, month, issued)
    if accept:
        statement = with_corrections(statement, corrections(moved, statement.period))
    return issue(versions, given, statement, issued, moved)


def issue_all(versions: Versions, given: Givens, *months: str) -> list[Issued]:
    """Issue months one after the other, each read back from the text of its file."""
    issued: list[Issued] = []
    for month in months:
        one, findings = issue_month(versions, given, month, issued, accept=True)
        assert one, "\n".join(map(str, findings))
        issued.append(read_back(one))
    return issued


def read_back(one: Issued) -> Issued:
    """Give an issued statement as its file says it."""
    (again,), findings = issued_of([Settled(json.loads(written(document(one))), one.at)])
    assert not findings
    return again
