"""What detectors see in the records, counted: by member, and in the measures that count the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.audited_looks import ADDED, COUNTS_AS, LEFT_OUT, Look
from truegreen.readings.audited_tables import Laid
from truegreen.readings.questions import Question
from truegreen.readings.rows import rows_query
from truegreen.units.period import Period

SAMPLE: Final = 10
KEYS: Final[Mapping[str, tuple[str, str]]] = {
    "case": ("case_id", "cases"), "clock_run": ("case_id", "cases"), "interaction": ("interaction_id", "touches"),
}  # fmt: skip
"""For each table whose rows can be told apart in an audit: their id, and the relation that says whose they are."""


@dataclass(frozen=True, slots=True)
class Count:
    """What a detector counted for one member.

    Attributes:
        member: the member; empty for all together.
        hits, of: rows for which it is so, of so many.
        expected: hits there would be if each of its rows were like the rows of its kind everywhere.
        together: how many times more its hits vary than if each came by itself: those of one customer come together.
        also: further counts, by name.
    """

    member: str
    hits: int
    of: int
    expected: float
    together: float = 1.0
    also: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of a measure, held on the connection to be counted otherwise.

    Attributes:
        question: what the measure asks.
        table: the relation that holds them: id, day, value and member.
        key: their id.
    """

    question: Question
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Day:
    """Rows of one day of a measure: hits of rows as stated, and without what a detector hit."""

    day: date
    hits: int
    of: int
    hits_without: int
    of_without: int


def looked(name: str) -> str:
    """Name the relation that holds what a detector saw."""
    return f"looked_{name.replace('-', '_')}"


def see(duck: Duck, laid: Laid, name: str, look: Look) -> list[Count]:
    """Run a detector's query, keep its rows, and count them: all together first, then by member, by name."""
    duck.run(f"CREATE OR REPLACE TEMP TABLE {looked(name)} AS {text_of(laid, look)}")
    columns = {column for column, *_ in duck.rows(f"DESCRIBE {looked(name)}")}
    alike = "coalesce(alike, '')" if "alike" in columns else "''"
    also = "".join(f", coalesce({aggregate}, 0)" for aggregate in look.also.values())
    usual = f"avg(CAST(hit AS INTEGER)) OVER (PARTITION BY {alike}) AS usual"
    rows = duck.rows(f"""
        SELECT coalesce(member, ''), coalesce(count_if(hit), 0), count(*), coalesce(sum(usual), 0){also}
        FROM (SELECT *, {usual} FROM {looked(name)})
        GROUP BY GROUPING SETS ((), (member)) ORDER BY grouping(member) DESC, member""")
    together = _together(duck, name, usual) if "customer_id" in columns else {}
    return [
        Count(member, hits, of, float(expected), together.get(member, 1.0), _named(look, rest))
        for member, hits, of, expected, *rest in rows
    ]


def _named(look: Look, counts: Sequence[Any]) -> dict[str, float]:
    return dict(zip(look.also, map(float, counts), strict=True))


def _together(duck: Duck, name: str, usual: str) -> dict[str, float]:
    """Give how many times more the hits of members vary than if each came by itself, by how customers' hits differ."""
    rows = duck.rows(f"""
        SELECT member, sum(power(hits - expected, 2)) / nullif(sum(alone), 0)
        FROM (SELECT member, customer_id, count_if(hit) AS hits, sum(usual) AS expected,
                     sum(usual * (1 - usual)) AS alone
              FROM (SELECT *, {usual} FROM {looked(name)}) GROUP BY member, customer_id)
        GROUP BY member""")
    return {member: max(1.0, float(found)) for member, found in rows if found is not None}


def text_of(laid: Laid, look: Look) -> str:
    """Give a detector's query with the moment until which things are known."""
    return look.query.replace("{known}", laid.known.isoformat(" "))


def rows_of(laid: Laid, look: Look, member: str) -> str:
    """Write the query that gives the rows a detector hit, as either party can run it."""
    whose = f" AND member = {sql.text(member)}" if member else ""
    return laid.printed(f"SELECT * FROM ({text_of(laid, look)})\nWHERE hit{whose} ORDER BY {look.key}")


