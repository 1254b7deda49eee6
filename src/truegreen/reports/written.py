"""What is written of a scorecard's row: its title, level, value, interval, and the exact numbers behind them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from truegreen.model.reading import PARTS, Contract, Reading
from truegreen.model.scorecard import Explanation, Row
from truegreen.reports import figures
from truegreen.units.period import Period


def title(row: Row) -> str:
    """Give what people call a measure: its title, or its id if it has none."""
    return row.measure.title or row.id


def target(row: Row) -> str:
    """Write a measure's target, such as ``≥ 80 %``; empty if it has none."""
    return figures.at_least(row.measure.target, row.better)


def levels(row: Row, unit: str) -> list[Fraction]:
    """Give the levels, in a unit, that written values of a measure must not seem to reach."""
    known = (figures.level(each, unit) for each in (row.measure.target, row.measure.minimum))
    return [each for each in known if each is not None]


def value(row: Row, reading: Reading | None, currency: str = "") -> str:
    """Write a reading of a row's measure; a dash if nothing was measured."""
    if reading is None:
        return figures.NOTHING
    return figures.value(reading.value, reading.unit, currency, levels(row, reading.unit))


def count(reading: Reading | None) -> str:
    """Write how many rows were counted; a dash if nothing was measured."""
    return figures.count(reading.count if reading else None)


def interval(row: Row, reading: Reading | None, currency: str = "") -> str:
    """Write the 95 % interval of a reading of a row's measure; empty where none is known."""
    if reading is None or reading.low is None or reading.high is None:
        return ""
    return figures.interval(reading.low, reading.high, reading.unit, currency, levels(row, reading.unit))


def other_period(row: Row, period: Period | None) -> str:
    """Write the period of a row that was read over another one than its scorecard; empty otherwise."""
    own = row.reading.period if row.reading else period
    return "" if own == period else figures.period(own)


def counts(reading: Reading, currency: str = "") -> str:
    """Write the exact numbers that a value is made of, such as ``1,334 of 2,090``; nothing is rounded."""
    rows = figures.count(reading.count)
    if reading.value is None:
        return f"nothing measured in {rows} rows"
    if Fraction(reading.total, reading.divisor or reading.count) / PARTS[reading.unit] != reading.value:
        return f"a quantile of {rows} rows, read within 1 %"
    if reading.unit == "share" and reading.divisor not in (None, reading.count):
        return f"{figures.count(reading.total)} of {figures.count(reading.divisor)} by weight, over {rows} rows"
    if reading.unit == "share":
        return f"{figures.count(reading.total)} of {rows}"
    if reading.unit == "points":
        return f"net {figures.exactly(Decimal(reading.total))} of {rows}"
    total = figures.exactly(Decimal(reading.total) / PARTS[reading.unit].numerator)
    unit = {"seconds": " s", "money": f" {currency}".rstrip(), "days": " days"}.get(reading.unit, "")
    return f"{total}{unit} over {rows}"


def coverage(reading: Reading) -> str:
    """Write who answered of whom, where a reading comes from a survey; empty otherwise."""
    asked = (("invited", reading.invited), ("eligible", reading.eligible))
    known = [f"of {figures.count(number)} {word}" for word, number in asked if number is not None]
    return " ".join([f"{figures.count(reading.answered)} answered", *known]) if known else ""


def made_of(row: Row, currency: str = "") -> list[str]:
    """Write what a row's value is made of: value and exact numbers, interval, who answered."""
    reading = row.reading
    if reading is None or reading.value is None:
        return ["Nothing was measured"]
    spread = interval(row, reading, currency)
    parts = [
        f"{value(row, reading, currency)}, {counts(reading, currency)}",
        f"95 % interval {spread}" if spread else "",
    ]
    return [each for each in (*parts, coverage(reading)) if each]


def judged_by(row: Row) -> list[str]:
    """Write what a measure is held against: its levels, its rounding, the rows it needs, its clause."""
    measure = row.measure
    parts = [
        f"target {written}" if (written := target(row)) else "no target",
        f"minimum {figures.at_least(measure.minimum, row.better)}" if measure.minimum else "",
        f"rounded {measure.rounding.mode} to {figures.counted(measure.rounding.digits, 'digit')} before it is judged"
        if measure.rounding
        else "",
        f"judged from {figures.counted(measure.sample.minimum, 'row')} on" if measure.sample else "",
        f"clause {measure.clause}" if measure.clause else "",
    ]
    return [each for each in parts if each]


def doubt(explanation: Explanation, currency: str) -> str:
    """Say in one line how much hangs on the way of counting: how many other ways, their range, other verdicts."""
    row = explanation.row
    if row.reading is None:
        return ""
    unit, own = row.reading.unit, row.contract
    comparable = [
        (each.reading, each.contract) for each in explanation.panel if each.reading and each.reading.unit == unit
    ]
    ways = [(reading.value, contract) for reading, contract in comparable if reading.value is not None]
    if not ways:
        return "no other way of counting has a reading"
    ends = (min(each[0] for each in ways), max(each[0] for each in ways))
    written = dict.fromkeys(figures.value(each, unit, currency, levels(row, unit)) for each in ends)
    differ = sum(contract is not own for _, contract in ways if Contract.NOT_JUDGED not in (own, contract))
    otherwise = f"; {differ} would change the contract status" if differ else ""
    return f"{figures.counted(len(ways), 'other way')} of counting: {' to '.join(written)}{otherwise}"


def trend_words(row: Row, currency: str) -> str:
    """Say in words what a trend's picture shows."""
    shown = [each for each in row.trend if each.value is not None]
    if not shown:
        return "nothing measured"
    if len(shown) == 1:
        return f"{figures.period(shown[0].period)}: {value(row, shown[0], currency)}"
    first, last = shown[0], shown[-1]
    moved = " to ".join(f"{value(row, each, currency)} in {figures.period(each.period)}" for each in (first, last))
    level = target(row)
    return f"{figures.counted(len(shown), 'period')}, {moved}" + (f"; target {level}" if level else "")
