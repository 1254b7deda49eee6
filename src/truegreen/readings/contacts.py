"""Answered surveys with what became of their case: one row each, by account, for what goes with customers' opinion.

    answers of an experience level ──▶ their case and account ──▶ what every measure says of that case
                                   ──▶ a table on the connection, from which moments are made by one scan each

Like is held against like: each figure less its mean among cases of the same contact type, month and channel. What is
compared is then one account's cases with each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import FEEDBACK
from truegreen.facts.where import Files
from truegreen.metrics.define import Rows
from truegreen.readings.by_case import Entry, by_case, durations, entries, entry
from truegreen.readings.plan import READABLE, Plan, slices_of
from truegreen.readings.query import Columns, row_expression, table_expression
from truegreen.readings.questions import Question
from truegreen.readings.relations import accounts_are_dated, relations
from truegreen.readings.scoped import within

STRATA: Final = ("contact_type", "channel")
"""What makes cases alike, besides their month."""
COVERED: Final = 0.8
"""The part of answered surveys in which a figure must be known to stand in a joint fit."""
OUTCOME: Final = "outcome"


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of each contact by one measure or duration.

    Attributes:
        id: the measure's id, or ``hours-to-resolve`` and the like.
        column: its column in the table.
        words: what it counts.
        unit, better: of the metric; durations are in hours, or in the unit they are named by.
        is_measure: whether it is a measure of the agreement; else a duration.
        known: contacts in which it says something.
        mean, deviation: over those, in the unit; NaN where there are none.
    """

    id: str
    column: str
    words: str
    unit: str
    better: str
    is_measure: bool
    known: int
    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Contacts:
    """Answered surveys of one experience level with their case, as a table on a connection.

    Attributes:
        outcome: the experience level; ``figure`` of the answer itself, in its unit.
        figures: measures and durations, by id.
        silent: measures that say nothing of a single case, with why, by id.
        answered: answers in scope; ``used`` of them have a case and an account.
        no_case, no_account: answers left out because nobody knows their case, or its account.
        months: months of the cases, in order.
        strata: what makes cases alike, besides their month.
        table: name of the table on the connection.
        query: the SQL that made it.
    """

    outcome: Figure
    figures: Mapping[str, Figure]
    silent: Mapping[str, str]
    answered: int
    used: int
    no_case: int
    no_account: int
    months: tuple[str, ...]
    strata: tuple[str, ...]
    table: str
    query: str

    @property
    def assumes(self) -> tuple[str, ...]:
        """Say how like is held against like, in words."""
        alike = ", ".join(each.replace("_", " ") for each in ("month", *self.strata))
        return (f"cases of the same {alike} are alike but for what is compared; those that have no like are left out",)

    def rows_query(self, name: str) -> str:
        """Give the SQL of the rows in which a figure is known: each answer with its case, worst first."""
        better, column = self.outcome.better, self.figures[name].column
        listed = ", ".join(("in_case AS case_id", "account", "month", *self.strata))
        return (
            f"SELECT {listed}, {column} AS {sql.name(name)}, outcome AS {sql.name(self.outcome.id)}\n"
            f"FROM ({self.query}) AS contacts\nWHERE {column} IS NOT NULL AND {_USED}\n"
            f"ORDER BY outcome {'ASC' if better == 'higher' else 'DESC'}, in_case"
        )

    def covered(self, least: float = COVERED) -> tuple[str, ...]:
        """Name the figures known in at least this part of the contacts that are used, and that differ at all."""
        enough = max(1.0, least * self.used)
        return tuple(name for name, each in self.figures.items() if each.known >= enough and each.deviation > 0)


def contacts(
    duck: Duck,
    store: Store,
    state: State,
    outcome: Question,
    asked: Iterable[Question],
    clocks: Sequence[str] = (),
    strata: Sequence[str] = STRATA,
) -> Contacts:
    """Put the answers to an experience level on the connection, with what every measure says of their case.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts, with the clocks' runs (``clocks.build.clocked``).
        outcome: the experience level; its scope says which cases.
        asked: the measures; each says something only of cases in its own scope.
        clocks: full names of clocks, for how long cases took by them.
        strata: slices in which cases must agree to be alike, besides their month.

    Raises:
        ValueError: the outcome is not counted by survey, or the records hold no surveys.
    """
    refuse_unasked(state, outcome)
    said, silent = entries(state, asked)
    took = durations(state, clocks)
    columns = {each.id: f"f{place}" for place, each in enumerate([*said, *took])}
    rows = to_sql(_rows(state, outcome, [*said, *took], columns, strata, accounts_are_dated(duck, store, state)))
    query = f"{named_relations(rows, duck, store, state)} SELECT * FROM ({rows}) AS contacts"
    table = f"contacts_{sha256(query.encode()).hexdigest()[:12]}"
    duck.run(f"CREATE TEMP TABLE IF NOT EXISTS {table} AS {query}")
    answer = entry(state, outcome)
    spread = _spread(duck, table, {OUTCOME: OUTCOME, **columns})
    figures = {each.id: _figure(each, columns[each.id], spread[each.id], each in said) for each in [*said, *took]}
    answered, no_case, no_account = duck.row(
        f"SELECT count(*), count(*) - count(in_case), count(in_case) - count(*) FILTER ({_USED}) FROM {table}"
    )
    months = tuple(month for (month,) in duck.rows(f"SELECT DISTINCT month FROM {table} WHERE {_USED} ORDER BY month"))
    return Contacts(
        _figure(answer, OUTCOME, spread[OUTCOME], True), figures, silent, answered, answered - no_case - no_account,
        no_case, no_account, months, tuple(strata), table, query,
    )  # fmt: skip


