"""How often each account came in each stretch of days up to now, and how much time went by for it, for statistics.

Time is the time of the feeds, as in ``rhythm``: a week in which a feed was out is none, a quiet one is less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.readings.arrays import arrays
from truegreen.readings.engaged_days import Feed
from truegreen.readings.rhythm import NOBODY
from truegreen.stats.silence.slowing import STRETCH

Floats = NDArray[np.float64]
STRETCHES: Final = 24
"""Stretches of days looked back at."""


@dataclass(frozen=True, slots=True, eq=False)
class Paces:
    """What each account did in each stretch, the last stretch last.

    Attributes:
        accounts: ids, (A,).
        came: days on which each came after its first, all kinds together, (A, B).
        time: how many stretches' worth of time went by for each after its first day, (A, B).
    """

    accounts: NDArray[np.str_]
    came: Floats
    time: Floats


def paces(duck: Duck, engaged: str, told: Sequence[Feed], until: date, ended: str = NOBODY) -> Paces | None:
    """Give how often accounts that had not left came, by one scan; None where none did.

    Args:
        duck: the connection.
        engaged: the relation of what accounts did.
        told: its feeds.
        until: the last day looked at.
        ended: a relation of ``account_id`` and ``ended``: accounts that left, who are left out.
    """
    found = arrays(duck, paces_query(engaged, told, until, ended)) if told else {}
    if not found or not found["account_id"].size:
        return None
    came = np.stack([found[f"came_{back}"] for back in range(STRETCHES - 1, -1, -1)], axis=1).astype(np.float64)
    first = found["first_day"].astype("datetime64[D]")
    begun = (STRETCHES - 1) - (np.datetime64(until, "D") - first).astype(np.int64) // STRETCH
    came[np.arange(begun.size), begun] -= 1  # the first day begins the rhythm
    days = np.stack([found[f"feed_{place}"] for place in range(len(told))], axis=1).astype(np.float64)
    return Paces(found["account_id"], came, _time(told, until, first, days))


def paces_query(engaged: str, told: Sequence[Feed], until: date, ended: str = NOBODY) -> str:
    """Write the query of ``paces``: a row per account, its first day, and its days by stretch back and by feed."""
    feeds = ",\n         ".join(
        f"max(kind = {sql.text(each.kind)} AND feed = {sql.text(each.name)}) AS by_{place}"
        for place, each in enumerate(told)
    )
    back = f"date_diff('day', day, DATE '{until}') // {STRETCH}"
    stretches = ",\n       ".join(f"count(*) FILTER (back = {each}) AS came_{each}" for each in range(STRETCHES))
    parts = ",\n       ".join(f"count(*) FILTER (by_{place}) AS feed_{place}" for place in range(len(told)))
    return f"""WITH days AS (
  SELECT account_id, day, {back} AS back,
         {feeds}
  FROM {engaged} ANTI JOIN {ended} AS e USING (account_id)
  WHERE day BETWEEN DATE '{until}' - {STRETCH * STRETCHES - 1} AND DATE '{until}'
  GROUP BY account_id, day)
SELECT account_id, min(day) AS first_day,
       {stretches},
       {parts}
FROM days GROUP BY account_id ORDER BY account_id"""


def _time(told: Sequence[Feed], until: date, first: NDArray[np.datetime64], days: Floats) -> Floats:
    """Give the time that went by for each account in each stretch: of its feeds, each as often as it came there."""
    last = np.datetime64(until, "D")
    ends = last - STRETCH * np.arange(STRETCHES, -1, -1)
    time = np.zeros((len(days), STRETCHES))
    for feed, part in zip(told, (days / np.maximum(days.sum(axis=1, keepdims=True), 1)).T, strict=True):
        went = np.concatenate([[0.0], np.cumsum(feed.days.weights)])
        places = np.maximum(ends[None, :], first[:, None]) - np.datetime64(feed.since, "D")
        at = went[np.clip(places.astype(np.int64) + 1, 0, went.size - 1)]
        time += part[:, None] * np.diff(at, axis=1) / STRETCH
    return np.maximum(time, 0.0)
