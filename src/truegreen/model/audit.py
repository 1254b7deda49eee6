"""An audit: what the records themselves say of a clock, a survey or a definition, line by line, and what it moves.

A line is no accusation. It says how often something is so, how often it is so for the others, what the stated figure
is without it, what that is worth by the agreement's own clauses, and what would explain it innocently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from truegreen.model.finding import Finding
from truegreen.model.reading import Contract
from truegreen.units.money import Money
from truegreen.units.period import Period


class Audit(StrEnum):
    """What is audited."""

    CLOCK = "clock"
    SURVEY = "survey"
    DEFINITION = "definition"


class Standing(StrEnum):
    """How a line stands: an inference against chance and the others, a fact that moves something, or neither."""

    STANDS_OUT = "stands out"
    COUNTS = "moves the figure"
    TOO_FEW = "not enough data"
    ORDINARY = "unremarkable"


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something is so.

    Attributes:
        hits, of: rows for which it is so, of so many; seconds, where ``noun`` says seconds.
        low, high: 95 % interval of the share; None where none is known.
        noun: what is counted, as one says it of several: cases, contacts, answers, seconds.
    """

    hits: int
    of: int
    low: float | None = None
    high: float | None = None
    noun: str = "cases"

    @property
    def share(self) -> Fraction | None:
        """Give the share; None of nothing."""
        return Fraction(self.hits, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Compared:
    """How a rate stands against the others.

    Attributes:
        what: what it is compared with, in words: “the 11 other teams”.
        rate: theirs; what would be expected of them with the same mix, where mix was held equal.
        method: how it was compared.
        p: chance of at least so much where nothing is different; None where no test could be made.
        adjusted: the same, given how many comparisons the audit made (Benjamini and Hochberg, 1995).
    """

    what: str
    rate: Fraction | None
    method: str
    p: float | None
    adjusted: float | None = None


@dataclass(frozen=True, slots=True)
class Attainment:
    """A measure's figure for a period: hits of rows, its value in its unit, and its status against the agreement."""

    hits: int
    of: int
    value: Fraction | None
    contract: Contract


@dataclass(frozen=True, slots=True)
class Moved:
    """What a measure is as stated, and without what a line speaks of.

    Attributes:
        measure, title: the measure.
        unit: of its values.
        stated, without: over the audit's period; their status is by the level of its last day.
        missed, missed_without: how many of the measure's own periods miss the level, of ``periods``.
    """

    measure: str
    title: str
    unit: str
    stated: Attainment
    without: Attainment
    missed: int = 0
    missed_without: int = 0
    periods: int = 0

    @property
    def points(self) -> Fraction:
        """Give by how much the value is lower without it; above zero where it is flattered."""
        if self.stated.value is None or self.without.value is None:
            return Fraction(0)
        return self.stated.value - self.without.value

    @property
    def flips(self) -> bool:
        """Say whether the status changes, over the whole period or in one of its own periods."""
        return self.stated.contract is not self.without.contract or self.missed != self.missed_without


@dataclass(frozen=True, slots=True)
class Worth:
    """What a line is worth: how much less the client owes with the corrected figures; None with the reason why."""

    amount: Money | None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an audit.

    Attributes:
        audit, detector: which audit, and what looked, by its name in the docs.
        title: what the detector looks for.
        measure: the measure it is about; empty where it is about several or none.
        by, member: whose: a slice and its member; empty for all together.
        rate: how often it is so.
        compared: against the others; None where it is a plain fact.
        standing: how it stands.
        moved: measures that it moves, the one that it moves most first.
        worth: money without it; None where nobody asked.
        says: a sentence that can be said aloud.
        innocent: what would explain it innocently.
        way: for a definition, the other way of counting, in words.
        whom: for a definition, whose status it changes, in words.
        figures: further numbers, by name, for programs.
        always: whether it is worth reading however it stands.
        query: SQL that gives its rows, to be run in the project's folder.
        columns, sample: some of those rows.
    """

    audit: Audit
    detector: str
    title: str
    rate: Rate
    standing: Standing
    says: str
    innocent: str
    measure: str = ""
    by: str = ""
    member: str = ""
    compared: Compared | None = None
    moved: Sequence[Moved] = ()
    worth: Worth | None = None
    way: str = ""
    whom: str = ""
    figures: Mapping[str, float | None] = field(default_factory=dict)
    always: bool = False
    query: str = ""
    columns: Sequence[str] = ()
    sample: Sequence[Sequence[object]] = ()

    @property
    def is_listed(self) -> bool:
        """Say whether a reader should look at it."""
        return self.standing in (Standing.STANDS_OUT, Standing.COUNTS)


@dataclass(frozen=True, slots=True)
class NotLooked:
    """A detector that could not look, and what it would need."""

    audit: Audit
    detector: str
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """All that audits of an agreement found.

    Attributes:
        agreement, title: which agreement.
        period: cases opened in it; None for all that is known.
        by: the slice whose members are compared.
        lines: those to look at first, then those of too few rows, then the others.
        not_looked: detectors that the records give nothing to look at.
        tests: comparisons made, over which chance is shared out.
        promised: share of false entries among those that stand out that is promised.
        findings: what is known to be wrong with the records.
        run: id of the run.
        known_until: last moment the records cover.
    """

    agreement: str
    title: str
    period: Period | None
    by: str
    lines: Sequence[Line]
    not_looked: Sequence[NotLooked] = ()
    tests: int = 0
    promised: float = 0.1
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""

    @property
    def listed(self) -> list[Line]:
        """Give the lines that a reader should look at."""
        return [each for each in self.lines if each.is_listed]
