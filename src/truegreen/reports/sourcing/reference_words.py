"""Published figures in words: their range, their age, and where they come from."""

from __future__ import annotations

from truegreen.model.reference import STALE, Graded, Reference
from truegreen.reports import figures


def range_of(of: Reference) -> str:
    """Write a published range with its unit.

    >>> from truegreen.sourcing.reference.table import references
    >>> range_of(references()["attr.replace"]), range_of(references()["tco.manage"]), range_of(references()["wage.PH"])
    ('14,113 USD', '6 to 10 % of the contract a year', '2 to 3 USD an hour')
    """
    low, high = figures.exactly(of.low), figures.exactly(of.high)
    unit = {"USD/h": "USD an hour"}.get(of.unit.value, of.unit.value)
    written = f"{low} {unit}" if low == high else f"{low} to {high} {unit}"
    return f"{written} of {of.of}" if of.of else written


def aged(of: Reference, year: int) -> str:
    """Say how old a published figure is, and that it is old where it is."""
    age = of.age(year)
    years = "of this year" if not age else "1 year old" if age == 1 else f"{age} years old"
    return f"{years}: old" if of.is_stale(year) else years


def cited(of: Reference, year: int) -> str:
    """Name a published figure's source, year, age and grade, and what else to know."""
    said = f"{of.source}, {of.year} ({aged(of, year)}), grade {of.grade}: {of.address}"
    return f"{said}. {of.note[:1].upper()}{of.note[1:]}" if of.note else said


def notes(year: int) -> tuple[str, ...]:
    """Say how published figures are to be read."""
    grades = "; ".join(f"{each}: {each.words}" for each in Graded)
    never = "None is ever filled in by itself: a plan names those that it stands on. --reference KEY says more of one."
    return f"* more than {STALE} years old in {year}. Grades: {grades}.", never
