"""What the world remembers of each month beside its files: the true chances of its accounts, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.duck import Duck
from truegreen.world import accounts as customers
from truegreen.world.accounts import Accounts, Chances, Days, Standing, Whole
from truegreen.world.cases import END, WINDOW
from truegreen.world.draws import draw
from truegreen.world.nature import Nature
from truegreen.world.setting import MONTHS

DISTRESSED_FAILURES, DISTRESSED_ABOVE_USUAL = 3, 0.15
_FIRST_MONTH = np.datetime64(MONTHS[0], "M")
_OFFERED = 0.10


@dataclass(frozen=True, slots=True)
class Month:
    """One month of all accounts, by place.

    Attributes:
        staying: customers at its beginning who came before it and have not given notice.
        distressed: which of them have failed so often in the three months before that a save is attempted.
        failed: how much more than usual failed in the three months before, as a share.
        revenue: recurring revenue at its beginning, in euro.
        growth: chance that the recurring revenue of those who still stay at its end grows in it.
        grown: by how much it grew.
    """

    staying: NDArray[np.bool_]
    distressed: NDArray[np.bool_]
    failed: Chances
    revenue: Whole
    growth: Chances
    grown: Whole


def before(accounts: Accounts, now: Standing, month: int) -> Month:
    """Give how the accounts stand before a month begins; nothing of it has happened."""
    staying = customers.may_give_notice(accounts, now, month)
    failed = customers.failing(now)
    often = now.failures.sum(axis=0) >= DISTRESSED_FAILURES
    nothing = np.zeros(len(accounts), dtype=np.int64)
    distressed = staying & often & (failed > DISTRESSED_ABOVE_USUAL)
    return Month(staying, distressed, failed, now.revenue.copy(), nothing.astype(np.float64), nothing)


def leaving_chances(months: list[Month], accounts: Accounts, now: Standing, month: int, nature: Nature) -> Chances:
    """Give each account's chance of giving notice in a month.

    Whoever has given notice by then, and everybody after the records end, is taken as they stood last.
    """
    noticed = (now.notice.astype("datetime64[M]") - _FIRST_MONTH).astype(np.int64)
    known = np.minimum(np.where(np.isnat(now.notice), month, np.minimum(noticed, month)), len(months) - 1)
    failed = np.stack([each.failed for each in months])[known, np.arange(len(accounts))]
    return customers.notice_chances(customers.own_chances(accounts, 1 + month % 12, nature), failed, nature)


def first_day(month: int) -> np.datetime64:
    """Give the first day of a month, counted from the world's first."""
    day: np.datetime64 = (_FIRST_MONTH + month).astype("datetime64[D]")
    return day


def solved_for_good(duck: Duck) -> tuple[Whole, Whole, Days]:
    """Give accounts, tickets and days on which they may be offered something: seven days after a case that held.

    Of the cases opened in the month, some are chosen at random, and one a month for each account.
    """
    rows = duck.connection.execute(f"""
        SELECT account, min_by(x, solved) AS x, min(solved) + {WINDOW} AS free_at FROM cases
        WHERE done AND NOT failed AND NOT anonymous AND solved + {WINDOW} <= {END} AND {draw("offered")} < {_OFFERED}
        GROUP BY account, date_trunc('month', clock(solved + {WINDOW})) ORDER BY account, free_at""").fetchnumpy()
    account, ticket, at = (np.asarray(rows[name], dtype=np.int64) for name in ("account", "x", "free_at"))
    return account, ticket, (at // 86400).astype("datetime64[D]")
