"""Rows that name a case, an account or a provider that is not known, or not for sure; every report counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State
from truegreen.model.finding import Finding, note
from truegreen.model.identity import Kind, Who
from truegreen.readings.cells import Cells
from truegreen.units.span import Span

_LOOK: Final = "Add their names to identities/; `truegreen source identities` drafts the rows."


def told_of(state: State, who: Who) -> tuple[str, ...]:
    """Say of what records tell which there are; of accounts ``identities/`` may tell, where no record does."""
    is_said = any(each.kind is Kind.ACCOUNT for each in who.identities)
    return ("case",) if is_said and not state.of("account") else ("case", "account")


def unmatched(duck: Duck, folder: Path, cells: Cells, table: str, known: Collection[str]) -> Iterator[Finding]:
    """Count a table's rows whose case or account is missing, from its cells; ``known`` is what ``told_of`` gives."""
    files = sql.cells(folder / each.file for each in cells.of(table))
    columns = {name for name, *_ in duck.rows(f"DESCRIBE SELECT * FROM {files}")}
    for column, what in ((f"_no_{each}", each) for each in known):
        if column in columns:
            lost, rows = duck.row(f"SELECT sum({column}), sum(_rows) FROM {files}")
            if lost:
                says = f"{lost:,} of {rows:,} rows of {table} that count name {_a(what)} that is not there."
                remedy = f"They count, but under no slice of the {what}; load the missing rows or map the id."
                yield note(Span(f"facts/{table}"), "unmatched-identity", says, remedy, lost)


def looked_up(state: State, least: Decimal) -> Iterator[Finding]:
    """Count each table's rows whose account or provider was looked up in vain, or found with too little confidence.

    Args:
        state: the facts that count.
        least: the confidence that was asked for.
    """
    for table in dict.fromkeys(table for table, _ in sorted(state.partitions)):
        counts = Counter[str]()
        for source in state.sources.values():
            counts.update(source.identities.get(table, {}))
        rows = sum(each.rows for each in state.of(table).values())
        for kind in Kind:
            matched, doubtful, unknown = (counts[f"{kind} {how}"] for how in ("matched", "doubtful", "unknown"))
            at, begins = Span(f"facts/{table}"), f"of {rows:,} rows of {table} name {_a(kind)} that identities/"
            if unknown and not (kind is Kind.ACCOUNT and state.of("account")):
                says = f"{unknown:,} {begins} does not know; {matched:,} were matched."
                yield note(at, "unmatched-identity", says, _LOOK, unknown)
            if doubtful:
                says = f"{doubtful:,} {begins} matches with less confidence than {least}; {matched:,} were matched."
                remedy = "They keep the source's own name; look them up, and raise the confidence of those that hold."
                yield note(at, "doubtful-identity", says, remedy, doubtful)


def _a(what: str) -> str:
    return f"an {what}" if what == "account" else f"a {what}"
