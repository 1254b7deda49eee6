"""Opportunities of Salesforce, as they stood from each moment on.

What they became is told by the stage history (all of amount, stage and close date at each change), the field history
(fields for which tracking is switched on), and the versions that a warehouse keeps; what is there is put together. An
opportunity that none of them tells of stands as it is today from its last change on, and its earlier dates are unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.finding import note
from truegreen.systems.define import Fill, Told
from truegreen.systems.salesforce.accounts import of_account
from truegreen.systems.salesforce.ids import whole_id
from truegreen.units.span import Span

# What is kept of an opportunity: its field in a history, its column, and SQL of what the field was before a change.
_TRACKED: Final = (
    ("close_on", "closedate", "close_date", "try_cast(old[:10] AS DATE)"), ("stage", "stagename", "stage_name", "old"),
    ("amount", "amount", "amount", "try_cast(old AS DECIMAL(18,4))"), ("owner", "owner", "owner_id", whole_id("old")),
)  # fmt: skip
_KIND: Final = """CASE WHEN words LIKE '%renew%' THEN 'renewal'
                       WHEN words LIKE '%existing%' OR words LIKE '%expansion%' OR words LIKE '%upsell%'
                            OR words LIKE '%upgrade%' OR words LIKE '%add-on%' THEN 'expansion'
                       WHEN words LIKE '%new %' OR words LIKE '%new' THEN 'new' ELSE 'other' END"""
_BASES: Final = f"""
    SELECT b.*, {_KIND} AS kind FROM (
        SELECT b.*, lower(concat_ws(' ', b.type, b.record_type_name, r.name, r.developer_name)) AS words
        FROM (
            SELECT 'opportunity' AS origin, id, account_id, type, record_type_id, record_type_name, stage_name, amount,
                   close_date, is_closed, is_won, owner_id, created_date,
                   coalesce(system_modstamp, created_date) AS seen_at, _file, _row
            FROM opportunity_rows
            UNION ALL
            SELECT 'opportunity_version', id, account_id, type, record_type_id, record_type_name, stage_name, amount,
                   close_date, is_closed, is_won, owner_id, created_date, fivetran_start, _file, _row
            FROM opportunity_version_rows ANTI JOIN opportunity_rows USING (id)
            QUALIFY row_number() OVER (PARTITION BY id ORDER BY fivetran_start DESC) = 1
        ) AS b LEFT JOIN record_type_rows AS r ON r.id = b.record_type_id
    ) AS b"""
# What a stage decides: as the instance says, else as its opportunities show, else as its words say.
_STAGES: Final = """
    SELECT stage, arg_min(closed, rank) AS closed, arg_min(won, rank) AS won FROM (
        SELECT lower(api_name) AS stage, coalesce(is_closed, is_won) AS closed, is_won AS won, 0 AS rank
        FROM opportunity_stage_rows
        UNION ALL SELECT lower(stage_name), is_closed, coalesce(is_won, false), 1 FROM bases WHERE is_closed IS NOT NULL
        UNION ALL SELECT lower(stage_name), is_closed, coalesce(is_won, false), 1 FROM opportunity_version_rows
                  WHERE is_closed IS NOT NULL
    ) GROUP BY stage"""


def opportunity_fills(told: Told, known: str) -> Iterator[Fill]:
    """Give what opportunities become."""
    for name, query in (("bases", _BASES), ("stages", _STAGES)):
        known += f", {name} AS (FROM {told.keep(f'salesforce_{name}', f'{known} {query}')})"
    _without_history(told, known)
    for origin in ("opportunity", "opportunity_version"):
        if told.has(origin):
            yield Fill("opportunity", origin, f"{known} {_moments(told, origin)}")


def _moments(told: Told, origin: str) -> str:
    """Give SQL of how opportunities stood from each moment on; moments that change nothing are left out."""
    over = 'OVER (PARTITION BY id ORDER BY "at")'
    filled = ", ".join(f"last_value({each} IGNORE NULLS) {over} AS {each}_now" for each, *_ in _TRACKED)
    latest = ", ".join(
        f"arg_max({each}, rank) AS {each}" for each in (*(name for name, *_ in _TRACKED), "closed", "won")
    )
    stands = "stage_now, amount_now, close_on_now, owner_now, is_closed, is_won"
    return f"""
        SELECT id AS opportunity_id, "at", {of_account("account_id")} AS account_id, kind, stage_now AS stage,
               amount_now AS amount, close_on_now AS close_on, is_closed AS closed, is_won AS won, owner_now AS owner,
               _file, _row
        FROM (
            SELECT m.*, b.account_id, b.kind, b._file, b._row,
                   coalesce(m.closed, s.closed, lower(m.stage_now) LIKE 'closed%') AS is_closed,
                   coalesce(m.won, s.won, lower(m.stage_now) LIKE '%won%') AS is_won
            FROM (SELECT *, {filled} FROM (
                SELECT id, "at", {latest} FROM ({_told(told)}) WHERE "at" IS NOT NULL GROUP BY id, "at"
            )) AS m
            JOIN bases AS b USING (id) LEFT JOIN stages AS s ON s.stage = lower(m.stage_now)
            WHERE b.origin = '{origin}' AND coalesce(m.stage_now, m.owner_now, m.close_on_now::VARCHAR) IS NOT NULL
        )
        QUALIFY lag(({stands})) {over} IS DISTINCT FROM ({stands})"""


def _told(told: Told) -> str:
    """Give SQL of what each source says of an opportunity at a moment; the higher rank is the surer."""
    since = ", ".join(_since(told, *each) for each in _TRACKED)
    owner = f"CASE WHEN new_value LIKE '005%' THEN {whole_id('new_value')} END"
    return f"""
        SELECT b.id, b.created_date AS "at", 0 AS rank, {since}, NULL AS closed, NULL AS won
        FROM bases AS b LEFT JOIN ({_firsts()}) AS f USING (id) LEFT JOIN (
            SELECT * FROM opportunity_version_rows
            QUALIFY row_number() OVER (PARTITION BY id ORDER BY fivetran_start) = 1
        ) AS v USING (id)
        UNION ALL
        SELECT opportunity_id, created_date, 2, close_date, stage_name, amount, NULL, NULL, NULL
        FROM opportunity_history_rows
        UNION ALL
        SELECT opportunity_id, created_date, 3,
               max(CASE WHEN lower(field) = 'closedate' THEN try_cast(new_value[:10] AS DATE) END),
               max(CASE WHEN lower(field) = 'stagename' THEN new_value END),
               max(CASE WHEN lower(field) = 'amount' THEN try_cast(new_value AS DECIMAL(18,4)) END),
               max(CASE WHEN lower(field) = 'owner' THEN {owner} END), NULL, NULL
        FROM opportunity_field_history_rows GROUP BY opportunity_id, created_date
        UNION ALL
        SELECT id, fivetran_start, 1, close_date, stage_name, amount, owner_id, is_closed, is_won
        FROM opportunity_version_rows
        UNION ALL
        SELECT id, seen_at, 4, close_date, stage_name, amount, owner_id, is_closed, is_won FROM bases"""


def _firsts() -> str:
    """Give SQL of what stood in each field before the first change of it that the field history tells."""
    listed = ", ".join(
        f"arg_min({old}, created_date) FILTER (lower(field) = '{field}') AS {name}" for name, field, _, old in _TRACKED
    )
    return f"""
        SELECT opportunity_id AS id, {listed} FROM (
            SELECT * EXCLUDE (id), old_value AS old FROM opportunity_field_history_rows
            WHERE lower(field) <> 'owner' OR old_value LIKE '005%'
        ) GROUP BY opportunity_id"""


def _since(told: Told, name: str, field: str, column: str, _: str) -> str:
    """Give SQL of what a field was when an opportunity was made: what stood there before its first change.

    Without a change it is what is known first, if a change would be told: the stage history tells of all but owners,
    the field history of fields that are tracked.
    """
    if told.has("opportunity_history") and name != "owner":
        seen = "b.id IN (SELECT opportunity_id FROM opportunity_history_rows)"
        return f"CASE WHEN {seen} THEN f.{name} ELSE coalesce(f.{name}, v.{column}, b.{column}) END AS {name}"
    tracked = f"EXISTS (FROM opportunity_field_history_rows WHERE lower(field) = '{field}')"
    return f"coalesce(f.{name}, CASE WHEN {tracked} THEN coalesce(v.{column}, b.{column}) END) AS {name}"


def _without_history(told: Told, known: str) -> None:
    """Add a note where no file tells how opportunities stood before."""
    if told.has("opportunity") and not any(
        told.has(each) for each in ("opportunity_history", "opportunity_field_history", "opportunity_version")
    ):
        ((count, file),) = told.ask(f"{known} SELECT count(*), min(_file) FROM bases")
        if count:
            says = f"How {count:,} opportunities stood before is not told, so no close date is seen to be pushed."
            remedy = "Export OpportunityHistory, or let the warehouse keep versions."
            told.findings.append(note(Span(str(file)), "no-history", says, remedy, int(str(count))))
