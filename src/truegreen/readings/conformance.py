"""Ask an engine all that a build asks, over small nasty rows, and hold each answer against the embedded engine's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from truegreen.clocks.tables import CLOCK_RUN
from truegreen.engine import operations, sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.engine.engine import Engine
from truegreen.engine.opening import first_line
from truegreen.facts.months import Progress
from truegreen.facts.nasty import KNOWN, ROWS, month_of, nasty
from truegreen.facts.store import Partition, State
from truegreen.facts.tables import IBIS, TABLES, Table
from truegreen.metrics.catalogue import Spec, catalogue
from truegreen.model.certified import Answer, Certified, Checked
from truegreen.readings.plan import BACKLOG, Plan, plans
from truegreen.readings.query import cell_query, spread_query
from truegreen.readings.relations import relations
from truegreen.readings.specs import Formula, formula

OURS, THEIRS = "ours", "theirs"
SLICES: Final = ("provider", "site", "segment")
KINDS: Final = (("month", 1), ("week", 1))
_WORD: Final = "words"
_ARROW: Final = {"string": "string", "int64": "int64", "boolean": "bool_", "date": "date32"}


class Laid:
    """Facts that were laid before an engine as whole tables.

    Attributes:
        dialect: the engine's.
    """

    def __init__(self, dialect: str) -> None:
        self.dialect = dialect

    def read(self, table: Table, partitions: object) -> str:
        """Give a table, whatever months are asked for."""
        del partitions
        return sql.name(f"laid_{table.name}")


def certified(engine: Engine, duck: Duck, progress: Progress = lambda what, done, of: None) -> Certified:
    """Ask an engine everything.

    Args:
        engine: who is asked.
        duck: the embedded engine, which is believed.
        progress: told what is done, how much of it, of how much.
    """
    checked = [*operations_of(engine, duck, progress), *_metrics(engine, duck, progress)]
    return Certified(engine=engine.mark, against=duck.mark, rows=ROWS, checked=tuple(checked))


def operations_of(engine: Engine, duck: Duck, progress: Progress = lambda what, done, of: None) -> Iterator[Checked]:
    """Ask an engine every operation by itself."""
    import ibis

    for each in (engine, duck):
        each.put(operations.NAME, _arrow(operations.KINDS, operations.columns()))
    rows, asked = ibis.table(operations.KINDS, name=operations.NAME), operations.operations()
    for done, (name, make) in enumerate(asked.items()):
        progress("asking operations", done, len(asked))
        yield _compared(engine, duck, "operation", name, partial(_typed, make(rows)))
    progress("asking operations", len(asked), len(asked))


def _typed(expression: Any, dialect: str) -> str:
    """Write a question so that its answer has the types that it is said to have, as a build's queries do."""
    kinds = {"int64": "BIGINT", "int32": "BIGINT", "int8": "BIGINT", "date": "DATE", "boolean": "BOOLEAN"}
    told = {name: kinds.get(str(kind)) for name, kind in expression.schema().items()}
    listed = (f'CAST("{name}" AS {kind}) AS "{name}"' if kind else f'"{name}"' for name, kind in told.items())
    return f"SELECT {', '.join(listed)} FROM ({to_sql(expression, dialect)}) AS answer"


def _metrics(engine: Engine, duck: Duck, progress: Progress) -> Iterator[Checked]:
    state = _lay_out(engine, duck)
    formulas = [*every_formula()]
    for done, each in enumerate(formulas):
        progress("asking metrics", done, len(formulas))
        for plan in plans([each], SLICES, KINDS).values():
            yield _metric(engine, duck, state, plan, str(each.spec))
    progress("asking metrics", len(formulas), len(formulas))


