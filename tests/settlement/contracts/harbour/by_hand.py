"""The harbour authority's contract, settled by hand from the words at the head of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from tests.settlement.contracts.book import NOTHING, Book, Invoices, Row, add_months, days, half_up, row

UNTIL = "2026-12"
HORIZONS = ("2024-06", "2024-12", "2025-05", "2025-08", "2026-04", UNTIL)
KEPT = ("points", "points")
POSTS = ("desk", "field", "points", "milestone", "delay", "excess-profit", "retention", "vat", "balance")
F = Fraction
ONE = F(1)
BANDS = {
    "availability": [("<", F(99, 100), 1), ("<", F(98, 100), 2), ("<", F(97, 100), 3), ("<", F(96, 100), 4)],
    "response": [("<", F(95, 100), 1), ("<", F(90, 100), 2), ("<=", F(80, 100), 4)],
    "response later": [("<", F(96, 100), 1), ("<", F(90, 100), 2), ("<=", F(80, 100), 4)],
    "resolution": [("<", F(90, 100), 1), ("<", F(75, 100), 3)],
    "first-fix": [("<", F(85, 100), 1), ("<", F(70, 100), 3)],
    "satisfaction": [("<", F(4), 2), ("<", F(32, 10), 5)],
}


def settle(rows: list[Row]) -> tuple[Invoices, dict[str, Fraction]]:
    """Give the invoices and each month's points."""
    clerk = Clerk(Book.of(rows))
    for place in range(39):
        clerk.settle(add_months(date(2023, 10, 1), place))
    return clerk.invoices, clerk.points


@dataclass
class Clerk:
    """Who settles month by month, with what is remembered in between; the paragraphs of the words are its methods."""

    book: Book
    invoices: Invoices = field(default_factory=Invoices)
    points: dict[str, F] = field(default_factory=dict)
    failed: dict[str, bool] = field(default_factory=dict)
    factor: F = ONE
    charges: F = NOTHING
    year_charges: F = NOTHING
    year_credits: F = NOTHING
    late: int = 0
    delay: F = NOTHING
    held: F = NOTHING
    kept: F = NOTHING
    accepted: bool = False

    def settle(self, first: date) -> None:
        month, following = f"{first:%Y-%m}", f"{add_months(first, 1):%Y-%m}"
        if first < date(2026, 10, 1):
            self.charge(first, month)
            self.credit(first, month, following)
            self.milestone(first, month, following)
            self.profit(month)
        self.release(month)
        taxed = (amount for (line, _), amount in self.invoices.on(month).items()
                 if line not in ("delay", "balance.brought"))  # fmt: skip
        self.invoices.put(month, "vat", month, half_up(sum(taxed, NOTHING) / 5))
        self.carry(month, following)

    def charge(self, first: date, month: str) -> None:
        """1 and 2: charges, and what the index makes of them."""
        if first.month == 10:
            self.year_charges = self.year_credits = NOTHING
        if first.month == 4 and first.year >= 2025:
            self.factor *= 1 + _change(self.book, first.year)
        self.charges = NOTHING
        for name, price in (("desk", F(180000)), ("field", _field(first))):
            amount = half_up(price * self.factor)
            self.invoices.put(month, name, month, amount)
            self.charges += amount
        self.year_charges += self.charges

    def credit(self, first: date, month: str, following: str) -> None:
        """3 and 4: points, and what they cost."""
        points, causes = NOTHING, dict[str, list[int]]()
        for name, value, excused, incident in _readings(self.book, first):
            if excused:
                continue
            scored = 0 if value is None else _points(name, value, first)
            scored, self.failed[name] = scored * (2 if self.failed.get(name) else 1), bool(scored)
            if incident:
                causes.setdefault(incident, []).append(scored)
            else:
                points += scored
        points += sum(max(each) for each in causes.values())
        self.points[month] = points
        share = F(4, 1000) if first < date(2025, 7, 1) else F(5, 1000)
        left = max(NOTHING, F(25, 1000) * self.year_charges - self.year_credits)
        credit = half_up(min(points * share * self.charges, left))
        self.year_credits += credit
        self.invoices.put(following, "points", month, -credit)

    def milestone(self, first: date, month: str, following: str) -> None:
        """6: milestones, what is retained of them, and delay."""
        paid = half_up(self.book.number(month, "milestones") or NOTHING)
        self.invoices.put(month, "milestone", month, paid)
        keep = min(half_up(paid / 10), F(28000) - self.held)
        self.held, self.kept = self.held + keep, self.kept + keep
        self.invoices.put(month, "retention", month, -keep)
        done = next((date.fromisoformat(each["reported"]) for (_, name), each in self.book.numbers.items()
                     if name == "second-milestone"), date.max)  # fmt: skip
        self.late += sum(date(2024, 3, 29) < day <= done for day in days(first, add_months(first, 1)))
        owed = min(F(45000), max(0, self.late - 5) * F(1500))
        self.invoices.put(following, "delay", month, self.delay - owed)
        self.delay = owed

    def profit(self, month: str) -> None:
        """7: excess profit."""
        revenue, cost = self.book.number(month, "year-revenue"), self.book.number(month, "year-cost")
        if revenue is not None and cost is not None:
            self.invoices.put(month, "excess-profit", month, half_up(min(NOTHING, cost - F(85, 100) * revenue)))

    def release(self, month: str) -> None:
        """6: what is released of what was retained."""
        if self.book.text(month, "acceptance") == "passed" and not self.accepted:
            self.accepted = True
            out = half_up(min(self.held, self.kept / 2))
            self.held -= out
            self.invoices.put(month, "retention.acceptance", month, out)
        if month == "2025-09":
            self.invoices.put(month, "retention.warranty", month, self.held)
            self.held = NOTHING

    def carry(self, month: str, following: str) -> None:
        """9: credits above the invoice."""
        over = -self.invoices.total(month)
        if over > 0 and month < "2026-09":
            self.invoices.put(month, "balance.carried", month, over)
            self.invoices.put(following, "balance.brought", month, -over)


