"""The words in which audits speak: who, how often, against whom, and what a figure is without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from truegreen.model.audit import Compared, Moved, Rate
from truegreen.model.reading import Contract
from truegreen.units.share import percent


@dataclass(frozen=True, slots=True)
class Seen:
    """What a detector saw of somebody, ready to be said.

    Attributes:
        by, member: whose; empty for all together.
        rate: how often.
        compared: against the others; None where it is a plain fact.
        also: further counts, by name.
        moved: measures that it moves, the most moved first.
        about: what it is about, where that has a name of its own.
    """

    by: str
    member: str
    rate: Rate
    compared: Compared | None = None
    also: Mapping[str, float] = field(default_factory=dict)
    moved: Sequence[Moved] = ()
    about: str = ""

    @property
    def who(self) -> str:
        """Name what and who it is, as a sentence begins: “Team MNL-1: ”; nothing for all together."""
        member = f"{self.by.replace('_', ' ')} {self.member}" if self.member else ""
        named = ", ".join(each for each in (f"“{self.about}”" if self.about else "", member) if each)
        return f"{named}: " if named else ""

    @property
    def counted(self) -> str:
        """Write hits of rows, what is counted, and the share."""
        rate = self.rate
        return f"{rate.hits:,} of {rate.of:,} {rate.noun} ({percent(rate.share or Fraction(0))})"

    @property
    def others(self) -> str:
        """Write the others' rate after a comma; nothing where nobody is compared."""
        if self.compared is None or self.compared.rate is None:
            return ""
        return f", where {percent(self.compared.rate)} would be expected of {self.compared.what}"

    @property
    def in_time(self) -> str:
        """Say how many of those judged kept their target, and how many of the rest, after a semicolon."""
        hits, rest = int(self.also.get("judged", 0)), int(self.also.get("others", 0))
        if not hits or not rest:
            return ""
        kept, kept_rest = int(self.also["kept"]), int(self.also["kept_others"])
        others = percent(Fraction(kept_rest, rest))
        said = f"all {hits:,}" if kept == hits else f"{kept:,} of the {hits:,} ({percent(Fraction(kept, hits))})"
        return f"; {said} that are judged kept their target, and of the other cases {others} did"

    @property
    def without(self) -> str:
        """Say what the most moved measure is without them; nothing where none moves."""
        return f" {figure(self.moved[0])}" if self.moved and self.moved[0].points else ""


def figure(moved: Moved) -> str:
    """Say what a measure is as stated and without it, and whether that changes its status."""
    stated, without = moved.stated, moved.without
    if stated.value is None or without.value is None:
        return f"Nothing of “{moved.title}” is left without them."
    one, other = fine(stated.value, without.value), fine(without.value, stated.value)
    said = f"“{moved.title}” is {one} as stated and {other} without them"
    if stated.contract is not without.contract and Contract.NOT_JUDGED not in (stated.contract, without.contract):
        return f"{said}: {stated.contract} becomes {without.contract}."
    if moved.missed != moved.missed_without:
        return f"{said}; {moved.missed_without} instead of {moved.missed} of {moved.periods} periods miss the level."
    return f"{said}."


def fine(share: Fraction, other: Fraction) -> str:
    """Write a share with as many digits as tell it from another.

    >>> fine(Fraction(9412, 10000), Fraction(9408, 10000)), fine(Fraction(1, 2), Fraction(1, 4))
    ('94.12 %', '50.0 %')
    """
    digits = next((each for each in range(1, 5) if f"{float(share):.{each + 2}f}" != f"{float(other):.{each + 2}f}"), 1)
    return f"{float(share) * 100:.{digits}f} %"


def written(value: Fraction | None, unit: str, currency: str) -> str:
    """Write a value with its unit; a dash of nothing.

    >>> written(Fraction(1, 2), "share", ""), written(Fraction(13, 2), "money", "EUR"), written(None, "count", "")
    ('50.0 %', '6.50 EUR', '–')
    """
    if value is None:
        return "–"
    if unit == "share":
        return percent(value)
    if unit == "money":
        return f"{float(value):,.2f} {currency}"
    return f"{float(value):,.1f} {'' if unit in ('count', 'score') else unit}".rstrip()
