"""Explain: which lines of a statement a person means: by a name, a line of the text, or a row of the figures.

Each line found carries its steps, so nothing is computed anew; a statement as it was issued explains itself alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any, Final

from truegreen.files.dated import day_of
from truegreen.files.nearest import did_you_mean
from truegreen.files.nodes import Mapping, Node, Scalar, Sequence
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, error
from truegreen.model.statement import Line, Record, Statement
from truegreen.model.step import Step, steps_of
from truegreen.settlement.digests import plain
from truegreen.units.span import Span

_EXPLAINED: Final = ("terms", "pipeline", "charges", "measures", "figures", "services", "calendars")


@dataclass(frozen=True, slots=True)
class Meant:
    """What of a statement was asked for.

    Attributes:
        lines: of this invoice and of later ones, also those that a clause only changed.
        records: what the clauses remembered, which says why where they moved no money.
    """

    lines: tuple[Line, ...]
    records: tuple[Record, ...]


def meant_by(name: str, statement: Statement, agreement: Agreement, at: Span | None = None) -> Meant | Finding:
    """Give what is meant by a name: of a line, a clause, a charge, or of a measure or figure that clauses rest on.

    Args:
        name: the name.
        statement: the statement.
        agreement: as it stands on the period's last day.
        at: where the name was found; a finding is placed there.
    """
    lines = (*statement.lines, *statement.later)
    terms = {name, *(() if name in agreement.terms else _resting_on(name, agreement))}
    found = Meant(
        tuple(each for each in lines if each.id == name or each.term in terms or _changers(each) & terms),
        tuple(each for each in statement.records if each.term in terms),
    )
    if found.lines or found.records:
        return found
    groups = (agreement.terms, agreement.measures, agreement.figures, agreement.services, agreement.calendars)
    known = {**agreement.charges, **{each: noun for group in reversed(groups) for each, noun in group.items()}}
    if name not in known:
        remedy = did_you_mean(
            name, {*(each.id for each in lines), *agreement.terms, *agreement.charges, *agreement.measures}
        )
        says = f"The statement of {statement.period} has no line “{name}”."
        return error(at or agreement.at, "unknown-line", says, remedy)
    under = ", ".join(sorted(terms - {name}))
    says, remedy = f"{name} moved no money in {statement.period}, and kept nothing.", "Ask for another period, or line."
    if under:
        says = f"{name} moved no money in {statement.period}: nothing came of {under}."
    elif name not in {**agreement.terms, **agreement.charges}:
        says, remedy = (
            f"No clause rests on {name}, so it moves no money.",
            "Name a clause, or a measure that one names.",
        )
    return error(at or known[name].at, "nothing-to-explain", says, remedy)


def meant_from(row: Span, statement: Statement) -> Meant | Finding:
    """Give what rests on a row of a table of figures."""
    lines = tuple(
        each for each in (*statement.lines, *statement.later) if _rests_on(row, each.because, *_made_of(each))
    )
    records = tuple(each for each in statement.records if _rests_on(row, each.because))
    if lines or records:
        return Meant(lines, records)
    says = f"Nothing on the statement of {statement.period} rests on this row."
    return error(row, "nothing-to-explain", says, "Name a row of that period, or another period with --period.")


def meant_at(place: Span, tree: Node, statement: Statement, agreement: Agreement) -> Meant | Finding:
    """Give what is meant by a place in the text of an agreement or an amendment; see ``files.parsing.load``."""
    names = names_at(tree, place.line)
    found = [meant_by(each, statement, agreement, place) for each in names]
    meant = [each for each in found if isinstance(each, Meant)]
    if meant:
        lines = {id(line): line for each in meant for line in each.lines}
        records = {id(record): record for each in meant for record in each.records}
        return Meant(tuple(lines.values()), tuple(records.values()))
    says, remedy = "No clause, charge, measure or figure stands here.", "Name a line of the text inside one."
    return next((each for each in found if isinstance(each, Finding)), error(place, "nothing-to-explain", says, remedy))


def names_at(tree: Node, line: int) -> list[str]:
    """Name the clauses, measures, charges … that a line of an agreement's or an amendment's text is part of."""
    outer = 1 if isinstance(tree, Mapping) and tree.get("amends") else 0  # Paths stand below set: and remove: there.
    paths = (".".join(path[outer:]).split(".") for path in _paths(tree, line))
    return list(dict.fromkeys(path[1] for path in paths if len(path) > 1 and path[0] in _EXPLAINED))


def _paths(node: Node, line: int) -> Iterator[tuple[str, ...]]:
    """Give the names that lead to a line, from the outermost; days from which something holds are passed over."""
    if isinstance(node, Mapping):
        keys = [*node.entries, None]
        for key, following in pairwise(keys):
            end = following.at.line if following else inf
            if key is not None and (key.at.line <= line < end or key.at.line == line):
                own = () if day_of(key) else (key.text,)
                yield own
                yield from ((*own, *inner) for inner in _paths(node.entries[key], line))
    elif isinstance(node, Sequence):
        yield from ((each.text,) for each in node.items if isinstance(each, Scalar) and each.at.line == line)


def _resting_on(name: str, agreement: Agreement) -> Iterator[str]:
    """Give the clauses whose text names a measure, a figure or a charge."""
    if name in agreement.charges:
        return
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    for term, each in agreement.terms.items():
        if any(word.search(text) for text in _texts(plain(each.says))):
            yield term


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for each in content.values() if isinstance(content, dict) else content:
            yield from _texts(each)


def _made_of(line: Line) -> list[Step]:
    return [step for each in line.changes for step in (each.before, each.after)]


def _rests_on(row: Span, *last: Step) -> bool:
    return any((each.at.file, each.at.line) == (row.file, row.line) for each in steps_of(*last))


def _changers(line: Line) -> set[str]:
    return {each.by for each in line.changes}