def sample_of(duck: Duck, name: str, look: Look, member: str) -> tuple[list[str], list[list[object]]]:
    """Give the columns and some of the rows that a detector hit."""
    whose = f" AND member = {sql.text(member)}" if member else ""
    query = f"SELECT * FROM {looked(name)} WHERE hit{whose} ORDER BY {look.key} LIMIT {SAMPLE}"
    records = duck.records(query)
    return (list(records[0]) if records else []), [list(each.values()) for each in records]


def hold(
    duck: Duck, store: Store, state: State, asked: Mapping[str, Question], period: Period | None, *, by_month: bool
) -> dict[str, Held]:  # fmt: skip
    """Hold the rows of measures that count cases, runs or contacts, with whose they are."""
    held = {}
    for place, (name, question) in enumerate(asked.items()):
        key, whose = KEYS[question.formula.variant.tables[0]]
        rows = rows_query(store, state, question, question.own(period), needed(question), by_month)
        day = question.formula.variant.counted_on[0]
        duck.run(f"""
            CREATE OR REPLACE TEMP TABLE held_{place} AS
            SELECT r.{key} AS id, r.{day} AS day, coalesce(CAST(r.value AS BIGINT), 0) AS value, w.member
            FROM ({rows}) AS r LEFT JOIN {whose} AS w USING ({key})""")
        held[name] = Held(question, f"held_{place}", key)
    return held


def kept(duck: Duck, held: Sequence[Held], name: str) -> tuple[int, int, int, int]:
    """Count cases whose measures were all kept: (kept, judged) of those that a detector hit, and of the others."""
    rows = " UNION ALL ".join(f"SELECT id, value FROM {each.table}" for each in held if each.key == "case_id")
    if not rows:
        return 0, 0, 0, 0
    found = duck.row(f"""
        SELECT count_if(kept AND hit), count_if(hit), count_if(kept AND NOT hit), count_if(NOT hit)
        FROM (SELECT id, min(value) > 0 AS kept FROM ({rows}) GROUP BY id)
        JOIN (SELECT case_id AS id, bool_or(hit) AS hit FROM {looked(name)} GROUP BY case_id) USING (id)""")
    return tuple(map(int, found))  # type: ignore[return-value]


def needed(question: Question) -> tuple[str, ...]:
    """Name the slices without which a question's rows cannot be told."""
    return tuple(dict.fromkeys(name for name, _ in (*question.scope.only, *question.scope.never)))


def days(duck: Duck, held: Held, name: str, effect: str, member: str = "", among: str = "") -> list[Day]:
    """Count a measure's rows by day, as stated and without what a detector hit.

    Args:
        duck: the connection.
        held: the measure's rows.
        name: the detector.
        effect: what becomes of a hit in it.
        member: leave the hits of this member out only; all if empty.
        among: count the rows of this member only; all if empty.
    """
    whose = f" AND member = {sql.text(member)}" if member else ""
    only = f"WHERE r.member = {sql.text(among)}" if among else ""
    says = {LEFT_OUT: "NULL", COUNTS_AS: "bool_and(without)", ADDED: "false"}.get(effect, "true")
    hits = f"SELECT {held.key} AS id, {says} AS without FROM {looked(name)} WHERE hit{whose} GROUP BY ALL"
    if effect == COUNTS_AS:
        hits = hits.replace("GROUP BY ALL", f"GROUP BY {held.key}")
    otherwise = "CASE WHEN h.id IS NULL THEN value ELSE CAST(h.without AS BIGINT) END"
    rows = duck.rows(f"""
        SELECT day, sum(value), count(*), coalesce(sum({otherwise}), 0), count({otherwise})
        FROM {held.table} AS r LEFT JOIN ({hits}) AS h USING (id) {only} GROUP BY day ORDER BY day""")
    found = [Day(day, int(t), int(n), int(other_t), int(other_n)) for day, t, n, other_t, other_n in rows if day]
    return [*found, *_added(duck, held, name, whose, among)] if effect == ADDED else found


def _added(duck: Duck, held: Held, name: str, whose: str, among: str) -> list[Day]:
    """Count the hits that a measure leaves out, where it counts rows of the same cases' kind, by the day they began."""
    only = f" AND member = {sql.text(among)}" if among else ""
    rows = duck.rows(f"""
        SELECT CAST(started_at AS DATE) AS day, count(*) FROM {looked(name)}
        WHERE hit{whose}{only} AND started_at IS NOT NULL AND case_id NOT IN (SELECT id FROM {held.table})
        GROUP BY day ORDER BY day""")
    return [Day(day, 0, 0, 0, int(n)) for day, n in rows]
