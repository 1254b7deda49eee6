"""What the client's own systems know of its customers: who they are, what they pay, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from truegreen.engine.duck import Duck
from truegreen.world.accounts import Accounts, Standing, Whole, active, last_day
from truegreen.world.draws import coded
from truegreen.world.nature import Nature
from truegreen.world.setting import MONTHS, SEGMENTS


def lay_out(duck: Duck, name: str, columns: Mapping[str, Any]) -> None:
    """Make a table on the connection from columns."""
    import pyarrow as pa

    duck.connection.register("arriving", pa.table(dict(columns)))
    duck.run(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM arriving")
    duck.connection.unregister("arriving")


def keep_ledger(
    duck: Duck, month: int, accounts: Accounts, now: Standing, moves: tuple[Whole, Whole], random: np.random.Generator
) -> None:
    """Make ``ledger``: each customer's month; a new one begins with nothing, and the odd entry is corrected later."""
    here = np.flatnonzero(active(accounts, now, month))
    new = accounts.joins[here] == month
    usual = 20 + 30 * (2 - accounts.segment[here]) + 5 * now.cases[0][here]
    columns = {
        "account": here,
        "segment": accounts.segment[here],
        "recurring_revenue": np.where(new, 0, now.revenue[here]),
        "expansion": np.where(new, now.revenue[here], moves[0][here]),
        "contraction": moves[1][here],
        "left_us": now.leaves[here] == month,
        "logins": random.poisson(usual * np.where(np.isnat(now.notice[here]), 1.0, 0.5)),
        "wrong": random.random(len(here)) < 0.01,
    }
    lay_out(duck, "ledger", columns)
    figures = "recurring_revenue, expansion, expansion_of_new, contraction, accounts, accounts_lost, revenue_lost"
    duck.run(f"""
        INSERT INTO books BY NAME
        UNPIVOT (SELECT '{MONTHS[month]:%Y-%m}' AS month, {coded("segment", SEGMENTS)} AS segment, {figures} FROM (
            SELECT segment, sum(l.recurring_revenue)::DECIMAL(18, 2) AS recurring_revenue,
                   sum(l.expansion)::DECIMAL(18, 2) AS expansion, sum(l.contraction)::DECIMAL(18, 2) AS contraction,
                   sum(CASE WHEN l.recurring_revenue = 0 THEN l.expansion ELSE 0 END)::DECIMAL(18, 2)
                   AS expansion_of_new,
                   count_if(l.recurring_revenue > 0)::DECIMAL(18, 2) AS accounts,
                   count_if(left_us)::DECIMAL(18, 2) AS accounts_lost,
                   sum(CASE WHEN left_us THEN l.recurring_revenue ELSE 0 END)::DECIMAL(18, 2) AS revenue_lost
            FROM ledger AS l GROUP BY segment))
        ON {figures} INTO NAME figure VALUE number""")


def ledger_rows(month: int) -> str:
    """Give the month's ledger as the billing system exports it."""
    return f"""
        SELECT account + 1 AS account_no, '{MONTHS[month]:%d/%m/%Y}' AS period, revision,
               CASE WHEN wrong AND revision = 1 THEN recurring_revenue * 10 ELSE recurring_revenue END AS opening_mrr,
               expansion AS upsell, contraction AS downsell, CASE WHEN left_us THEN 'Y' ELSE 'N' END AS lost, logins
        FROM (SELECT *, unnest(CASE WHEN wrong THEN [1, 2] ELSE [1] END) AS revision FROM ledger)"""


def hear_signals(
    duck: Duck, month: int, accounts: Accounts, now: Standing, nature: Nature, random: np.random.Generator
) -> None:
    """Make ``signals``: what account managers heard in a month; more of it where first contacts fail."""
    count = len(accounts)
    here = active(accounts, now, month)
    pain = now.failures[0] / (now.cases[0] + 2) if nature.pull else np.full(count, 0.05)
    first = np.datetime64(MONTHS[month], "D")
    going = now.notice.astype("datetime64[M]") == np.datetime64(MONTHS[month], "M")
    kinds = (
        ("Complaint", here & (random.random(count) < 0.01 + 0.25 * pain), 2),
        ("Escalation", here & (random.random(count) < 0.005 + 0.12 * pain), 4),
        ("Wants a direct line", here & (random.random(count) < 0.004 + 0.05 * pain), 2),
        ("Praise", here & (random.random(count) < 0.02), 1),
        ("Names a competitor", here & (random.random(count) < np.where(going, 0.5, 0.004)), 4),
        ("No reference", here & (random.random(count) < np.where(going, 0.35, 0.003)), 3),
    )
    day = np.where(going, now.notice - random.integers(1, 20, count), first + random.integers(0, 28, count))
    minute = random.integers(9 * 60, 17 * 60, count)
    who = np.concatenate([np.flatnonzero(mask) for _, mask, _ in kinds])
    lay_out(
        duck,
        "signals",
        {
            "account_no": who + 1,
            "heard": day[who].astype("datetime64[s]") + minute[who] * np.timedelta64(60, "s"),
            "what": np.repeat([kind for kind, _, _ in kinds], [mask.sum() for _, mask, _ in kinds]).tolist(),
            "severity": np.repeat([how for _, _, how in kinds], [mask.sum() for _, mask, _ in kinds]),
        },
    )


SIGNALS: Final = """
    SELECT account_no, strftime(heard, '%d/%m/%Y %H:%M') AS heard, what::VARCHAR AS what, severity,
           'AM' || account_no % 12 AS told_by
    FROM signals ORDER BY account_no, heard, what"""


def lay_out_accounts(duck: Duck, accounts: Accounts, now: Standing) -> None:
    """Make ``accounts``, as they stand at the end."""
    lay_out(
        duck,
        "accounts",
        {
            "account": np.arange(len(accounts)),
            "segment": accounts.segment,
            "tier": accounts.tier,
            "revenue": now.revenue,
            "since": accounts.started,
            "renews": accounts.renews,
            "joins": accounts.joins,
            "notice": now.notice,
            "ends": last_day(now),
        },
    )


_LEFT_BEFORE: Final = "ends IS NOT NULL AND ends < DATE '2025-01-01'"
ACCOUNTS: Final = f"""
    SELECT account + 1 AS account_no, CASE WHEN version = 2 THEN '2025-01-01' END AS valid_from,
           {coded("segment", ("KEY", "CORE", "SMB"))} AS class,
           {coded("CASE WHEN version = 2 THEN tier - 1 ELSE tier END", ("Gold", "Silver", "Bronze"))} AS value_tier,
           revenue AS mrr_eur, strftime(since, '%d/%m/%Y') AS customer_since,
           printf('01/%02d/2026', renews) AS next_renewal, strftime(notice, '%d/%m/%Y') AS notice_received,
           strftime(ends, '%d/%m/%Y') AS contract_end, {coded("account % 3", ("EMEA", "APAC", "AMER"))} AS region,
           account % 12 AS owner_no, CASE WHEN account % 7 = 0 THEN 'Y' ELSE 'N' END AS reference_customer,
           CASE WHEN notice IS NULL THEN 'Open' ELSE 'Lost' END AS crm_stage
    FROM (SELECT *, unnest(CASE WHEN tier > 0 AND joins < 0 AND account % 10 = 3 AND NOT ({_LEFT_BEFORE})
                           THEN [1, 2] ELSE [1] END) AS version FROM accounts)"""
