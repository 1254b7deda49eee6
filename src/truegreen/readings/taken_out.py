"""Facts taken out for others: a table's rows, or its feedback as feedback records, as queries that a file is made of.

A feedback record is one answer to one question in the columns of Formbricks' Hub, an open store of experience data
(formbricks.com), and in a few of ours: whom it was about, when they were asked, and whether they could have been asked.
Who did not answer has a record too, without a value. What a record has no column for stands in its ``metadata``, so
that nothing is lost on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import duckdb

from truegreen.engine import sql
from truegreen.engine.duck import PARQUET, Duck
from truegreen.facts.store import Partition, Store
from truegreen.facts.tables import CASE, FEEDBACK, Column, Table
from truegreen.sources.intake import reason

_BLOCK: Final = 1 << 20
_OPTIONS: Final = {"csv": "FORMAT csv, HEADER {headed}", "jsonl": "FORMAT json", "parquet": PARQUET}
# Each field of a record, in its order, as SQL of a feedback row and of what its case says besides.
FIELDS: Final = {
    "source_type": "'survey'",
    "source_id": "source",
    "source_name": "regexp_extract(source, '[^/]*$')",
    "submission_id": "feedback_id",
    "field_id": "kind",
    "field_label": "CASE kind WHEN 'csat' THEN 'Satisfaction' WHEN 'nps' THEN 'Likelihood to recommend' "
    "WHEN 'ces' THEN 'Ease' WHEN 'rating' THEN 'Rating' END",
    "field_type": "kind",
    "value_number": "value",
    "user_id": "of_case_customer_id",
    "language": "of_case_language",
    "collected_at": "coalesce(answered_at, asked_at)",
    "contact_id": "case_id",
    "account_id": "account_id",
    "invited_at": "invited_at",
    "channel": "of_case_channel",
    "scale_min": "scale_min",
    "scale_max": "scale_max",
    "eligible": "eligible_at IS NOT NULL",
}
_TOLD: Final = frozenset(FIELDS.values())
_NUMBERS: Final = ("value_number", "scale_min", "scale_max", "eligible")
_TIMES: Final = ("collected_at", "invited_at")
_OF_CASE: Final = ("case_id", "customer_id", "language", "channel")


def table_queries(store: Store, table: Table, held: Sequence[Partition], guarded: Sequence[str] = ()) -> list[str]:
    """Give queries that read a table's rows as they are stored, a month each.

    Args:
        store: where facts are kept.
        table: the table.
        held: the months wanted.
        guarded: beginnings of texts that are not to be taken for formulas; an apostrophe is put before them.
    """
    names = [(sql.name(each.name), each.kind) for each in table.stored]
    listed = ", ".join(f"{_guard(name, guarded)} AS {name}" if kind == "text" else name for name, kind in names)
    return [f"SELECT {listed} FROM {sql.parquet(store.files([each]))}" for each in held]


def feedback_queries(
    duck: Duck, store: Store, held: Sequence[Partition], form: str, guarded: Sequence[str] = ()
) -> list[str]:
    """Give queries that read feedback as records, a month each; metadata is an object in JSON, columns in CSV.

    Args:
        duck: the connection, on which what the cases of feedback say is put.
        store: where facts are kept.
        held: the months of feedback wanted.
        form: ``csv`` or ``jsonl``.
        guarded: beginnings of texts that are not to be taken for formulas; an apostrophe is put before them.
    """
    _hold_cases(duck, store, held)
    fields = {
        name: each if name in _NUMBERS else _iso(each) if name in _TIMES else _guard(each, guarded)
        for name, each in FIELDS.items()
    }
    others = {each.name: _metadata(each, guarded) for each in FEEDBACK.columns if each.name not in _TOLD}
    if form == "csv":
        fields |= {f"metadata.{name}": each for name, each in others.items()}
    else:
        fields["metadata"] = f"struct_pack({', '.join(f'{sql.name(name)} := {each}' for name, each in others.items())})"
    listed = ", ".join(f"{each} AS {sql.name(name)}" for name, each in fields.items())
    besides = ", ".join(f"c.{name} AS of_case_{name}" for name in _OF_CASE[1:])
    joined = (
        f"SELECT f.*, {besides} FROM {sql.parquet(store.files([each]))} AS f "
        "LEFT JOIN cases_of_feedback AS c ON c.case_id = f.case_id ORDER BY f.asked_at, f.feedback_id"
        for each in held
    )
    return [f"SELECT {listed} FROM ({query})" for query in joined]


def written(
    duck: Duck, queries: Sequence[str], form: str, room: Path, progress: Callable[[str, int, int], None]
) -> Iterator[bytes]:
    """Write the rows of queries one after the other, and give the bytes in small blocks.

    Args:
        duck: the connection.
        queries: queries that give the same columns.
        form: ``csv``, ``jsonl`` or ``parquet``.
        room: a folder for what is written and not yet given.
        progress: told how many of the queries are done.

    Raises:
        OSError: the facts cannot be read, or there is no room.
    """
    parts = [" UNION ALL ".join(queries)] if form == "parquet" else queries
    for number, query in enumerate(parts):
        progress("writing months", number, len(parts))
        file = room / f"{number}.{form}"
        options = _OPTIONS[form].format(headed=str(not number).lower())
        try:
            duck.run(f"COPY ({query}) TO {sql.text(str(file))} ({options})")
        except duckdb.Error as broken:
            raise OSError(reason(broken)) from None
        with file.open("rb") as held:
            while block := held.read(_BLOCK):
                yield block
        file.unlink()
    progress("writing months", len(parts), len(parts))


def _hold_cases(duck: Duck, store: Store, held: Sequence[Partition]) -> None:
    """Hold what the cases of some feedback say besides, once for all months."""
    duck.empty("cases_of_feedback", [(name, "VARCHAR") for name in _OF_CASE])
    cases = store.files(store.read().of(CASE.name).values())
    if cases:
        among = f"SELECT case_id FROM {sql.parquet(store.files(held))}"
        query = f"SELECT {sql.names(_OF_CASE)} FROM {sql.parquet(cases)} WHERE case_id IN ({among})"
        duck.run(f"INSERT INTO cases_of_feedback {query}")


def _metadata(column: Column, guarded: Sequence[str]) -> str:
    own = sql.name(column.name)
    if column.kind == "time":
        return _iso(own)
    return _guard(own, guarded) if column.kind == "text" else own


def _iso(time: str) -> str:
    """Write a time as ISO in UTC."""
    return f"replace(CAST({time} AS VARCHAR), ' ', 'T') || 'Z'"


def _guard(text: str, guarded: Sequence[str]) -> str:
    if not guarded:
        return text
    listed = ", ".join(f"chr({ord(each)})" for each in guarded)
    return f"CASE WHEN left({text}, 1) IN ({listed}) THEN chr(39) || {text} ELSE {text} END"
