"""The contract for services in towers, settled by hand from the words at the head of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from random import Random

from tests.settlement.contracts.book import NOTHING, Book, Invoices, Row, add_months, cut, days, half_up, row

UNTIL = "2026-02"
HORIZONS = ("2024-03", "2024-08", "2024-12", "2025-04", "2025-09", UNTIL)
KEPT = ("improvement", "level")
POSTS = (
    "compute",
    "servers-band",
    "contacts-band",
    "archive",
    "infrastructure",
    "service",
    "answer-back",
    "network-back",
)
F = Fraction
ONE, ARCHIVE = F(1), F(20000)
FIRST = date(2023, 9, 1)
EXPECTED = {"server-up": F(999, 1000), "network-up": F(998, 1000), "desk-answer": F(85, 100), "fix-time": F(4 * 3600),
            "satisfied": F(80, 100)}  # fmt: skip
MINIMUM = {"server-up": F(995, 1000), "network-up": F(99, 100), "desk-answer": F(78, 100), "fix-time": F(6 * 3600),
           "satisfied": F(70, 100)}  # fmt: skip
PARTS = {"server-up": F(6, 10), "network-up": F(4, 10), "desk-answer": F(55, 100) * F(7, 10),
         "fix-time": F(45, 100) * F(7, 10), "satisfied": F(5, 10)}  # fmt: skip
POOL = {"server-up": "infrastructure", "network-up": "infrastructure", "desk-answer": "service", "fix-time": "service",
        "satisfied": "service"}  # fmt: skip
BACK = {"server-up": "server-back", "network-up": "network-back", "desk-answer": "answer-back", "fix-time": "fix-back",
        "satisfied": "satisfied-back"}  # fmt: skip


def settle(rows: list[Row]) -> tuple[Invoices, dict[str, Fraction]]:
    """Give the invoices, and the desk's expected answer level of each month."""
    clerk = Clerk(Book.of(rows))
    for place in range(28):
        first = add_months(FIRST, place)
        if place and first.month == 9:
            clerk.new_year(first)
        clerk.charge(f"{first:%Y-%m}", f"{add_months(first, 1):%Y-%m}")
        clerk.credit(first, f"{first:%Y-%m}", f"{add_months(first, 1):%Y-%m}")
        if first.month == 8 or place == 27:
            clerk.give_back(f"{first:%Y-%m}", f"{first.year - (first.month < 9)}-09")
    return clerk.invoices, clerk.levels


@dataclass
class Clerk:
    """Who settles month by month, with what is remembered in between; the paragraphs of the words are its methods."""

    book: Book
    invoices: Invoices = field(default_factory=Invoices)
    levels: dict[str, F] = field(default_factory=dict)
    factor: F = ONE
    answer: F = EXPECTED["desk-answer"]
    archive: F = ARCHIVE
    charges: F = NOTHING
    missed: dict[str, list[bool]] = field(default_factory=lambda: {each: [] for each in EXPECTED})
    measured: dict[str, dict[str, F]] = field(default_factory=lambda: {each: {} for each in EXPECTED})
    returnable: dict[str, F] = field(default_factory=lambda: dict.fromkeys(EXPECTED, NOTHING))

    def new_year(self, first: date) -> None:
        """2 and 8: cost of living, improvement."""
        now, base = self.book.number(f"{first.year - 1}-12", "cpi"), self.book.number("2022-12", "cpi")
        assert now
        assert base
        self.factor = half_up(max(F(1), 1 + F(65, 100) * (now / base - 1)), 4)
        self.answer = _improved(self.answer, [*self.measured["desk-answer"].values()])
        self.returnable = dict.fromkeys(EXPECTED, NOTHING)

    def charge(self, month: str, following: str) -> None:
        """1 and 3: charges, and what more or fewer units add or take off."""
        self.charges = NOTHING
        for name, price in (("compute", 410000), ("network", 250000), ("desk", 150000)):
            self.put(month, name, month, half_up(price * self.factor))
        for name, baseline, band, above, below, on in (
            ("servers", 1210 if month < "2024-03" else 1333, F(5, 100), F(85), F(60), month),
            ("contacts", 20050, F(10, 100), F(41, 10), F(275, 100), following),
        ):
            units = _variance(self.book.number(month, name), baseline, band)
            self.put(on, f"{name}-band", month, units * half_up((above if units > 0 else below) * self.factor))
        self.invoices.put(month, "licences", month, F(90000))
        self.invoices.put(month, "archive", month, self.archive)
        self.archive += half_up(_variance(self.book.number(month, "gigabytes"), 90000, F(8, 100)) * F(5, 100))

    def put(self, on: str, line: str, month: str, amount: F) -> None:
        """Put on an invoice what the amount at risk is taken of."""
        self.invoices.put(on, line, month, amount)
        self.charges += amount

    def credit(self, first: date, month: str, following: str) -> None:
        """4, 5 and 6: defaults and their credits."""
        self.levels[month] = self.answer
        credits_, at_once = dict[str, F](), set[str]()
        for name in EXPECTED:
            below = self.is_below_minimum(month, name)
            if below or sum(self.missed[name][-12:]) * self.missed[name][-1] >= 4:
                part = F(6, 10) if name == "satisfied" and month >= "2025-03" else PARTS[name]
                credits_[name] = half_up(part * self.charges / 10)
            at_once |= {name} if below else set()
        stands = cut(_one_of_each(self.book, month, credits_), half_up(self.charges / 10))
        for name, credit in stands.items():
            self.invoices.put(following, f"{POOL[name]}.{name}", month, -credit)
            self.returnable[name] += NOTHING if name in at_once else credit

    def is_below_minimum(self, month: str, name: str) -> bool:
        """5: write down whether a level was missed, and say whether it is a default at once."""
        value = self.book.number(month, name)
        if value is not None:
            value = half_up(value, 3) if name == "desk-answer" else value
            self.measured[name][month] = value
        below = _is_late(self.book, month, name) or (value is not None and _worse(name, value, MINIMUM[name]))
        expected = self.answer if name == "desk-answer" else _expected(name, month)
        self.missed[name].append(below or value is None or _worse(name, value, expected))
        return below

    def give_back(self, month: str, since: str) -> None:
        """7: what the year's mean earns back."""
        for name, credit in self.returnable.items():
            values = [value for when, value in self.measured[name].items() if when >= since]
            if values and not _worse(name, sum(values, NOTHING) / len(values), _expected(name, month)):
                self.invoices.put(month, f"{BACK[name]}.returned", month, credit)