def refuse_unasked(state: State, outcome: Question) -> None:
    """Refuse an outcome that no survey tells.

    Raises:
        ValueError: it is not counted by survey, or the records hold no surveys.
    """
    if outcome.formula.variant.tables != (FEEDBACK.name,):
        raise ValueError(f"{outcome.id} is not counted by survey")
    if not state.of(FEEDBACK.name):
        raise ValueError(f"the records hold no surveys, so nobody knows {outcome.id}")


_USED: Final = "in_case IS NOT NULL AND account IS NOT NULL"


def _rows(
    state: State,
    outcome: Question,
    found: Sequence[Entry],
    columns: Mapping[str, str],
    strata: Sequence[str],
    by_month: bool,
) -> Rows:
    """Give one row per answer: account, month of the case, what makes it alike, the answer, and every figure."""
    import ibis

    rows = _answers(state, outcome, found, strata, by_month)
    for table, figures in by_case(found).items():
        named = figures.rename({f"of_{table}": "_case"})
        rows = rows.left_join(named, rows["_case_id"] == named[f"of_{table}"])
    nothing = ibis.null("float64")
    return rows.select(
        account=rows["_account_id"],
        in_case=rows["_of_case"],
        month=rows["_case_month"],
        **{each: rows[each] for each in strata},
        outcome=rows[OUTCOME],
        **{columns[each.id]: within(rows, each.scope).ifelse(rows[each.id], nothing) for each in found},
    )


def _answers(state: State, outcome: Question, found: Sequence[Entry], strata: Sequence[str], by_month: bool) -> Rows:
    """Give the answers in the outcome's scope, with their case, account and all slices that scopes speak of."""
    answer = entry(state, outcome)
    scopes = [answer.scope, *(each.scope for each in found)]
    spoken = {name for scope in scopes for name, _ in (*scope.only, *scope.never)}
    plan = Plan(FEEDBACK, (), slices_of(FEEDBACK, sorted({*spoken, *strata, *STRATA})))
    shared = Columns()
    counts, value = shared.of(answer.value.notnull()), shared.of(answer.value)
    rows = row_expression(plan, table_expression(FEEDBACK), shared, by_month, [counts])
    rows = rows.rename({OUTCOME: value})
    return rows.filter(rows[counts], within(rows, answer.scope))


def named_relations(query: str, duck: Duck, store: Store, state: State) -> str:
    """Give what stands before a query: ``WITH`` and the relations that it names, over all months."""
    dated = accounts_are_dated(duck, store, state)
    named: dict[str, str] = {}
    for name, table in READABLE.items():
        if months := [*state.of(name)]:
            named |= relations(Files(store), state, Plan(table, (), ()), months, dated)
    used = (f"{sql.name(name)} AS ({relation})" for name, relation in named.items() if f'"{name}"' in query)
    return f"WITH {', '.join(used)}"


def _spread(duck: Duck, table: str, columns: Mapping[str, str]) -> dict[str, tuple[int, float, float]]:
    """Give for each column how many rows it says something in, its mean and its deviation."""
    listed = ", ".join(f"count({each}), avg({each}), stddev_pop({each})" for each in columns.values())
    told = iter(duck.row(f"SELECT {listed} FROM {table} WHERE {_USED}"))
    nan = float("nan")
    return {
        name: (count, nan if mean is None else mean, nan if spread is None else spread)
        for name, count, mean, spread in zip(columns, told, told, told, strict=True)
    }


def _figure(made: Entry, column: str, spread: tuple[int, float, float], is_measure: bool) -> Figure:
    return Figure(made.id, column, made.words, made.unit, made.better, is_measure, *spread)
