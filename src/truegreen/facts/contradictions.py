"""Contradictions between tables: rows that cannot both be true, counted by month and told as one finding each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import Partition, State, Store
from truegreen.model.finding import Finding, note, warning
from truegreen.units.span import Span


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A condition on a row ``x`` and the row ``p`` of another table that it belongs to.

    Attributes:
        table, parent, key: the two tables and the column that joins them.
        when: the condition.
        needs: columns of the parent that must hold something anywhere, or the source just does not tell them.
    """

    id: str
    table: str
    parent: str
    key: str
    when: str
    says: str
    remedy: str
    needs: tuple[str, ...] = ()


FEW: Final = 200
"""Fewer than one row in so many does not point at an export that is read wrongly."""
_IDS: Final = "Check which column holds the account's id in each export."
_CLOCKS: Final = "Check the zones of both exports; one of them is probably read in the wrong one."
CONTRADICTIONS: Final = (
    Contradiction(
        "another-account", "interaction", "case", "case_id", "x.account_id <> p.account_id",
        "name another account than their case does", _IDS,
    ),
    Contradiction(
        "another-account", "feedback", "case", "case_id", "x.account_id <> p.account_id",
        "name another account than their case does", _IDS,
    ),
    Contradiction(
        "answer-before-case", "feedback", "case", "case_id", "x.answered_at < p.opened_at",
        "were answered before their case was opened", _CLOCKS,
    ),
    Contradiction(
        "event-before-case", "case_event", "case", "case_id", "x.at < p.opened_at - INTERVAL 1 HOUR",
        "lie more than an hour before their case was opened", _CLOCKS,
    ),
    Contradiction(
        "closed-but-open", "case_event", "case", "case_id",
        "x.kind = 'closed' AND p.closed_at IS NULL AND coalesce(p.reopened, 0) = 0",
        "close a case that its own record leaves open", "Ask which of the two exports is newer.", ("closed_at",),
    ),
    Contradiction(
        "case-after-the-end", "case", "account", "account_id", "x.opened_on > p.ended_on",
        "were opened after their account had ended", "Check the account's last day, or whose cases these are.",
        ("ended_on",),
    ),
    Contradiction(
        "revenue-after-the-end", "account_month", "account", "account_id",
        "x.recurring_revenue > 0 AND x.month > p.ended_on",
        "have revenue of an account that had ended", "Check the account's last day, or stop billing it.",
        ("ended_on",),
    ),
)  # fmt: skip


def contradictions(
    duck: Duck, store: Store, state: State, changed: Collection[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, int]]:
    """Count the contradictions of all months; a month is counted anew if it, or the same of the other table, changed.

    Args:
        duck: the connection.
        store: where the facts are.
        state: the facts, with what was counted before.
        changed: (table, month) of the partitions that changed.
    """
    kept = {key: dict(counts) for key, counts in state.contradictions.items() if key in state.partitions}
    for each in CONTRADICTIONS:
        own, parents = state.of(each.table), state.of(each.parent)
        is_told = own and parents and state.filled(each.parent).issuperset(each.needs)
        months = {m for m in own if {(each.table, m), (each.parent, m), (each.parent, "all")} & set(changed)}
        for month in months if is_told else own:
            kept.get((each.table, month), {}).pop(each.id, None)
        if not is_told:
            continue
        for month, count in _counts(duck, store, each, [own[m] for m in sorted(months)], parents):
            kept.setdefault((each.table, month), {})[each.id] = count
    return {key: counts for key, counts in kept.items() if counts}


def _counts(
    duck: Duck, store: Store, each: Contradiction, own: Collection[Partition], parents: Mapping[str, Partition]
) -> list[tuple[str, int]]:
    if not own:
        return []
    key = sql.name(each.key)
    return [
        (str(month), int(count))
        for month, count in duck.rows(
            f"SELECT x.in_month, count(*) FROM {sql.parquet(store.files(own))} AS x "
            f"JOIN {sql.parquet(store.files(parents.values()))} AS p ON x.{key} = p.{key} "
            f"WHERE {each.when} GROUP BY x.in_month"
        )
    ]


def contradiction_findings(state: State) -> Iterator[Finding]:
    """Tell each contradiction once, over all months."""
    for each in CONTRADICTIONS:
        found = {month: counts[each.id] for (table, month), counts in state.contradictions.items()
                 if table == each.table and each.id in counts}  # fmt: skip
        if found:
            total, months = sum(found.values()), sorted(found)
            rows = sum(partition.rows for partition in state.of(each.table).values())
            when = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
            says = f"{total:,} of {rows:,} rows of {each.table} ({when}) {each.says}."
            at = Span(f"facts/{each.table}")
            if total * FEW < rows:
                yield note(at, each.id, says, "So few are probably single mistakes; look at them one by one.", total)
            else:
                yield warning(at, each.id, says, each.remedy, total)