def _expected(name: str, month: str) -> F:
    return F(996, 1000) if name == "network-up" and month >= "2025-03" else EXPECTED[name]


def _improved(answer: F, measured: list[F]) -> F:
    if len(measured) < 12:
        return answer
    best = sorted(measured[-12:])[-4:]
    return max(answer, half_up(min(sum(best, NOTHING) / 4, answer + (1 - answer) / 10), 3))


def _variance(actual: F | None, baseline: int, band: F) -> int:
    """Give the units beyond the band, started ones as whole, with a sign."""
    if actual is None:
        return 0
    above, below = actual - baseline * (1 + band), baseline * (1 - band) - actual
    return ceil(above) if above > 0 else -ceil(below) if below > 0 else 0


def _worse(name: str, value: F | None, level: F) -> bool:
    assert value is not None
    return value > level if name == "fix-time" else value < level


def _is_late(book: Book, month: str, name: str) -> bool:
    reported = book.text(month, name, "reported")
    if not reported:
        return book.number(month, name) is None
    after = add_months(date.fromisoformat(f"{month}-01"), 1)
    return sum(day.weekday() < 5 for day in days(after, date.fromisoformat(reported) + timedelta(days=1))) > 10


def _one_of_each(book: Book, month: str, credits_: dict[str, F]) -> dict[str, F]:
    """6: leave one credit of each root cause, the elected one or the largest."""
    causes: dict[str, list[str]] = {}
    for name in credits_:
        causes.setdefault(book.text(month, name, "incident") or name, []).append(name)
    elected = book.text(month, "elected").partition(".")[2]
    stands = {elected if elected in names else max(names, key=lambda each: credits_[each]) for names in causes.values()}
    return {name: credit if name in stands else NOTHING for name, credit in credits_.items()}


def world(chance: Random) -> Iterator[Row]:
    """Give rows that might have been."""
    index = F(chance.randint(2800, 3000), 10)
    for year in (2022, 2023, 2024):
        yield row(f"{year}-12", "cpi", str(float(index)))
        index = F(round(index * F(chance.randint(970, 1080), 1000) * 10), 10)
    skill = {"server-up": (9940, 10000), "network-up": (9880, 10000), "desk-answer": (7700, 9600),
             "satisfied": (6800, 9000)}  # fmt: skip
    if chance.random() < 0.5:
        skill = {name: (low + (high - low) * 2 // 5, high) for name, (low, high) in skill.items()}
    for place in range(28):
        month = f"{add_months(FIRST, place):%Y-%m}"
        yield row(month, "servers", str(chance.randint(1000, 1700)))
        if chance.random() < 0.95:
            yield row(month, "contacts", str(chance.randint(15000, 27000)))
        yield row(month, "gigabytes", str(chance.randint(75000, 110000)))
        hit = []
        for name in EXPECTED:
            if chance.random() < 0.02:
                continue
            after = add_months(date.fromisoformat(f"{month}-01"), 1)
            reported = str(after + timedelta(days=chance.randint(3, 16))) if chance.random() < 0.2 else ""
            incident = f"storm of {month}" if chance.random() < 0.2 else ""
            hit += [name] * bool(incident)
            yield row(month, name, _value(chance, name, skill), reported=reported, incident=incident)
        if hit and chance.random() < 0.5:
            name = chance.choice(hit)
            yield row(month, "elected", f"{POOL[name]}.{name}")


def _value(chance: Random, name: str, skill: dict[str, tuple[int, int]]) -> str:
    if chance.random() < 0.02:
        return "none"
    if name == "fix-time":
        return str(chance.randint(3 * 3600, 7 * 3600))
    if name == "desk-answer":
        total = chance.randint(9000, 11000)
        return f"{total * chance.randint(*skill[name]) // 10000}/{total}"
    return f"{chance.randint(*skill[name]) / 100:.2f} %"
