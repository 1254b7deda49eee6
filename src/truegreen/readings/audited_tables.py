"""The records that an audit looks at: the cases of an agreement, and what belongs to them, as short relations.

Each relation is text first, so that a query on it can be printed with all it needs and run by either party; on the
connection they are tables, read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from truegreen.clocks.ready import nothing
from truegreen.clocks.tables import CLOCK_RUN
from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import CASE, CASE_EVENT, DECLARED_CLOCK, FEEDBACK, INTERACTION, Table
from truegreen.model.agreement import Agreement
from truegreen.readings.questions import UNKNOWN, scope_of, where
from truegreen.units.period import Period

NAMES: Final[Mapping[str, Table]] = {
    "cases": CASE, "touches": INTERACTION, "steps": CASE_EVENT, "asked": FEEDBACK, "runs": CLOCK_RUN,
    "declared": DECLARED_CLOCK,
}  # fmt: skip
_NEVER: Final = datetime.min  # noqa: DTZ901 (facts are naive UTC)
_WORD: Final = re.compile(r"\b(" + "|".join(NAMES) + r")\b")


@dataclass(frozen=True, slots=True)
class Laid:
    """Records laid out for an audit.

    Attributes:
        texts: the query of each relation, by its name; later ones may name ``cases``.
        filled: for each relation, the columns that hold something.
        known: until when what happens to cases, and contacts, is known.
    """

    texts: Mapping[str, str]
    filled: Mapping[str, frozenset[str]]
    known: datetime

    def printed(self, query: str) -> str:
        """Give a query with the relations that it names before it, so that it can be run by itself."""
        named = [name for name in NAMES if name in _used(self.texts, query)]
        before = ",\n     ".join(f"{name} AS ({self.texts[name]})" for name in named)
        return f"WITH {before}\n{query}" if named else query


def _used(texts: Mapping[str, str], query: str) -> set[str]:
    """Name the relations that a query needs, by itself or through others."""
    found = {*_WORD.findall(query)}
    return found.union(*(_WORD.findall(texts[name]) for name in found))


def lay(duck: Duck, store: Store, state: State, agreement: Agreement, by: str, period: Period | None) -> Laid:
    """Put the records of an agreement's work on the connection.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        agreement: whose services; every case counts where no case is of any of them.
        by: the slice of a case whose members are compared.
        period: only cases opened in it, and what belongs to them; all if left out.
    """
    files = {name: store.files(state.of(table.name).values()) for name, table in NAMES.items()}
    whole = {name: sql.parquet(files[name]) if files[name] else f"({nothing(NAMES[name])})" for name in NAMES}
    within = [_scope(duck, whole["cases"], agreement)]
    if period:
        within.append(f"opened_on BETWEEN DATE '{period.start}' AND DATE '{period.last}'")
    member = f"coalesce({sql.name(by)}, {sql.text(UNKNOWN)}) AS member"
    texts = {"cases": f"SELECT *, {member} FROM {whole['cases']} WHERE {' AND '.join(within)}"}
    for name in list(NAMES)[1:]:
        texts[name] = f"SELECT r.* FROM {whole[name]} AS r WHERE r.case_id IN (SELECT case_id FROM cases)"
    texts["touches"] = f"SELECT r.*, c.member FROM {whole['touches']} AS r JOIN cases AS c USING (case_id)"
    for name, text in texts.items():
        duck.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {text}")
    known = state.latest("happened", CASE.name, CASE_EVENT.name) or state.latest("came", CASE.name) or _NEVER
    filled = {name: state.filled(table.name) for name, table in NAMES.items()}
    return Laid(texts, filled, known)


def _scope(duck: Duck, cases: str, agreement: Agreement) -> str:
    """Write which cases are work of the agreement."""
    services = [f"({where(scope_of(agreement, name))})" for name in agreement.services]
    condition = " OR ".join(services)
    if not services or not duck.rows(f"SELECT 1 FROM {cases} WHERE {condition} LIMIT 1"):
        return "true"
    return f"({condition})"


def missing(laid: Laid, needs: Mapping[str, Iterable[str]]) -> list[str]:
    """Name the columns that nothing fills, of those that are needed, as ``table.column``."""
    return [
        f"{NAMES[name].name}.{column}"
        for name, columns in needs.items()
        for column in columns
        if column not in laid.filled[name]
    ]
