"""The retailer's contract for calls, settled by hand from the words at the head of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from random import Random

from tests.settlement.contracts.book import NOTHING, Book, Invoices, Row, add_months, cut, days, half_up, row

UNTIL = "2026-05-22..2026-06-21"
HORIZONS = ("2024-06-22..2024-07-21", "2025-01-22..2025-02-21", "2025-07-22..2025-08-21", UNTIL)
KEPT = ("dispute", "held")
POSTS = ("platform", "minutes", "shortfall", "minimum", "exchange", "late-answers", "given-up", "untrained", "bonus",
         "dispute", "holdback", "vat", "balance")  # fmt: skip
F = Fraction
SHARES = ((70, 9), (75, 5), (80, 2))
FIRST, END = date(2024, 1, 22), date(2026, 3, 11)


def settle(rows: list[Row]) -> tuple[Invoices, dict[str, Fraction]]:
    """Give the invoices, and what is disputed at the end of each month."""
    clerk = Clerk(Book.of(rows))
    for place in range(29):
        clerk.settle(place)
    return clerk.invoices, clerk.disputes


@dataclass
class Clerk:
    """Who settles month by month, with what is remembered in between; the paragraphs of the words are its methods."""

    book: Book
    invoices: Invoices = field(default_factory=Invoices)
    disputes: dict[str, F] = field(default_factory=dict)
    month: str = ""
    minutes: F = NOTHING
    shortfall: F = NOTHING
    surplus: F = NOTHING
    of_quarter: F = NOTHING
    exchanged: F = NOTHING
    failed: bool = False
    disputed: F = NOTHING
    interest: F = NOTHING
    held: F = NOTHING
    audited: bool = False

    def settle(self, place: int) -> None:
        start, end, self.month, whole = _month(place)
        following = _month(place + 1)[2]
        self.minutes = self.shortfall = self.surplus = NOTHING
        if place < 26:
            self.charge(start, end, whole)
            self.forecast(start)
            self.minimum(place)
            self.exchange(place)
            self.levels(following)
            self.training(place)
        self.dispute((end - start).days)
        self.hold_back(place)
        self.tax()
        over = -self.invoices.total(self.month)
        if over > 0 and place < 25:
            self.put("balance.carried", over)
            self.invoices.put(following, "balance.brought", self.month, -over)

    def put(self, line: str, amount: F) -> None:
        self.invoices.put(self.month, line, self.month, amount)

    def told(self, name: str) -> F | None:
        return self.book.number(self.month, name)

    def charge(self, start: date, end: date, whole: date) -> None:
        """1 and 2: fee and minutes."""
        fee = sum((F(9000) if day < date(2024, 7, 1) else F(12500) for day in days(start, end)), NOTHING)
        self.put("platform", half_up(fee / (whole - start).days))
        self.minutes = half_up(_minutes((self.told("handled") or NOTHING) / 60, start))
        self.put("minutes", self.minutes)

    def forecast(self, start: date) -> None:
        """3: forecast."""
        calls, forecast = self.told("calls"), self.told("forecast")
        reported = self.book.text(self.month, "forecast", "reported")
        if calls is not None and forecast and date.fromisoformat(reported) <= start - timedelta(days=90):
            self.surplus = F(max(0, ceil(calls - forecast * F(11, 10))))
            self.shortfall = max(0, ceil(forecast * F(9, 10) - calls)) * F(290, 100)
            self.put("shortfall", self.shortfall)

    def minimum(self, place: int) -> None:
        """4: minimum of three months."""
        self.of_quarter += self.minutes + self.shortfall
        if place % 3 == 2 or place == 25:
            least = half_up(F(700000) * 48 / 90) if place == 25 else F(700000)
            self.put("minimum", max(NOTHING, least - self.of_quarter))
            self.of_quarter = NOTHING

    def exchange(self, place: int) -> None:
        """5: exchange."""
        if place % 12 == 0:
            self.exchanged = NOTHING
        if rate := self.told("pesos"):
            move = F(624, 10) / rate - 1
            beyond = max(NOTHING, abs(move) - F(2, 100))
            amount = min(half_up(beyond * self.minutes / 2), F(60000) - self.exchanged)
            self.exchanged += amount
            self.put("exchange", amount if move > 0 else -amount)

    def levels(self, following: str) -> None:
        """6 and 7: malus and bonus of what was answered in time and given up."""
        answered, abandoned = _without(self.surplus, self.book, self.month)
        share = 0 if answered is None else next((each for level, each in SHARES if answered < F(level, 100)), 0)
        points = 0 if abandoned is None else max(0, ceil((abandoned - F(5, 100)) * 100))
        malus = {
            "late-answers": half_up(self.minutes * F(share, 100) * (2 if self.failed else 1)),
            "given-up": half_up(self.minutes * F(4, 1000) * points),
        }
        self.failed = bool(share)
        for name, amount in cut(malus, half_up(self.minutes * F(12, 100))).items():
            self.invoices.put(following, name, self.month, -amount)
        if answered is not None and abandoned is not None and not share and not points:
            self.bonus()

    def bonus(self) -> None:
        """7: bonus, where the levels are met."""
        found, complaints = self.book.rows(self.month, "satisfied"), self.told("complaints")
        if found and found[1] >= 100 and complaints is not None and complaints <= 25:
            points = max(0, floor((found[0] / found[1] - F(86, 100)) * 100))
            self.put("bonus", min(half_up(points * F(5, 1000) * self.minutes), half_up(F(3, 100) * self.minutes)))

    def training(self, place: int) -> None:
        """6: ramp-up."""
        trained = self.told("trained")
        if trained is not None and place < 12:
            self.put("untrained", -F(110000 if trained < F(6, 10) else 45000 if trained < F(9, 10) else 0))

    def dispute(self, length: int) -> None:
        """8: disputes."""
        self.interest += self.disputed * F(8, 100) * length / 365
        owed = min(self.told("owed") or NOTHING, self.disputed)
        dropped = min(self.told("not-owed") or NOTHING, self.disputed - owed)
        if self.disputed:
            self.put("dispute.released", owed)
            self.put("dispute.interest", half_up(self.interest * owed / self.disputed))
            self.interest *= 1 - (owed + dropped) / self.disputed
        new = min(self.told("disputed") or NOTHING, self.minutes)
        self.put("dispute", -new)
        self.disputed += new - owed - dropped
        self.disputes[self.month] = self.disputed

    def hold_back(self, place: int) -> None:
        """9: holdback."""
        keep = min(half_up((self.minutes + self.shortfall) * F(4, 100)), F(30000) - self.held)
        self.put("holdback", -keep)
        self.held += keep
        if place == 11:
            self.put("holdback.year-one", half_up(self.held / 2))
            self.held -= half_up(self.held / 2)
        if self.book.text(self.month, "final-audit") == "accepted" and not self.audited:
            self.put("holdback.audit", self.held)
            self.audited, self.held = True, NOTHING

    def tax(self) -> None:
        """10: tax; what is brought forward was taxed before."""
        lines = self.invoices.on(self.month).items()
        self.put("vat", sum((half_up(amount * F(19, 100)) for (line, _), amount in lines if line != "balance.brought"),
                            NOTHING))  # fmt: skip


def _month(place: int) -> tuple[date, date, str, date]:
    """Give a contract month: first day, end, name, and the end it would have without that of the term."""
    start, whole = add_months(FIRST, place), add_months(FIRST, place + 1)
    end = END if start < END < whole else whole
    return start, end, f"{start}..{end - timedelta(days=1)}", whole


def _minutes(minutes: F, start: date) -> F:
    first, price = (300000, F(72, 100)) if start < date(2025, 1, 22) else (350000, F(71, 100))
    second, third = max(NOTHING, minutes - first), max(NOTHING, minutes - 500000)
    return min(minutes, F(first)) * price + (second - third) * F(66, 100) + third * F(60, 100)


def _without(surplus: F, book: Book, month: str) -> tuple[F | None, F | None]:
    """Give both levels without a surplus, failed calls first."""
    answered, abandoned = book.rows(month, "answered"), book.rows(month, "abandoned")
    good = lost = None
    if answered:
        top, bottom = answered
        gone = min(surplus, bottom)
        top -= max(NOTHING, gone - (bottom - top))
        good = half_up(top / (bottom - gone), 3) if bottom > gone else None
    if abandoned:
        top, bottom = abandoned
        gone = min(surplus, bottom)
        lost = half_up((top - min(gone, top)) / (bottom - gone), 4) if bottom > gone else None
    return good, lost


def world(chance: Random) -> Iterator[Row]:
    """Give rows that might have been."""
    peso, skill = 6240, chance.choice([0, 6, 12])
    for place in range(26):
        start, _, month, _ = _month(place)
        usual = 2000 if place < 2 else 60000
        forecast = usual + chance.randint(-usual // 5, usual // 5)
        calls = forecast * chance.randint(70, 130) // 100
        told = start - timedelta(days=chance.randint(80, 130))
        if chance.random() < 0.95:
            yield row(month, "forecast", str(forecast), reported=str(told))
        yield row(month, "calls", str(calls))
        yield row(month, "handled", str(calls * chance.randint(200, 600) + chance.randint(0, 59)))
        peso += chance.randint(-200, 210)
        if chance.random() < 0.95:
            yield row(month, "pesos", f"{peso / 100:.2f}")
        good = calls * chance.randint(66 + skill, 94) // 100
        yield row(month, "answered", f"{good}/{calls}" if chance.random() < 0.95 else "none")
        yield row(month, "abandoned", f"{calls * chance.randint(200, 1400 - 50 * skill) // 10000}/{calls}")
        if place < 12:
            yield row(month, "trained", f"{chance.randint(40, 99)} %")
        count = chance.randint(80, 400)
        yield row(month, "satisfied", f"{count * chance.randint(78, 96) // 100}/{count}")
        if chance.random() < 0.95:
            yield row(month, "complaints", str(chance.randint(5, 32)))
        if chance.random() < 0.15:
            yield row(month, "disputed", f"{chance.randint(1, 8000000) / 100:.2f}")
        if chance.random() < 0.15:
            yield row(month, "owed", f"{chance.randint(1, 6000000) / 100:.2f}")
        if chance.random() < 0.1:
            yield row(month, "not-owed", f"{chance.randint(1, 3000000) / 100:.2f}")
    yield row(_month(chance.randint(22, 27))[2], "final-audit", "accepted")
