"""How audits are worded in reports: headings, what a line compares and moves, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from truegreen.model.audit import Audit, Audited, Compared, Line, Moved, Rate, Standing
from truegreen.reports import figures
from truegreen.reports.statuses import Mark

TITLES: Final[Mapping[Audit, str]] = {
    Audit.CLOCK: "Clocks and cases",
    Audit.SURVEY: "Surveys",
    Audit.DEFINITION: "Definitions",
}
MARKS: Final[Mapping[Standing, Mark]] = {
    Standing.STANDS_OUT: Mark("stands out", "▼", "bad"),
    Standing.COUNTS: Mark("moves the figure", "◆", "bad"),
    Standing.TOO_FEW: Mark("not enough data", "?", "quiet"),
    Standing.ORDINARY: Mark("unremarkable", "●", "good"),
}
ALTERNATIVES: Final = "alternatives"
"""The detector whose lines stand in one table, since each says the same of another way of counting."""


def headline(found: Audited) -> str:
    """Say in one sentence what there is to look at."""
    stand_out = sum(each.standing is Standing.STANDS_OUT for each in found.lines)
    facts = sum(each.standing is Standing.COUNTS and each.detector != ALTERNATIVES for each in found.lines)
    ways = sum(each.standing is Standing.COUNTS and each.detector == ALTERNATIVES for each in found.lines)
    parts = [
        f"{figures.counted(stand_out, 'line')} {'stands' if stand_out == 1 else 'stand'} out",
        f"{figures.counted(facts, 'fact')} {'moves' if facts == 1 else 'move'} a figure" if facts else "",
        f"{figures.counted(ways, 'other way')} of counting would change a status" if ways else "",
    ]
    said = [each for each in parts if each]
    return f"{', '.join(said[:-1])} and {said[-1]}." if len(said) > 1 else f"{said[0]}."


def promise(found: Audited) -> str:
    """Say how many comparisons were made, and what share of false ones is promised."""
    if not found.tests:
        return "No comparison was tested."
    false = figures.value(Fraction(found.promised).limit_denominator(1000), "share")
    return (
        f"{figures.counted(found.tests, 'comparison')} were made at once; of the lines that stand out, "
        f"at most {false} are expected to be chance. A line is a reason to ask, not an answer."
    )


def unlisted(found: Audited) -> str:
    """Count what is not listed."""
    few = sum(each.standing is Standing.TOO_FEW and not each.always for each in found.lines)
    ordinary = sum(each.standing is Standing.ORDINARY and not each.always for each in found.lines)
    few_words = f"; {figures.count(few)} rest on too few rows or too few others to compare" if few else ""
    return f"{figures.counted(ordinary, 'line')} {'is' if ordinary == 1 else 'are'} unremarkable{few_words}."


def rate(each: Rate) -> str:
    """Write a rate with its interval."""
    if each.share is None:
        return figures.NOTHING
    counts = "" if each.noun == "seconds" else f"{figures.count(each.hits)} of {figures.count(each.of)} {each.noun}, "
    doubt = (
        f" ({figures.interval(each.low, each.high, 'share')})" if each.low is not None and each.high is not None else ""
    )
    return f"{counts}{figures.value(each.share, 'share')}{doubt}"


def compared(each: Compared | None) -> str:
    """Write how a rate compares; empty where nothing was tested."""
    if each is None or each.p is None:
        return ""
    expected = f" ({figures.value(each.rate, 'share')})" if each.rate is not None else ""
    return (
        f"against {each.what}{expected}: {chance(each.p)}, {chance(each.adjusted)} given all comparisons; {each.method}"
    )


def chance(p: float | None) -> str:
    """Write a chance.

    >>> chance(0.0312), chance(1e-9), chance(None)
    ('p = 0.031', 'p < 0.001', '–')
    """
    if p is None:
        return figures.NOTHING
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def moved(each: Moved, currency: str = "") -> str:
    """Write a measure as stated and without it, with statuses, and how many of its periods miss the level."""
    one, other = each.stated, each.without
    stated, without = (
        figures.value(side.value, each.unit, currency, apart_from=[apart.value] if apart.value is not None else [])
        for side, apart in ((one, other), (other, one))
    )
    status = f"{one.contract}" if one.contract is other.contract else f"{one.contract} → {other.contract}"
    missed = f"; missed in {each.missed} → {each.missed_without} of {each.periods} periods" if each.periods > 1 else ""
    return f"{each.title}: {stated} as stated, {without} without ({status}{missed})"


def worth(line: Line) -> str:
    """Write what a line is worth, or why nobody can say."""
    if line.worth is None:
        return ""
    if line.worth.amount is None:
        return f"no money: {line.worth.why}"
    amount = line.worth.amount
    if not amount.amount:
        return "no money: the clauses that are paid on it give the same"
    less = "less" if amount.amount > 0 else "more"
    return f"the client would owe {figures.value(abs(Fraction(amount.amount)), 'money', amount.currency)} {less}"


def money(line: Line) -> str:
    """Write how much less the client would owe, with its sign; a dash where nobody can say."""
    amount = line.worth.amount if line.worth else None
    return figures.NOTHING if amount is None else figures.value(-Fraction(amount.amount), "money", amount.currency)