def _change(book: Book, year: int) -> F:
    now, before = book.number(f"{year}-01", "cpi"), book.number(f"{year - 1}-01", "cpi")
    assert now
    assert before
    return min(half_up(now / before - 1, 3), F(6, 100))


def _field(first: date) -> F:
    if first == date(2025, 2, 1):
        return (14 * F(60000) + 14 * F(66000)) / 28
    return F(42000) if first < date(2024, 4, 1) else F(60000) if first < date(2025, 2, 1) else F(66000)


def _points(name: str, value: F, first: date) -> int:
    found = 0
    for sign, level, points in BANDS["response later" if name == "response" and first >= date(2025, 7, 1) else name]:
        if value < level or (sign == "<=" and value == level):
            found = points
    return found


def _readings(book: Book, first: date) -> Iterator[tuple[str, F | None, bool, str]]:
    """Give each measure of the month: its rounded value, whether it is excused, and what caused it."""
    names = ["availability", "response", "resolution" if first < date(2025, 7, 1) else "first-fix"]
    for name in names:
        month = f"{first:%Y-%m}"
        yield name, _value(book, month, name), _is_excused(book, month, name), book.text(month, name, "incident")
    if first.month % 3 == 0:
        quarter = f"{first.year}-Q{first.month // 3}"
        found = book.rows(quarter, "satisfaction")
        value = half_up(found[0] / found[1], 1) if found and found[1] >= 40 else None
        yield (
            "satisfaction",
            value,
            _is_excused(book, quarter, "satisfaction"),
            book.text(quarter, "satisfaction", "incident"),
        )


