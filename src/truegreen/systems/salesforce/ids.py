"""Records of Salesforce with ids that match, however the export writes them.

An id is 15 characters, of which the case matters; interfaces append three more, so that it can be compared without
regard to case, and reports do not. Each of the three stands for five characters: a number whose bits say which of them
are capitals, the first the lowest, written as a letter or, above 25, a digit.
"""

from __future__ import annotations

from typing import Final

from truegreen.model.finding import note
from truegreen.systems.define import Entity, Told
from truegreen.systems.salesforce.tables import USED
from truegreen.units.span import Span

_SIGNS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_NOTHING: Final = "Nothing, if that is so."
_MACRO: Final = "salesforce_id"
# What ids of an object begin with: an object of one's own may look like another by its columns.
_BEGIN: Final = {
    "account": "001", "account_version": "001", "opportunity": "006", "opportunity_version": "006", "case": "500",
    "task": "00T", "event": "00U",
}  # fmt: skip


def whole_id(text: str) -> str:
    """Give SQL of an id with its last three characters, where a text is an id without them."""
    return f"{_MACRO}({text})"


def keep_records(told: Told) -> str:
    """Keep the records of each object with whole ids, each once, and give the WITH clause by which queries read them.

    A warehouse's row that is not active is one of the past; what is in the recycle bin is left out, unless it was
    merged into another record.
    """
    told.ask(_made())
    for entity in USED:
        _left_out(told, entity)
    parts = [
        f"{entity.name}_rows AS (FROM {told.keep(f'salesforce_{entity.name}', _records(entity))})" for entity in USED
    ]
    return "WITH RECURSIVE " + ", ".join(parts)


def _records(entity: Entity) -> str:
    columns = entity.columns
    ids = [each for each in columns if each == "id" or each.endswith("_id")]
    replaced = ", ".join(f"{whole_id(each)} AS {each}" for each in ids)
    query = f"SELECT *{f' REPLACE ({replaced})' if replaced else ''} FROM salesforce_{entity.name}"
    has_past = "fivetran_active" in columns and "fivetran_start" not in columns
    active = " AND coalesce(fivetran_active, true)" if has_past else ""
    query += f" WHERE NOT {_in_bin(entity)} AND NOT {_is_another(entity)}{active}"
    if entity.key:
        latest = f"{entity.latest} DESC NULLS LAST, " if entity.latest else ""
        order = f"PARTITION BY {', '.join(entity.key)} ORDER BY {latest}_file DESC, _row DESC"
        query = f"SELECT * FROM ({query}) QUALIFY row_number() OVER ({order}) = 1"
    return query


def _in_bin(entity: Entity) -> str:
    merged = " AND master_record_id IS NULL" if "master_record_id" in entity.columns else ""
    return f"(coalesce(is_deleted, false){merged})" if "is_deleted" in entity.columns else "false"


def _is_another(entity: Entity) -> str:
    begin = _BEGIN.get(entity.name)
    is_id = "regexp_full_match(id, '[A-Za-z0-9]{15}([A-Z0-5]{3})?')"
    return f"({is_id} AND left(id, 3) <> '{begin}')" if begin else "false"


def _left_out(told: Told, entity: Entity) -> None:
    """Add notes on records that are left out: those in the recycle bin, and those of another object."""
    if not told.has(entity.name):
        return
    query = f"""
        SELECT _file, count_if({_in_bin(entity)}), count_if({_is_another(entity)}) FROM salesforce_{entity.name}
        GROUP BY 1 ORDER BY 1"""
    for file, binned, others in told.ask(query):
        if binned:
            says = f"{binned:,} of the records are in the recycle bin and are left out."
            told.findings.append(note(Span(str(file)), "in-recycle-bin", says, _NOTHING, int(str(binned))))
        if others:
            says = f"{others:,} of the records look like {entity.name} and have ids of another object; left out."
            told.findings.append(note(Span(str(file)), "not-needed", says, _NOTHING, int(str(others))))


def _made() -> str:
    """Give the statement that makes the macro."""
    signs = " || ".join(f"substr('{_SIGNS}', 1 + {_capitals(5 * part + 1)}, 1)" for part in range(3))
    return (
        f"CREATE OR REPLACE TEMP MACRO {_MACRO}(x) AS "
        f"CASE WHEN regexp_full_match(x, '[A-Za-z0-9]{{15}}') AND regexp_full_match(x, '.*[0-9].*') "
        f"THEN x || {signs} ELSE x END"
    )


def _capitals(first: int) -> str:
    """Give SQL of the number whose bits say which of five characters are capitals."""
    return " + ".join(
        f"CASE WHEN ascii(x[{first + place}]) BETWEEN 65 AND 90 THEN {1 << place} ELSE 0 END" for place in range(5)
    )
