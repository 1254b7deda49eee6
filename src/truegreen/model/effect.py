"""What a change did where nobody drew lots: the nouns of ``truegreen effect``.

A change came to some work or some accounts in some month. What would have been without it nobody saw; it is told from
others that it did not come to, and every effect carries what speaks for and against that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from truegreen.model.finding import Finding
from truegreen.model.value import Grade
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.units.period import Period


class Design(StrEnum):
    """How what would have been is told."""

    STAGGERED = "staggered"
    ONE_SITE = "one-site"
    ADJUSTED = "adjusted"


class Expected(StrEnum):
    """What the change was to do to the measure."""

    BETTER = "better"
    WORSE = "worse"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Where a change came to, and when.

    Attributes:
        where: members of slices that had it; empty where accounts are listed.
        accounts: accounts that had it.
        since: the first month with it.
    """

    where: Mapping[str, str]
    accounts: Sequence[str] = ()
    since: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes:
        title: what changed, in words; empty where nobody said.
        measure: of which measure.
        came: where it came to, and when.
        until: the last month looked at; None for the last that is known.
        against: members of slices that the others must have; empty for all that did not have the change.
        where: members of slices to stay within.
        by: the slices whose members make pieces of work, or ``account``.
        design: the one asked for; None for the one that fits.
        also: where other changes came to, that are known; such work is no other.
        expected: what it was to do.
        margin: how little, in the measure's unit, would be nothing; None for the usual.
    """

    title: str
    measure: str
    came: Sequence[Came]
    until: Period | None = None
    against: Mapping[str, str]
    where: Mapping[str, str]
    by: Sequence[str]
    design: Design | None = None
    also: Sequence[Came] = ()
    expected: Expected = Expected.ANY
    margin: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must hold for the effect to be right.

    Attributes:
        name: in two or three words.
        passed: None where it cannot be checked.
        says: what was seen, in a sentence.
        is_needed: whether the effect is only a description without it.
    """

    name: str
    passed: bool | None
    says: str
    is_needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of the treated beside what they would have been; None where nothing is told."""

    period: Period
    treated: float | None
    twin: float | None
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The effect so many months after the change, or before it; with its interval, and one for all points at once."""

    months: int
    value: float
    low: float
    high: float
    low_all: float
    high_all: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """One of the others: its weight in the twin, and what would have been found on it, where nothing was changed."""

    name: str
    weight: float
    found: float | None
    gaps: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balanced:
    """How far treated and others lie apart by one column, in standard deviations, before and after adjusting."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How strong something unseen would have to be.

    Attributes:
        ratio: the E-value: how often, both ways; None where the measure is no share.
        ratio_bound: the same to make the effect uncertain.
        explains: the share of what is left that it would have to explain, of the treatment and of the measure.
        explains_bound: the same to make it uncertain.
        drift: how many times the furthest drift before the change would have to go on; None without a curve.
        drift_bound: the same to make it uncertain.
        placebo: how many times the furthest that any of the others was off; None without others treated as if.
    """

    ratio: float | None = None
    ratio_bound: float | None = None
    explains: float | None = None
    explains_bound: float | None = None
    drift: float | None = None
    drift_bound: float | None = None
    placebo: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naive:
    """What a report before and after would say: the treated before and after the change, and the others."""

    before: float | None
    after: float | None
    others_before: float | None
    others_after: float | None

    @property
    def change(self) -> float | None:
        """Give by how much the treated changed."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def others_change(self) -> float | None:
        """Give by how much the others changed."""
        if self.others_before is None or self.others_after is None:
            return None
        return self.others_after - self.others_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The effect by another way of telling it, beside the one that counts."""

    name: str
    value: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change did.

    Attributes:
        question: what was asked.
        measure_title: the measure's title.
        unit: of the measure.
        better: ``higher`` or ``lower``.
        design: how what would have been is told.
        because: why in this way, in a sentence.
        estimate: the effect; None where it cannot be told, and ``refused`` says why.
        refused: in words, without a full stop.
        margin: less than that, either way, is nothing.
        verdict: what may be said.
        grade: how well it is evidenced.
        reasons: why no better grade, in sentences.
        naive: what a report before and after would say.
        beside: the effect by other ways.
        units: what treated and others are, like ``pieces of work``.
        treated: treated units.
        others: others that it is held against.
        left_out: units left out, with why.
        since: the first month with the change.
        until: the last month.
        before: months before the change.
        after: months with it.
        months: the treated beside their twin.
        points: by months since the change.
        twin: the others, the weightiest first.
        balance: by column.
        checks: what must hold.
        sensitivity: how strong something unseen would have to be.
        findings: what is known to be wrong with records and measures.
        run: the run's id.
        known_until: last moment the records cover.
    """

    question: Question
    measure_title: str
    unit: str
    better: str
    design: Design
    because: str
    estimate: Estimate | None = None
    refused: str = ""
    margin: float = 0.0
    verdict: Verdict = Verdict.NOT_ENOUGH
    grade: Grade = Grade.DESCRIPTIVE
    reasons: Sequence[str] = ()
    naive: Naive
    beside: Sequence[Beside] = ()
    units: str
    treated: int
    others: int
    left_out: Sequence[tuple[str, str]] = ()
    since: Period
    until: Period
    before: int
    after: int
    months: Sequence[Month] = ()
    points: Sequence[Point] = ()
    twin: Sequence[Other] = ()
    balance: Sequence[Balanced] = ()
    checks: Sequence[Check] = ()
    sensitivity: Sensitivity = Sensitivity()
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
