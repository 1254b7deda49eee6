"""Accounts of Salesforce, as they were from one day on, and what they were merged into.

Annual revenue is the turnover of the customer's own company, not what it pays: it is not taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.systems.define import Fill, Told

_DEEPEST: Final = 20
_MERGED: Final = f"""
    SELECT from_id, arg_max(to_id, depth) AS to_id FROM (
        WITH RECURSIVE merges AS (
            SELECT id, any_value(master_record_id) AS master_record_id FROM (
                SELECT id, master_record_id FROM account_rows
                UNION ALL SELECT id, master_record_id FROM account_version_rows
            ) WHERE master_record_id IS NOT NULL GROUP BY id
        ), chain AS (
            SELECT id AS from_id, master_record_id AS to_id, 1 AS depth FROM merges
            UNION ALL
            SELECT chain.from_id, merges.master_record_id, depth + 1
            FROM chain JOIN merges ON merges.id = chain.to_id WHERE depth < {_DEEPEST}
        )
        SELECT * FROM chain
    ) GROUP BY from_id"""


def keep_merges(told: Told, known: str) -> str:
    """Keep which account each merged one went into, and give the WITH clause with it."""
    return f"{known}, merged AS (FROM {told.keep('salesforce_merged', f'{known} {_MERGED}')})"


def of_account(column: str) -> str:
    """Give SQL of the account that an id means today."""
    return f"coalesce((SELECT to_id FROM merged WHERE from_id = {column}), {column})"


def account_fills(known: str) -> Iterator[Fill]:
    """Give what accounts become."""
    yield Fill(
        "account",
        "account_version",
        f"""{known}
        SELECT id AS account_id, industry AS segment, owner_id AS owner, _file, _row,
               CASE WHEN row_number() OVER (PARTITION BY id ORDER BY fivetran_start) > 1
                    THEN CAST(fivetran_start AS DATE) END AS valid_from
        FROM (
            SELECT * FROM account_version_rows WHERE master_record_id IS NULL
            QUALIFY row_number() OVER (
                PARTITION BY id, CAST(fivetran_start AS DATE) ORDER BY fivetran_start DESC) = 1
        )""",
    )
    yield Fill(
        "account",
        "account",
        f"""{known}
        SELECT id AS account_id, industry AS segment, owner_id AS owner, _file, _row
        FROM account_rows ANTI JOIN account_version_rows USING (id) WHERE master_record_id IS NULL""",
    )
