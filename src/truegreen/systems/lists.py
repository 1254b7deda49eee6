"""Lists that stand inside records as JSON text, such as the events of an audit."""

from __future__ import annotations

from truegreen.model.finding import warning
from truegreen.systems.define import Told
from truegreen.units.span import Span


def things(text: str) -> str:
    """Give SQL of the things in a list; NULL where the text is no JSON."""
    return f"CASE WHEN json_valid({text}) THEN json_extract({text}, '$[*]') END"


def tell_odd_lists(told: Told, system: str, **columns: str) -> None:
    """Find lists that cannot be read, and say so; what they hold is left out.

    Args:
        told: what the export tells.
        system: name of the system.
        columns: for each kind of record, its column with a list.
    """
    for entity, column in columns.items():
        query = (
            f"SELECT count(*), arg_min(_file, _row), min(_row) FROM {system}_{entity} "
            f"WHERE {column} IS NOT NULL AND (NOT json_valid({column}) OR json_type({column}) <> 'ARRAY')"
        )
        ((count, file, row),) = told.ask(query)
        if count:
            says = f"{column} is no list in JSON in {count} records of {entity}, so what it held is lost."
            remedy = "Send the export again; spreadsheets cut long cells."
            told.findings.append(warning(Span(str(file), int(str(row))), "odd-list", says, remedy, int(str(count))))
