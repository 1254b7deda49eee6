"""What clocks need of an engine before they run: the facts, every step of every case, and the working time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from truegreen.clocks.days import grids, load
from truegreen.clocks.elapsed import missing, refuse_missing
from truegreen.clocks.hours import Hours, in_zone
from truegreen.clocks.lives import Rows, moments
from truegreen.clocks.measured import Grids, calendar_of
from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.engine import Engine
from truegreen.facts.store import Partition
from truegreen.facts.tables import CASE, CASE_EVENT, DUCKDB, IBIS, Table
from truegreen.facts.where import Facts
from truegreen.model.clock import Clock, ZoneOf
from truegreen.model.finding import Finding, warning
from truegreen.units.calendar import is_zone
from truegreen.units.span import Span

AHEAD: Final = timedelta(days=400)
"""How far after the last step due times are looked for."""
_SOME_DAY: Final = date(2000, 1, 1)


def expression(table: Table) -> Rows:
    """Give a fact table as Ibis sees it, with its month."""
    import ibis

    schema = {column.name: IBIS[column.kind] for column in table.stored} | {"in_month": "string"}
    return ibis.table(schema, name=table.name)


def see(engine: Engine, facts: Facts, table: Table, partitions: Iterable[Partition]) -> None:
    """Let queries see some months of a fact table by its name."""
    listed = list(partitions)
    rows = f"SELECT * FROM {facts.read(table, listed)} AS f" if listed else nothing(table, engine.dialect)
    engine.view(table.name, rows)


def nothing(table: Table, dialect: str = "duckdb") -> str:
    """Give the query of a fact table without rows."""
    kinds = DUCKDB | ({"text": "STRING"} if dialect == "spark" else {})
    columns = ", ".join(f"CAST(NULL AS {kinds[each.kind]}) AS {sql.name(each.name)}" for each in table.stored)
    return f"SELECT {columns}, '' AS in_month WHERE false"


def put_moments(engine: Engine) -> tuple[Rows, list[Finding]]:
    """Put every step of the cases that queries see into the table ``moments``.

    A customer's zone that does not exist is taken for none, and told: hours are then read in the calendar's own.
    """
    import ibis

    query = 'SELECT zone, count(*) FROM "case" WHERE zone IS NOT NULL GROUP BY zone ORDER BY 2 DESC, 1'
    odd = [(zone, count) for zone, count in engine.rows(query) if not is_zone(zone)]
    rows = moments(expression(CASE), expression(CASE_EVENT))
    if odd:
        rows = rows.mutate(zone=rows.zone.isin([zone for zone, _ in odd]).ifelse(None, rows.zone))
    engine.keep("moments", to_sql(rows, engine.dialect))
    return ibis.table(rows.schema(), name="moments"), [_odd(zone, count) for zone, count in odd]


def _odd(zone: str, cases: int) -> Finding:
    says = f"{cases:,} cases name a customer's zone “{zone[:40]}”, which does not exist."
    remedy = "Map it to one like Europe/Madrid; until then hours are read in the calendar's own zone."
    return warning(Span("facts/case"), "unknown-customer-zone", says, remedy, cases)


def put_hours(engine: Engine, hours: Mapping[str, Hours], recorded: tuple[str, ...], *clocks: Clock) -> Grids:
    """Put the working time of calendars where the engine sees it, in customers' zones too where a clock asks for it.

    Raises:
        ValueError: a calendar cannot be counted by.
    """
    known = dict(hours)
    if any(each.zone_of is ZoneOf.CUSTOMER for each in clocks):
        zones = [zone for (zone,) in engine.rows("SELECT DISTINCT zone FROM moments WHERE zone IS NOT NULL")]
        known |= {each.name: each for each in [in_zone(one, zone) for one in hours.values() for zone in zones]}
    ((first, last),) = engine.rows('SELECT CAST(min("at") AS DATE), CAST(max("at") AS DATE) FROM moments')
    tables = grids(known.values(), (first or _SOME_DAY) - timedelta(days=1), (last or _SOME_DAY) + AHEAD)
    load(engine, *tables)
    return Grids(tables[0].expression, tables[1].expression, recorded)


def be_sure(engine: Engine, clock: Clock, rows: Rows, tables: Grids) -> None:
    """Make sure that every step has hours to count by, before what is counted is believed.

    Raises:
        LookupError: some have none.
    """
    asked: Any = rows.select(at=rows["at"], calendar=calendar_of(clock, rows, tables.recorded))
    refuse_missing(engine.rows(to_sql(missing(asked, tables.days, ("at",)), engine.dialect)))
