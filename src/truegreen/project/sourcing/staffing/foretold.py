"""How many contacts will come to a queue, what that was worth so far, and how far recorded forecasts were off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from truegreen.model.staffed import Day, Off
from truegreen.project.sourcing.staffing.asked import Asked
from truegreen.project.sourcing.staffing.learned import Records
from truegreen.sourcing.staffing.expected import WEEK, Said, expected, locked, missed

Floats = npt.NDArray[np.float64]
TRIED: Final = 56
"""Days on which a forecast is tried, and that are drawn."""
FEWEST_MONTHS: Final = 6
FEWEST_DAYS: Final = 14
"""Days on which two forecasts are held against each other, at least."""
WEEKDAYS_MEAN: Final = "mean of each weekday"
OWN: Final = "Truegreen"
RECORDED: Final = "The recorded forecast"
OURS: Final = "Truegreen, as long before"


def said_of(history: Floats, ahead: int, confidence: float) -> Said:
    """Say how many contacts come on the next days; where the records are too few, the mean of each weekday."""
    try:
        return expected(history, ahead, confidence)
    except ValueError:
        whole = history[len(history) - len(history) // WEEK * WEEK :]
        week = whole.reshape(-1, WEEK).mean(axis=0) if len(whole) else np.full(WEEK, history.mean())
        days = np.resize(week, ahead)  # whole weeks before the first of these days, so that weekdays fall on weekdays
        return Said(days, days, days, WEEKDAYS_MEAN, 0)


def tried(history: Floats, last: date, confidence: float) -> tuple[list[Day], float | None, Off | None]:
    """Say the last eight weeks from what was known before; give the days, the share held and how far it was off."""
    if len(history) < 3 * TRIED:
        return [], None, None
    said, came = expected(history[:-TRIED], TRIED, confidence), history[-TRIED:]
    first = last - timedelta(days=TRIED - 1)
    days = days_of(first, said, came)
    held = float(((came >= said.least) & (came <= said.most)).mean())
    return days, held, off(OWN, said.expected, came, np.arange(1, TRIED + 1), [each.day for each in days])


def days_of(first: date, said: Said, came: Floats | None = None) -> list[Day]:
    """Give what is expected of some days, with what came where that is known."""
    known = [None] * len(said.expected) if came is None else [float(each) for each in came]
    rows = zip(said.expected, said.least, said.most, known, strict=True)
    return [Day(first + timedelta(days=at), float(a), float(b), float(c), d) for at, (a, b, c, d) in enumerate(rows)]


def off(whose: str, said: Floats, came: Floats, ahead: npt.NDArray[np.int64], days: list[date]) -> Off | None:
    """Say how far a forecast was off, by day and by whole month."""
    known = ~np.isnan(said)
    found = missed(said[known], came[known])
    if found is None:
        return None
    months = np.array([f"{each:%Y-%m}" for each in days])[known]
    ratios = [came[known][months == each].sum() / max(said[known][months == each].sum(), 1e-9)
              for each in np.unique(months)]  # fmt: skip
    ends = np.quantile(np.array(ratios) - 1, [0.1, 0.9]) if len(ratios) >= FEWEST_MONTHS else (None, None)
    return Off(
        whose=whose, days=found.days, ahead=(int(ahead[known].min()), int(ahead[known].max())), wape=found.wape,
        bias=found.bias, chance=found.chance, days_low=found.ends[0], days_high=found.ends[1],
        months_low=None if ends[0] is None else float(ends[0]), months_high=None if ends[1] is None else float(ends[1]),
    )  # fmt: skip


def recorded(records: Records, asked: Asked) -> Iterator[Off]:
    """Say how far recorded forecasts of the queue's service were off, and what could have been said when they were."""
    if set(asked.where) != {"service"} or not len(records.forecasts["day"]):
        return
    own = records.forecasts["service"] == asked.where["service"]
    told = {name: column[own] for name, column in records.forecasts.items()}
    if not own.any():
        return
    first = told["day"].min()
    days = (told["day"] - first).astype("timedelta64[D]").astype(int)
    locks = (told["locked"] - first).astype("timedelta64[D]")
    known = ~np.isnan(told["forecast"]) & ~np.isnan(told["actual"]) & ~np.isnat(locks)
    if not known.any():
        return
    days, locks = days[known], locks[known].astype(int)
    history = np.bincount(days, told["actual"][known], minlength=int(days.max()) + 1).astype(float)
    dates = told["day"][known].astype("datetime64[D]")
    said, came, ahead = told["forecast"][known], told["actual"][known], days - locks
    ours = locked(history, locks, days)
    both = ~np.isnan(ours)
    if both.sum() < FEWEST_DAYS:  # nobody is held against days that the other does not speak of
        both[:], ours = True, np.full(len(ours), np.nan)
    for whose, one in ((RECORDED, said), (OURS, ours)):
        found = off(whose, one[both], came[both], ahead[both], dates[both].tolist())
        if found is not None:
            yield found
