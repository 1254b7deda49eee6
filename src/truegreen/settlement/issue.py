"""Issue a statement: freeze it with digests of all that decided it, so that a later run can say what has changed since.

Periods are issued in their order and never twice. What comes out differently now in an issued period must stand on the
new statement as a correction, or nothing is issued.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from truegreen.files.settled import Settled, place_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.given import Givens
from truegreen.model.issued import Issued, Moved
from truegreen.model.statement import Statement
from truegreen.primitives.calendar import following
from truegreen.settlement.digests import definitions, given_in, inputs_digest, text_digest
from truegreen.settlement.graph import statement_of, statement_record
from truegreen.settlement.restate import corrections, differs, missing
from truegreen.units.span import Span

FORMAT: Final = 1


def issue(
    versions: Versions, given: Givens, statement: Statement, issued: Sequence[Issued], moved: Sequence[Moved]
) -> tuple[Issued | None, list[Finding]]:
    """Give a statement as issued, or None and why it cannot be.

    Args:
        versions: the agreement through time.
        given: what is given.
        statement: the period's statement, with the corrections that were accepted.
        issued: what was issued before of this agreement and contract.
        moved: what comes out differently now in issued periods; see ``restate``.
    """
    findings = [each for each in statement.findings if has_errors([each])]
    findings += [*missing(versions, issued), *_out_of_order(versions, statement, issued)]
    theirs = {(each.id, each.arose, each.amount) for each in statement.lines}
    lines = zip(moved, corrections(moved, statement.period), strict=True)
    findings += differs(each for each, line in lines if (line.id, line.arose, line.amount) not in theirs)
    if findings:
        return None, findings
    one = Issued(
        statement=statement,
        text=text_digest(versions, statement.period),
        definitions=definitions(versions, statement.period),
        inputs=inputs_digest(versions, given, statement.period),
        given=len(given_in(given, statement.period)),
        at=_place(statement),
    )
    return one, []


def document(issued: Issued) -> dict[str, Any]:
    """Give an issued statement as its file says it; ``files.settled.write_settled`` writes it."""
    return {
        "truegreen": FORMAT,
        "statement": statement_record(issued.statement),
        "text": issued.text,
        "definitions": dict(issued.definitions),
        "inputs": issued.inputs,
        "given": issued.given,
    }


def issued_of(settled: Sequence[Settled]) -> tuple[list[Issued], list[Finding]]:
    """Give the issued statements that files say, and find those that say something else."""
    issued, findings = [], []
    for each in settled:
        try:
            issued.append(_issued(each))
        except (LookupError, TypeError, ValueError, AttributeError):
            says, remedy = "The file cannot be read as an issued statement.", "Restore it as it was issued."
            findings.append(error(each.at, "settled-corrupt", says, remedy))
    return issued, findings


def _issued(settled: Settled) -> Issued:
    says = settled.says
    if says["truegreen"] != FORMAT:
        raise ValueError(f"format {says['truegreen']} is not known")
    return Issued(
        statement=statement_of(says["statement"]),
        text=says["text"],
        definitions=dict(says["definitions"]),
        inputs=says["inputs"],
        given=says["given"],
        at=settled.at,
    )


def _out_of_order(versions: Versions, statement: Statement, issued: Sequence[Issued]) -> Iterator[Finding]:
    """Find that a period was issued before, comes before an issued one, or leaves out one in between."""
    period = statement.period
    last = max((each.statement.period for each in issued), default=None)
    if last is None:
        return
    if period.start < last.end:
        same = next((each for each in issued if each.statement.period.start == period.start), None)
        says = f"{period} was issued already." if same else f"{last} was issued already, and {period} comes before it."
        remedy = "Correct it in an open period; what was issued stands."
        yield error(same.at if same else _place(statement), "already-issued", says, remedy)
    elif (first := following(versions, last)).start < period.start:
        says = f"{first} was not issued, and comes before {period}."
        yield error(_place(statement), "issued-out-of-order", says, f"Issue {first} first.")


def _place(statement: Statement) -> Span:
    return Span(place_of(statement.agreement, statement.contract, str(statement.period)).as_posix())
