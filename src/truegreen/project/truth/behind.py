"""Who is behind the entries of a truth test: accounts, cases and revenue, looked up in the rows of the run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from truegreen.facts.store import Store
from truegreen.facts.tables import CASE
from truegreen.model.truth import Account, Affected, Entry, Kind, Opened
from truegreen.project.looking import View
from truegreen.readings.behind import OPENED, Rows, answers, cases_query, counted_accounts, renewals, revenues
from truegreen.readings.grid import SERVICE, Grid
from truegreen.readings.questions import Question, Scope
from truegreen.readings.rows import shown
from truegreen.units.money import Money
from truegreen.units.period import Period

_NO_REVENUE = "no record says what accounts pay"


def told_of(view: View, grids: Sequence[Grid], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Say who is behind entries, but for true green ones, and number them: in each kind, the dearest first."""
    rows = rows_of(view)
    if rows is not None:
        paid = revenues(rows)
        entries = [_with_affected(view, rows, grids, each, paid) for each in entries]
    places = {kind: place for place, kind in enumerate(dict.fromkeys(each.kind for each in entries))}
    ordered = sorted(entries, key=lambda each: (places[each.kind], *_dearest_first(each)))
    return tuple(replace(each, number=number) for number, each in enumerate(ordered, start=1))


def rows_of(view: View) -> Rows | None:
    """Give where rows are looked up; None if they are not those of the run any more, or there are no cases."""
    if not view.has_rows or not view.state.of("case"):
        return None
    return Rows.of(view.source.duck, Store(view.project.store), view.state, view.project.settings.slices)


def _dearest_first(entry: Entry) -> tuple[Decimal, int]:
    affected = entry.affected
    return -(affected.revenue.amount if affected and affected.revenue else Decimal(0)), entry.number


def _with_affected(view: View, rows: Rows, grids: Sequence[Grid], entry: Entry, paid: dict[str, Decimal]) -> Entry:
    if entry.kind is Kind.TRUE_GREEN:
        return entry
    return replace(entry, affected=_affected(view, rows, grids, entry, paid))


def _affected(view: View, rows: Rows, grids: Sequence[Grid], entry: Entry, paid: dict[str, Decimal]) -> Affected:
    scope, day = scope_of_entry(view, grids, entry), day_of(grids, entry)
    cases = counted_accounts(rows, scope, entry.first.start, entry.last.last, day)
    accounts = [account for account in cases if account]
    known = [paid[account] for account in accounts if account in paid]
    why = _NO_REVENUE if not known else ""
    if known and len(known) < len(accounts):
        why = f"known of {len(known):,} of {len(accounts):,} accounts"
    currency = view.project.settings.currency
    total = Money(sum(known, Decimal(0)), currency).rounded() if known else None
    return Affected(accounts=len(accounts), cases=sum(cases.values()), revenue=total, revenue_why=why)


def scope_of_entry(view: View, grids: Sequence[Grid], entry: Entry) -> Scope:
    """Say which rows an entry is about."""
    scope = question_of(grids, entry).scope
    only = [*scope.only, *((name, tuple(members)) for name, members in entry.members.items())]
    services = [each for each in own_services(view, entry.level) if entry.inside]
    return replace(scope, only=(*only, *((SERVICE, (each,)) for each in services)))


def own_services(view: View, level: str) -> Iterable[str]:
    """Name the service of a level, if it has one."""
    measures = [versions.latest.measures.get(level) for versions in view.project.agreements.values()]
    return dict.fromkeys(each.service for each in measures if each is not None and each.service)


def question_of(grids: Sequence[Grid], entry: Entry) -> Question:
    """Give what is asked of an entry's experience level."""
    return next(each.counted[each.level].question for each in grids if each.level == entry.level)


def day_of(grids: Sequence[Grid], entry: Entry) -> str:
    """Say by which day of a case the contract counts an entry's work; by that of opening where it counts no cases."""
    grid = next(each for each in grids if each.level == entry.level)
    for kept in entry.kept:
        variant = grid.counted[kept.measure].question.formula.variant
        if variant.tables[0] == CASE.name:
            return variant.counted_on[0]
    return OPENED


def opened(view: View, grids: Sequence[Grid], entry: Entry) -> Opened:
    """Open an entry: its accounts, the query for its cases; neither where rows are not those of the run any more."""
    rows = rows_of(view)
    if rows is None:
        return Opened(entry=entry, accounts=(), query="")
    scope, question = scope_of_entry(view, grids, entry), question_of(grids, entry)
    first, last = entry.first.start, entry.last.last
    day = day_of(grids, entry)
    cases = counted_accounts(rows, scope, first, last, day)
    said = answers(rows, question, scope, Period(first, entry.last.end))
    paid, renewing = revenues(rows), renewals(rows)
    accounts = [
        Account(
            id=each,
            revenue=Money(paid[each], view.project.settings.currency).rounded() if each in paid else None,
            cases=cases.get(each, 0),
            answers=said.get(each, (0, 0))[0],
            unhappy=said.get(each, (0, 0))[1],
            renewal=renewing.get(each),
        )
        for each in sorted({*cases, *said} - {""})
    ]
    accounts.sort(key=lambda each: (-(each.revenue.amount if each.revenue else Decimal(-1)), -each.cases, each.id))
    query = shown(cases_query(rows, scope, first, last, day), rows.store, rows.state, view.project.folder)
    return Opened(entry=entry, accounts=tuple(accounts), query=query)
