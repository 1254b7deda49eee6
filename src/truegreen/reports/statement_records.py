"""Statements and explanations as plain dictionaries for ``json.dumps``: what machines read, with nothing rounded away.

Lines and the flat graph of their steps are as they are stored (``settlement.graph``); what is added is what a reader
of an invoice would work out from them: its number, who owes, the sums of its sections, what is held, the digests.
"""

from __future__ import annotations

from dataclasses import replace

from truegreen.model.issued import Issued
from truegreen.model.statement import Line, Statement
from truegreen.reports import statement_words as words
from truegreen.reports.finding_record import Record
from truegreen.settlement import graph
from truegreen.units.money import Money


def statement_record(statement: Statement, issued: Issued | None = None) -> Record:
    """Give a statement: its number, who owes, its sections and their sums, what is held, its lines and their steps.

    Args:
        statement: the statement.
        issued: as which it was issued; None while it is not.
    """
    return {
        "number": words.number_of(statement),
        "due": words.due(statement),
        "sections": [
            {"title": each.title, "lines": [line.id for line in each.lines], "sum": money_record(each.sum)}
            for each in words.sections(statement.lines)
        ],
        "held": {name: money_record(amount) for name, amount in statement.held().items()},
        "issued": issued
        and {"agreement": issued.text, "inputs": issued.inputs, "definitions": dict(issued.definitions)},
        **graph.statement_record(statement),
    }


def explanation_record(statement: Statement, line: Line) -> Record:
    """Give why a line of a statement is what it is: the line, and its steps alone as a flat graph."""
    alone = graph.statement_record(replace(statement, lines=(line,), later=(), records=(), findings=()))
    return {
        **{name: alone[name] for name in ("agreement", "contract", "period", "currency")},
        "stands_on": words.stands_on(line),
        "line": alone["lines"][0],
        "steps": alone["steps"],
    }


def money_record(amount: Money) -> Record:
    """Give an amount: its digits as text, and its currency."""
    return {"number": f"{amount.amount:f}", "unit": amount.currency}
