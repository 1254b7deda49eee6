"""Suppliers or sites beside each other: scores with their doubt, weights by who gave them, and how far it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from truegreen.model.finding import Finding
from truegreen.model.profile import Card


class Source(StrEnum):
    """Where a score comes from."""

    MEASURED = "measured"
    CONTRACT = "price as agreed"
    OTHERS = "borrowed"
    ASSUMED = "assumed"
    GIVEN = "given"
    MISSING = "missing"


class Method(StrEnum):
    """How alternatives are ranked."""

    WEIGHTED = "weighted sum"
    NEARNESS = "nearness to the best"
    OUTRANKING = "outranking"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave: who, of which score, and between which ends."""

    who: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scored:
    """One score of one alternative.

    Attributes:
        value, low, high: in the unit of its criterion; a missing score lies anywhere between its ends.
        error: standard error, where it is measured; otherwise every place between the ends is alike.
        source: where it comes from.
        by: who gave it, each with what they gave.
        because: how it came about, in a sentence.
    """

    value: float
    low: float
    high: float
    error: float
    source: Source
    by: tuple[Given, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One criterion with all scores.

    Attributes:
        id, title, unit: what it is called, and what scores are in: % or minutes, a currency, or points.
        is_higher_better: which way is better.
        weight: its share of all weights; 0 for what only knocks out.
        low, high: ends of the scale on which 0 is worst and 1 is best.
        is_bounded: whether the plan says these ends; otherwise the alternatives do.
        limit: whoever is surely worse is out; None for none.
        scores: by alternative.
    """

    id: str
    title: str
    unit: str
    is_higher_better: bool
    weight: float
    low: float
    high: float
    is_bounded: bool
    limit: float | None
    scores: tuple[Scored, ...]

    def worth(self, value: float) -> float:
        """Give what a score is worth, from 0 to 1."""
        share = (value - self.low) / (self.high - self.low)
        return share if self.is_higher_better else 1 - share


@dataclass(frozen=True, slots=True)
class Voiced:
    """What one person, or the whole panel, finds how important.

    Attributes:
        who, side, way: by whom and how: weights, pairs or best and worst.
        weights: by criterion; they sum to 1.
        least, most: between which each weight lies, where comparisons leave room.
        ratio: how far comparisons contradict each other; None where nothing was compared.
        odd: the comparison that fits least, in words; empty where they are consistent enough.
    """

    who: str
    side: str
    way: str
    weights: tuple[float, ...]
    least: tuple[float, ...]
    most: tuple[float, ...]
    ratio: float | None = None
    odd: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """How an alternative comes out.

    Attributes:
        worth: weighted sum of what its scores are worth, 0 to 1.
        nearness: to the best of all, 0 to 1 (TOPSIS).
        leaving, entering: how strongly it outranks others, and is outranked (PROMETHEE).
        places: from 1, by each method.
        shares: how much of all weights and scores puts it at each rank.
        ordered: how much puts it first, of weights that keep the order of the weights given.
        sure: how much puts it first with exactly the weights given, scores within their doubt.
        central: mean weights with which it comes first; None if it never does.
    """

    worth: float
    nearness: float
    leaving: float
    entering: float
    places: Mapping[Method, int]
    shares: tuple[float, ...]
    ordered: float
    sure: float
    central: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One that is held beside others.

    Attributes:
        name, supplier: who; for a supplier both are the same.
        kind: of what kind: team, self-service or both.
        is_client: whether it is the client's own.
        may, of: how many of the cells it may do.
        out: why it is knocked out; empty if it is not.
        close: limits of which nobody can tell whether it keeps them, and how far it can do the work.
        stand: how it comes out; None where it is out.
    """

    name: str
    supplier: str
    kind: str
    is_client: bool
    may: int
    of: int
    out: tuple[str, ...]
    close: tuple[str, ...]
    stand: Stand | None


@dataclass(frozen=True, slots=True)
class Flip:
    """Two that change places when a third is left out.

    Attributes:
        method: by which ranking.
        left_out: the third.
        ahead, behind: who was ahead of whom before.
    """

    method: Method
    left_out: str
    ahead: str
    behind: str


@dataclass(frozen=True, slots=True)
class Evaluated:
    """All that can be said of who should do the work.

    Attributes:
        by: site or supplier.
        issues: issues of the cells looked at, in the months of records.
        alternatives: in the order of the plan.
        measures: criteria with scores.
        weights: what counts how much, as it is reckoned with.
        voices: what each of the panel said.
        flips: rankings that turn when one is left out.
        apart: pairs that cannot be compared by outranking.
        draws: how many weights and scores were looked at.
    """

    by: str
    issues: float
    alternatives: tuple[Alternative, ...]
    measures: tuple[Measure, ...]
    weights: Voiced
    voices: tuple[Voiced, ...]
    flips: tuple[Flip, ...]
    apart: tuple[tuple[str, str], ...]
    draws: int

    @property
    def ranked(self) -> tuple[Alternative, ...]:
        """Give those that are not out, the best first."""
        left = [each for each in self.alternatives if each.stand]
        return tuple(sorted(left, key=lambda each: -each.stand.worth if each.stand else 0.0))


@dataclass(frozen=True, slots=True)
class Supplied:
    """What is asked of who does the work, who has it, and who should.

    Attributes:
        plan, title: which plan.
        currency, zone: in which it is reckoned, and its hours are read.
        first, last: first and last day of the records behind it.
        slices: what splits the work.
        sites: of the plan, by name.
        cards: one for each cell looked at, the largest first.
        evaluated: None where the plan says nothing to evaluate by.
        findings: what is odd.
        run: the run behind it.
        query: what gave cases, hours and what was solved, for anybody to run.
    """

    plan: str
    title: str
    currency: str
    zone: str
    first: str
    last: str
    slices: tuple[str, ...]
    sites: tuple[str, ...]
    cards: tuple[Card, ...]
    evaluated: Evaluated | None
    findings: tuple[Finding, ...] = ()
    run: str = ""
    query: str = ""