def every_formula() -> Iterator[Formula]:
    """Give every variant of every metric, with parameters as they are if nobody sets them, or some."""
    metrics = catalogue()
    some = {"int": 5, "Decimal": 0.5, "str": _WORD}
    for metric in metrics.values():
        for name, variant in metric.variants.items():
            values = tuple(
                (key, some[each.kind] if each.default is None else each.default)
                for key, each in variant.parameters.items()
            )
            yield formula(Spec(metric.name, name, values), metrics)


def _metric(engine: Engine, duck: Duck, state: State, plan: Plan, name: str) -> Checked:
    months = [*state.of("case" if plan.table is BACKLOG else plan.table.name)]
    known = {"came": KNOWN, "happened": KNOWN}

    def query(dialect: str) -> str:
        found = cell_query(plan, known, account_by_month=True, dialect=dialect)
        spreads = spread_query(plan, known, account_by_month=True, dialect=dialect)
        return spreads if spreads and not found[1] else found[0]

    for each in dict.fromkeys((engine, duck)):
        for relation, text in relations(Laid(each.dialect), state, plan, months, account_by_month=True).items():
            each.view(relation, text)
    return _compared(engine, duck, "metric", name, query)


def _lay_out(engine: Engine, duck: Duck) -> State:
    """Lay nasty facts before both engines, and give them as a state that names their months."""
    partitions = {}
    for table in (*TABLES.values(), CLOCK_RUN):
        made = nasty(table)
        months = month_of(table, made)
        kinds = {column.name: IBIS[column.kind] for column in table.stored} | {"in_month": "string"}
        rows = _arrow(kinds, made | {"in_month": months})
        for each in dict.fromkeys((engine, duck)):
            each.put(f"laid_{table.name}", rows)
        for month in set(months):
            told = (str(KNOWN), str(KNOWN), str(KNOWN), tuple(kinds))
            partitions[table.name, month] = Partition(table.name, month, "", months.count(month), month, *told)
    return State(partitions)


def _compared(engine: Engine, duck: Duck, kind: str, name: str, query: Callable[[str], str]) -> Checked:
    """Ask both, and say whether they answer the same rows."""
    duck.into(duck, OURS, query(duck.dialect))
    try:
        engine.into(duck, THEIRS, query(engine.dialect))
    except engine.broken as wrong:
        return Checked(kind=kind, name=name, answer=Answer.REFUSED, says=first_line(wrong))
    ours, theirs = ({column: type_ for column, type_, *_ in duck.rows(f"DESCRIBE {each}")} for each in (OURS, THEIRS))
    if ours != theirs:
        odd = next(f"{column} is {theirs.get(column)}, not {type_}" for column, type_ in ours.items()
                   if theirs.get(column) != type_)  # fmt: skip
        return Checked(kind=kind, name=name, answer=Answer.DIFFERENT, says=odd)
    left, right = (_beyond(duck, one, other) for one, other in ((OURS, THEIRS), (THEIRS, OURS)))
    if not left and not right:
        return Checked(kind=kind, name=name, answer=Answer.SAME)
    says = f"{len(left):,} rows are not among its answer, {len(right):,} of its rows are not ours"
    return Checked(kind=kind, name=name, answer=Answer.DIFFERENT, says=says, ours=_row(left), theirs=_row(right))


def _beyond(duck: Duck, one: str, other: str) -> list[tuple[Any, ...]]:
    return duck.rows(f"SELECT * FROM {one} EXCEPT ALL SELECT * FROM {other} ORDER BY ALL")


def _row(rows: Sequence[tuple[Any, ...]]) -> str:
    return ", ".join("nothing" if each is None else str(each) for each in rows[0]) if rows else ""


def _arrow(kinds: Mapping[str, str], columns: Mapping[str, Sequence[Any]]) -> Any:
    import pyarrow as pa

    types = {"timestamp": pa.timestamp("us"), "decimal(18,4)": pa.decimal128(18, 4), "float64": pa.float64()}
    types |= {name: getattr(pa, made)() for name, made in _ARROW.items()}
    return pa.table({name: pa.array(columns[name], types[kind]) for name, kind in kinds.items()})