def _value(book: Book, month: str, name: str) -> F | None:
    value = book.number(month, name)
    counted = book.rows(month, name)
    if name == "response" and counted:
        top, bottom = counted
        room = bottom / 5
        for claim in book.claims.get((month, name), ()):
            if claim["cause"] == "service unavailable" and claim["granted"] != "no":
                count = min(F(claim["excused_count"]), room)
                top -= F(claim["excused_total"]) * count / F(claim["excused_count"])
                bottom, room = bottom - count, room - count
        value = top / bottom
    return None if value is None else half_up(value, 3)


def _is_excused(book: Book, period: str, name: str) -> bool:
    return any(
        claim["cause"] == "authority cause" and claim["granted"] == "yes" and _in_time(claim)
        for claim in book.claims.get((period, name), ())
    )


def _in_time(claim: Row) -> bool:
    aware, notice = date.fromisoformat(claim["aware"]), date.fromisoformat(claim["notice"])
    return sum(day.weekday() < 5 for day in days(aware + timedelta(days=1), notice + timedelta(days=1))) <= 10


def world(chance: Random) -> Iterator[Row]:
    """Give rows that might have been."""
    index = F(chance.randint(1000, 1400), 10)
    for year in (2024, 2025, 2026):
        yield row(f"{year}-01", "cpi", str(float(index)))
        index = F(round(index * F(chance.randint(970, 1090), 1000) * 10), 10)
    for place in range(36):
        first = add_months(date(2023, 10, 1), place)
        month = f"{first:%Y-%m}"
        outage = f"outage of {month}" if chance.random() < 0.3 else ""
        yield from _reading(chance, month, "availability", 955, 1000, outage)
        total = chance.randint(200, 900)
        good = total * chance.randint(78, 100) // 100
        yield row(month, "response", f"{good}/{total}", incident=outage if chance.random() < 0.5 else "")
        if chance.random() < 0.3:
            count = chance.randint(1, total // 4)
            lost = chance.randint(0, min(count, total - good))
            yield row(month, "response", "", cause="service unavailable", excused_count=str(count),
                      excused_total=str(count - lost if count - lost <= good else 0),
                      granted=chance.choice(["yes", "no", ""]))  # fmt: skip
        name = "resolution" if first < date(2025, 7, 1) else "first-fix"
        yield from _reading(chance, month, name, 680, 1000, "")
        if first.month % 3 == 0:
            count = chance.randint(30, 90)
            mean = chance.randint(28, 48)
            yield row(f"{first.year}-Q{first.month // 3}", "satisfaction", f"{count * mean // 10}/{count}")
        if chance.random() < 0.08 and first < date(2025, 9, 1):
            yield row(month, "milestones", f"{chance.randint(1, 30000000) / 100:.2f}")
        if first.month == 9:
            revenue = chance.randint(280000000, 330000000)
            yield row(month, "year-revenue", f"{revenue / 100:.2f}")
            yield row(month, "year-cost", f"{revenue * chance.randint(70, 95) / 10000:.2f}")
    if chance.random() < 0.8:
        done = date(2024, 3, 1) + timedelta(days=chance.randint(0, 90))
        yield row(f"{done:%Y-%m}", "second-milestone", "certified", reported=str(done))
    if chance.random() < 0.8:
        yield row(f"{add_months(date(2024, 6, 1), chance.randint(0, 18)):%Y-%m}", "acceptance", "passed")


def _reading(chance: Random, month: str, name: str, low: int, high: int, incident: str) -> Iterator[Row]:
    kind = chance.random()
    if kind < 0.04:
        return
    if kind < 0.08:
        yield row(month, name, "none")
        return
    value = chance.randint(low * 10, high * 10)
    yield row(month, name, f"{value // 100}.{value % 100:02} %", incident=incident)
    if chance.random() < 0.12:
        aware = date.fromisoformat(f"{month}-12") + timedelta(days=chance.randint(0, 10))
        notice = aware + timedelta(days=chance.randint(5, 20))
        yield row(month, name, "", cause=chance.choice(["authority cause", "weather"]), aware=str(aware),
                  notice=str(notice), granted=chance.choice(["yes", "yes", "no", ""]))  # fmt: skip
