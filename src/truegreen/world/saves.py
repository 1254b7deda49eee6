"""The save programme: from January 2025 accounts in distress are called and helped, but for some, chosen by a coin.

On the first working day of a month every account in distress that was never in the programme enters it. The team
reports each account that is still there after 90 days as saved. What the attempts really did is known only from those
held out: for 180 days they give notice ``Nature.left_alone`` times as often. Notices are the world's own;
``truegreen.world.trial`` says why the arms are nevertheless those of a randomised trial.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.world.accounts import Accounts, Chances, Days, Standing, Whole
from truegreen.world.draws import coded
from truegreen.world.history import Month, first_day, leaving_chances
from truegreen.world.nature import Nature
from truegreen.world.setting import KNOWN_UNTIL, MONTHS
from truegreen.world.trial import Step, drawn_afterwards

HELD_OUT, HORIZON_DAYS, REPORTED_AFTER = 0.15, 180, 90
FIRST: Final = 12
_COST: Final = np.array([2_400.0, 600.0, 120.0])
_REACHES: Final = 7  # months that 180 days touch
_LAST: Final = np.datetime64(KNOWN_UNTIL, "D")
_NONE: Final = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True)
class Saves:
    """All accounts of the programme, in the order in which they entered it.

    Attributes:
        account: place of each.
        on: day on which it entered, and was called if it was not held out.
        treated: whether somebody tried to save it.
        with_help, without: true chances of giving notice within 180 days, in either arm.
        revenue: recurring revenue a month when it entered, in euro.
        cost: of the attempt, in cents; none for those held out.
        left_on: day on which it gave notice; not a time if it did not.
    """

    account: Whole
    on: Days
    treated: NDArray[np.bool_]
    with_help: Chances
    without: Chances
    revenue: Whole
    cost: Whole
    left_on: Days

    @property
    def followed(self) -> NDArray[np.bool_]:
        """Say for whom the records reach over all 180 days."""
        return self.on + HORIZON_DAYS <= _LAST

    @property
    def left(self) -> NDArray[np.bool_]:
        """Say who gave notice within 180 days, as far as the records reach."""
        return self.left_on <= self.on + HORIZON_DAYS

    @property
    def reported(self) -> NDArray[np.str_]:
        """Give what the team reports: Y for whoever is still there after 90 days, nothing for those held out."""
        due = self.treated & (self.on + REPORTED_AFTER <= _LAST)
        return np.where(due, np.where(self.left_on <= self.on + REPORTED_AFTER, "N", "Y"), "")


def attempted(
    months: list[Month], accounts: Accounts, now: Standing, nature: Nature, random: np.random.Generator
) -> Saves:
    """Give the programme of a world whose months are over."""
    seen, parts = np.zeros(len(accounts), dtype=np.bool_), []
    for month in range(FIRST, len(MONTHS)):
        on = np.busday_offset(first_day(month) + (MONTHS[month].month == 1), 0, roll="forward")
        entering = np.flatnonzero(months[month].distressed & ~seen & ~(now.notice <= on))
        seen[entering] = True
        reach = range(month, month + _REACHES)
        steps = [_step(months, accounts, now, nature, later, on, entering) for later in reach]
        arms = drawn_afterwards(1 - HELD_OUT, nature.left_alone, steps, once=True)
        treated = random.random(len(entering)) < arms.smaller
        cost = np.round(100 * _COST[accounts.segment[entering]] * random.lognormal(0, 0.3, len(entering)))
        days = np.full(len(entering), on)
        parts.append((entering, days, treated, *arms.ever(), months[month].revenue[entering],
                      np.where(treated, cost, 0).astype(np.int64), now.notice[entering]))  # fmt: skip
    return Saves(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _step(
    months: list[Month], accounts: Accounts, now: Standing, nature: Nature, month: int, on: np.datetime64, who: Whole
) -> Step:
    """Give what a month meant to those who entered on a day: only its days after that day and up to the 180th.

    Notice falls on any day of a month alike, so the chance of a stretch follows from the month's.
    """
    first = first_day(month)
    days = int((first_day(month + 1) - first).astype(int))
    past, over = (int(np.clip((on + after - first).astype(int) + 1, 0, days)) for after in (0, HORIZON_DAYS))
    whole = leaving_chances(months, accounts, now, month, nature)[who]
    notice = now.notice[who]
    happened = (notice > on) & (notice >= first) & (notice < first + over)
    return Step(whole * (over - past) / days / (1 - whole * past / days), happened, lived=month < len(MONTHS))


def columns(saves: Saves) -> dict[str, Any]:
    """Give the programme as columns of a table."""
    return {
        "place": np.arange(len(saves.account)),
        "account": saves.account,
        "on_day": saves.on,
        "treated": saves.treated,
        "cost": saves.cost,
        "reported": saves.reported.tolist(),
    }


def rows(month: int) -> str:
    """Give the attempts of a month as the save team keeps them."""
    return f"""
        SELECT 'SP' || lpad((place + 1)::VARCHAR, 5, '0') AS attempt, account + 1 AS account_no,
               strftime(on_day, '%Y/%m/%d') || printf(' %02d:%02d', 9 + place % 8, place * 7 % 60) AS called,
               'Cases failed' AS why, {coded("treated::INT", ("CONTROL", "CALLED"))} AS list,
               (cost * DECIMAL '0.01')::DECIMAL(12, 2) AS cost_eur, nullif(reported::VARCHAR, '') AS saved
        FROM saves WHERE date_trunc('month', on_day) = DATE '{MONTHS[month]}' ORDER BY place"""


def told(saves: Saves, nature: Nature) -> dict[str, Any]:
    """Give the truth of the programme: what it did, whatever it reports."""
    reported = saves.reported
    return {
        "held_out_share": HELD_OUT,
        "relative_risk": nature.left_alone,
        "horizon_days": HORIZON_DAYS,
        "reported_after_days": REPORTED_AFTER,
        "monthly_chance_of_notice": nature.leaves * (1 + (nature.renewal - 1) / 4),
        "enrolled": len(saves.account),
        "treated": int(saves.treated.sum()),
        "held_out": int((~saves.treated).sum()),
        "reported_saved": int((reported == "Y").sum()),
        "reported": int((reported != "").sum()),
        "lift": _mean(saves.without - saves.with_help),
        "lift_of_followed": _mean((saves.without - saves.with_help)[saves.followed]),
        "accounts": [
            {
                "account_id": str(saves.account[place] + 1),
                "on": str(saves.on[place]),
                "arm": "treated" if saves.treated[place] else "held_out",
                "chance_treated": round(float(saves.with_help[place]), 6),
                "chance_held_out": round(float(saves.without[place]), 6),
                "followed": bool(saves.followed[place]),
                "left": bool(saves.left[place]),
                "recurring_revenue": int(saves.revenue[place]),
            }
            for place in range(len(saves.account))
        ],
    }


def _mean(numbers: Chances) -> float | None:
    return round(float(numbers.mean()), 6) if len(numbers) else None
