"""People as pseudonyms: HMAC-SHA-256 (RFC 2104, FIPS 198-1) of who they are, by the project's key, inside DuckDB.

A name is trimmed, put into Unicode's composed form and into small letters first, so that one person written in two ways
is one pseudonym. Each different text is hashed once; a column of ten million rows is then only joined. Pseudonyms that
were made before, as in tables of the folder ``heard``, stay what they are.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.model.identity import DIGITS, PREFIX, Key

_BLOCK: Final = 64  # bytes that SHA-256 takes at a time
_BLANKS: Final = " \t\r\n\f\v\u00a0\u2003\u3000"


def plain(text: str) -> str:
    """Give SQL of a text by which equal names are told: trimmed, composed, in small letters; NULL if nothing is left.

    Args:
        text: SQL of the text.
    """
    return f"nullif(lower(nfc_normalize(trim({text}, {sql.text(_BLANKS)}))), '')"


def pseudonym(duck: Duck, key: Key, text: str) -> str:
    """Give the pseudonym of a person; empty for a blank."""
    query = f"SELECT {_hashed('$text')}"
    ((made,),) = duck.connection.execute(query, {**_pads(key), "text": text}).fetchall()
    return str(made or "")


def name_pseudonyms(duck: Duck, key: Key, relation: str, columns: Collection[str], made: str) -> None:
    """Make a temp table ``made`` of each different text (``given``) in some columns, and its ``pseudonym``."""
    each = (f"SELECT DISTINCT {sql.name(column)} AS given FROM {sql.name(relation)}" for column in columns)
    query = f"SELECT given, {_hashed('given')} AS pseudonym FROM ({' UNION '.join(each)}) WHERE given IS NOT NULL"
    duck.connection.execute(f"CREATE OR REPLACE TEMP TABLE {made} AS {query}", _pads(key)).fetchall()


def _hashed(text: str) -> str:
    """Give SQL of a pseudonym; the key comes in as parameters, so that no error message can show it."""
    inner = f"unhex(sha256($inner::BLOB || encode({plain(text)})))"
    hashed = f"{sql.text(PREFIX)} || left(sha256($outer::BLOB || {inner}), {DIGITS})"
    made = sql.text(f"{PREFIX}[0-9a-f]{{{DIGITS}}}")
    return f"CASE WHEN regexp_full_match({plain(text)}, {made}) THEN {plain(text)} ELSE {hashed} END"


def _pads(key: Key) -> dict[str, bytes]:
    secret = key.secret.ljust(_BLOCK, b"\0")
    return {"inner": bytes(byte ^ 0x36 for byte in secret), "outer": bytes(byte ^ 0x5C for byte in secret)}
