"""What is on the list and beside it, as nouns: entries with their gaps, and all accounts for the picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truegreen.model.silence import ANY, Account, Entry, Gap, Learned, Point, Quiet
from truegreen.readings.engaged_days import Feed
from truegreen.signals.silence.learning import Columns, Rhythm
from truegreen.signals.silence.lists import Named
from truegreen.stats.silence.regularity import STEPS


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Histories with what is said of each, (rows,).

    Attributes:
        held: histories.
        regular: the chance that each is of each sort of ``regularity.STEPS``, (rows, 7).
        surprise: −ln of the chance of so long a gap.
        there: chance that each still goes on; NaN where nobody can tell.
        until: the last day looked at.
        only: the kind of engagement, where there is only one.
        places: by account, the places of its rows.
    """

    held: Columns
    regular: NDArray[np.float64]
    surprise: NDArray[np.float64]
    there: NDArray[np.float64]
    until: date
    only: str
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of(
        cls, held: Columns, regular: NDArray[np.float64], surprise: NDArray[np.float64], there: NDArray[np.float64],
        until: date, only: str = "",
    ) -> Judged:  # fmt: skip
        """Look up which rows are whose."""
        places: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(held["account_id"].tolist() if held else ()):
            places[name].append(row)
        return cls(held, regular, surprise, there, until, only, places)

    def names(self, rows: Iterable[int] | None = None) -> list[str]:
        """Give the accounts of some rows, or of all."""
        if not self.held:
            return []
        told = self.held["account_id"] if rows is None else self.held["account_id"][[*rows]]
        return [str(each) for each in told]

    def rows_of(self, account: str) -> Sequence[int]:
        """Give the places of an account's rows."""
        return self.places.get(account, ())

    def gap(self, row: int) -> Gap:
        """Give how an account came in one rhythm, and for how long it has not."""
        held = self.held
        first, last = (held[name][row].astype("datetime64[D]").item() for name in ("first_day", "last_day"))
        rhythm, counts = str(held["rhythm"][row]), int(held["counts"][row])
        seen, whole = self.until, rhythm == ANY
        if not whole:
            own = [*self.rows_of(str(held["account_id"][row]))]
            seen = held["last_day"][own].max().astype("datetime64[D]").item()
        return Gap(
            rhythm=self.only or rhythm, whole=whole, comings=counts + 1, first=first, last=last, until=seen,
            every=(last - first).days / counts if counts else float("nan"),
            steps=round(float(self.regular[row] @ np.array(STEPS))),
            counted=float(held["now"][row] - held["last"][row]),
            surprise=float(self.surprise[row]), there=float(self.there[row]),
        )  # fmt: skip

    def gaps(self, account: str) -> list[Gap]:
        """Give all rhythms of an account that can be told, all kinds together first."""
        gaps = [self.gap(row) for row in self.rows_of(account) if np.isfinite(self.there[row])]
        return sorted(gaps, key=lambda gap: (not gap.whole, gap.rhythm))


def entries(
    judged: Judged, found: Named, accounts: Mapping[str, Account], days: Mapping[str, Sequence[tuple[str, date]]]
) -> list[Entry]:  # fmt: skip
    """Give the list, the surest first.

    Args:
        judged: histories with what is said of each.
        found: which of them are on the list.
        accounts: by id.
        days: for each account the kind and day of what it did.
    """
    made = []
    for number, row in enumerate(found.rows, start=1):
        name, gap = str(judged.held["account_id"][row]), judged.gap(int(row))
        did = {kind for kind, _ in days.get(name, ())}
        if gap.whole and len(did) == 1:
            gap = replace(gap, rhythm=next(iter(did)))
        came = sorted({day for kind, day in days.get(name, ()) if gap.whole or gap.rhythm == kind})
        others = [each for each in judged.gaps(name) if not each.whole and each.rhythm != gap.rhythm]
        made.append(Entry(number=number, account=accounts[name], gap=gap, others=others, days=came))
    return made


def points(judged: Judged, found: Named, slower: Mapping[str, int] | None = None) -> list[Point]:
    """Give all accounts judged, for the picture: those on the list by their numbers.

    Args:
        judged: histories with what is said of each.
        found: which of them are on the list.
        slower: numbers of those that slowed down, by account.
    """
    numbers = {int(row): number for number, row in enumerate(found.rows, start=1)}
    for name, number in (slower or {}).items():
        whole = (row for row in judged.rows_of(name) if str(judged.held["rhythm"][row]) == ANY)
        numbers.update(dict.fromkeys(whole, number))
    made = []
    for row in map(int, found.judged):
        if str(judged.held["rhythm"][row]) == ANY or row in numbers:
            gap = judged.gap(row)
            made.append(
                Point(
                    account=str(judged.held["account_id"][row]), rhythm=gap.rhythm, whole=gap.whole, every=gap.every,
                    days=gap.days, counted=gap.counted, surprise=gap.surprise, there=gap.there,
                    number=numbers.get(row, 0),
                )
            )  # fmt: skip
    return made


def quiet(told: Sequence[Feed]) -> list[Quiet]:
    """Give the days that count for less, of all feeds, in their order."""
    made = [
        Quiet(
            kind=feed.kind, feed=feed.name, first=feed.day(run.first), last=feed.day(run.last),
            came=round(run.came), usual=round(run.usual), out=run.is_out, known=run.known,
        )
        for feed in told
        for run in feed.days.runs
    ]  # fmt: skip
    return sorted(made, key=lambda each: (each.first, each.kind, each.feed))


def learned_of(rhythms: Sequence[Rhythm], only: str = "") -> list[Learned]:
    """Say what each rhythm was learned from, and what was learned; ``only`` names the kind where there is one only."""
    made = []
    for each in rhythms:
        fit = each.staying
        told = {} if fit is None else {name: getattr(fit, name) for name in ("r", "alpha", "a", "b", "hazard")}
        made.append(
            Learned(
                rhythm=only or each.name, accounts=each.accounts, regularity=each.regularity, parameters=told,
                why=each.why,
            )
        )  # fmt: skip
    return made
