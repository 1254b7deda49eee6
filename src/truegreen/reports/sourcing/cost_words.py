"""Total cost in words: what runs dearer than it was sold, what nobody knows, and what a solved issue costs.

Sentences say no more than is held: a difference is “at least” where lines are unknown, and none where ranges overlap.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from truegreen.model.costed import AtSite, Change, Column, Costed, Line, Origin, Owned
from truegreen.model.plan_costs import Kind, When
from truegreen.reports import figures
from truegreen.units.money import Money
from truegreen.units.range import Range

QUESTION: Final = "What does it cost in all?"
ORIGINS: Final = {
    Origin.CONTRACT: "contract: it stands in an agreement, a statement or an order",
    Origin.MEASURED: "measured: records tell it",
    Origin.BENCHMARK: "benchmark: a published range, with its source, year and grade",
    Origin.ASSUMED: "assumed: somebody’s word, in the plan",
    Origin.UNKNOWN: "unknown: in no sum",
}
HOW: Final = (
    "Ranges are added end by end (interval arithmetic): nothing is drawn, and no chance is claimed for where in "
    "between the truth lies. Doing again what was not solved is part of what the work costs, and is taken out of it."
)


def whole(of: Money) -> str:
    """Write an amount without its cents.

    >>> from decimal import Decimal
    >>> whole(Money(Decimal("-1234.56"), "EUR"))
    '−1,235 EUR'
    """
    return f"{figures.exactly(of.rounded(0).amount + 0)} {of.currency}"


def ends(of: Range | None) -> str:
    """Write a range without cents, its currency once; a dash of none.

    >>> from decimal import Decimal
    >>> ends(Range(Money(Decimal("10.4"), "EUR"), Money(Decimal("20.5"), "EUR")))
    '10 to 21 EUR'
    """
    if of is None:
        return figures.NOTHING
    low, high = whole(of.low), whole(of.high)
    return low if low == high else f"{low.removesuffix(f' {of.low.currency}')} to {high}"


def cents(of: Range | None) -> str:
    """Write a small range to the cent; a dash of none."""
    if of is None:
        return figures.NOTHING
    low, high = (f"{figures.exactly(each.rounded().amount)} {each.currency}" for each in (of.low, of.high))
    return low if low == high else f"{low.removesuffix(f' {of.low.currency}')} to {high}"


def signed(of: Range) -> str:
    """Write what a difference moves, with its sign.

    >>> from decimal import Decimal
    >>> signed(Range.exactly(Money(Decimal("33223.05"), "EUR")))
    '+33,223 EUR'
    """
    low, high = (figures.exactly(each.rounded(0).amount + 0) for each in (of.low, of.high))
    plus = [f"+{each}" if not each.startswith(("−", "0")) else each for each in (low, high)]
    return f"{plus[0] if low == high else ' to '.join(plus)} {of.low.currency}"


def answer(of: Costed) -> str:
    """Say what it all comes to, in a sentence or two for each supplier."""
    if not of.suppliers:
        return "Nobody can tell yet: see what is wrong below."
    return " ".join(sentence(each) for each in of.suppliers)


def sentence(of: Owned) -> str:
    """Say what a supplier costs a year, and how that stands to what was sold."""
    if not of.run.is_known:
        sold = "" if of.sold is None else f" It was offered at {ends(of.sold.yearly)} a year."
        return f"What {of.name} costs as it runs, nobody knows.{sold}"
    known = ", by what is known" if of.run.unknown else ""
    costs = f"{of.name} costs {ends(of.run.yearly)} a year{known}"
    return f"{costs}; no business case is written down." if of.sold is None else f"{costs}{_beside(of)}."


def _beside(of: Owned) -> str:
    moved, sold = of.moved, of.sold
    if moved is None or sold is None:
        return ""
    said = f"; it was sold at {ends(sold.yearly)}"
    is_whole = moved.is_exact and not of.run.unknown
    if moved.low.amount > 0 and _only_adds(of):
        least = "" if is_whole else "at least "
        return f"{said}, so that it runs {least}{whole(moved.low)}{_percent(moved, sold.yearly)} dearer{_most(of)}"
    if moved.high.amount < 0 and not of.run.unknown:
        return f"{said}, so that it runs {ends(-moved)} cheaper{_saves(of)}"
    if moved.high.amount < 0:
        return f"{said}; by what is known it runs {ends(-moved)} cheaper, and what nobody knows may take that back"
    return f"{said}: whether it runs dearer cannot be told"


def _only_adds(of: Owned) -> bool:
    """Say whether what is unknown can only make it dearer: all but what the client no longer spends."""
    return Kind.AVOIDED not in of.run.unknown


def _percent(moved: Range, of: Range) -> str:
    """Write the least difference as a share of the most that it is held against."""
    if of.high.amount <= 0:
        return ""
    return f" ({figures.value(Fraction(moved.low.amount) / Fraction(of.high.amount), 'share')})"


def _most(of: Owned) -> str:
    """Name what surely adds most to a difference."""
    adds = sorted((each for each in of.changes if each.moves.low.amount > 0), key=lambda each: -each.moves.low.amount)
    return f", most of all for {adds[0].kind.words}" if adds else ""


def _saves(of: Owned) -> str:
    """Name what surely takes most off."""
    off = sorted((each for each in of.changes if each.moves.high.amount < 0), key=lambda each: each.moves.high.amount)
    return f", most of all for {off[0].kind.words}" if off else ""


def comes_to(of: Column | None, which: str) -> str:
    """Write what a column comes to: ``yearly`` or ``present``; a dash where there is none, or nothing in it."""
    return figures.NOTHING if of is None or not of.is_known else ends(getattr(of, which))


def kinds(of: Owned) -> list[Kind]:
    """List the lines to be shown; where nothing runs yet, only those that were sold."""
    columns = (of.sold, of.run) if of.run.is_known or of.sold is None else (of.sold,)
    held = {line.kind for column in columns if column for line in column.lines}
    return [kind for kind in Kind if kind in held]


def caused(of: Change) -> str:
    """Say what one kind of line makes of the difference."""
    return f"{upper(of.kind.words)}: {signed(of.moves)} a year. {upper(of.because)}."


def missing(of: Owned) -> str:
    """Say which lines of what runs nobody knows; empty if all are known."""
    names = [each.words for each in of.run.unknown]
    if not names or not of.run.is_known:
        return ""
    return f"In no sum, for nobody says what they are: {', '.join(names)}."


def each_solved(of: Owned | AtSite) -> str:
    """Say what a case and a solved issue cost; empty where no record tells."""
    told = of.solved
    if told is None or told.share is None or told.each_case is None:
        return ""
    share = f"{figures.count(told.solved)} of {figures.count(told.judged)} cases whose outcome is known stayed solved"
    if told.each_solved is None:
        return f"A case costs {cents(told.each_case)}. None was solved."
    between = f" (95 %: {cents(told.each_between)})" if told.each_between else ""
    return (
        f"A case costs {cents(told.each_case)}, and a solved issue {cents(told.each_solved)}{between}: "
        f"{share}, {figures.value(Fraction(told.solved, told.judged), 'share')}."
    )


def once(of: Line) -> str:
    """Say when a line falls due, where that is not every year."""
    return "" if of.kind.when is When.YEARLY else of.kind.when.value


def beside(of: Line) -> str:
    """Say what published figures would make of an unknown line; empty where none are known."""
    would = f"published: {ends(of.beside_amount)}" if of.beside_amount else "published"
    return f"{would} ({', '.join(each.key for each in of.beside)})" if of.beside else ""


def upper(text: str) -> str:
    """Write a text with a capital letter first."""
    return f"{text[:1].upper()}{text[1:]}"


def terms(of: Costed) -> str:
    """Say over which months and years it is reckoned."""
    records = f"Records of {figures.period(of.records)}" if of.records else "No records"
    years = "1 year" if of.years == 1 else f"{of.years} years"
    rate = figures.value(Fraction(of.rate), "share")
    return (
        f"{records}. What comes once is spread over {years}; present value at {rate} a year, paid at each year’s end."
    )
