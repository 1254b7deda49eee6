"""Draft what names in the records probably mean: those that nobody knows, each with the known one most like it."""

from __future__ import annotations

from contextlib import closing

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import TABLES
from truegreen.files.identities import identities_text
from truegreen.model.identity import Kind
from truegreen.project.opened import Project
from truegreen.sources.likeness import nearest


def likely_identities(project: Project) -> tuple[str, dict[Kind, int]]:
    """Give rows for ``identities/``, without who says so, and how many names of each kind nothing is like.

    Known accounts are those that the account records name, known providers those of the agreements; and of both, all
    that ``identities/`` names.
    """
    store, rows, unlike = Store(project.store), list[tuple[str, ...]](), dict[Kind, int]()
    state = store.read()
    with closing(Duck()) as duck:
        for kind in Kind:
            ours = _accounts(duck, store, state) if kind is Kind.ACCOUNT else _providers(project)
            said = [each for each in project.who.identities if each.kind is kind]
            known = {each: each for each in ours} | {
                name: each.means for each in said for name in (each.given, each.means)
            }
            names = [each for each in _names(duck, store, state, kind) if each not in known]
            found = list(nearest(names, known))
            rows += [(kind, name, "", known[like], str(sure), "", "") for name, like, sure in found]
            unlike[kind] = len(names) - len(found)
    return identities_text(rows), unlike


def _accounts(duck: Duck, store: Store, state: State) -> set[str]:
    held = store.files(state.of("account").values())
    return {name for (name,) in duck.rows(f"SELECT DISTINCT account_id FROM {sql.parquet(held)}")} if held else set()


def _providers(project: Project) -> set[str]:
    return {each.parties.provider.name for versions in project.agreements.values() for _, each in versions.each}


def _names(duck: Duck, store: Store, state: State, kind: Kind) -> list[str]:
    """Give the names in all records but those that say who there is, the most frequent first."""
    tables = [each.name for each in TABLES.values() if each.column(kind.column) and each.name != kind]
    files = [sql.parquet(store.files(held)) for name in tables if (held := state.of(name).values())]
    if not files:
        return []
    union = " UNION ALL ".join(f"SELECT {kind.column} AS name FROM {each}" for each in files)
    query = f"SELECT name FROM ({union}) WHERE name IS NOT NULL GROUP BY name ORDER BY count(*) DESC, name"
    return [name for (name,) in duck.rows(query)]
